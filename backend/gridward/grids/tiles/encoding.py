"""Counts as a vector tile (MVT 2): one layer, `places`, with `customers` and, of single places, `cell` and their id."""

from typing import Any

import mapbox_vector_tile
import shapely

from gridward.grids.tiles.cutting import EXTENT, Counts

LAYER = "places"


def encoded(counts: Counts) -> bytes:
    """The tile, not packed."""
    features: list[dict[str, Any]] = [
        {"geometry": point, "properties": {"customers": customers}}
        for point, customers in zip(shapely.points(counts.at), counts.customers.tolist(), strict=True)
    ]
    if counts.id is not None and counts.number is not None:
        for feature, id, number in zip(features, counts.id.tolist(), counts.number.tolist(), strict=True):
            feature["id"] = id
            feature["properties"]["cell"] = number
    tile: bytes = mapbox_vector_tile.encode(
        [{"name": LAYER, "features": features}], default_options={"extents": EXTENT, "y_coord_down": True}
    )
    return tile

"""Writing the archive: tiles in the order of their identifiers, so
that a client's range requests read on, never back."""

import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import mapbox_vector_tile
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from gridward.city.basemap.derive import derive
from gridward.city.basemap.schema import OUTPUT_LAYERS, SCHEMA_VERSION, Bounds, Feature, Layers, check_layers
from gridward.city.basemap.tiles import EXTENT, Layer, cut, project, tile_range, widened

Progress = Callable[[int, int], None]


def write_basemap(
    path: Path,
    layers: Layers,
    *,
    bounds: Bounds,
    name: str = "",
    attribution: str = "",
    min_zoom: int = 8,
    max_zoom: int = 14,
    progress: Progress | None = None,
) -> int:
    """Write a city's basemap to `path` and return its number of tiles.

    `layers` are lists of (geometry in WGS-84, properties) under the names `districts` (needed), `water`,
    `parks`, `roads`, `rail`, `stations` and `places`; `bounds` is the city's west, south, east and north in
    degrees, to which a margin is added. `progress` hears (zooms done, zooms). The file appears whole or not
    at all, and the same input gives the same bytes.

    Raises `Invalid`: `basemap.unknown_layer`, `basemap.no_districts`.
    """
    check_layers(layers)
    extent = widened(bounds)
    projected = [project(layer, features) for layer, features in derive(layers).items() if features]
    zooms = range(min_zoom, max_zoom + 1)
    tiles: dict[int, bytes] = {}
    for done, zoom in enumerate(zooms, start=1):
        tiles.update(_tiles(projected, zoom, extent))
        if progress is not None:
            progress(done, len(zooms))
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(draft, tiles, extent, _metadata(name, attribution, zooms))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return len(tiles)


def _tiles(layers: list[Layer], zoom: int, bounds: Bounds) -> Iterator[tuple[int, bytes]]:
    """The tiles of one zoom: identifier and gzip MVT."""
    columns, rows = tile_range(bounds, zoom)
    contents: dict[tuple[int, int], list[tuple[str, list[Feature]]]] = {}
    for layer in layers:
        for column, row, features in cut(layer, zoom, columns, rows):
            contents.setdefault((column, row), []).append((layer.name, features))
    for (column, row), found in contents.items():
        yield zxy_to_tileid(zoom, column, row), _encoded(found)


def _encoded(layers: list[tuple[str, list[Feature]]]) -> bytes:
    encoded: bytes = mapbox_vector_tile.encode(
        [
            {
                "name": name,
                "features": [{"geometry": shape, "properties": known} for shape, known in features],
            }
            for name, features in layers
        ],
        default_options={"extents": EXTENT, "y_coord_down": True},
    )
    return gzip.compress(encoded, compresslevel=6, mtime=0)


def _write(path: Path, tiles: dict[int, bytes], bounds: Bounds, metadata: dict[str, object]) -> None:
    west, south, east, north = (round(degrees * 10_000_000) for degrees in bounds)
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 11,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
    with path.open("wb") as file:
        writer = Writer(file)  # type: ignore[no-untyped-call]
        for identifier in sorted(tiles):
            writer.write_tile(identifier, tiles[identifier])  # type: ignore[no-untyped-call]
        writer.finalize(header, metadata)  # type: ignore[no-untyped-call]


def _metadata(name: str, attribution: str, zooms: range) -> dict[str, object]:
    kinds = {"weight": "Number", "rank": "Number", "area_km2": "Number", "bridge": "Boolean"}
    return {
        "name": name,
        "attribution": attribution,
        "gridward:schema": SCHEMA_VERSION,
        "vector_layers": [
            {
                "id": layer,
                "minzoom": zooms.start,
                "maxzoom": zooms.stop - 1,
                "fields": {field: kinds.get(field, "String") for field in fields},
            }
            for layer, fields in OUTPUT_LAYERS.items()
        ],
    }

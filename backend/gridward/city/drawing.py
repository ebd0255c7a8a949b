"""Drawing a city's basemap from what is stored of it."""

from pathlib import Path
from typing import cast

import psycopg
import shapely

from gridward.city.basemap import Bounds, Feature, write_basemap
from gridward.city.contract import CityFrame
from gridward.city.store import load_layer
from gridward.platform.settings import settings

_LAYER_OF_KIND = {"water": "water", "road": "roads", "park": "parks", "station": "stations"}


def basemap_path(code: str) -> Path:
    """Where a city's basemap is kept."""
    return settings().files_dir / "basemaps" / f"{code}.pmtiles"


def draw_basemap(connection: psycopg.Connection, city: CityFrame) -> dict[str, int]:
    """Draw the basemap anew; returns how many features each layer has."""
    layers: dict[str, list[Feature]] = {"districts": _districts(connection, city)}
    for kind, layer in _LAYER_OF_KIND.items():
        stored = load_layer(connection, city.id, kind)
        texts = zip(stored.names, stored.names_en, stored.categories, strict=True)
        layers[layer] = [
            (shape, {"name": name, "name_en": name_en, "class": category})
            for shape, (name, name_en, category) in zip(stored.geometry, texts, strict=True)
        ]
    layers["places"] = _places(connection, city.id)
    path = basemap_path(city.code)
    path.parent.mkdir(parents=True, exist_ok=True)
    bounds = cast(Bounds, tuple(shapely.total_bounds(city.polygons).tolist()))
    write_basemap(path, layers, bounds=bounds)
    return {name: len(features) for name, features in layers.items()}


def _districts(connection: psycopg.Connection, city: CityFrame) -> list[Feature]:
    rows = connection.execute(
        "SELECT id, name, name_en FROM city.district WHERE city_id = %s ORDER BY id", [city.id]
    ).fetchall()
    return [
        (shape, {"id": row[0], "name": row[1], "name_en": row[2]})
        for shape, row in zip(city.polygons, rows, strict=True)
    ]


def _places(connection: psycopg.Connection, city_id: int) -> list[Feature]:
    rows = connection.execute(
        """SELECT name, lon, lat FROM city.community
           WHERE city_id = %s AND position_check <> 'outside_city' ORDER BY id""",
        [city_id],
    ).fetchall()
    return [(shapely.Point(lon, lat), {"name": name}) for name, lon, lat in rows]

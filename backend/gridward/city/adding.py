"""Adding a city from vector files."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psycopg
import shapely

from gridward.city.contract import CityFrame, short_forms
from gridward.city.drawing import basemap_path, draw_basemap
from gridward.city.point_tables import read_points
from gridward.city.store import Layer, load_city, save_aliases, save_city, save_districts, save_layer
from gridward.geo.frames import Frame
from gridward.geo.projection import utm_zone
from gridward.geo.vectors import Features, polygons, read_features
from gridward.kernel.errors import Invalid
from gridward.platform.paths import resource

_NAMES = ("district", "name", "名称", "区", "行政区", "县", "label")
_ENGLISH = ("name_en", "name:en", "英文名")
_CATEGORIES = ("class", "category", "highway", "fclass", "type", "kind", "类别")
_LAYERS = ("water", "road", "park", "station")


@dataclass(frozen=True)
class CityFiles:
    """The vector files of a city, with the frame and projection where they do not say so themselves."""

    districts: Path
    layers: dict[str, Path] = field(default_factory=dict)
    """By kind: water, road, park, station."""
    frame: Frame = Frame.WGS84
    epsg: int | None = None


@dataclass(frozen=True)
class AddedCity:
    """What adding a city did."""

    city: CityFrame
    features: dict[str, int]
    stale_districts: list[str]
    """Districts of an earlier delivery that this one lacks."""
    basemap: Path


def add_city(
    connection: psycopg.Connection, code: str, name: str, name_en: str, files: CityFiles
) -> AddedCity:
    """Add a city, or bring its geography up to date: running it again with the same files changes nothing.

    Raises `city.code`, `city.district_names`, `city.no_area` and the errors of reading vector files.
    """
    if not code.isascii() or not code.replace("-", "").isalnum():
        raise Invalid(
            "city.code", f"'{code}' is no code for a city.", "Use letters, digits and dashes.", city=code
        )
    districts = read_features(files.districts, frame=files.frame, epsg=files.epsg)
    names, shapes = _named_areas(files.districts, districts)
    bounds = shapely.total_bounds(shapes)
    zone = utm_zone((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    city_id = save_city(connection, code, name, name_en or code.title(), zone, bounds.tolist())
    stale = save_districts(
        connection,
        city_id,
        names,
        districts.text(_ENGLISH),
        districts.text(("adcode", "code", "区划代码")),
        shapes,
    )
    for kind in _LAYERS:
        if path := files.layers.get(kind):
            save_layer(connection, city_id, _layer(kind, _read(path, files)))
    city = load_city(connection, code)
    save_aliases(connection, city_id, _merged_districts(city), "reference")
    layers = draw_basemap(connection, city)
    return AddedCity(load_city(connection, code), layers, stale, basemap_path(code))


def _named_areas(path: Path, districts: Features) -> tuple[list[str], np.ndarray]:
    shapes = polygons(districts.geometry)
    if not (shapely.area(shapes) > 0).all():
        raise Invalid(
            "city.no_area",
            f"{path.name} has districts without an area.",
            "Deliver the districts as polygons.",
            file=path.name,
        )
    names = districts.text(_NAMES)
    if "" in names or len(set(names)) < len(names):
        raise Invalid(
            "city.district_names",
            f"{path.name} has districts without a name of their own.",
            f"Name each one in a column {' or '.join(_NAMES[:3])}.",
            file=path.name,
        )
    return names, shapes


def _read(path: Path, files: CityFiles) -> Features:
    """Vector files, and tables of positions for what is a point."""
    if path.suffix.lower() in {".csv", ".txt"}:
        return read_points(path, files.frame)
    return read_features(path, frame=files.frame, epsg=files.epsg)


def _layer(kind: str, features: Features) -> Layer:
    names = features.text(("name", "名称", "station", "站名"))
    return Layer(kind, names, features.text(_ENGLISH), features.text(_CATEGORIES), features.geometry)


def _merged_districts(city: CityFrame) -> dict[str, int]:
    """Former districts of this city by the reference table, in full and short form."""
    aliases: dict[str, int] = {}
    with open(resource("grid_data") / "reference" / "merged_districts.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            index = city.district_index(row["now"])
            if row["city"] == city.short_name() and index >= 0:
                for form in (row["old"], *short_forms(row["old"])):
                    if city.district_index(form) < 0:
                        aliases[form] = int(city.district_ids[index])
    return aliases

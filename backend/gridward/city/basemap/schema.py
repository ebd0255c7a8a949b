"""What a basemap is made of: layers, the classes of roads, and the zoom from which each thing is drawn."""

from collections.abc import Mapping, Sequence
from typing import Final

from shapely.geometry.base import BaseGeometry

from gridward.kernel.errors import Invalid

Properties = Mapping[str, object]
Feature = tuple[BaseGeometry, Properties]
"""A geometry in WGS-84 (longitude, latitude) and what is known of it."""

Layers = Mapping[str, Sequence[Feature]]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees, WGS-84."""

SCHEMA_VERSION: Final = 1

INPUT_LAYERS: Final = ("districts", "water", "parks", "roads", "rail", "stations", "places")
"""The layers that a caller may give; the others are derived from them."""

OUTPUT_LAYERS: Final[Mapping[str, tuple[str, ...]]] = {
    "land": (),
    "parks": ("name", "name_en", "class"),
    "water": ("name", "name_en", "class"),
    "boundaries": ("kind",),
    "districts": ("id", "name", "name_en"),
    "rail": ("class", "name", "name_en", "colour"),
    "roads": ("class", "name", "name_en", "bridge"),
    "stations": ("name", "name_en"),
    "places": ("name", "name_en", "weight", "rank"),
    "park_labels": ("name", "name_en", "class"),
    "water_labels": ("name", "name_en", "class"),
    "district_labels": ("id", "name", "name_en", "area_km2"),
}
"""The layers of an archive with the properties that each may carry, in the order of drawing."""

_LAYER_ZOOM: Final[Mapping[str, int]] = {
    "parks": 9,
    "rail": 10,
    "stations": 11,
    "park_labels": 12,
    "water_labels": 10,
}
_ROAD_ZOOM: Final[Mapping[str, int]] = {
    "motorway": 8,
    "trunk": 8,
    "primary": 10,
    "secondary": 12,
    "street": 13,
}
_PLACE_ZOOM: Final[Mapping[object, int]] = {1: 12, 2: 13, 3: 14, 4: 14}

_ROAD_ALIASES: Final[Mapping[str, str]] = {
    # AMap's numeric classes: expressway, national and provincial road, elevated urban road, main and lesser
    # streets
    "41": "motorway",
    "42": "primary",
    "43": "trunk",
    "44": "primary",
    "45": "secondary",
    "47": "street",
    "49": "street",
    # values of OpenStreetMap's `highway` beside those that are classes here
    "motorway_link": "motorway",
    "trunk_link": "trunk",
    "primary_link": "primary",
    "secondary_link": "secondary",
    "tertiary": "secondary",
    "tertiary_link": "secondary",
    "residential": "street",
    "unclassified": "street",
    "service": "street",
    "living_street": "street",
}


def road_class(value: str) -> str:
    """The class of a road from its source's word for it (ours, AMap's
    number or OpenStreetMap's tag); `secondary` if unknown."""
    word = value.strip().lower()
    return word if word in _ROAD_ZOOM else _ROAD_ALIASES.get(word, "secondary")


def first_zoom(layer: str, properties: Properties) -> int:
    """The zoom from which a feature of `layer` is drawn."""
    if layer == "roads":
        return _ROAD_ZOOM[str(properties["class"])]
    if layer == "places":
        return _PLACE_ZOOM[properties["rank"]]
    return _LAYER_ZOOM.get(layer, 0)


def check_layers(layers: Layers) -> None:
    """Raise `Invalid` (`basemap.unknown_layer`, `basemap.no_districts`) for layers of which no basemap can be
    made."""
    for name in layers:
        if name not in INPUT_LAYERS:
            raise Invalid(
                "basemap.unknown_layer",
                f"A basemap has no layer called {name!r}.",
                f"Give some of: {', '.join(INPUT_LAYERS)}.",
                layer=name,
            )
    if not layers.get("districts"):
        raise Invalid(
            "basemap.no_districts",
            "A basemap needs the districts of its city: the land is made of them.",
            "Add the city with a file of its districts first.",
        )

"""From a city's own layers to those of the archive: land, borders,
merged roads, ranked places and points to hang labels on."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridward.city.basemap.schema import OUTPUT_LAYERS, Feature, Layers, Properties, road_class

_DEGREE_M = 111_320.0
_MATCH_DEGREES = 30 / _DEGREE_M
"""Two districts' borders closer than this are one border: surveys of neighbours seldom agree to the metre."""
_DETAIL_DEGREES = 4 / _DEGREE_M
_PLACE_RANKS = (0.06, 0.22, 0.55)
"""Shares of the places, heaviest first, that have rank 1, 2 and 3 or better."""


def derive(layers: Layers) -> dict[str, list[Feature]]:
    """Every layer of the archive from what a city has; see the package for the schema."""
    districts = [(shapely.make_valid(shape), known) for shape, known in layers["districts"]]
    water, parks = layers.get("water", ()), layers.get("parks", ())
    land = _land([shape for shape, _ in districts])
    derived: dict[str, Iterable[Feature]] = {
        "land": [(land, {})],
        "parks": parks,
        "water": water,
        "boundaries": [(line, {"kind": "district"}) for line in _borders([s for s, _ in districts], land)],
        "districts": districts,
        "roads": _merged(
            (line, {**known, "class": road_class(str(known.get("class", "")))})
            for line, known in layers.get("roads", ())
        ),
        "rail": layers.get("rail", ()),
        "stations": layers.get("stations", ()),
        "places": _ranked(layers.get("places", ())),
        "district_labels": _labels(
            (shape, {**known, "area_km2": _area_km2(shape)}) for shape, known in districts
        ),
        "water_labels": _labels(feature for feature in water if feature[1].get("name")),
        "park_labels": _labels(feature for feature in parks if feature[1].get("name")),
    }
    return {name: [(shape, _kept(name, known)) for shape, known in derived[name]] for name in OUTPUT_LAYERS}


def _kept(layer: str, properties: Properties) -> Properties:
    """Only what the schema names, and only what has a value."""
    named = ((key, properties.get(key)) for key in OUTPUT_LAYERS[layer])
    return {key: value for key, value in named if value not in (None, "", False)}


def _land(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """The union of the districts without the slivers that lie between borders that nearly agree."""
    grown = shapely.buffer(
        shapely.simplify(np.array(shapes), _DETAIL_DEGREES), _MATCH_DEGREES / 2, quad_segs=2
    )
    return shapely.buffer(shapely.union_all(grown), -_MATCH_DEGREES / 2, quad_segs=2)


def _borders(shapes: Sequence[BaseGeometry], land: BaseGeometry) -> list[BaseGeometry]:
    """Each border between two districts once: a district's outline
    less the coast and less what its forerunners drew."""
    done = shapely.buffer(shapely.boundary(land), _MATCH_DEGREES, quad_segs=1)
    lines = []
    for shape in shapes:
        outline = shapely.simplify(shapely.boundary(shape), _DETAIL_DEGREES)
        fresh = shapely.line_merge(shapely.difference(outline, done))
        parts = [part for part in shapely.get_parts(fresh) if part.length > 4 * _MATCH_DEGREES]
        if parts:
            lines += parts
            done = shapely.union(
                done, shapely.buffer(shapely.multilinestrings(parts), _MATCH_DEGREES, quad_segs=1)
            )
    return lines


def _merged(roads: Iterable[Feature]) -> list[Feature]:
    """Roads of the same properties joined end to end, so that a name
    is written along a road and not once per piece."""
    groups: dict[tuple[tuple[str, object], ...], list[BaseGeometry]] = {}
    for shape, properties in roads:
        groups.setdefault(tuple(sorted(properties.items())), []).extend(shapely.get_parts(shape))
    return [
        (line, dict(key))
        for key, lines in groups.items()
        for line in shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    ]


def _ranked(places: Sequence[Feature]) -> list[Feature]:
    """Places with their rank by weight, the heaviest first; equals keep the order in which they came."""
    weights = np.array([float(str(known.get("weight", 0))) for _, known in places])
    order = np.argsort(-weights, kind="stable")
    ranks = 1 + np.searchsorted(_PLACE_RANKS, np.arange(len(places)) / max(len(places), 1), side="right")
    return [
        (places[at][0], {**places[at][1], "rank": int(rank)}) for at, rank in zip(order, ranks, strict=True)
    ]


def _labels(features: Iterable[Feature]) -> list[Feature]:
    return [(_middle(shape), known) for shape, known in features]


def _middle(shape: BaseGeometry) -> BaseGeometry:
    """The point of a polygon's largest part that is farthest from its edge, where a label has most room."""
    parts = shapely.get_parts(shapely.make_valid(shape))
    largest = shapely.simplify(parts[np.argmax(shapely.area(parts))], 4 * _DETAIL_DEGREES)
    size = max(largest.bounds[2] - largest.bounds[0], largest.bounds[3] - largest.bounds[1])
    return shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=size / 100), 0)


def _area_km2(shape: BaseGeometry) -> float:
    """The area on a sphere flattened at the shape's middle
    latitude, good to about 1 %: it only ranks labels."""
    latitude = np.radians((shape.bounds[1] + shape.bounds[3]) / 2)
    return round(float(shape.area * np.cos(latitude) * (_DEGREE_M / 1000) ** 2), 1)

"""The city's map: designed in the plane, delivered as layers in WGS-84."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from grid_data.demo_city import places, streets
from grid_data.demo_city.calendar import Texts
from grid_data.demo_city.geography import Geography, lay_out, named, to_wgs84
from grid_data.demo_city.names import (
    CANAL,
    CITY,
    CREEK,
    DISTRICTS,
    LAKE,
    MERGED_DISTRICT,
    RIVER,
    SEA,
    word_pool,
)
from grid_data.demo_city.streams import Streams

Shape = tuple[BaseGeometry, dict[str, object]]


@dataclass(frozen=True)
class CityMap:
    """What is on the ground, in the plane (km)."""

    land: Geography
    roads: list[streets.Road]
    parks: list[places.Park]
    metro: list[places.MetroLine]
    stations: list[places.Station]
    communities: places.Communities

    def nearest_roads(self) -> Texts:
        """The name of the road nearest to each community."""
        tree = shapely.STRtree([road.line for road in self.roads])
        nearest = tree.nearest(shapely.points(self.communities.at))
        return np.array([self.roads[at].name.zh for at in nearest], dtype=object)


def design(communities: int, chance: Streams) -> CityMap:
    """The city with so many communities."""
    land = lay_out(chance["land"])
    words = iter(word_pool(chance["words"]))
    main = streets.main_roads(land, words, chance["streets"])
    blocks = streets.blocks(main, land, chance["streets"])
    parks = places.parks(blocks, land, words, chance["places"])
    metro, stations = places.metro(words)
    roads = main + places.streets(blocks, parks, words)
    living = places.communities(communities, blocks, parks, roads, land, words, chance["places"])
    return CityMap(land, roads, parks, metro, stations, living)


def layers(city: CityMap) -> dict[str, list[Shape]]:
    """The layers of the map in WGS-84, by the name of their file."""
    return {
        "districts": _districts(city.land),
        "water": _waters(city.land),
        "parks": [(to_wgs84(p.shape), named(p.name, **{"class": p.kind})) for p in city.parks],
        "roads": [
            (to_wgs84(r.line), named(r.name, **{"class": r.kind, "bridge": r.bridge})) for r in city.roads
        ],
        "rail": [
            (to_wgs84(m.line), named(m.name, **{"class": "metro", "colour": m.colour})) for m in city.metro
        ],
        "stations": [
            (to_wgs84(shapely.Point(s.at)), named(s.name, lines="|".join(s.lines))) for s in city.stations
        ],
    }


def _districts(land: Geography) -> list[Shape]:
    features: list[Shape] = [
        (
            to_wgs84(shape),
            {"adcode": f"9901{at:02d}", "city": CITY.zh, "district": name.zh, "name_en": name.en},
        )
        for at, (shape, name) in enumerate(zip(land.districts, DISTRICTS, strict=True), start=1)
    ]
    features[0][1]["merged"] = MERGED_DISTRICT
    return features


def _waters(land: Geography) -> list[Shape]:
    bodies = (
        (land.sea, SEA, "sea"),
        (land.river, RIVER, "river"),
        (land.lake, LAKE, "lake"),
        (land.creek, CREEK, "river"),
        (land.canal, CANAL, "canal"),
    )
    return [(to_wgs84(shape), named(name, **{"class": kind})) for shape, name, kind in bodies]

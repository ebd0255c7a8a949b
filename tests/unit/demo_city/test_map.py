"""The map: districts that tile the land, water, roads with bridges, communities where they say they are."""

import json
from collections import Counter

import numpy as np
import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gridward.geo.frames import Frame, to_wgs84

from .conftest import Made

Features = list[tuple[BaseGeometry, dict[str, str]]]


def layer(made: Made, name: str) -> Features:
    collection = json.loads((made.folder / f"{name}.geojson").read_text("utf-8"))
    return [(shape(feature["geometry"]), feature["properties"]) for feature in collection["features"]]


def test_districts_tile_the_land_without_gap_or_overlap(made: Made) -> None:
    shapes = [geometry for geometry, _ in layer(made, "districts")]
    land = shapely.union_all(np.array(shapes))
    assert len(shapes) == 8
    assert all(shapely.is_valid(shapes))
    assert sum(part.area for part in shapes) == pytest.approx(land.area, rel=1e-9)
    assert [part.geom_type for part in shapely.get_parts(land)] == ["Polygon", "Polygon"]
    assert all(not part.interiors for part in shapely.get_parts(land))


def test_the_river_crosses_the_city_and_the_sea_lies_outside(made: Made) -> None:
    land = shapely.union_all([geometry for geometry, _ in layer(made, "districts")])
    water = {known["class"]: geometry for geometry, known in layer(made, "water") if known["name"] != "砚溪"}
    assert water.keys() == {"sea", "river", "lake", "canal"}
    # coordinates are rounded to a decimetre, so shores may overlap by as much
    assert shapely.intersection(water["sea"], land).area / land.area < 1e-5
    assert shapely.difference(water["river"], land).area / water["river"].area < 1e-3
    assert water["river"].bounds[2] - water["river"].bounds[0] > 0.3


def test_main_roads_bridge_the_river_and_streets_do_not_cross_it(made: Made) -> None:
    roads = layer(made, "roads")
    river = next(geometry for geometry, known in layer(made, "water") if known["name"] == "漱玉江")
    inner = river.buffer(-0.0002)
    across = [known for geometry, known in roads if geometry.intersects(inner)]
    assert all(known["bridge"] for known in across)
    assert {known["class"] for known in across} == {"motorway", "trunk", "primary"}
    assert len(across) >= 10
    assert Counter(known["class"] for _, known in roads)["street"] > 2000


def test_every_named_thing_has_both_names(made: Made) -> None:
    for name in ("water", "parks", "roads", "rail", "stations"):
        for _, known in layer(made, name):
            assert known["name"], name
            assert known["name_en"].isascii(), known["name_en"]


def test_communities_lie_in_their_district_and_their_sizes_have_a_long_tail(made: Made) -> None:
    districts = {known["district"]: geometry for geometry, known in layer(made, "districts")}
    communities = made.truth("communities.csv")
    for row in communities:
        assert shapely.contains_xy(districts[row["district"]], float(row["lon"]), float(row["lat"])), row[
            "name"
        ]
    assert len({row["name"] for row in communities}) == len(communities) == 600
    households = np.array([int(row["households"]) for row in communities])
    assert 250 < np.median(households) < 400
    assert np.quantile(households, 0.99) > 8 * np.median(households)


def test_the_gazetteer_is_baidus_and_lacks_some_communities(made: Made) -> None:
    true = {row["name"]: (float(row["lon"]), float(row["lat"])) for row in made.truth("communities.csv")}
    listed = made.rows("gazetteer.csv")
    assert {row["坐标系"] for row in listed} == {"BD-09"}
    given = np.array([(float(row["经度"]), float(row["纬度"])) for row in listed])
    expected = np.array([true[row["小区名称"]] for row in listed])
    assert np.abs(given - expected).min(axis=0).max() > 0.003
    assert to_wgs84(given, Frame.BD09) == pytest.approx(expected, abs=3e-6)
    assert 0.94 < len(listed) / len(true) < 0.995


def test_the_merged_district_lives_on_in_gazetteer_and_addresses(made: Made) -> None:
    former = {row["name"] for row in made.truth("communities.csv") if row["former_district"]}
    stated = {row["小区名称"] for row in made.rows("gazetteer.csv") if row["区"] == "荻洲"}
    assert stated and stated <= former
    addresses = [row["通讯地址"] for row in made.rows("customers.csv")]
    assert sum("荻洲区" in address for address in addresses) > 50


def test_stations_are_delivered_in_the_national_frame(made: Made) -> None:
    true = {known["name"]: geometry.coords[0] for geometry, known in layer(made, "stations")}
    rows = made.rows("stations.csv")
    given = np.array([(float(row["经度"]), float(row["纬度"])) for row in rows])
    expected = np.array([true[row["名称"].removesuffix("站")] for row in rows])
    assert {row["坐标系"] for row in rows} == {"GCJ-02"}
    assert to_wgs84(given, Frame.GCJ02) == pytest.approx(expected, abs=3e-6)
    assert 35 <= len(rows) <= 50

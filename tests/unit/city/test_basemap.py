"""The basemap, read back from its archive tile by tile."""

import gzip
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
import shapely
from pmtiles.reader import MemorySource, Reader, all_tiles
from shapely import LineString, Point, Polygon, box
from shapely.geometry import shape

from gridward.city.basemap import Layers, road_class, write_basemap
from gridward.kernel.errors import Invalid

WEST, EAST = box(124.30, 28.80, 124.40, 28.90), box(124.40, 28.80, 124.50, 28.90)
BOUNDS = (124.30, 28.80, 124.50, 28.90)
RIVER = LineString([(124.30, 28.85), (124.50, 28.86)]).buffer(0.003)
CITY: Layers = {
    "districts": [
        (WEST, {"id": "1", "name": "西区", "name_en": "West"}),
        (EAST, {"id": "2", "name": "东区", "name_en": ""}),
    ],
    "water": [(RIVER, {"name": "大河", "class": "river"})],
    "parks": [
        (box(124.33, 28.82, 124.34, 28.83), {"name": "公园", "class": "park"}),
        (box(124.36, 28.82, 124.3606, 28.8206), {"name": "绿地"}),
    ],
    "roads": [
        (LineString([(124.31, 28.81), (124.40, 28.81)]), {"class": "motorway", "name": "高速"}),
        (LineString([(124.40, 28.81), (124.49, 28.81)]), {"class": "41", "name": "高速"}),
        (LineString([(124.31, 28.84), (124.33, 28.84)]), {"class": "street", "name": "小街"}),
        (
            LineString([(124.45, 28.84), (124.45, 28.87)]),
            {"class": "primary", "name": "大桥", "bridge": True},
        ),
    ],
    "stations": [(Point(124.35, 28.83), {"name": "中央"})],
    "places": [(Point(124.31 + at / 1000, 28.88), {"name": f"小区{at}", "weight": at}) for at in range(20)],
}

Tile = dict[str, Any]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    path = tmp_path_factory.mktemp("basemap") / "city.pmtiles"
    write_basemap(path, CITY, bounds=BOUNDS, name="Test")
    return Reader(MemorySource(path.read_bytes()))


def tiles(archive: Reader, zoom: int) -> Iterator[tuple[int, int, Tile]]:
    for (z, x, y), data in all_tiles(archive.get_bytes):
        if z == zoom:
            yield (
                x,
                y,
                mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True}),
            )


def features(archive: Reader, layer: str, zoom: int) -> list[Any]:
    return [f for _, _, tile in tiles(archive, zoom) for f in tile.get(layer, {"features": []})["features"]]


def classes(archive: Reader, zoom: int) -> set[str]:
    return {f["properties"]["class"] for f in features(archive, "roads", zoom)}


def test_the_header_says_what_the_archive_holds(archive: Reader) -> None:
    header, metadata = archive.header(), archive.metadata()
    assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (8, 14, True)
    assert header["min_lon_e7"] < 1243000000 and header["max_lat_e7"] > 289000000
    assert metadata["gridward:schema"] == 1
    assert [layer["id"] for layer in metadata["vector_layers"]][:4] == [
        "land",
        "parks",
        "water",
        "boundaries",
    ]


def test_land_covers_both_districts_exactly_at_the_deepest_zoom(archive: Reader) -> None:
    area = 0.0
    for _, _, tile in tiles(archive, 14):
        for feature in tile.get("land", {"features": []})["features"]:
            area += shape(feature["geometry"]).intersection(box(0, 0, 4096, 4096)).area
    world = 4096 * 2**14
    width = 0.2 / 360 * world
    top, bottom = (_mercator_y(latitude) * world for latitude in (28.90, 28.80))
    assert area == pytest.approx(width * (bottom - top), rel=1e-3)


def test_the_border_between_districts_is_drawn_once_and_the_coast_never(archive: Reader) -> None:
    lines = features(archive, "boundaries", 9)
    assert len(lines) == 1
    (line,) = lines
    assert line["properties"] == {"kind": "district"}
    assert len({x for x, _ in line["geometry"]["coordinates"]}) == 1


def test_roads_appear_by_class(archive: Reader) -> None:
    assert classes(archive, 8) == {"motorway"}
    assert classes(archive, 10) == {"motorway", "primary"}
    assert classes(archive, 12) == {"motorway", "primary"}
    assert classes(archive, 13) == {"motorway", "primary", "street"}


def test_pieces_of_a_road_are_joined_whatever_their_source_calls_the_class(archive: Reader) -> None:
    (road,) = (f for f in features(archive, "roads", 8) if f["properties"]["class"] == "motorway")
    assert road["geometry"]["type"] == "LineString"
    assert road["properties"] == {"class": "motorway", "name": "高速"}


def test_only_bridges_are_marked(archive: Reader) -> None:
    marked = {
        f["properties"]["name"] for f in features(archive, "roads", 14) if f["properties"].get("bridge")
    }
    assert marked == {"大桥"}


def test_unknown_values_are_absent(archive: Reader) -> None:
    known = {f["properties"]["name"]: set(f["properties"]) for f in features(archive, "district_labels", 10)}
    assert known == {"西区": {"id", "name", "name_en", "area_km2"}, "东区": {"id", "name", "area_km2"}}


def test_small_parks_wait_for_a_closer_look(archive: Reader) -> None:
    assert len({str(f["properties"]) for f in features(archive, "parks", 11)}) == 1
    assert len({str(f["properties"]) for f in features(archive, "parks", 14)}) == 2


def test_the_heaviest_places_come_first(archive: Reader) -> None:
    assert features(archive, "places", 11) == []
    assert {f["properties"]["weight"] for f in features(archive, "places", 12)} == {19, 18}
    assert {f["properties"]["rank"] for f in features(archive, "places", 14)} == {1, 2, 3, 4}


def test_labels_lie_inside_what_they_name(archive: Reader) -> None:
    at = {}
    for x, y, tile in tiles(archive, 12):
        for feature in tile.get("district_labels", {"features": []})["features"]:
            at[feature["properties"]["name"]] = _degrees(12, x, y, feature["geometry"]["coordinates"])
    assert shapely.contains_xy(WEST, *at["西区"])
    assert shapely.contains_xy(EAST, *at["东区"])


def test_geometry_ends_a_little_beyond_its_tile(archive: Reader) -> None:
    for _, _, tile in tiles(archive, 14):
        for layer in tile.values():
            for feature in layer["features"]:
                bounds = shape(feature["geometry"]).bounds
                assert min(bounds) >= -64 and max(bounds) <= 4096 + 64


def test_empty_tiles_are_left_out(archive: Reader) -> None:
    assert archive.get(14, 0, 0) is None
    assert all(tile for _, _, tile in tiles(archive, 14))


def test_the_same_city_gives_the_same_bytes(tmp_path: Path) -> None:
    write_basemap(tmp_path / "a", CITY, bounds=BOUNDS)
    write_basemap(tmp_path / "b", CITY, bounds=BOUNDS)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


def test_progress_counts_the_zooms(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    write_basemap(
        tmp_path / "a", CITY, bounds=BOUNDS, min_zoom=9, max_zoom=11, progress=lambda *at: heard.append(at)
    )
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_neighbours_whose_surveys_disagree_share_one_border_and_one_land(tmp_path: Path) -> None:
    gap = 10 / 111_320
    east = Polygon([(124.40 + gap, 28.80), (124.50, 28.80), (124.50, 28.90), (124.40 + gap, 28.90)])
    layers: Layers = {"districts": [(WEST, {"id": "1"}), (east, {"id": "2"})]}
    write_basemap(tmp_path / "a", layers, bounds=BOUNDS)
    archive = Reader(MemorySource((tmp_path / "a").read_bytes()))
    assert len(features(archive, "boundaries", 9)) == 1
    assert {f["geometry"]["type"] for f in features(archive, "land", 14)} == {"Polygon"}


@pytest.mark.parametrize(
    ("layers", "code"),
    [({"district": []}, "basemap.unknown_layer"), ({"districts": []}, "basemap.no_districts")],
)
def test_what_makes_no_basemap_is_refused(tmp_path: Path, layers: Layers, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        write_basemap(tmp_path / "a", layers, bounds=BOUNDS)
    assert refused.value.code == code
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("trunk", "trunk"),
        (" Primary ", "primary"),
        ("43", "trunk"),
        ("residential", "street"),
        ("", "secondary"),
    ],
)
def test_road_classes_of_other_sources(word: str, expected: str) -> None:
    assert road_class(word) == expected


def _mercator_y(latitude: float) -> float:
    return (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2


def _degrees(zoom: int, x: int, y: int, at: list[float]) -> tuple[float, float]:
    world_x, world_y = (x + at[0] / 4096) / 2**zoom, (y + at[1] / 4096) / 2**zoom
    return world_x * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * world_y))))

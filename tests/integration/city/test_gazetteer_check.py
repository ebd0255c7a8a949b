"""Lists of positions are judged before they are trusted."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import psycopg
import pytest

from gridward.city.public import CityFiles, GazetteerReport, add_city, check_gazetteer, load_city
from gridward.geo.frames import Frame, from_wgs84
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect


@pytest.fixture
def city(bare_url: str) -> Iterator[psycopg.Connection]:
    with connect(bare_url, "test") as connection:
        yield connection


@pytest.fixture
def positions(small_city: Path) -> list[tuple[str, float, float]]:
    """Stated district, longitude and latitude of places all over the city, right in WGS-84."""
    districts = gpd.read_file(small_city / "districts.geojson")
    points = districts.sample_points(300, rng=3).explode()
    lonlat = points.get_coordinates().to_numpy()
    return list(zip(districts["district"].loc[points.index], *lonlat.T, strict=True))


def _write(path: Path, header: list[str], rows: list[list[object]], encoding: str = "gbk") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def _check(connection: psycopg.Connection, path: Path, code: str = "tinglan") -> GazetteerReport:
    return check_gazetteer(connection, load_city(connection, code), path)


@pytest.mark.parametrize("frame", list(Frame))
@pytest.mark.parametrize("said", ["BD09", "火星", ""])
def test_the_frame_is_found_whatever_the_list_says(
    city: psycopg.Connection,
    tmp_path: Path,
    positions: list[tuple[str, float, float]],
    frame: Frame,
    said: str,
) -> None:
    lonlat = from_wgs84(np.array([place[1:] for place in positions]), frame)
    rows: list[list[object]] = [
        [f"小区{n}", place[0], *xy, said]
        for n, (place, xy) in enumerate(zip(positions, lonlat.tolist(), strict=True))
    ]
    report = _check(city, _write(tmp_path / "list.csv", ["名称", "区", "经度", "纬度", "坐标系"], rows))
    assert report.verdict.determined and report.verdict.best is report.taken is frame
    assert report.declared is {"BD09": Frame.BD09, "火星": Frame.GCJ02, "": None}[said]
    assert report.contradicted == (report.declared not in {None, frame})
    assert report.doubts == []


def test_what_lies_elsewhere_is_listed(
    city: psycopg.Connection, tmp_path: Path, positions: list[tuple[str, float, float]]
) -> None:
    rows: list[list[object]] = [[f"p{n}", *place] for n, place in enumerate(positions)]
    other = next(place[0] for place in positions if place[0] != positions[5][0])
    rows[5][1] = other
    rows[7][2:] = [2.35, 48.86]
    rows[9][2:] = [0, 0]
    rows[11][2:] = ["", ""]
    rows[13].append("too much")
    report = _check(city, _write(tmp_path / "list.csv", ["name", "district", "lon", "lat"], rows))
    found = {doubt.line: doubt for doubt in report.doubts}
    assert {line: doubt.kind for line, doubt in found.items()} == {
        7: "other_district",
        9: "outside_city",
        11: "no_position",
        13: "no_position",
        15: "unreadable",
    }
    assert (found[7].stated, found[7].actual) == (other, positions[5][0])
    assert found[7].away_m > 0 and found[9].away_m > 1e6
    assert report.rows == len(rows)


def test_a_list_without_positions(city: psycopg.Connection, tmp_path: Path) -> None:
    with pytest.raises(GridwardError) as caught:
        _check(city, _write(tmp_path / "list.csv", ["name", "where"], [["a", "b"]]))
    assert caught.value.code == "gazetteer.no_positions"


def test_the_first_columns_are_those_delivered(city: psycopg.Connection, tmp_path: Path) -> None:
    header = ["name", "lng_gcj02", "lat_gcj02", "lng_wgs84", "lat_wgs84"]
    assert (
        _check(city, _write(tmp_path / "list.csv", header, [["a", 120, 30, 121, 31]])).declared is Frame.GCJ02
    )


class TestRealLists:
    """Of which is known what is wrong with them."""

    @pytest.fixture
    def shanghai(self, conn: psycopg.Connection, data_folder: Path) -> psycopg.Connection:
        folder = data_folder / "shanghai"
        layers = {"water": folder / "water_wgs84.geojson", "station": folder / "metro_stations.csv"}
        add_city(conn, "sh", "上海市", "Shanghai", CityFiles(folder / "districts_wgs84.geojson", layers))
        return conn

    def test_communities_that_state_merged_districts(
        self, shanghai: psycopg.Connection, data_folder: Path
    ) -> None:
        report = _check(shanghai, data_folder / "shanghai" / "communities.csv", "sh")
        assert (report.declared, report.verdict.best, report.verdict.determined) == (
            Frame.BD09,
            Frame.BD09,
            True,
        )
        # 99.87 % are said to lie in their own district, and two outside every one.
        assert report.verdict.evidence[0].in_stated_district > 0.998
        kinds = Counter(doubt.kind for doubt in report.doubts)
        assert kinds["outside_city"] == 2 and kinds["other_district"] < 20

    def test_buildings_that_were_geocoded_into_other_cities(
        self, shanghai: psycopg.Connection, data_folder: Path
    ) -> None:
        path = data_folder / "shanghai" / "buildings_fenzhong.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            wrong = {line for line, row in enumerate(csv.DictReader(file), 2) if row["geocode_ok"] == "False"}
        report = _check(shanghai, path, "sh")
        outside = {doubt.line for doubt in report.doubts if doubt.kind == "outside_city"}
        assert len(wrong) > 600 and outside == wrong

    def test_stations_from_a_table(self, shanghai: psycopg.Connection) -> None:
        row = shanghai.execute("SELECT count(*) FROM city.feature WHERE kind = 'station'").fetchone()
        assert row == (478,)

    def test_a_list_of_another_city_without_districts(
        self, conn: psycopg.Connection, data_folder: Path
    ) -> None:
        folder = data_folder / "suzhou"
        add_city(conn, "suzhou", "苏州市", "Suzhou", CityFiles(folder / "districts_wgs84.geojson"))
        report = _check(conn, folder / "communities.csv", "suzhou")
        assert report.taken is Frame.BD09
        # 43 are known to be bad: most at 0, 0 and one in another city.
        assert Counter(doubt.kind for doubt in report.doubts) == {"no_position": 42, "outside_city": 1}

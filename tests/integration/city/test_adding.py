"""A city is added from whatever vector files there are."""

import json
from pathlib import Path

import geopandas as gpd
import psycopg
import pytest
import shapely

from gridward.city.public import CityFiles, add_city, basemap_path, load_city
from gridward.geo.frames import Frame, from_wgs84
from gridward.kernel.errors import GridwardError
from support.small_city import files


def _add(connection: psycopg.Connection, districts: Path, **options: object) -> shapely.Geometry:
    """Add a city; its districts together, in WGS-84."""
    add_city(connection, "here", "此市", "Here", CityFiles(districts, **options))  # type: ignore[arg-type]
    return shapely.union_all(load_city(connection, "here").polygons)


def _rows(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        """SELECT 'd', name, name_en, geometry FROM city.district
           UNION ALL SELECT kind, name, category, geometry FROM city.feature ORDER BY 1, 2, 3, 4"""
    ).fetchall()


def test_adding_it_again_changes_nothing(conn: psycopg.Connection, small_city: Path) -> None:
    first = add_city(conn, "tinglan", "汀澜市", "Tinglan", files(small_city))
    before = _rows(conn)
    drawn = basemap_path("tinglan").read_bytes()
    second = add_city(conn, "tinglan", "汀澜市", "Tinglan", files(small_city))
    assert _rows(conn) == before and len(before) > 1_000
    assert first.city.id == second.city.id and second.stale_districts == []
    assert basemap_path("tinglan").read_bytes() == drawn and drawn.startswith(b"PMTiles")
    changes = conn.execute(
        "SELECT count(*) FROM audit.entry WHERE relation LIKE 'city.%' AND operation = 'update'"
    ).fetchone()
    assert changes is not None and changes[0] <= 1


@pytest.mark.parametrize("name", ["districts.gpkg", "districts.shp"])
def test_any_format_and_any_projection(
    conn: psycopg.Connection, small_city: Path, tmp_path: Path, name: str
) -> None:
    plain = _add(conn, small_city / "districts.geojson")
    gpd.read_file(small_city / "districts.geojson").to_crs(32651).to_file(tmp_path / name)
    assert shapely.symmetric_difference(_add(conn, tmp_path / name), plain).area < 1e-9


def test_a_frame_that_is_given_is_taken_back(
    conn: psycopg.Connection, small_city: Path, tmp_path: Path
) -> None:
    plain = _add(conn, small_city / "districts.geojson")
    moved = gpd.read_file(small_city / "districts.geojson")
    moved.geometry = shapely.transform(
        moved.geometry.to_numpy(), lambda lonlat: from_wgs84(lonlat, Frame.GCJ02)
    )
    moved.to_file(tmp_path / "moved.geojson")
    assert (
        shapely.symmetric_difference(_add(conn, tmp_path / "moved.geojson", frame=Frame.GCJ02), plain).area
        < 1e-9
    )


def test_metres_without_a_projection_ask_for_it(
    conn: psycopg.Connection, small_city: Path, tmp_path: Path
) -> None:
    metres = gpd.read_file(small_city / "districts.geojson").to_crs(32651).set_crs(None, allow_override=True)
    with pytest.warns(UserWarning, match="crs"):
        metres.to_file(tmp_path / "metres.shp")
    with pytest.raises(GridwardError, match="--crs") as caught:
        _add(conn, tmp_path / "metres.shp")
    assert caught.value.code == "vectors.not_degrees"
    assert _add(conn, tmp_path / "metres.shp", epsg=32651).area > 0


def test_a_district_that_is_no_longer_delivered_is_kept_and_named(
    conn: psycopg.Connection, small_city: Path, tmp_path: Path
) -> None:
    _add(conn, small_city / "districts.geojson")
    fewer = gpd.read_file(small_city / "districts.geojson")
    gone = fewer["district"].iloc[0]
    fewer.iloc[1:].to_file(tmp_path / "fewer.geojson")
    added = add_city(conn, "here", "此市", "Here", CityFiles(tmp_path / "fewer.geojson"))
    assert added.stale_districts == [gone]


def _collection(*features: dict[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


_POINT = {
    "type": "Feature",
    "properties": {"name": "a"},
    "geometry": {"type": "Point", "coordinates": [120, 30]},
}
_AREA = {"type": "Polygon", "coordinates": [[[120, 30], [121, 30], [121, 31], [120, 30]]]}
_NAMELESS = {"type": "Feature", "properties": {}, "geometry": _AREA}
_NAMED = {"type": "Feature", "properties": {"name": "甲区"}, "geometry": _AREA}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "vectors.not_a_vector_file"),
        ("not json", "vectors.not_a_vector_file"),
        (_collection(), "vectors.empty"),
        (_collection(_POINT), "city.no_area"),
        (_collection(_NAMELESS), "city.district_names"),
        (_collection(_NAMED, _NAMED), "city.district_names"),
    ],
)
def test_files_that_are_no_districts(
    conn: psycopg.Connection, tmp_path: Path, content: str, code: str
) -> None:
    path = tmp_path / "districts.geojson"
    path.write_text(content)
    with pytest.raises(GridwardError) as caught:
        _add(conn, path)
    assert caught.value.code == code and caught.value.hint


def test_no_file_and_no_code(conn: psycopg.Connection, tmp_path: Path, small_city: Path) -> None:
    with pytest.raises(GridwardError) as caught:
        _add(conn, tmp_path / "nowhere.geojson")
    assert caught.value.code == "vectors.no_file"
    with pytest.raises(GridwardError) as caught:
        add_city(conn, "上海/..", "上海市", "", files(small_city))
    assert caught.value.code == "city.code"


def test_a_table_of_points_is_a_layer(conn: psycopg.Connection, small_city: Path, tmp_path: Path) -> None:
    middle = _add(conn, small_city / "districts.geojson").centroid
    path = tmp_path / "stations.csv"
    path.write_bytes(
        f"名称,经度,纬度,坐标系\r\n中站,{middle.x},{middle.y},WGS84\r\n坏站,,,\r\n".encode("gbk")
    )
    _add(conn, small_city / "districts.geojson", layers={"station": path})
    assert conn.execute("SELECT name FROM city.feature WHERE kind = 'station'").fetchall() == [("中站",)]
    path.write_text("name,lon,lat\nnowhere,,\n")
    with pytest.raises(GridwardError) as caught:
        _add(conn, small_city / "districts.geojson", layers={"station": path})
    assert caught.value.code == "vectors.empty"

"""Plans that were drawn in a map program: examined, stored as drafts, refused with what is wrong."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import geopandas
import pytest
import shapely
from starlette.testclient import TestClient

from gridward.geo.frames import Frame, from_wgs84
from gridward.kernel.clock import today
from support.field_work import one, rows
from support.published import build

from .conftest import SignIn

CHECK, STORE = "/api/v1/cities/tinglan/drawn-plans/check", "/api/v1/cities/tinglan/drawn-plans"


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


@pytest.fixture
def plan(city_url: str) -> UUID:
    """A built plan of five cells, to be drawn anew."""
    return build(city_url, 5)


@pytest.fixture
def cells(ops: TestClient, plan: UUID) -> list[dict[str, Any]]:
    """Its cells as they leave in a file."""
    features: list[dict[str, Any]] = ops.get(f"/api/v1/plans/{plan}/export?format=geojson").json()["features"]
    return features


def _file(features: list[dict[str, Any]]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _shapes(features: list[dict[str, Any]]) -> list[shapely.Geometry]:
    return [shapely.geometry.shape(one_["geometry"]) for one_ in features]


def _with(features: list[dict[str, Any]], shapes: list[shapely.Geometry]) -> bytes:
    drawn = [
        one_ | {"geometry": shapely.geometry.mapping(shape)}
        for one_, shape in zip(features, shapes, strict=True)
    ]
    return _file(drawn)


def _send(client: TestClient, address: str, content: bytes, name: str = "cells.geojson", **form: Any) -> Any:
    return client.post(address, files={"file": (name, content)}, data=form)


def _checked(client: TestClient, content: bytes, name: str = "cells.geojson", **form: Any) -> Any:
    answer = _send(client, CHECK, content, name, **form)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _places(url: str, plan: object) -> list[tuple[Any, ...]]:
    return rows(
        url,
        """SELECT c.number, c.name, c.load, p.community_id, p.customer_id, p.customers
           FROM grids.plan_place p JOIN grids.cell c ON c.id = p.cell_id WHERE p.plan_id = %s
           ORDER BY p.community_id, p.customer_id""",
        plan,
    )


def _plans(url: str) -> int:
    return int(one(url, "SELECT count(*) FROM grids.plan"))


@pytest.mark.parametrize("form", ["geojson", "gpkg"])
def test_what_left_as_a_file_comes_back_as_the_same_cells(
    city_url: str, ops: TestClient, plan: UUID, form: str
) -> None:
    content = ops.get(f"/api/v1/plans/{plan}/export?format={form}").content
    report = _checked(ops, content, f"cells.{form}")
    assert (report["can_be_stored"], report["looks_like"], report["findings"]) == (True, None, [])
    assert _plans(city_url) == 1, "a check stores nothing"
    answer = _send(ops, STORE, content, f"cells.{form}")
    assert answer.status_code == 201, answer.text
    stored = answer.json()
    assert (stored["status"], stored["origin"], stored["cells"], stored["version"]) == (
        "draft",
        "drawn",
        5,
        2,
    )
    assert ops.get(f"/api/v1/plans/{plan}").json()["origin"] == "built"
    assert _places(city_url, stored["id"]) == _places(city_url, plan)
    loads = [row[0] for row in rows(city_url, "SELECT load FROM grids.cell WHERE plan_id = %s", stored["id"])]
    assert (report["least"], report["most"], report["customers"]) == (min(loads), max(loads), sum(loads))
    built = ops.get(f"/api/v1/plans/{plan}").json()["quality"]
    for figure in ("max_deviation", "cells_in_pieces", "buildings_split", "empty_cells"):
        assert stored["quality"][figure] == built[figure]
    shapes = [
        shapely.from_wkb(row[0])
        for row in rows(city_url, "SELECT geometry FROM grids.cell WHERE plan_id = %s", stored["id"])
    ]
    assert shapely.coverage_is_valid(shapes)
    assert one(city_url, "SELECT count(*) FROM audit.entry WHERE relation = 'grids.plan' AND row_key = %s",
               str(stored["id"])) > 0  # fmt: skip


def test_another_projection_is_transformed(
    city_url: str, ops: TestClient, plan: UUID, tmp_path: Path
) -> None:
    content = ops.get(f"/api/v1/plans/{plan}/export?format=gpkg").content
    (tmp_path / "degrees.gpkg").write_bytes(content)
    path = tmp_path / "utm.gpkg"
    degrees = geopandas.read_file(tmp_path / "degrees.gpkg")
    degrees.to_crs(32651).to_file(path, layer="drawn", driver="GPKG")
    stored = _send(ops, STORE, path.read_bytes(), "utm.gpkg").json()
    assert _places(city_url, stored["id"]) == _places(city_url, plan)


def test_gaps_are_told_and_nothing_is_stored(
    city_url: str, ops: TestClient, cells: list[dict[str, Any]]
) -> None:
    report = _checked(ops, _file(cells[1:]))
    gaps = [one_ for one_ in report["findings"] if one_["fault"] == "gap"]
    assert not report["can_be_stored"] and {one_["weight"] for one_ in gaps} == {"error"}
    lacking = one(city_url, "SELECT load FROM grids.cell WHERE number = 1")
    assert sum(one_["customers"] for one_ in gaps) == lacking
    missing = _shapes(cells)[0]
    assert all(missing.buffer(1e-5).contains(shapely.Point(one_["lon"], one_["lat"])) for one_ in gaps)
    answer = _send(ops, STORE, _file(cells[1:]))
    assert (answer.status_code, answer.json()["code"]) == (422, "drawn.faults")
    assert _plans(city_url) == 1


def test_overlaps_are_told_by_the_names_of_the_cells(ops: TestClient, cells: list[dict[str, Any]]) -> None:
    shapes = _shapes(cells)
    shapes[0] = shapes[0].buffer(0.003)
    report = _checked(ops, _with(cells, shapes))
    overlaps = [one_ for one_ in report["findings"] if one_["fault"] == "overlap"]
    assert not report["can_be_stored"] and overlaps
    assert all(cells[0]["properties"]["name"] in one_["cells"] for one_ in overlaps)
    assert max(one_["width_m"] for one_ in overlaps) > 100


def test_narrow_faults_are_mended_where_that_is_wanted(
    city_url: str, ops: TestClient, cells: list[dict[str, Any]]
) -> None:
    # Some ten metres narrower, and some wider.
    shapes = [
        shape.buffer(-0.00005 if number % 2 else 0.00005) for number, shape in enumerate(_shapes(cells))
    ]
    content = _with(cells, shapes)
    assert not _checked(ops, content)["can_be_stored"]
    mended = _checked(ops, content, heal_m="30")
    assert mended["can_be_stored"] and {one_["weight"] for one_ in mended["findings"]} == {"mended"}
    stored = _send(ops, STORE, content, heal_m="30").json()
    kept = [
        shapely.from_wkb(row[0])
        for row in rows(city_url, "SELECT geometry FROM grids.cell WHERE plan_id = %s", stored["id"])
    ]
    assert shapely.coverage_is_valid(kept) and stored["quality"]["buildings_split"] == 0
    too_wide = _send(ops, CHECK, content, heal_m="5000")
    assert (too_wide.status_code, too_wide.json()["code"]) == (422, "drawn.heal")


@pytest.mark.parametrize("frame", [Frame.GCJ02, Frame.BD09])
def test_cells_in_a_shifted_frame_are_recognised(
    city_url: str, ops: TestClient, plan: UUID, cells: list[dict[str, Any]], frame: Frame
) -> None:
    shifted = _with(
        cells,
        [shapely.transform(shape, lambda lonlat: from_wgs84(lonlat, frame)) for shape in _shapes(cells)],
    )
    report = _checked(ops, shifted)
    assert (report["looks_like"], report["can_be_stored"], report["findings"]) == (frame, False, [])
    answer = _send(ops, STORE, shifted)
    assert (answer.status_code, answer.json()["code"]) == (422, "drawn.frame")
    stored = _send(ops, STORE, shifted, frame=frame.value).json()
    assert _places(city_url, stored["id"]) == _places(city_url, plan)
    # The other way round: what is right is not to be shifted.
    assert _checked(ops, _file(cells), frame=frame.value)["looks_like"] == "WGS-84"


def test_a_border_that_crosses_itself_is_told_by_its_number(
    ops: TestClient, cells: list[dict[str, Any]]
) -> None:
    crossed = _shapes(cells)
    west, south, east, north = crossed[2].bounds
    crossed[2] = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    nameless = [one_ | {"properties": {}} for one_ in cells]
    report = _checked(ops, _with(nameless, crossed))
    assert [one_["cells"] for one_ in report["findings"] if one_["fault"] == "crossed"] == [["#3"]]
    assert not report["can_be_stored"]


def test_cells_without_names_are_named_as_built_ones_are(
    city_url: str, ops: TestClient, plan: UUID, cells: list[dict[str, Any]]
) -> None:
    nameless = _file([one_ | {"properties": {"name": "同名"}} for one_ in cells])
    stored = _send(ops, STORE, nameless).json()
    assert _places(city_url, stored["id"]) == _places(city_url, plan)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cells.geojson", b"{}", "drawn.kind"),
        ("cells.geojson", b"[" * 100_000, "drawn.kind"),
        ("cells.gpkg", b"SQLite format 3\0 and nothing else", "drawn.no_cells"),
        ("cells.gpkg", b"<VRTDataset/>", "drawn.kind"),
        ("cells.vrt", b"<OGRVRTDataSource/>", "drawn.kind"),
        ("cells.geojson", b'{"type": "FeatureCollection", "features": []}', "drawn.no_cells"),
        (
            "cells.geojson",
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},'
            b' "geometry": {"type": "Point", "coordinates": [121, 31]}}]}',
            "drawn.no_cells",
        ),
    ],
)
def test_what_is_no_file_of_cells_is_refused(ops: TestClient, name: str, content: bytes, code: str) -> None:
    answer = _send(ops, CHECK, content, name)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_file_that_is_too_large_is_not_received(ops: TestClient) -> None:
    answer = ops.post(CHECK, headers={"content-length": str(10**9)}, content=b"x")
    assert (answer.status_code, answer.json()["code"]) == (413, "drawn.too_large")


def test_the_drawn_draft_is_published_like_any_other(
    city_url: str, ops: TestClient, cells: list[dict[str, Any]]
) -> None:
    stored = _send(ops, STORE, _file(cells)).json()
    answer = ops.post(f"/api/v1/plans/{stored['id']}/publish", json={"effective_from": today().isoformat()})
    assert answer.status_code == 200 and answer.json()["cells"] == 5
    assert answer.json()["customers"] == stored["customers"]

"""Candidates for stations beside the extract: a file of them, one by one, edited and removed."""

import io
import json
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import xlsxwriter
from starlette.testclient import TestClient

from gridward.kernel.clock import frozen, now, today
from support.commands import run
from support.field_work import rows
from support.launcher import soon
from support.published import build, publish
from support.workers import waits_for

from .conftest import SignIn

_PATH = "/api/v1/cities/tinglan/station-candidates"
_HEADER = ["网点编号", "名称", "经度", "纬度", "坐标系", "可容纳人数", "月成本"]


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


@pytest.fixture
def inside(city_url: str) -> tuple[float, float]:
    """A position in the city."""
    lon, lat = rows(city_url, "SELECT lon, lat FROM book.station ORDER BY station_no LIMIT 1")[0]
    return lon, lat


def _table(*lines: list[object]) -> bytes:
    return "\n".join(",".join(map(str, line)) for line in [_HEADER, *lines]).encode()


def _workbook(*lines: list[object]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate([_HEADER, *lines]):
            sheet.write_row(at, 0, line)
    return file.getvalue()


def _points(*lines: list[object]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {name: value or None for name, value in zip(_HEADER, line, strict=True)},
            "geometry": {"type": "Point", "coordinates": line[2:4]},
        }
        for line in lines
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _send(ops: TestClient, name: str, content: bytes, **data: str) -> dict[str, Any]:
    answer = ops.post(f"{_PATH}/file", files={"file": (name, content)}, data=data)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("name", "made"), [("点.csv", _table), ("点.xlsx", _workbook), ("点.geojson", _points)]
)
def test_a_file_is_taken_once(
    ops: TestClient, city_url: str, inside: tuple[float, float], name: str, made: Any
) -> None:
    lon, lat = inside
    content = made(
        ["N1", "新一", lon, lat, "WGS84", 6, 9000],
        ["N2", "远", 1, 1, "WGS84", "", ""],
        ["N1", "又", lon, lat, "", "", ""],
    )
    looked = _send(ops, name, content, check="true")
    assert (looked["taken"], looked["new"]) == (False, 1)
    assert rows(city_url, "SELECT FROM stations.own_candidate") == []
    taken = _send(ops, name, content)
    assert (taken["taken"], taken["new"], taken["changed"], taken["unchanged"]) == (True, 1, 0, 0)
    assert [(one["station_no"], one["why"]) for one in taken["refused"]] == [
        ("N2", "outside_city"),
        ("N1", "duplicate"),
    ]
    again = _send(ops, name, content)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)
    plan = build(city_url, cells=3)
    candidates = ops.get(f"/api/v1/plans/{plan}/stations").json()["candidates"]
    (new,) = (one for one in candidates if one["station_no"] == "N1")
    assert (new["name"], new["capacity"], new["monthly_cost"], new["open"]) == ("新一", 6, 9000, False)


def test_a_file_without_candidates_is_refused(ops: TestClient) -> None:
    for name, content, code in (
        ("点.pdf", b"%PDF", "station.file_kind"),
        ("点.geojson", b"{}", "station.file_kind"),
        ("点.csv", "网点编号,名称\n1,甲\n".encode(), "gazetteer.no_positions"),
    ):
        answer = ops.post(f"{_PATH}/file", files={"file": (name, content)})
        assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_one_is_added_edited_and_removed(ops: TestClient, city_url: str, inside: tuple[float, float]) -> None:
    lon, lat = inside
    plan = build(city_url, cells=3)
    stations = f"/api/v1/plans/{plan}/stations"
    before = len(ops.get(stations).json()["candidates"])
    added = ops.post(_PATH, json={"name": "手点", "lon": lon, "lat": lat, "capacity": 4})
    assert (added.status_code, added.json()) == (201, {"station_no": "M001"})
    again = ops.post(_PATH, json={"station_no": "M001", "name": "又", "lon": lon, "lat": lat})
    assert again.json()["code"] == "station.bad_candidate" and again.json()["params"]["why"] == "duplicate"
    edited = ops.put(f"{_PATH}/M001", json={"name": "改名", "capacity": 9, "monthly_cost": 100})
    assert edited.status_code == 200
    found = {one["station_no"]: one for one in ops.get(stations).json()["candidates"]}
    assert len(found) == before + 1
    assert [found["M001"][key] for key in ("name", "capacity", "monthly_cost")] == ["改名", 9, 100]
    assert ops.put(stations, json={"station_nos": ["M001"]}).status_code == 200
    wished = ops.delete(f"{_PATH}/M001")
    assert (wished.status_code, wished.json()["code"]) == (409, "station.wished_for")
    ops.put(stations, json={"station_nos": []})
    assert ops.delete(f"{_PATH}/M001").status_code == 204
    assert ops.delete(f"{_PATH}/M001").json()["code"] == "station.no_candidate"
    assert len(ops.get(stations).json()["candidates"]) == before


def test_two_that_come_at_once_get_two_numbers(
    ops: TestClient, city_url: str, inside: tuple[float, float]
) -> None:
    lon, lat = inside
    answers: list[Any] = []
    second = threading.Thread(
        target=lambda: answers.append(ops.post(_PATH, json={"name": "后来", "lon": lon, "lat": lat}))
    )
    with psycopg.connect(city_url) as first:
        first.execute("SELECT FROM city.city FOR UPDATE")
        second.start()
        assert soon(lambda: waits_for(city_url, first))
        first.execute(
            """INSERT INTO stations.own_candidate (city_id, station_no, name, lon, lat, delivered_frame, changed_by,
                   changed_at)
               SELECT id, 'M001', '先来', %s, %s, 'WGS-84', 'ops', now() FROM city.city""",
            [lon, lat],
        )
    second.join()
    assert answers[0].json() == {"station_no": "M002"}
    names = rows(city_url, "SELECT station_no, name FROM stations.own_candidate ORDER BY 1")
    assert names == [("M001", "先来"), ("M002", "后来")]


def test_a_number_is_not_given_twice(ops: TestClient, inside: tuple[float, float]) -> None:
    lon, lat = inside
    place = {"name": "手点", "lon": lon, "lat": lat}
    assert ops.post(_PATH, json=place).json() == {"station_no": "M001"}
    assert ops.delete(f"{_PATH}/M001").status_code == 204
    assert ops.post(_PATH, json=place).json() == {"station_no": "M002"}


def test_one_of_the_extract_is_edited_and_removed_but_no_open_station(ops: TestClient, city_url: str) -> None:
    with frozen(now() - timedelta(days=10)):
        publish(city_url, cells=9)
    ((opened,), *_) = rows(city_url, "SELECT station_no FROM stations.station ORDER BY 1")
    for answer in (ops.put(f"{_PATH}/{opened}", json={"name": "改名"}), ops.delete(f"{_PATH}/{opened}")):
        assert (answer.status_code, answer.json()["code"]) == (409, "station.is_open")
    ((other,), *_) = rows(
        city_url,
        "SELECT station_no FROM book.station WHERE station_no NOT IN (SELECT station_no FROM stations.station) ORDER BY 1",
    )
    assert ops.delete(f"{_PATH}/{other}").status_code == 204
    plan = build(city_url, cells=6)
    found = ops.get(f"/api/v1/plans/{plan}/stations").json()["candidates"]
    assert other not in {one["station_no"] for one in found}
    # What the last plan closed may open again.
    stay = [one["station_no"] for one in found if one["open"] and one["station_no"] != opened]
    ops.put(f"/api/v1/plans/{plan}/stations", json={"station_nos": stay, "closing": [opened]})
    ops.post(f"/api/v1/plans/{plan}/publish", json={"effective_from": today().isoformat()})
    assert ops.delete(f"{_PATH}/{opened}").json()["code"] == "station.opens_again"


def test_the_command_takes_the_same_file(city_url: str, inside: tuple[float, float], tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_bytes(_table(["N1", "新一", *inside, "WGS84", 6, 9000], ["N2", "远", 1, 1, "WGS84", "", ""]))
    printed = run(city_url, "stations", "import", file, "--city", "tinglan", ends=1)
    assert "1 new, 0 changed, 0 unchanged, 1 refused" in printed and "outside city" in printed
    assert rows(city_url, "SELECT station_no FROM stations.own_candidate") == [("N1",)]

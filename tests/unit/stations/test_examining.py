"""Which candidates for stations are taken, and why others are not."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import shapely

from gridward.city.contract import CityFrame
from gridward.geo.frames import Frame, from_wgs84
from gridward.geo.projection import Projection
from gridward.stations.examining import Candidate, Row, Why, examine

CITY = CityFrame(
    1,
    "t",
    "听澜市",
    Projection(32651),
    np.array([1]),
    ("东区",),
    np.array([shapely.box(121, 31, 122, 32)]),
    {},
)


def _row(line: int = 2, **other: Any) -> Row:
    usual = {
        "station_no": "A1",
        "name": "一号",
        "lon": 121.5,
        "lat": 31.2,
        "capacity": "8",
        "monthly_cost": "1,200.5",
    }
    return Row(line, **(usual | other))


def _known(*rows: Row) -> dict[str, Candidate]:
    return {one.station_no: one for one in examine(rows, CITY, {}, frozenset()).new}


def test_a_candidate_is_taken_in_its_frame() -> None:
    (lon, lat) = from_wgs84(np.array([[121.5, 31.2]]), Frame.GCJ02)[0].tolist()
    for row, frame in (
        (_row(lon=lon, lat=lat, frame="高德"), Frame.WGS84),
        (_row(lon=lon, lat=lat), Frame.GCJ02),
    ):
        (found,) = examine([row], CITY, {}, frozenset(), frame).new
        assert (found.lon, found.lat) == pytest.approx((121.5, 31.2), abs=1e-7)
        assert (found.frame, found.capacity, found.monthly_cost) == (Frame.GCJ02, 8, Decimal("1200.50"))


def test_a_second_time_nothing_changes() -> None:
    known = _known(_row())
    again = examine([_row(), _row(3, station_no="A2")], CITY, known, frozenset())
    assert (again.unchanged, [one.station_no for one in again.new], again.changed) == (1, ["A2"], [])
    moved = examine([_row(lon=121.6)], CITY, known, frozenset())
    assert [one.lon for one in moved.changed] == [121.6]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"station_no": ""}, Why.NO_NUMBER),
        ({"name": ""}, Why.NO_NAME),
        ({"lon": float("nan")}, Why.NO_POSITION),
        ({"lat": 310.0}, Why.NO_POSITION),
        ({"frame": "月球"}, Why.FRAME),
        ({"lon": 120.0}, Why.OUTSIDE_CITY),
        ({"capacity": "八"}, Why.ROOM),
        ({"capacity": "-1"}, Why.ROOM),
        ({"monthly_cost": "-3"}, Why.COST),
    ],
)
def test_what_is_wrong_with_a_row_is_said(wrong: dict[str, Any], why: Why) -> None:
    found = examine([_row(7, **wrong), _row(8, station_no="A2")], CITY, {}, frozenset())
    assert [(one.line, one.why) for one in found.refused] == [(7, why)]
    assert [one.station_no for one in found.new] == ["A2"]


def test_of_two_with_a_number_the_first_is_taken() -> None:
    found = examine([_row(2), _row(3, name="二号")], CITY, {}, frozenset())
    assert [one.name for one in found.new] == ["一号"]
    assert [(one.line, one.why) for one in found.refused] == [(3, Why.DUPLICATE)]


def test_an_open_station_stays_as_it_is() -> None:
    known = _known(_row())
    found = examine([_row(2, name="新名")], CITY, known, frozenset({"A1"}))
    assert [one.why for one in found.refused] == [Why.OPEN]
    assert examine([_row()], CITY, known, frozenset({"A1"})).unchanged == 1

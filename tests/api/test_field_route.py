"""The route of a specialist's day, over HTTP."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.field.route import day, preparing
from gridward.kernel.clock import POLICY_ZONE, now, today
from gridward.platform.db import connect
from support.field_work import Tablet, field_task, leave, one, persons_of, visit

_AT_NINE = "/field/route?at=540"


@pytest.fixture(autouse=True)
def clear(worked_url: str) -> None:
    """Only the work that a test makes."""
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE engagement.task SET state = 'cancelled', closed_at = now() WHERE state = 'open'"
        )


def _tasks(stops: list[dict[str, Any]]) -> list[str]:
    return sorted(task for stop in stops for task in stop["task_ids"])


def test_every_task_is_in_the_day_or_left_with_a_reason(mine: Tablet, worked_url: str) -> None:
    people = persons_of(worked_url, mine.cell_id)[:40]
    tasks = [str(field_task(worked_url, person, mine.cell_id, priority=10)) for person in people]
    route = mine.get(_AT_NINE)
    assert _tasks(route["stops"] + route["left"]) == sorted(tasks)
    assert (route["day"], route["at"]) == (today().isoformat(), 540)
    assert {stop["why"] for stop in route["left"]} <= {"no_room", "no_place"}
    assert len(route["stops"]) > 2
    leaves = [540, *(stop["leaves"] for stop in route["stops"])]
    assert [stop["arrives"] for stop in route["stops"]] == [
        before + stop["travel"] for before, stop in zip(leaves, route["stops"], strict=False)
    ]
    assert max(leaves) <= route["figures"]["hours"]["closes"]


def test_the_night_plans_it_before_anybody_asks(
    mine: Tablet, worked_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in persons_of(worked_url, mine.cell_id)[:6]:
        field_task(worked_url, person, mine.cell_id)
    night = datetime.combine(today(), time(2), POLICY_ZONE)
    monkeypatch.setattr(preparing, "now", lambda: night)
    assert preparing.prepare_routes(worked_url, 1) >= 1
    planned = one(worked_url, "SELECT plan::text FROM field.day_route WHERE plan -> 'order' <> '[]'")
    monkeypatch.setattr(day, "planned", _never)
    assert len(mine.get("/field/route?at=480")["stops"]) >= 1
    assert preparing.prepare_routes(worked_url, 1) >= 1
    assert one(worked_url, "SELECT plan::text FROM field.day_route WHERE plan -> 'order' <> '[]'") == planned


def _never(*_: Any) -> Any:
    raise AssertionError("it was planned already")


def test_it_begins_at_the_station(mine: Tablet, worked_url: str) -> None:
    field_task(worked_url, persons_of(worked_url, mine.cell_id)[0], mine.cell_id)
    station = one(
        worked_url,
        """SELECT s.name FROM stations.cell_station k JOIN stations.station s ON s.id = k.station_id
           WHERE k.cell_id = %s""",
        mine.cell_id,
    )
    route = mine.get(_AT_NINE)
    assert route["start"]["station"] == station
    here = mine.get(f"{_AT_NINE}&lon=114.3&lat=30.6")
    assert here["start"] == {"lon": 114.3, "lat": 30.6, "station": None}


def test_a_household_is_one_stop(mine: Tablet, worked_url: str) -> None:
    one_, two, three = persons_of(worked_url, mine.cell_id)[:3]
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE book.customer SET address_key = %s WHERE id = ANY(%s)", [uuid.uuid4(), [one_, two]]
        )
    first = field_task(worked_url, one_, mine.cell_id, "renewal_visit", priority=30)
    call = field_task(worked_url, two, mine.cell_id, "promise_check", priority=60)
    alone = field_task(worked_url, three, mine.cell_id, "promise_check", priority=5)
    stops = mine.get(_AT_NINE)["stops"]
    assert [(stop["task_ids"], stop["by_phone"], stop["minutes"]) for stop in stops] == [
        ([str(call), str(first)], False, 40),
        ([str(alone)], True, 10),
    ]


def test_a_wished_part_of_the_day_is_a_window(mine: Tablet, worked_url: str) -> None:
    people = persons_of(worked_url, mine.cell_id)
    for person, wished, part in ((people[0], today(), "afternoon"), (people[1], None, "morning")):
        task = field_task(worked_url, person, mine.cell_id, "flagged_visit", 100)
        _wish(worked_url, task, person, mine.cell_id, wished, part)
    later = field_task(worked_url, people[2], mine.cell_id, "flagged_visit", 100)
    _wish(worked_url, later, people[2], mine.cell_id, today() + timedelta(days=1), "morning")
    route = mine.get(_AT_NINE)
    windows = {stop["task_ids"][0]: stop["window"] for stop in route["stops"]}
    assert len(windows) == 3
    assert windows[str(later)] is None
    for stop in route["stops"]:
        assert stop["unkept"] is None
        if stop["window"]:
            assert stop["window"]["opens"] <= stop["begins"] <= stop["window"]["closes"]
    assert sorted(window["opens"] for window in windows.values() if window) == [540, 720]


def test_an_appointment_begins_when_it_was_agreed(mine: Tablet, worked_url: str) -> None:
    people = persons_of(worked_url, mine.cell_id)
    task = field_task(worked_url, people[0], mine.cell_id, priority=5)
    call = field_task(worked_url, people[1], mine.cell_id, priority=5)
    for person, for_task, hour, place in ((people[0], task, 14, "home"), (people[1], call, 10, "phone")):
        _book(worked_url, person, for_task, datetime.combine(today(), time(hour), POLICY_ZONE), place)
    stops = {stop["task_ids"][0]: stop for stop in mine.get(_AT_NINE)["stops"]}
    assert stops[str(task)]["window"] == {"opens": 840, "closes": 855}
    assert (stops[str(task)]["begins"], stops[str(task)]["minutes"]) == (840, 45)
    assert stops[str(call)]["by_phone"]
    assert (stops[str(call)]["begins"], stops[str(call)]["unkept"]) == (600, None)


def test_a_plan_is_kept_until_the_work_changes(mine: Tablet, worked_url: str) -> None:
    people = persons_of(worked_url, mine.cell_id)
    tasks = [field_task(worked_url, person, mine.cell_id, priority=20) for person in people[:3]]
    before = mine.get(_AT_NINE)
    with connect(worked_url, "test") as connection:
        connection.execute(
            """INSERT INTO field.day_route (account_id, day, stamp, plan)
               SELECT account_id, day - 1, stamp, plan FROM field.day_route"""
        )
    assert mine.get("/field/route?at=560") == before
    assert mine.get("/field/route?at=610")["at"] == 610
    # The day before is over: one row is left.
    made = one(worked_url, "SELECT plan FROM field.day_route")
    mine.get(f"{_AT_NINE}&lon=114.3&lat=30.6")
    assert one(worked_url, "SELECT plan FROM field.day_route") == made
    mine.send("visit.complete", visit(people[0], task_id=str(tasks[0])))
    after = mine.get("/field/route?at=620")
    assert str(tasks[0]) not in _tasks(after["stops"] + after["left"])
    assert after["at"] == 620


def test_out_of_hours_it_is_planned_from_the_morning_on(mine: Tablet, worked_url: str) -> None:
    field_task(worked_url, persons_of(worked_url, mine.cell_id)[0], mine.cell_id)
    assert [mine.get(f"/field/route?at={at}")["at"] for at in (100, 1300)] == [540, 540]
    assert 540 <= mine.get("/field/route")["at"] < 1080


def test_a_day_without_a_cell_has_no_stops(mine: Tablet, worked_url: str) -> None:
    field_task(worked_url, persons_of(worked_url, mine.cell_id)[0], mine.cell_id)
    for cell in mine.get("/field/today")["cells"]:
        leave(worked_url, cell["cell_id"], today())
    route = mine.get(_AT_NINE)
    assert (route["stops"], route["left"], route["start"]) == ([], [], None)


def test_what_is_sent_is_checked(mine: Tablet, lead: TestClient) -> None:
    half = mine.client.get("/api/v1/field/route?lon=114.3")
    assert (half.status_code, half.json()["code"]) == (422, "route.half_a_place")
    assert mine.client.get("/api/v1/field/route?at=1440").status_code == 422
    assert lead.get("/api/v1/field/route").status_code == 403


def _wish(url: str, task: object, person: int, cell: int, wished: object, part: str) -> None:
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO engagement.visit_request (id, city_id, customer_id, cell_id, reason, wished_on, wished_part,
                   raised_by, raised_at, accept_by, task_id)
               VALUES (%s, 1, %s, %s, 'wants_visit', %s, %s, %s, %s, %s, %s)""",
            [uuid.uuid4(), person, cell, wished, part, uuid.uuid4(), now(), now() + timedelta(hours=4), task],
        )


def _book(url: str, person: int, task: object, starts_at: datetime, place: str) -> None:
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO engagement.appointment (id, city_id, customer_id, specialist_id, account_id, task_id,
                   starts_at, minutes, place, booked_at)
               VALUES (%s, 1, %s, (SELECT min(id) FROM book.specialist), %s, %s, %s, 45, %s, now())""",
            [uuid.uuid4(), person, uuid.uuid4(), task, starts_at, place],
        )

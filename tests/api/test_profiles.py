"""Profiles of specialists over HTTP: kept by ops and by the lead of his station, before what is delivered."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from support.staff import hire, tenures

from .conftest import SignIn

NOTHING: dict[str, Any] = {
    "languages": None,
    "grade": None,
    "working_share": None,
    "most_customers": None,
    "leave": None,
    "revision": 0,
}


@pytest.fixture
def ops(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("ops")


def _put(client: TestClient, specialist: int, **said: Any) -> Any:
    return client.put(f"/api/v1/specialists/{specialist}/profile", json=NOTHING | said)


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def _profile(client: TestClient, specialist: int) -> dict[str, Any]:
    people = client.get("/api/v1/cities/tinglan/staffing").json()["specialists"]
    found: dict[str, Any] = next(one["profile"] for one in people if one["specialist_id"] == specialist)
    return found


def test_what_ops_enters_stands_before_what_is_delivered_until_ops_leaves_it_to_the_list(
    ops: TestClient, worked_url: str
) -> None:
    new = hire(worked_url, "799999", None)
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            "UPDATE book.specialist SET languages = '{英语}', grade = 2, working_share = 0.8 WHERE id = %s",
            [new],
        )
    delivered = {"languages": ["英语"], "grade": 2, "working_share": 0.8, "most_customers": None}
    before = _profile(ops, new)
    assert before == delivered | {
        "kept": [], "delivered": delivered, "leave": None, "on_leave": False, "revision": 0, "changed_by": None,
        "changed_at": None,
    }  # fmt: skip
    leave = {"start": today().isoformat(), "last": today().isoformat(), "reason": " 年假 "}
    said = {"languages": [" 粤语", "粤语"], "grade": 4, "most_customers": 500, "leave": leave}
    answer = _put(ops, new, **said)
    assert answer.status_code == 200, answer.text
    kept = answer.json()
    assert kept == _profile(ops, new)
    assert (kept["languages"], kept["grade"], kept["working_share"]) == (["粤语"], 4, 0.8)
    assert kept["kept"] == ["languages", "grade", "most_customers"] and kept["delivered"] == delivered
    assert (kept["on_leave"], kept["leave"]["reason"], kept["revision"]) == (True, "年假", 1)
    assert _put(ops, new, languages=[], revision=1).json()["languages"] == []
    back = _put(ops, new, revision=2).json()
    assert (back["languages"], back["kept"], back["leave"]) == (["英语"], [], None)
    with psycopg.connect(worked_url) as connection:
        row = connection.execute(
            "SELECT count(*), count(DISTINCT actor) FROM audit.entry WHERE relation = 'staffing.profile'"
        ).fetchone()
    assert row == (3, 1)


def test_the_second_of_two_people_is_told_of_the_first(ops: TestClient, sign_in_at_work: SignIn) -> None:
    _put(ops, 1, grade=3)
    answer = _put(sign_in_at_work("admin"), 1, grade=2)
    assert _code(answer) == (409, "profile.changed")
    assert answer.json()["params"]["by"] == "ops" and _profile(ops, 1)["grade"] == 3


def test_a_lead_keeps_those_who_work_his_cells_alone(
    lead: TestClient, worked_url: str, cells: list[int]
) -> None:
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            """WITH other AS (INSERT INTO stations.station (city_id, station_no, name, lon, lat, opened_on)
                    VALUES (1, 'W9', '别站', 124, 28, current_date) RETURNING id)
               UPDATE stations.cell_station SET station_id = other.id FROM other WHERE cell_id <> ALL(%s)""",
            [cells[:1]],
        )
    his = {row.specialist_id for row in tenures(worked_url, day=today()) if row.cell_id == cells[0]}
    for specialist in (1, 2, 3):
        answer = _put(lead, specialist, grade=3)
        assert answer.status_code == (200 if specialist in his else 404), answer.text


@pytest.mark.parametrize("role", ["auditor", "seat", "specialist"])
def test_others_keep_no_profiles(sign_in_at_work: SignIn, role: str) -> None:
    assert _code(_put(sign_in_at_work(role), 1)) == (403, "access.denied")


def test_what_cannot_be_is_refused(ops: TestClient, sign_in_at_work: SignIn) -> None:
    day = today().isoformat()
    before = (today() - timedelta(days=1)).isoformat()
    for said in (
        {"grade": 6},
        {"grade": 0},
        {"working_share": 1.2},
        {"working_share": 0},
        {"most_customers": 0},
        {"languages": ["x" * 21]},
        {"languages": [" "]},
        {"leave": {"start": day, "last": None, "reason": " "}},
        {"leave": {"start": day}},
        {"revision": -1},
    ):
        assert _code(_put(ops, 1, **said)) == (422, "input.invalid"), said
    reversed_ = {"start": day, "last": before, "reason": "年假"}
    assert _code(_put(ops, 1, leave=reversed_)) == (422, "profile.leave_reversed")
    assert _code(_put(ops, 999)) == (404, "specialist.not_found")
    foreign = sign_in_at_work("ops", city_ids=frozenset({2}), login="foreign")
    assert _code(_put(foreign, 1)) == (404, "specialist.not_found")
    assert _profile(ops, 1)["revision"] == 0


def test_nobody_is_put_into_a_cell_while_he_is_on_leave(
    ops: TestClient, worked_url: str, cells: list[int]
) -> None:
    new = hire(worked_url, "799999", (124.45, 28.86))
    last = (today() + timedelta(days=3)).isoformat()
    _put(ops, new, leave={"start": today().isoformat(), "last": last, "reason": "病假"})
    path = f"/api/v1/cells/{cells[0]}/tenure"
    refused = ops.put(path, json={"specialist_id": new, "start": last})
    assert _code(refused) == (409, "specialist.on_leave") and refused.json()["params"] == {"until": last}
    done = ops.post("/api/v1/cities/tinglan/staffing/assign").json()
    assert done["assigned"] == 0
    after = (today() + timedelta(days=4)).isoformat()
    assert ops.put(path, json={"specialist_id": new, "start": after}).status_code == 200

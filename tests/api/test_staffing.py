"""Staffing over HTTP: read by role and scope, changed by ops."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from support.field_work import STAFFED_DAYS, Tablet, signed_in
from support.published import build, cell_ids, specialist_account
from support.staff import hire, publish_draft, set_status, tenures

from .conftest import SignIn

DAY = timedelta(days=1)


@pytest.fixture
def ops(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("ops")


def _staffing(client: TestClient) -> dict[str, Any]:
    answer = client.get("/api/v1/cities/tinglan/staffing")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_ops_sees_who_works_which_cell(ops: TestClient, worked_url: str) -> None:
    found = _staffing(ops)
    begun = (today() - STAFFED_DAYS * DAY).isoformat()
    assert (found["plan"]["version"], found["plan"]["effective_from"], found["vacant"]) == (1, begun, 3)
    assert [(cell["number"], cell["cell_id"]) for cell in found["cells"]] == list(
        enumerate(cell_ids(worked_url), start=1)
    )
    for cell in found["cells"]:
        who, stand_in = cell["responsible"], cell["stand_in"]
        assert cell["vacant"] == (who is None) == (stand_in is not None)
        if who is not None:
            assert (who["since"], who["until"], who["reason"]) == (begun, None, "least_way")
        else:
            # The last day, not the first one after it.
            last = today() - STAFFED_DAYS * DAY + 59 * DAY
            assert (stand_in["until"], stand_in["reason"]) == (last.isoformat(), "nearest_with_room")
        assert cell["handover"]["customers"] == cell["handover"]["new_customers"] == cell["customers"]
        assert cell["station_name"] and cell["station_distance_m"] > 0 and 100 < cell["lon"] < 130
    (station,) = found["stations"]
    assert station["cells"] == 6
    ways = [cell["responsible"]["way_m"] for cell in found["cells"] if cell["responsible"]]
    assert found["mean_way_m"] == pytest.approx(sum(ways) / 3)


def test_the_staff_list_shows_who_works_where_and_who_is_out_of_service(
    ops: TestClient, worked_url: str
) -> None:
    hire(worked_url, "799999", None, "休假")
    login = specialist_account(worked_url, 1)
    people = {one["specialist_id"]: one for one in _staffing(ops)["specialists"]}
    assert len(people) == 4 and people[1]["login"] == login
    assert (people[4]["status"], people[4]["in_service"], people[4]["cell_id"]) == ("休假", False, None)
    assert all(people[one]["cell_id"] and len(people[one]["standing_in"]) == 1 for one in (1, 2, 3))
    assert all("*" in one["name_masked"] for one in people.values())


def test_a_supervisor_sees_his_station_s_cells_alone(
    ops: TestClient, lead: TestClient, worked_url: str, cells: list[int]
) -> None:
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            """WITH other AS (INSERT INTO stations.station (city_id, station_no, name, lon, lat, opened_on)
                    VALUES (1, 'W9', '别站', 124, 28, current_date) RETURNING id)
               UPDATE stations.cell_station SET station_id = other.id FROM other WHERE cell_id <> ALL(%s)""",
            [cells[:2]],
        )
    found = _staffing(lead)
    assert [cell["cell_id"] for cell in found["cells"]] == cells[:2]
    assert [station["cells"] for station in found["stations"]] == [2]
    working = {row.specialist_id for row in tenures(worked_url, day=today()) if row.cell_id in cells[:2]}
    assert {one["specialist_id"] for one in found["specialists"]} == working
    assert len(_staffing(ops)["cells"]) == 6


@pytest.mark.parametrize("role", ["auditor", "admin"])
def test_whoever_may_look_sees_the_whole_city(sign_in_at_work: SignIn, role: str) -> None:
    assert len(_staffing(sign_in_at_work(role))["cells"]) == 6


def test_specialists_and_seats_do_not_see_the_staffing(
    sign_in_at_work: SignIn, mine: Tablet, nobody: TestClient
) -> None:
    path = "/api/v1/cities/tinglan/staffing"
    assert _code(sign_in_at_work("seat").get(path)) == (403, "access.denied")
    assert _code(mine.client.get(path)) == (403, "access.denied")
    assert _code(nobody.get(path)) == (401, "sign_in.required")


def test_of_another_city_nothing_is_seen_or_changed(sign_in_at_work: SignIn, cells: list[int]) -> None:
    foreign = sign_in_at_work("ops", city_ids=frozenset({2}), login="foreign")
    body = {"specialist_id": 1, "start": today().isoformat()}
    assert _code(foreign.get("/api/v1/cities/tinglan/staffing")) == (404, "city.not_found")
    assert _code(foreign.post("/api/v1/cities/tinglan/staffing/assign")) == (404, "city.not_found")
    assert _code(foreign.put(f"/api/v1/cells/{cells[0]}/tenure", json=body)) == (404, "cell.not_found")
    assert _code(foreign.delete(f"/api/v1/cells/{cells[0]}/tenure")) == (404, "cell.not_found")


@pytest.mark.parametrize("role", ["auditor", "seat", "supervisor"])
def test_only_ops_staffs_cells(sign_in_at_work: SignIn, role: str, cells: list[int]) -> None:
    client = sign_in_at_work(role)
    body = {"specialist_id": 1, "start": today().isoformat()}
    assert _code(client.post("/api/v1/cities/tinglan/staffing/assign")) == (403, "access.denied")
    assert _code(client.put(f"/api/v1/cells/{cells[0]}/tenure", json=body)) == (403, "access.denied")
    assert _code(client.delete(f"/api/v1/cells/{cells[0]}/tenure")) == (403, "access.denied")


def test_somebody_new_fills_a_vacant_cell(ops: TestClient, worked_url: str) -> None:
    hire(worked_url, "799999", (124.45, 28.86))
    done = ops.post("/api/v1/cities/tinglan/staffing/assign").json()
    assert (done["assigned"], done["kept"], done["vacant"], done["stand_ins"]) == (1, 3, 2, 2)
    assert done["total_way_m"] > 0 and set(done) == {"assigned", "kept", "vacant", "stand_ins", "total_way_m"}
    assert _staffing(ops)["vacant"] == 2


def test_somebody_is_put_into_a_cell_and_leaves_it(
    ops: TestClient, worked_url: str, cells: list[int]
) -> None:
    vacant = next(cell["cell_id"] for cell in _staffing(ops)["cells"] if cell["vacant"])
    new = hire(worked_url, "799999", (124.45, 28.86))
    body = {"specialist_id": new, "start": today().isoformat()}
    cell = ops.put(f"/api/v1/cells/{vacant}/tenure", json=body).json()
    assert (cell["vacant"], cell["stand_in"], cell["responsible"]["specialist_id"]) == (False, None, new)
    assert (cell["responsible"]["reason"], cell["handover"]["accepted_at"]) == ("chosen", None)
    login = specialist_account(worked_url, new)
    with signed_in(worked_url, login) as client:
        assert client.get(f"/api/v1/field/cell/{vacant}").status_code == 200
        gone = ops.delete(f"/api/v1/cells/{vacant}/tenure?end={today().isoformat()}").json()
        assert gone["vacant"] and gone["responsible"] is None
        # From that moment on it is not his cell any more, except where he stands in.
        if gone["stand_in"] is None or gone["stand_in"]["specialist_id"] != new:
            assert client.get(f"/api/v1/field/cell/{vacant}").status_code == 404


def test_somebody_who_begins_later_is_shown_on_his_first_day(ops: TestClient, worked_url: str) -> None:
    vacant = next(cell["cell_id"] for cell in _staffing(ops)["cells"] if cell["vacant"])
    new = hire(worked_url, "799999", None)
    body = {"specialist_id": new, "start": (today() + 7 * DAY).isoformat()}
    cell = ops.put(f"/api/v1/cells/{vacant}/tenure", json=body).json()
    assert (cell["responsible"]["specialist_id"], cell["responsible"]["since"]) == (new, body["start"])
    assert [one["vacant"] for one in _staffing(ops)["cells"] if one["cell_id"] == vacant] == [True]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"specialist_id": 999, "start": today().isoformat()}, 404, "specialist.not_found"),
        ({"specialist_id": 1, "start": (today() - DAY).isoformat()}, 422, "tenure.start_in_past"),
        ({"specialist_id": 1, "start": "2026-02-30"}, 422, "input.invalid"),
        ({"specialist_id": 1}, 422, "input.invalid"),
        ({"specialist_id": 1, "start": today().isoformat(), "role": "stand_in"}, 422, "input.invalid"),
        ({"specialist_id": 2**70, "start": today().isoformat()}, 422, "input.invalid"),
    ],
)
def test_what_cannot_be_is_refused(
    ops: TestClient, worked_url: str, body: dict[str, Any], status: int, code: str
) -> None:
    vacant = next(cell["cell_id"] for cell in _staffing(ops)["cells"] if cell["vacant"])
    before = tenures(worked_url)
    assert _code(ops.put(f"/api/v1/cells/{vacant}/tenure", json=body)) == (status, code)
    assert tenures(worked_url) == before


def test_nobody_gets_a_second_cell_or_one_while_he_is_away(ops: TestClient, worked_url: str) -> None:
    cells = _staffing(ops)["cells"]
    vacant = next(cell["cell_id"] for cell in cells if cell["vacant"])
    staffed = next(cell for cell in cells if not cell["vacant"])
    who = staffed["responsible"]["specialist_id"]
    body = {"specialist_id": who, "start": today().isoformat()}
    answer = ops.put(f"/api/v1/cells/{vacant}/tenure", json=body)
    assert _code(answer) == (409, "specialist.has_cell")
    assert answer.json()["params"] == {"number": staffed["number"], "name": staffed["name"]}
    set_status(worked_url, who, "休假")
    answer = ops.put(f"/api/v1/cells/{vacant}/tenure", json=body)
    assert _code(answer) == (409, "specialist.not_in_service")
    assert answer.json()["params"] == {"status": "休假"}


def test_a_cell_that_does_not_exist_is_not_found(ops: TestClient) -> None:
    body = {"specialist_id": 1, "start": today().isoformat()}
    assert _code(ops.put("/api/v1/cells/999999/tenure", json=body)) == (404, "cell.not_found")
    assert _code(ops.put(f"/api/v1/cells/{2**40}/tenure", json=body)) == (422, "input.invalid")
    assert _code(ops.delete("/api/v1/cells/999999/tenure")) == (404, "cell.not_found")


def test_publishing_tells_what_it_opened(sign_in: SignIn, city_url: str) -> None:
    ops, plan = sign_in("ops"), build(city_url)
    body = {"effective_from": today().isoformat()}
    done = ops.post(f"/api/v1/plans/{plan}/publish", json=body).json()
    assert (done["cells"], done["staffed"], done["vacant"], done["stand_ins"], done["stations"]) == (
        6,
        3,
        3,
        3,
        1,
    )
    assert 0 < done["notices"] <= done["customers"]


def test_before_the_first_plan_there_is_the_staff_list_alone(sign_in: SignIn) -> None:
    found = _staffing(sign_in("ops"))
    assert (found["plan"], found["cells"], found["stations"], found["mean_way_m"]) == (None, [], [], None)
    assert len(found["specialists"]) == 3


def test_a_first_plan_that_is_still_to_come_is_shown_as_it_will_be(sign_in: SignIn, city_url: str) -> None:
    start = today() + 10 * DAY
    publish_draft(city_url, build(city_url), start)
    found = _staffing(sign_in("ops"))
    assert date.fromisoformat(found["plan"]["effective_from"]) == start
    assert found["vacant"] == 3 and all(cell["responsible"] or cell["stand_in"] for cell in found["cells"])

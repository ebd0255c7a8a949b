"""Open stations close with a plan: chosen by ops, told before, undone with the plan."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import frozen, now, today
from support.field_work import rows
from support.published import build, cell_ids, lead_of_cell, publish
from support.staff import publish_draft

from .conftest import SignIn


def _stations(url: str) -> dict[str, tuple[Any, Any]]:
    """The first day of each station, and the first one on which it is not open."""
    found = rows(url, "SELECT station_no, opened_on, closed_on FROM stations.station ORDER BY 1")
    return {number: (opened, closed) for number, opened, closed in found}


def _hung(url: str, plan: str) -> set[str]:
    """The stations that a plan's cells hang on."""
    found = rows(
        url,
        f"""SELECT DISTINCT s.station_no FROM stations.cell_station h JOIN stations.station s ON s.id = h.station_id
            JOIN grids.cell c ON c.id = h.cell_id WHERE c.plan_id = '{plan}'""",
    )
    return {number for (number,) in found}


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


@pytest.fixture
def two_open(ops: TestClient, city_url: str) -> tuple[str, str]:
    """Two stations that are open since ten days."""
    with frozen(now() - timedelta(days=10)):
        publish(city_url, cells=9)
    one, other = _stations(city_url)
    return one, other


def _close(ops: TestClient, plan: object, closing: str) -> Any:
    address = f"/api/v1/plans/{plan}/stations"
    found = ops.get(address, params={"closing": closing}).json()
    stay = [one["station_no"] for one in found["candidates"] if one["chosen"]]
    return ops.put(address, json={"station_nos": stay, "closing": [closing]})


def test_a_station_closes_with_the_plan_and_opens_again_with_its_roll_back(
    ops: TestClient, city_url: str, two_open: tuple[str, str]
) -> None:
    gone, stays = two_open
    plan = build(city_url, cells=6)
    kept = _close(ops, plan, gone).json()
    assert (kept["wished"], kept["wished_closing"]) == ([stays], [gone])
    tomorrow = today() + timedelta(days=1)
    published = ops.post(
        f"/api/v1/plans/{plan}/publish", json={"effective_from": tomorrow.isoformat()}
    ).json()
    assert (published["stations"], published["closed"]) == (0, 1)
    assert _stations(city_url)[gone][1] == tomorrow and _hung(city_url, str(plan)) == {stays}
    changed = ops.get(f"/api/v1/plans/{plan}/comparison").json()["stations"]
    assert ([one["station_no"] for one in changed["closes"]], changed["opens"]) == ([gone], [])

    assert ops.post(f"/api/v1/plans/{plan}/roll-back", json={}).status_code == 200
    assert {closed for _, closed in _stations(city_url).values()} == {None}


def test_after_days_in_force_the_roll_back_opens_it_anew_and_its_days_stay_known(
    ops: TestClient, city_url: str, two_open: tuple[str, str]
) -> None:
    gone, stays = two_open
    opened = _stations(city_url)[gone][0]
    start = today() - timedelta(days=3)
    plan = build(city_url, cells=6)
    assert _close(ops, plan, gone).status_code == 200
    with frozen(now() - timedelta(days=3)):
        publish_draft(city_url, plan, start)
    assert ops.post(f"/api/v1/plans/{plan}/roll-back", json={}).status_code == 200
    assert _stations(city_url) == {gone: (today(), None), stays: (opened, None)}
    assert rows(city_url, "SELECT opened_on, closed_on FROM stations.past_opening") == [(opened, start)]
    # Whoever rolls that back again has it closed as it was.
    (copy,) = rows(city_url, "SELECT id FROM grids.plan WHERE copied_from_version IS NOT NULL")
    assert ops.post(f"/api/v1/plans/{copy[0]}/roll-back", json={}).status_code == 200
    assert _stations(city_url)[gone] == (opened, start)
    assert rows(city_url, "SELECT FROM stations.past_opening") == []


def test_who_leads_it_is_told_and_loses_its_cells(
    ops: TestClient, sign_in: SignIn, city_url: str, two_open: tuple[str, str]
) -> None:
    (gone,) = rows(
        city_url,
        f"""SELECT s.station_no FROM stations.cell_station h JOIN stations.station s ON s.id = h.station_id
            WHERE cell_id = {cell_ids(city_url)[0]}""",
    )[0]
    login = lead_of_cell(city_url, cell_ids(city_url)[0])
    lead = sign_in("supervisor", login="lead-of-both")
    with psycopg.connect(city_url) as connection:
        connection.execute(
            """INSERT INTO staffing.station_lead (account_id, station_id)
               SELECT a.id, s.id FROM identity.account a, stations.station s WHERE login = 'lead-of-both'"""
        )
    before = len(lead.get("/api/v1/cities/tinglan/staffing").json()["stations"])
    plan = build(city_url, cells=6)
    path = f"/api/v1/plans/{plan}/stations"
    (told,) = ops.get(path, params={"closing": gone}).json()["closings"]
    assert (told["station_no"], told["leads"], told["left_without"]) == (
        gone,
        [login, "lead-of-both"],
        [login],
    )
    assert told["cells"] and told["events"] == 0
    assert _close(ops, plan, gone).status_code == 200
    assert (
        ops.post(f"/api/v1/plans/{plan}/publish", json={"effective_from": today().isoformat()}).status_code
        == 200
    )
    after = lead.get("/api/v1/cities/tinglan/staffing").json()
    assert (before, [one["station_no"] for one in after["stations"]]) == (2, sorted({*two_open} - {gone}))


def test_the_program_proposes_which_closes(ops: TestClient, city_url: str, two_open: tuple[str, str]) -> None:
    plan = build(city_url, cells=6)
    found = ops.get(f"/api/v1/plans/{plan}/stations", params={"stations": 1}).json()
    assert (found["stations"], found["open"], found["fewest"]) == (1, 2, 1)
    closing = [one["station_no"] for one in found["candidates"] if one["open"] and not one["chosen"]]
    assert [one["station_no"] for one in found["closings"]] == closing and len(closing) == 1
    assert {one["station_no"] for one in found["candidates"] if one["chosen"]} < {*two_open}
    fewer, now_open = found["choices"][0], found["choices"][1]
    assert fewer["mean_way_m"] >= now_open["mean_way_m"] and fewer["monthly_cost"] < now_open["monthly_cost"]


def test_what_cannot_close_is_refused(ops: TestClient, city_url: str, two_open: tuple[str, str]) -> None:
    gone, stays = two_open
    plan = build(city_url, cells=6)
    address = f"/api/v1/plans/{plan}/stations"
    both = ops.put(address, json={"station_nos": [gone], "closing": [gone]})
    assert both.status_code == 422
    shut = ops.put(address, json={"station_nos": [], "closing": ["nowhere"]})
    assert (shut.status_code, shut.json()["code"]) == (422, "station.not_open")
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE book.station SET capacity = 5 WHERE station_no = %s", [stays])
    full = ops.put(address, json={"station_nos": [stays], "closing": [gone]})
    assert (full.status_code, full.json()["code"]) == (422, "station.no_room")
    assert (full.json()["params"]["room"], full.json()["params"]["cells"]) == (5, 6)
    # The room is looked at again when the plan is published.
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE book.station SET capacity = 6 WHERE station_no = %s", [stays])
    assert ops.put(address, json={"station_nos": [stays], "closing": [gone]}).status_code == 200
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE book.station SET capacity = 5 WHERE station_no = %s", [stays])
    refused = ops.post(f"/api/v1/plans/{plan}/publish", json={"effective_from": today().isoformat()})
    assert (refused.status_code, refused.json()["code"]) == (422, "station.no_room")
    assert {closed for _, closed in _stations(city_url).values()} == {None}

"""A plan is ordered because a station closes: nobody moves, or so many of its cells are given up."""

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.grids.public import build_plan
from support.commands import run
from support.field_work import rows
from support.published import publish

from .conftest import SignIn

_PLANS = "/api/v1/cities/tinglan/plans"


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


@pytest.fixture
def kept(city_url: str) -> str:
    """A plan in force with nine cells on two stations."""
    return str(publish(city_url, cells=9))


def _hung(url: str) -> dict[str, list[int]]:
    """The cells on each station."""
    found = rows(
        url,
        """SELECT s.station_no, array_agg(c.number ORDER BY c.number) FROM stations.cell_station h
           JOIN stations.station s ON s.id = h.station_id JOIN grids.cell c ON c.id = h.cell_id GROUP BY 1 ORDER BY 1""",
    )
    return dict(found)


def _wish(ops: TestClient, plan: str) -> list[str]:
    found: list[str] = ops.get(f"/api/v1/plans/{plan}/stations").json()["wished_closing"]
    return found


def test_where_all_go_on_at_other_stations_nobody_moves(ops: TestClient, city_url: str, kept: str) -> None:
    gone = min(_hung(city_url))
    made = ops.post(_PLANS, json={"keep": kept, "closing": [{"station_no": gone}]}).json()
    assert (made["status"], made["keeps_plan_id"], made["cells"]) == ("draft", kept, 9)
    assert (made["quality"]["moved_customers"], made["quality"]["moved_bound"]) == (0, 0)
    assert [(one["station_no"], one["given_up"]) for one in made["closing"]] == [(gone, [])]
    same = rows(
        city_url,
        f"""SELECT count(*), bool_and(n.geometry = o.geometry)
            FROM grids.cell n JOIN grids.cell o ON o.id = n.follows_cell_id
            WHERE n.plan_id = '{made["id"]}' AND o.plan_id = '{kept}'""",
    )
    assert same == [(9, True)] and _wish(ops, made["id"]) == [gone]
    assert ops.get(f"/api/v1/plans/{made['id']}/moves").json()["items"] == []


def test_each_customer_of_a_cell_that_is_given_up_moves_because_the_station_closes(
    ops: TestClient, city_url: str, kept: str
) -> None:
    gone, own = max(_hung(city_url).items(), key=lambda one: len(one[1]))
    made = ops.post(_PLANS, json={"keep": kept, "closing": [{"station_no": gone, "give_up": 2}]}).json()
    build_plan(city_url, made["id"])
    plan = ops.get(f"/api/v1/plans/{made['id']}").json()
    (closing,) = plan["closing"]
    given_up = set(closing["given_up"])
    assert len(given_up) == 2 and given_up < set(own) and plan["cells"] == 7
    moves = ops.get(f"/api/v1/plans/{made['id']}/moves", params={"limit": 200}).json()["items"]
    leaving = [one for one in moves if one["from_number"] in given_up]
    assert {(one["why"], one["station"]) for one in leaving} == {("station_closed", closing["name"])}
    assert {(one["why"], one["station"]) for one in moves if one not in leaving} <= {("balance", None)}
    customers = sum(one["customers"] for one in leaving)
    quality = plan["quality"]
    assert (
        0 < customers <= quality["moved_bound"] <= quality["moved_customers"] <= 2.5 * quality["moved_bound"]
    )
    assert _wish(ops, made["id"]) == [gone]
    table = ops.get(f"/api/v1/plans/{made['id']}/export", params={"format": "moves"}).text
    lines = [one for one in csv.DictReader(io.StringIO(table)) if int(one["from_cell"]) in given_up]
    assert len(lines) == customers and {one["station"] for one in lines} == {closing["name"]}


def _code(ops: TestClient, **order: Any) -> str:
    answer = ops.post(_PLANS, json=order)
    assert answer.status_code == 422
    return str(answer.json()["code"])


def test_what_cannot_be_is_refused(ops: TestClient, city_url: str, kept: str) -> None:
    one, other = _hung(city_url)
    assert _code(ops, cells=5, closing=[{"station_no": one}]) == "station.closes_where"
    assert _code(ops, keep=kept, closing=[{"station_no": "nowhere"}]) == "station.not_open"
    assert _code(ops, keep=kept, closing=[{"station_no": one, "give_up": 9}]) == "station.too_few_cells"
    assert _code(ops, keep=kept, closing=[{"station_no": one}, {"station_no": other}]) == "station.no_room"
    twice = ops.post(_PLANS, json={"keep": kept, "closing": [{"station_no": one}, {"station_no": one}]})
    assert twice.status_code == 422
    assert len(ops.get(_PLANS).json()["items"]) == 1


def test_the_command_says_the_same(city_url: str, kept: str) -> None:
    gone = min(_hung(city_url))
    printed = run(
        city_url, "grid", "build", "--city", "tinglan", "--from-plan", 1, "--close-station", f"{gone}:1"
    )
    assert "Plan 2, a draft: 8 cells" in printed and "No grid with such loads moves fewer" in printed
    assert rows(city_url, "SELECT station_no, closes FROM stations.plan_station") == [(gone, True)]

"""Plans over HTTP that go on from an earlier one: ordered, refused, and who moved."""

import csv
import io
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from support.field_work import signed_in
from support.published import build, cell_ids, lead_of_cell
from support.work import move_to_new_station

from .conftest import SignIn, run_jobs

PLANS = "/api/v1/cities/tinglan/plans"


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


def _ordered(client: TestClient, url: str, **order: Any) -> dict[str, Any]:
    answer = client.post(PLANS, json=order)
    assert answer.status_code == 202, answer.text
    run_jobs(url)
    plan: dict[str, Any] = client.get(f"/api/v1/plans/{answer.json()['id']}").json()
    assert plan["status"] == "draft", plan["problem"]
    return plan


def _moves(client: TestClient, plan: str, limit: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = client.get(f"/api/v1/plans/{plan}/moves?limit={limit}{cursor}").json()
        found += answer["items"]
        if answer["next"] is None:
            return found
        cursor = f"&cursor={answer['next']}"


def test_a_plan_goes_on_from_another_and_lists_who_moved(ops: TestClient, city_url: str) -> None:
    first = build(city_url, cells=6)
    plan = _ordered(ops, city_url, keep=str(first), leaving=[2], load="heads")
    assert (plan["keeps_plan_id"], plan["keeps_version"], plan["leaving"], plan["load"]) == (
        str(first),
        1,
        [2],
        "heads",
    )
    quality = plan["quality"]
    moves = _moves(ops, plan["id"], limit=3)
    assert moves == _moves(ops, plan["id"], limit=200) and len(moves) > 3
    assert (
        sum(move["customers"] for move in moves) == quality["moved_customers"] >= quality["moved_bound"] > 0
    )
    assert all(move["from_number"] != move["to_number"] != 2 for move in moves)
    assert {move["why"] for move in moves if move["from_number"] == 2} == {"vanished"}

    answer = ops.get(f"/api/v1/plans/{plan['id']}/export?format=moves")
    assert answer.headers["content-disposition"] == 'attachment; filename="tinglan-v2-moves.csv"'
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert len({line["customer_id"] for line in lines}) == len(lines) == quality["moved_customers"]
    assert {(line["community_id"], line["from_cell"], line["to_cell"], line["why"]) for line in lines} == {
        (str(m["community_id"] or ""), str(m["from_number"]), str(m["to_number"]), m["why"]) for m in moves
    }
    # A plan that was cut anew tells of nobody.
    assert ops.get(f"/api/v1/plans/{first}/moves").json() == {"items": [], "next": None}
    assert ops.get(f"/api/v1/plans/{first}").json()["quality"]["moved_customers"] is None


def test_locked_cells_stay_as_they_are_also_between_barriers(ops: TestClient, city_url: str) -> None:
    first = str(build(city_url, cells=6))
    plan = _ordered(ops, city_url, keep=first, leaving=[2], locked=[1, 4], barriers=["districts"])
    assert (plan["locked"], plan["barriers"], plan["cells"]) == ([1, 4], ["districts"], 5)
    before, after = (
        {
            cell["properties"]["number"]: cell["properties"]
            for cell in ops.get(f"/api/v1/plans/{one}/cells.geojson").json()["features"]
        }
        for one in (first, plan["id"])
    )
    for number in (1, 4):
        assert [after[number][key] for key in ("name", "load", "communities")] == [
            before[number][key] for key in ("name", "load", "communities")
        ]
    assert not {1, 4} & {move["from_number"] for move in _moves(ops, plan["id"], limit=200)}


def test_a_plan_by_hours_tells_them_by_cell(ops: TestClient, city_url: str) -> None:
    plan = _ordered(ops, city_url, cells=3, load="hours", tolerance=0.1)
    assert plan["load"] == "hours" and plan["quality"]["hours_max_deviation"] is not None
    cells = ops.get(f"/api/v1/plans/{plan['id']}/cells.geojson").json()["features"]
    hours = [cell["properties"]["hours"] for cell in cells]
    off = [cell["properties"]["deviation"] for cell in cells]
    assert off == pytest.approx([one / (sum(hours) / 3) - 1 for one in hours])
    assert ops.get(f"/api/v1/plans/{plan['id']}/cells/1").json()["hours"] == hours[0]


def test_what_cannot_be_kept_is_refused_before_anything_is_built(ops: TestClient, city_url: str) -> None:
    first = str(build(city_url, cells=3))
    for order, status, code in (
        ({"keep": first, "leaving": [7]}, 422, "grid.no_such_cells"),
        ({"keep": first, "leaving": [1, 2, 3]}, 422, "grid.all_leave"),
        ({"keep": first, "cells": 2}, 422, "grid.name_who_leaves"),
        ({"keep": first, "capacity": 50}, 422, "grid.keep_with_capacity"),
        ({"keep": first, "tolerance": 0.9}, 422, "grid.tolerance_out_of_range"),
        ({"keep": first, "locked": [9]}, 422, "grid.no_such_cells"),
        ({"keep": first, "leaving": [1], "locked": [1]}, 422, "grid.locked_leaves"),
        ({"keep": first, "leaving": [1], "locked": [2, 3]}, 422, "grid.all_locked"),
        ({"cells": 3, "leaving": [1]}, 422, "grid.leaving_what"),
        ({"keep": "01936b2e-0000-7000-8000-000000000000"}, 404, "plan.not_found"),
        ({"cells": 3, "load": "miles"}, 422, "input.invalid"),
    ):
        answer = ops.post(PLANS, json=order)
        assert (answer.status_code, answer.json()["code"]) == (status, code), order
    assert len(ops.get(PLANS).json()["items"]) == 1


def test_a_plan_that_another_goes_on_from_is_not_deleted(ops: TestClient, city_url: str) -> None:
    first = str(build(city_url, cells=3))
    second = _ordered(ops, city_url, keep=first)["id"]
    refused = ops.delete(f"/api/v1/plans/{first}")
    assert (refused.status_code, refused.json()["code"]) == (409, "plan.others_go_on")
    assert [ops.delete(f"/api/v1/plans/{one}").status_code for one in (second, first)] == [204, 204]


def test_single_customers_are_told_where_they_leave_or_come_to_ones_own_cells(
    worked_url: str, sign_in_at_work: SignIn
) -> None:
    own, *_, other = cell_ids(worked_url)
    move_to_new_station(worked_url, [own])
    ops = sign_in_at_work("ops")
    plan = _ordered(ops, worked_url, keep=ops.get(PLANS).json()["items"][0]["id"], leaving=[1])
    with psycopg.connect(worked_url) as connection:
        # One at each place that moves is a single customer with a point of his own.
        connection.execute(
            """WITH own AS (
                   UPDATE grids.plan_place p SET community_id = NULL, customer_id = h.customer_id
                   FROM (SELECT community_id, min(customer_id) AS customer_id FROM census.home
                         WHERE kind = 'orphan' GROUP BY 1) h
                   WHERE h.community_id = p.community_id AND p.plan_id = %s AND p.from_cell_id IS NOT NULL
                   RETURNING h.customer_id)
               UPDATE census.placement k SET community_id = NULL, precision = 'manual'
               FROM own WHERE k.customer_id = own.customer_id""",
            [plan["id"]],
        )
        # And one of them came from a cell that is not the lead's.
        connection.execute(
            """UPDATE grids.plan_place SET from_cell_id = %s
               WHERE id = (SELECT min(id) FROM grids.plan_place WHERE plan_id = %s AND from_cell_id IS NOT NULL)""",
            [other, plan["id"]],
        )
    with signed_in(worked_url, lead_of_cell(worked_url, own)) as lead:
        for client, sees_other in ((lead, False), (ops, True)):
            found = client.get(f"/api/v1/plans/{plan['id']}/moves?limit=200").json()["items"]
            assert {1} <= {move["from_number"] for move in found}
            assert any(move["from_number"] == 6 for move in found) is sees_other
            told = client.get(f"/api/v1/plans/{plan['id']}/export?format=moves").text.splitlines()[1:]
            assert any(line.split(",")[2] == "6" for line in told) is sees_other

"""Plans over HTTP: ordered, followed, looked at, published, deleted."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import psycopg
import pytest
import shapely
from starlette.testclient import TestClient

from gridward.kernel.clock import today

from .conftest import SignIn, run_jobs


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


def _built(client: TestClient, url: str, **order: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/cities/tinglan/plans", json=order)
    assert answer.status_code == 202, answer.text
    assert run_jobs(url) == ["build_plan"]
    plan: dict[str, Any] = client.get(f"/api/v1/plans/{answer.json()['id']}").json()
    return plan


def test_a_plan_is_ordered_built_and_read(ops: TestClient, city_url: str) -> None:
    ordered = ops.post("/api/v1/cities/tinglan/plans", json={"cells": 4}).json()
    assert (ordered["status"], ordered["cells"], ordered["version"], ordered["created_by"]) == (
        "building",
        4,
        1,
        "ops",
    )
    run_jobs(city_url)
    plan = ops.get(f"/api/v1/plans/{ordered['id']}").json()
    assert (plan["status"], plan["progress"], plan["problem"]) == ("draft", None, None)
    census = ops.get("/api/v1/cities/tinglan/census").json()
    assert 0 < plan["customers"] <= census["kinds"]["orphan"]
    quality = plan["quality"]
    assert (quality["cells_in_pieces"], quality["buildings_split"], quality["empty_cells"]) == (0, 0, 0)

    cells = ops.get(f"/api/v1/plans/{plan['id']}/cells.geojson").json()["features"]
    assert [cell["properties"]["number"] for cell in cells] == [1, 2, 3, 4]
    assert sum(cell["properties"]["load"] for cell in cells) == plan["customers"]
    districts = ops.get("/api/v1/cities/tinglan/districts.geojson").json()["features"]
    city = shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in districts])
    union = shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in cells])
    assert shapely.area(shapely.symmetric_difference(city, union)) < 1e-6 * city.area

    cell = ops.get(f"/api/v1/plans/{plan['id']}/cells/2").json()
    assert (
        cell["load"] == sum(place["customers"] for place in cell["places"]) == cells[1]["properties"]["load"]
    )
    assert [p["customers"] for p in cell["places"]] == sorted(
        (p["customers"] for p in cell["places"]), reverse=True
    )
    assert ops.get(f"/api/v1/plans/{plan['id']}/cells/5").json()["code"] == "cell.not_found"


def test_what_cells_are_not_to_cross_is_kept_with_the_plan(ops: TestClient, city_url: str) -> None:
    plan = _built(ops, city_url, cells=4, barriers=["water", "districts"])
    assert plan["barriers"] == ["districts", "water"]
    assert len(plan["quality"]["crossings"]) > 0 and plan["quality"]["cells_in_pieces"] == 0
    assert _built(ops, city_url, cells=4)["barriers"] == []


def test_events_of_a_plan_end_with_what_became_of_it(ops: TestClient, city_url: str) -> None:
    plan = _built(ops, city_url, cells=2)
    events = ops.get(f"/api/v1/plans/{plan['id']}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    kind, data = events.text.strip().split("\n")
    assert kind == "event: plan"
    assert json.loads(data.removeprefix("data: ")) == plan


@pytest.mark.parametrize(
    ("order", "status", "code"),
    [
        ({}, 422, "grid.cells_or_capacity"),
        ({"cells": 3, "capacity": 5}, 422, "grid.cells_or_capacity"),
        ({"cells": 0}, 422, "grid.not_positive"),
        ({"cells": 3, "tolerance": 0.9}, 422, "grid.tolerance_out_of_range"),
        ({"cells": "many"}, 422, "input.invalid"),
        ({"cells": 3, "pool": "all"}, 422, "input.invalid"),
        ({"cells": 3, "colour": "red"}, 422, "input.invalid"),
        ({"cells": 3, "barriers": ["walls"]}, 422, "input.invalid"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(
    ops: TestClient, order: dict[str, Any], status: int, code: str
) -> None:
    answer = ops.post("/api/v1/cities/tinglan/plans", json=order)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ops.get("/api/v1/cities/tinglan/plans").json()["items"] == []


def test_a_plan_that_cannot_be_built_says_why(ops: TestClient, city_url: str) -> None:
    plan = _built(ops, city_url, cells=500)
    assert plan["status"] == "failed"
    assert plan["problem"]["code"].startswith("grid.")
    assert plan["problem"]["hint"]
    assert (
        ops.post(
            f"/api/v1/plans/{plan['id']}/publish", json={"effective_from": today().isoformat()}
        ).status_code
        == 409
    )
    assert ops.delete(f"/api/v1/plans/{plan['id']}").status_code == 204
    assert ops.get(f"/api/v1/plans/{plan['id']}").status_code == 404


def test_a_plan_is_published_once_and_the_next_one_follows_it(ops: TestClient, city_url: str) -> None:
    first, second = _built(ops, city_url, cells=3), _built(ops, city_url, capacity=100)
    assert second["capacity"] == 100 and second["cells"] == -(-second["customers"] // 100)
    start = {"effective_from": today().isoformat()}
    published = ops.post(f"/api/v1/plans/{first['id']}/publish", json=start).json()
    assert (published["cells"], published["customers"]) == (3, first["customers"])
    again = ops.post(f"/api/v1/plans/{first['id']}/publish", json=start)
    assert (again.status_code, again.json()["code"]) == (409, "plan.wrong_status")
    same_day = ops.post(f"/api/v1/plans/{second['id']}/publish", json=start)
    assert (same_day.status_code, same_day.json()["code"]) == (409, "plan.later_exists")
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert (
        ops.post(f"/api/v1/plans/{second['id']}/publish", json={"effective_from": tomorrow}).status_code
        == 200
    )
    plans = {plan["version"]: plan for plan in ops.get("/api/v1/cities/tinglan/plans").json()["items"]}
    assert (plans[1]["status"], plans[1]["effective_until"]) == ("published", tomorrow)
    assert (plans[2]["effective_from"], plans[2]["effective_until"]) == (tomorrow, None)
    refused = ops.delete(f"/api/v1/plans/{first['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "plan.wrong_status")


def test_a_plan_cannot_begin_yesterday(ops: TestClient, city_url: str) -> None:
    plan = _built(ops, city_url, cells=2)
    yesterday = (today() - timedelta(days=1)).isoformat()
    answer = ops.post(f"/api/v1/plans/{plan['id']}/publish", json={"effective_from": yesterday})
    assert (answer.status_code, answer.json()["code"]) == (422, "plan.effective_in_past")


def test_every_person_of_the_pool_has_one_cell_after_publishing(ops: TestClient, city_url: str) -> None:
    plan = _built(ops, city_url, cells=3)
    ops.post(f"/api/v1/plans/{plan['id']}/publish", json={"effective_from": today().isoformat()})
    with psycopg.connect(city_url) as connection:
        loads = connection.execute(
            """SELECT c.load, count(DISTINCT s.person_id) FROM grids.cell c
               JOIN grids.membership m ON m.cell_id = c.id JOIN census.customer_standing s USING (customer_id)
               GROUP BY c.id, c.load"""
        ).fetchall()
        twice = connection.execute(
            """SELECT count(*) FROM (
                   SELECT s.person_id FROM grids.membership m JOIN census.customer_standing s USING (customer_id)
                   GROUP BY 1 HAVING count(DISTINCT m.cell_id) > 1) t"""
        ).fetchone()
    assert len(loads) == 3 and all(load == persons for load, persons in loads)
    assert twice == (0,)


def test_plans_leave_as_files(ops: TestClient, city_url: str) -> None:
    plan = _built(ops, city_url, cells=2)
    answer = ops.get(f"/api/v1/plans/{plan['id']}/export?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-disposition"] == 'attachment; filename="tinglan-v1-assignments.csv"'
    assert sum(int(row["weight"]) for row in rows) == plan["customers"]
    assert len(ops.get(f"/api/v1/plans/{plan['id']}/export?format=geojson").json()["features"]) == 2
    assert ops.get(f"/api/v1/plans/{plan['id']}/export?format=gpkg").content.startswith(b"SQLite format 3")
    assert ops.get(f"/api/v1/plans/{plan['id']}/export?format=shp").json()["code"] == "input.invalid"


def test_plans_come_in_pages(ops: TestClient) -> None:
    for _ in range(3):
        ops.post("/api/v1/cities/tinglan/plans", json={"cells": 2})
    first = ops.get("/api/v1/cities/tinglan/plans?limit=2").json()
    second = ops.get(f"/api/v1/cities/tinglan/plans?limit=2&cursor={first['next']}").json()
    assert [plan["version"] for plan in first["items"] + second["items"]] == [3, 2, 1]
    assert second["next"] is None


def test_a_plan_that_is_deleted_while_it_is_built_leaves_nothing(ops: TestClient, city_url: str) -> None:
    plan = ops.post("/api/v1/cities/tinglan/plans", json={"cells": 2}).json()["id"]
    assert ops.delete(f"/api/v1/plans/{plan}").status_code == 204
    run_jobs(city_url)
    assert ops.get("/api/v1/cities/tinglan/plans").json()["items"] == []

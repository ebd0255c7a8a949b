"""Plans compared, reviewed, rolled back, and two people at one of them, over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.grids import reviewing
from gridward.kernel.clock import frozen, now, today
from gridward.platform.db import connect
from support.published import build, cell_ids, publish
from support.staff import publish_draft, tenures

from .conftest import SignIn


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


@pytest.fixture
def needs(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets the rules ask for a review."""

    def ask(needed: str) -> None:
        rules = reviewing.plan_rules()
        review = rules.review.model_copy(update={"needed": needed})
        monkeypatch.setattr(reviewing, "plan_rules", lambda: rules.model_copy(update={"review": review}))

    return ask


def _plan(client: TestClient, plan_id: object) -> dict[str, Any]:
    plan: dict[str, Any] = client.get(f"/api/v1/plans/{plan_id}").json()
    return plan


def _rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def _workers(url: str) -> list[tuple[int, int]]:
    """Who is responsible for which cell today."""
    return [(row.cell_id, row.specialist_id) for row in tenures(url, "responsible", today())]


def _open_stations(url: str) -> list[tuple[Any, ...]]:
    return _rows(url, "SELECT station_no FROM stations.station WHERE closed_on IS NULL ORDER BY 1")


def _swap(url: str) -> None:
    """Let the specialists of the two cells in force change places, as a person would."""
    first, second = cell_ids(url)
    one, other = (who for _, who in sorted(_workers(url)))
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE staffing.tenure SET during = daterange(lower(during), %s) WHERE upper(during) IS NULL",
            [today()],
        )
        for cell, who in ((first, other), (second, one)):
            connection.execute(
                """INSERT INTO staffing.tenure (id, city_id, cell_id, specialist_id, role, during, reason, created_by)
                   VALUES (gen_random_uuid(), 1, %s, %s, 'responsible', daterange(%s, NULL), 'least_way', 'test')""",
                [cell, who, today()],
            )


def test_nobody_changes_hands_a_third_time_unless_somebody_says_so(ops: TestClient, city_url: str) -> None:
    with frozen(now() - timedelta(days=50)):
        publish(city_url, cells=2)
    for days in (40, 20):
        with frozen(now() - timedelta(days=days)):
            _swap(city_url)
    draft = build(city_url, cells=3)
    again = ops.get(f"/api/v1/plans/{draft}/comparison").json()["again"]
    path, body = f"/api/v1/plans/{draft}/publish", {"effective_from": today().isoformat()}
    refused = ops.post(path, json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "plan.hands_too_often")
    assert refused.json()["params"]["customers"] == again > 0
    assert _plan(ops, draft)["status"] == "draft"
    assert ops.post(path, json={**body, "anyway": True}).status_code == 200


def test_a_draft_is_reviewed_and_becomes_a_draft_again(ops: TestClient, city_url: str) -> None:
    path = f"/api/v1/plans/{build(city_url)}"
    reviewed = ops.post(f"{path}/review", json={"revision": 0}).json()
    assert (reviewed["status"], reviewed["reviewed_by"], reviewed["revision"]) == ("reviewed", "ops", 1)
    assert ops.post(f"{path}/review", json={}).json()["code"] == "plan.wrong_status"
    again = ops.delete(f"{path}/review", params={"revision": 1}).json()
    assert (again["status"], again["reviewed_by"], again["revision"]) == ("draft", None, 2)
    assert ops.delete(f"{path}/review").json()["code"] == "plan.wrong_status"
    done = ops.get(f"{path}/changes").json()
    assert [(one["what"], one["by"]) for one in done] == [("review_taken_back", "ops"), ("reviewed", "ops")]


def test_where_a_review_is_needed_nothing_is_published_without(
    ops: TestClient, sign_in: SignIn, city_url: str, needs: Callable[[str], None]
) -> None:
    needs("another")
    plan = build(city_url)
    start = {"effective_from": today().isoformat()}
    with connect(city_url, "test") as connection:
        connection.execute("UPDATE grids.plan SET created_by = 'ops'")
    assert ops.post(f"/api/v1/plans/{plan}/publish", json=start).json()["code"] == "plan.not_reviewed"
    assert ops.post(f"/api/v1/plans/{plan}/review", json={}).json()["code"] == "plan.review_own"
    assert sign_in("ops", login="other").post(f"/api/v1/plans/{plan}/review", json={}).status_code == 200
    assert ops.post(f"/api/v1/plans/{plan}/publish", json=start).status_code == 200


def test_the_second_of_two_people_is_told_what_the_first_one_did(
    ops: TestClient, sign_in: SignIn, city_url: str
) -> None:
    plan = build(city_url)
    first = sign_in("ops", login="first")
    assert first.post(f"/api/v1/plans/{plan}/review", json={"revision": 0}).status_code == 200
    for answer in (
        ops.post(
            f"/api/v1/plans/{plan}/publish", json={"effective_from": today().isoformat(), "revision": 0}
        ),
        ops.post(f"/api/v1/plans/{plan}/review", json={"revision": 0}),
        ops.delete(f"/api/v1/plans/{plan}/review", params={"revision": 0}),
        ops.post(f"/api/v1/plans/{plan}/roll-back", json={"revision": 0}),
        ops.delete(f"/api/v1/plans/{plan}", params={"revision": 0}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "plan.changed")
        told = answer.json()["params"]
        assert (told["by"], told["what"], told["revision"]) == ("first", "reviewed", 1)
    assert _plan(ops, plan)["status"] == "reviewed"


def test_the_same_cells_once_more_move_nobody(ops: TestClient, city_url: str) -> None:
    with frozen(now() - timedelta(days=3)):
        first = publish(city_url, cells=3)
    found = ops.get(f"/api/v1/plans/{build(city_url, cells=3)}/comparison").json()
    assert found["earlier"]["id"] == str(first) and found["later"]["version"] == 2
    assert found["moved"] == found["only_earlier"] == found["only_later"] == 0
    assert found["both"] == found["earlier"]["customers"] == found["later"]["customers"] > 0
    assert set(found["work"].values()) == {0}
    assert all(cell["moved"] == 0 and len(cell["from_cells"]) == 1 for cell in found["cells"])
    assert len(found["specialists"]) == 3
    for one in found["specialists"]:
        assert one["earlier_customers"] == one["later_customers"] == one["kept_customers"] > 0
        assert len(one["earlier_cells"]) == len(one["later_cells"]) == 1


def test_a_comparison_says_what_publishing_does_then(ops: TestClient, city_url: str) -> None:
    with frozen(now() - timedelta(days=3)):
        publish(city_url, cells=2)
    before = dict(
        _rows(
            city_url,
            """SELECT m.customer_id, t.specialist_id FROM grids.membership m JOIN staffing.tenure t USING (cell_id)
               WHERE t.role = 'responsible'""",
        )
    )
    plan = build(city_url, cells=3)
    said = ops.get(f"/api/v1/plans/{plan}/comparison").json()
    publish_draft(city_url, plan, today())
    rows = _rows(
        city_url,
        f"""SELECT m.customer_id, s.person_id, t.specialist_id FROM grids.membership m
            JOIN census.customer_standing s USING (customer_id)
            LEFT JOIN staffing.tenure t ON t.cell_id = m.cell_id AND t.role = 'responsible'
            WHERE m.plan_id = '{plan}'""",
    )
    assert said["moved"] == len({person for number, person, worker in rows if before[number] != worker}) > 0
    assert sum(cell["moved"] for cell in said["cells"]) == said["moved"]
    assert said["both"] == sum(one["customers"] for cell in said["cells"] for one in cell["from_cells"])
    kept = sum(one["kept_customers"] for one in said["specialists"])
    assert kept == said["both"] - said["moved"]
    assert said["work"]["first_contacts"] > 0
    after = ops.get(f"/api/v1/plans/{plan}/comparison").json()
    assert {key: after[key] for key in ("both", "moved", "cells")} == {
        key: said[key] for key in ("both", "moved", "cells")
    }


def test_a_first_plan_is_beside_nothing(ops: TestClient, city_url: str) -> None:
    plan = build(city_url, cells=2)
    found = ops.get(f"/api/v1/plans/{plan}/comparison").json()
    assert found["earlier"] is None and found["both"] == found["moved"] == 0
    assert found["only_later"] == found["later"]["customers"] == sum(cell["added"] for cell in found["cells"])


def test_two_drafts_are_compared_by_the_cells_that_go_on(ops: TestClient, city_url: str) -> None:
    one, other = build(city_url, cells=3), build(city_url, cells=3)
    found = ops.get(f"/api/v1/plans/{other}/comparison", params={"earlier": str(one)}).json()
    assert found["moved"] == 0 and found["both"] == found["later"]["customers"]


def test_a_plan_that_failed_is_not_compared(ops: TestClient, city_url: str) -> None:
    answer = ops.get(f"/api/v1/plans/{_failed(city_url)}/comparison")
    assert (answer.status_code, answer.json()["code"]) == (422, "plan.not_built")


def _failed(url: str) -> object:
    with pytest.raises(Exception, match="cells"):
        build(url, cells=500)
    return _rows(url, "SELECT id FROM grids.plan WHERE status = 'failed'")[0][0]


@pytest.mark.parametrize("days", [0, 5])
def test_a_plan_whose_first_day_is_not_over_is_withdrawn_whole(
    ops: TestClient, city_url: str, days: int
) -> None:
    with frozen(now() - timedelta(days=3)):
        first = publish(city_url, cells=2)
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE engagement.message SET state = 'delivered'")
        connection.execute("UPDATE engagement.care SET notified_at = now()")
    workers, care = (
        _workers(city_url),
        _rows(city_url, "SELECT customer_id, cell_id FROM engagement.care ORDER BY 1"),
    )
    members = _rows(city_url, "SELECT * FROM grids.membership ORDER BY 1, 2, 3")
    tenures_before, stations = tenures(city_url), _open_stations(city_url)
    # So many cells that another station is opened for them.
    second = build(city_url, cells=9)
    publish_draft(city_url, second, today() + timedelta(days=days))
    assert _rows(city_url, "SELECT count(*) FROM engagement.message WHERE state = 'queued'") != [(0,)]
    assert len(_open_stations(city_url)) > len(stations)

    back = ops.post(f"/api/v1/plans/{second}/roll-back", json={"revision": 1}).json()
    assert (back["withdrawn"], back["back_to"], back["back_to_version"]) == (True, str(first), 1)
    assert back["notices"] == 0 and back["back_from"] == (today() + timedelta(days=days)).isoformat()
    assert _plan(ops, first)["effective_until"] is None
    assert (_plan(ops, second)["status"], _plan(ops, second)["effective_from"]) == ("draft", None)
    assert _workers(city_url) == workers and tenures(city_url, "responsible") == [
        row for row in tenures_before if row.role == "responsible"
    ]
    assert _rows(city_url, "SELECT customer_id, cell_id FROM engagement.care ORDER BY 1") == care
    assert _rows(city_url, "SELECT * FROM grids.membership ORDER BY 1, 2, 3") == members
    assert _rows(city_url, "SELECT count(*) FROM engagement.message WHERE state = 'queued'") == [(0,)]
    assert _rows(city_url, f"SELECT count(*) FROM staffing.handover WHERE plan_id = '{second}'") == [(0,)]
    assert _open_stations(city_url) == stations
    # It can be mended, and published again.
    publish_draft(city_url, second, today() + timedelta(days=days))
    assert [one["what"] for one in ops.get(f"/api/v1/plans/{second}/changes").json()] == [
        "published", "withdrawn", "published",
    ]  # fmt: skip


@pytest.mark.parametrize("worked", [False, True])
def test_a_withdrawn_plan_is_deleted_unless_work_was_done_in_its_cells(
    ops: TestClient, city_url: str, worked: bool
) -> None:
    with frozen(now() - timedelta(days=3)):
        publish(city_url, cells=2)
    second = build(city_url, cells=3)
    publish_draft(city_url, second, today())
    if worked:
        with psycopg.connect(city_url) as connection:
            connection.execute(
                f"""INSERT INTO engagement.task (id, city_id, cell_id, customer_id, kind, stage, workplace, due_on, priority,
                        source_key, state, closed_at)
                    SELECT gen_random_uuid(), 1, id, (SELECT min(customer_id) FROM engagement.care), 'first_contact',
                        'connect', 'field', '{today()}', 1, 'done', 'done', now()
                    FROM grids.cell WHERE plan_id = '{second}' AND number = 1"""
            )
    assert ops.post(f"/api/v1/plans/{second}/roll-back", json={}).status_code == 200
    answer = ops.delete(f"/api/v1/plans/{second}")
    if worked:
        assert (answer.status_code, answer.json()["code"]) == (409, "plan.has_history")
    assert (ops.get(f"/api/v1/plans/{second}").status_code == 200) == worked


def test_whoever_was_told_of_a_plan_is_told_that_it_is_withdrawn(ops: TestClient, city_url: str) -> None:
    with frozen(now() - timedelta(days=3)):
        publish(city_url, cells=2)
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE engagement.message SET state = 'delivered'")
        connection.execute("UPDATE engagement.care SET notified_at = now()")
    second = build(city_url, cells=4)
    publish_draft(city_url, second, today())
    with psycopg.connect(city_url) as connection:
        told = connection.execute(
            "UPDATE engagement.message SET state = 'delivered' WHERE state = 'queued' RETURNING customer_id"
        ).fetchall()
    back = ops.post(f"/api/v1/plans/{second}/roll-back", json={}).json()
    again = _rows(city_url, "SELECT customer_id FROM engagement.message WHERE state = 'queued'")
    assert back["notices"] == len(told) > 0 and sorted(again) == sorted(told)


def test_a_plan_in_force_ends_and_the_cells_before_it_follow(ops: TestClient, city_url: str) -> None:
    with frozen(now() - timedelta(days=6)):
        first = publish(city_url, cells=2)
    with frozen(now() - timedelta(days=5)):
        workers = _workers(city_url)
    with frozen(now() - timedelta(days=3)):
        second = publish(city_url, cells=3)
    back = ops.post(f"/api/v1/plans/{second}/roll-back", json={}).json()
    assert (back["withdrawn"], back["back_to_version"], back["back_from"]) == (False, 3, today().isoformat())
    ended, copy = _plan(ops, second), _plan(ops, back["back_to"])
    assert (ended["status"], ended["effective_until"]) == ("superseded", today().isoformat())
    assert (copy["status"], copy["copied_from_version"], copy["cells"]) == ("published", 1, 2)
    assert copy["quality"] == _plan(ops, first)["quality"] and copy["keeps_plan_id"] is None
    # Each specialist has the cell again that he had under the first plan, though others knew the customers better meanwhile.
    assert [worker for _, worker in _workers(city_url)] == [worker for _, worker in workers]
    assert {cell for cell, _ in _workers(city_url)} == set(cell_ids(city_url))
    assert {cell for (cell,) in _rows(city_url, "SELECT cell_id FROM engagement.care")} == set(
        cell_ids(city_url)
    )


def test_what_cannot_be_rolled_back_says_why(ops: TestClient, city_url: str) -> None:
    first = publish(city_url, cells=2)
    draft = build(city_url, cells=3)
    for plan, code in ((first, "plan.nothing_before"), (draft, "plan.wrong_status")):
        answer = ops.post(f"/api/v1/plans/{plan}/roll-back", json={})
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    publish_draft(city_url, draft, today() + timedelta(days=2))
    answer = ops.post(f"/api/v1/plans/{first}/roll-back", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "plan.followed")

"""A specialist's day and his cell, over HTTP."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from gridward.platform.db import connect
from support.field_work import Tablet, field_task, leave, move, one, persons_of, rows, tablet, visit
from support.seat_work import due


@pytest.fixture(autouse=True)
def clear(worked_url: str) -> None:
    """Only the work that a test makes."""
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE engagement.task SET state = 'cancelled', closed_at = now() WHERE state = 'open'"
        )
        connection.execute("DELETE FROM renewal.due")


def test_flags_come_first_then_what_weighs_most(mine: Tablet, worked_url: str) -> None:
    people = persons_of(worked_url, mine.cell_id)
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    low = field_task(worked_url, people[0], mine.cell_id, priority=12, due_on=yesterday)
    high = field_task(worked_url, people[1], mine.cell_id, priority=48)
    flagged = field_task(worked_url, people[2], mine.cell_id, "flagged_visit", 100.3, tomorrow)
    riskier = field_task(worked_url, people[3], mine.cell_id, "flagged_visit", 100.8)
    field_task(worked_url, people[4], mine.cell_id, priority=50, due_on=tomorrow, starts_on=tomorrow)
    day = mine.get("/field/today")
    assert [item["task_id"] for item in day["items"]] == [str(one) for one in (riskier, flagged, high, low)]
    assert [item["overdue_days"] for item in day["items"]] == [0, 0, 0, 1]
    assert day["counts"] == {"open": 4, "overdue": 1, "flagged": 2, "done_today": 0}
    assert day["day"] == today().isoformat()


def test_an_item_says_what_where_and_why_now(mine: Tablet, worked_url: str) -> None:
    person = _holder(worked_url, mine.cell_id)
    owed = due(worked_url, person)
    task = field_task(worked_url, person, mine.cell_id, policy_id=owed.policy_id)
    (item,) = mine.get("/field/today")["items"]
    assert (item["policy_id"], item["amount"], item["tier"]) == (owed.policy_id, "1200.00", "high")
    assert item["grace_ends"] == owed.grace_ends.isoformat()
    assert item["why"] == [{"code": "due_since", "params": {"days": 12, "amount": "3600.00"}}]
    assert item["policy_no"] and item["product_name"] and item["community"]
    assert (
        "*" in item["name_masked"]
        and "*" in item["mobile_masked"]
        and item["address_masked"].endswith("****")
    )
    assert None not in (item["lon"], item["lat"]) and item["request"] is None
    assert mine.get(f"/field/tasks/{task}") == item


def test_other_work_at_the_same_door_is_counted(mine: Tablet, worked_url: str) -> None:
    one_, two, three = persons_of(worked_url, mine.cell_id)[:3]
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE book.customer SET address_key = %s WHERE id = ANY(%s)", [uuid.uuid4(), [one_, two]]
        )
    field_task(worked_url, one_, mine.cell_id)
    for priority in (20, 10):
        field_task(worked_url, two, mine.cell_id, priority=priority)
    field_task(worked_url, three, mine.cell_id, priority=5)
    assert [item["household"] for item in mine.get("/field/today")["items"]] == [2, 2, 2, 0]


def test_a_cell_is_the_stand_ins_too_and_nobody_elses(worked_url: str, cells: list[int]) -> None:
    vacant = one(
        worked_url,
        """SELECT min(cell_id) FROM staffing.tenure t WHERE role = 'stand_in' AND during @> %s""",
        today(),
    )
    person = persons_of(worked_url, vacant)[0]
    task = field_task(worked_url, person, vacant)
    with tablet(worked_url, vacant) as stand_in:
        day = stand_in.get("/field/today")
        assert [item["task_id"] for item in day["items"]] == [str(task)]
        found = {cell["cell_id"]: cell for cell in day["cells"]}
        assert (found[vacant]["role"], found[vacant]["until"] is not None) == ("stand_in", True)
        assert found[vacant]["customers"] == len(persons_of(worked_url, vacant))
        assert stand_in.send("visit.complete", visit(person, task_id=str(task)))["state"] == "applied"
        own = set(found)
    stranger = next(cell for cell in cells if cell not in own)
    with tablet(worked_url, stranger) as other:
        assert other.client.get(f"/api/v1/field/tasks/{task}").json()["code"] == "task.not_found"
        assert other.client.get(f"/api/v1/field/cell/{vacant}").json()["code"] == "cell.not_found"
        assert other.get("/field/today")["items"] == []


def test_a_day_without_a_cell_is_empty(mine: Tablet, worked_url: str) -> None:
    field_task(worked_url, persons_of(worked_url, mine.cell_id)[0], mine.cell_id)
    for cell in mine.get("/field/today")["cells"]:
        leave(worked_url, cell["cell_id"], today())
    day = mine.get("/field/today")
    assert (day["cells"], day["items"], day["counts"]["open"]) == ([], [], 0)


def test_a_long_day_is_cut_but_counted(mine: Tablet, worked_url: str) -> None:
    people = persons_of(worked_url, mine.cell_id)
    for number in range(205):
        field_task(worked_url, people[number % len(people)], mine.cell_id, priority=number)
    day = mine.get("/field/today")
    assert (len(day["items"]), day["counts"]["open"]) == (200, 205)


def test_only_specialists_have_a_day(sign_in_at_work: object, nobody: TestClient, lead: TestClient) -> None:
    assert nobody.get("/api/v1/field/today").status_code == 401
    answer = lead.get("/api/v1/field/today")
    assert (answer.status_code, answer.json()["code"]) == (403, "access.denied")


def test_a_cell_shows_all_its_persons_once(mine: Tablet, worked_url: str) -> None:
    person = _holder(worked_url, mine.cell_id)
    due(worked_url, person)
    field_task(worked_url, person, mine.cell_id)
    cell = mine.get(f"/field/cell/{mine.cell_id}")
    found = {one["customer_id"]: one for one in cell["customers"]}
    assert sorted(found) == persons_of(worked_url, mine.cell_id)
    assert len(found) == len(cell["customers"]) == cell["cell"]["customers"]
    assert cell["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    shown = found[person]
    assert (shown["care_state"], shown["due_state"], shown["risk_tier"], shown["open_tasks"]) == (
        "allotted",
        "in_grace",
        "high",
        1,
    )
    before = shown["last_contact_at"]
    mine.send("visit.complete", visit(person))
    again = {one["customer_id"]: one for one in mine.get(f"/field/cell/{mine.cell_id}")["customers"]}
    assert again[person]["last_contact_at"] > (before or "")
    assert again[person]["care_state"] == "contacted"


def test_who_moved_away_is_not_in_the_cell_any_more(mine: Tablet, worked_url: str, cells: list[int]) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    move(worked_url, person, cells[1])
    cell = mine.get(f"/field/cell/{mine.cell_id}")
    assert person not in [one["customer_id"] for one in cell["customers"]]


@pytest.mark.parametrize(
    ("path", "most"), [("/field/today", 6), ("/field/cell/{cell}", 6), ("/customers/{person}", 10)]
)
def test_reads_take_few_statements(mine: Tablet, worked_url: str, path: str, most: int) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    for priority in range(5):
        field_task(worked_url, person, mine.cell_id, "flagged_visit", 100 + priority)
    engine: AsyncEngine = mine.client.app.state.sessions.kw["bind"]  # type: ignore[attr-defined]
    said: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    mine.get(path.format(cell=mine.cell_id, person=person))
    # Who asks, and the transaction's own.
    own = [one for one in said if "identity." not in one and "staffing.specialist_account a JOIN" not in one]
    reads = [one for one in own if not one.startswith("SET ")]
    assert len(reads) <= most, reads


def _holder(url: str, cell_id: int) -> int:
    holders = {
        row[0]
        for row in rows(
            url,
            "SELECT s.person_id FROM census.customer_standing s JOIN book.policy p ON p.holder_id = s.customer_id",
        )
    }
    return next(person for person in persons_of(url, cell_id) if person in holders)

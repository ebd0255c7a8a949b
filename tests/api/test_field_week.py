"""A specialist's week: counted from what the server has, the same as the cockpit counts, beside targets of a rule file."""

from datetime import date, timedelta
from typing import Any

from starlette.testclient import TestClient

from gridward.field.week.rules import WeekRules, week_rules
from gridward.kernel.clock import today
from gridward.kernel.ids import new_id
from support.field_work import Tablet, days_ago, field_task, one, operation, persons_of, visit
from support.work import move_to_new_station

from .conftest import SignIn

_FIGURES = ("visits", "calls", "reached", "promises", "tasks", "appointments")


def day_of(mine: Tablet, day: date | None = None) -> dict[str, Any]:
    """The figures of a day in his week."""
    week = mine.get(f"/field/week?day={day or today()}")
    (found,) = (one for one in week["days"] if one["day"] == (day or today()).isoformat())
    return {name: found[name] for name in _FIGURES if found[name]}


def test_what_he_did_counts_once_on_its_day_and_as_the_cockpit_counts_it(
    mine: Tablet, worked_url: str, sign_in_at_work: SignIn
) -> None:
    first, second, third = persons_of(worked_url, mine.cell_id)[:3]
    task = field_task(worked_url, first, mine.cell_id)
    assert mine.get("/field/week")["days"][today().weekday()]["planned"] >= 1
    done = operation("visit.complete", visit(first, "informed", task_id=str(task)))
    for _ in range(2):
        mine.deliver(done)
    mine.send("visit.complete", visit(second, "not_home"))
    mine.send(
        "contact.log",
        {"contact_id": str(new_id()), "customer_id": third, "channel": "call", "result": "reached"},
    )
    mine.send("note.add", {"note_id": str(new_id()), "customer_id": third, "text": "x"})
    cockpit = sign_in_at_work("ops").get(
        "/api/v1/cities/tinglan/cockpit/tasks?workplace=field&state=done&recent=true"
    )
    found = day_of(mine)
    assert found["tasks"] == len(cockpit.json()["items"]) >= 1
    assert (found["visits"], found["calls"], found["reached"]) == (2, 1, 2)


def test_what_waits_for_a_decision_counts_nowhere_and_is_told(mine: Tablet, worked_url: str) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    mine.send("visit.teleport", {"customer_id": person})
    week = mine.get("/field/week")
    assert week["waiting"] == 1 and day_of(mine) == {}
    late = operation("visit.complete", visit(person), occurred_at=days_ago(40))
    mine.deliver(late)
    assert mine.get("/field/week")["waiting"] == 1


def test_who_leads_him_sees_his_week_and_nobody_elses(
    mine: Tablet, worked_url: str, cells: list[int], lead: TestClient
) -> None:
    mine.send("visit.complete", visit(persons_of(worked_url, mine.cell_id)[0]))
    move_to_new_station(worked_url, [cells[1]])

    def week(cell: int, **query: str) -> Any:
        worker = one(worked_url, "SELECT min(specialist_id) FROM staffing.tenure WHERE cell_id = %s", cell)
        return lead.get(f"/api/v1/cities/tinglan/specialists/{worker}/week", params=query).json()

    seen = week(mine.cell_id)
    assert seen["days"] == mine.get("/field/week")["days"] and seen["specialist"].endswith("*")
    assert week(mine.cell_id, day="2026-03-01")["monday"] == "2026-02-23"
    assert week(cells[1])["code"] == "specialist.not_found"


def test_a_week_begins_on_monday_and_earlier_ones_can_be_asked_for(mine: Tablet) -> None:
    week = mine.get("/field/week?day=2026-03-01")
    days = [one["day"] for one in week["days"]]
    assert (week["monday"], days[-1]) == ("2026-02-23", "2026-03-01") and len(days) == 7
    assert mine.get("/field/week")["monday"] == (today() - timedelta(days=today().weekday())).isoformat()


def test_a_target_is_the_last_that_fits_and_none_is_said_to_be_none() -> None:
    rules = WeekRules.model_validate(
        {
            "version": "v9",
            "target": [
                {"contacts": 75, "calls": 40},
                {"grade": 3, "calls": 50},
                {"station": "S1", "visits": 20},
            ],
        }
    )
    nothing = {"promises": None, "tasks": None}
    assert rules.targets_of(3, ["S1"]) == {"contacts": 75, "calls": 50, "visits": 20} | nothing
    assert rules.targets_of(None, []) == {"contacts": 75, "calls": 40, "visits": None} | nothing
    assert week_rules().targets_of(None, [])["contacts"] == 75

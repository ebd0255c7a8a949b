"""Visits on the tablet: check-in, outcome, promise, next step, requests of seats, hand-over."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewRequest, RequestReason
from gridward.engagement.public import raise_request
from gridward.field.operations.visit_rows import store
from gridward.field.operations.work import Work
from gridward.field.payloads import VisitComplete
from gridward.identity.public import everything
from gridward.kernel.clock import now, today
from gridward.platform.crypto import cipher
from gridward.platform.db import in_transaction
from support.field_work import Tablet, days_ago, field_task, one, operation, persons_of, rows, visit
from support.seat_work import Due, due

SEAT = uuid.uuid4()


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell who holds a policy."""
    holders = {
        row[0]
        for row in rows(
            worked_url,
            """SELECT s.person_id FROM census.customer_standing s JOIN book.policy p ON p.holder_id = s.customer_id""",
        )
    }
    return next(person for person in persons_of(worked_url, mine.cell_id) if person in holders)


@pytest.fixture
def owed(worked_url: str, person: int) -> Due:
    """What he owes."""
    with_none = "DELETE FROM renewal.due WHERE customer_id = %s RETURNING policy_id"
    rows(worked_url, with_none, person)
    return due(worked_url, person)


def flag(url: str, person: int) -> tuple[str, str]:
    """A seat asks for a visit: the request's and the task's ids."""
    new = NewRequest(1, person, RequestReason.LAPSE_RISK, SEAT, now(), note="电话打不通")
    ref = asyncio.run(in_transaction(url, lambda session: raise_request(session, everything(), new)))
    return str(ref.id), str(ref.task_id)


def test_a_check_in_with_a_position_keeps_it_sealed(mine: Tablet, worked_url: str, person: int) -> None:
    number = str(uuid.uuid4())
    begin = {
        "visit_id": number,
        "customer_id": person,
        "position": {"lon": 121.5, "lat": 31.2, "accuracy_m": 12.5},
    }
    assert mine.send("visit.begin", begin)["state"] == "applied"
    ((sealed, accuracy, cell),) = rows(
        worked_url, "SELECT position_sealed, accuracy_m, cell_id FROM field.visit WHERE id = %s", number
    )
    assert b"121.5" not in sealed
    assert cipher().open(sealed, f"field.visit.position/{number}") == "121.5,31.2"
    assert (accuracy, cell) == (12.5, mine.cell_id)


@pytest.mark.parametrize("reason", ["denied", "unavailable", "timeout", None])
def test_a_check_in_without_a_position_never_blocks(
    mine: Tablet, worked_url: str, person: int, reason: str | None
) -> None:
    begin = {"visit_id": str(uuid.uuid4()), "customer_id": person}
    receipt = mine.send("visit.begin", begin | ({"no_position": reason} if reason else {}))
    assert receipt["state"] == "applied"
    assert rows(worked_url, "SELECT position_sealed, no_position FROM field.visit") == [(None, reason)]


def test_an_outcome_with_all_that_follows_from_it(
    mine: Tablet, worked_url: str, person: int, owed: Due
) -> None:
    task = field_task(worked_url, person, mine.cell_id, policy_id=owed.policy_id)
    number = str(uuid.uuid4())
    begin = {"visit_id": number, "customer_id": person, "task_id": str(task)}
    mine.send("visit.begin", begin, occurred_at=now() - timedelta(minutes=40))
    promised = (today() + timedelta(days=7)).isoformat()
    receipt = mine.send(
        "visit.complete",
        {
            "visit_id": number,
            "customer_id": person,
            "policy_id": owed.policy_id,
            "outcome": "promised",
            "promise": {"policy_id": owed.policy_id, "number": owed.number, "promised_on": promised},
            "next_step": "seat_call",
            "next_on": promised,
            "note": "下周缴费",
        },
    )
    assert (receipt["state"], receipt["code"], receipt["fields"]) == ("applied", None, [])
    ((minutes, outcome, next_step, policy, stored_task, note),) = rows(
        worked_url,
        """SELECT extract(epoch FROM completed_at - begun_at) / 60, outcome, next_step, policy_id, task_id, note_sealed
           FROM field.visit""",
    )
    assert (round(minutes), outcome, next_step, policy) == (40, "promised", "seat_call", owed.policy_id)
    assert stored_task == task
    assert cipher().open(note, f"field.visit.note/{number}") == "下周缴费"
    assert one(worked_url, "SELECT state || ' ' || outcome FROM engagement.task WHERE id = %s", task) == (
        "done promised"
    )
    story = mine.get(f"/customers/{person}")
    assert [(one["promised_on"], one["state"], one["source"]) for one in story["promises"]] == [
        (promised, "open", "field")
    ]
    assert [
        (one["kind"], one["workplace"], one["due_on"]) for one in story["tasks"] if one["workplace"] == "seat"
    ] == [("callback", "seat", promised)]
    assert (story["contacts"][0]["ours"], story["contacts"][0]["result"]) == (True, "promised")
    assert (story["care"]["state"], story["care"]["stage"] != "connect") == ("contacted", True)
    assert mine.get("/field/today")["counts"]["done_today"] == 1


def test_the_first_contact_needs_no_task_any_more(mine: Tablet, worked_url: str, person: int) -> None:
    first = field_task(worked_url, person, mine.cell_id, kind="first_contact")
    mine.send("visit.complete", visit(person, "not_home"))
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", first) == "open"
    mine.send("visit.complete", visit(person, "informed"))
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", first) == "done"


def test_a_call_that_reached_him_is_his_first_contact(mine: Tablet, worked_url: str, person: int) -> None:
    task = field_task(worked_url, person, mine.cell_id, kind="first_contact")
    call = {
        "contact_id": str(uuid.uuid4()),
        "customer_id": person,
        "task_id": str(task),
        "channel": "wechat",
        "result": "no_answer",
    }
    assert mine.send("contact.log", call)["state"] == "applied"
    assert mine.get(f"/customers/{person}")["care"]["state"] == "allotted"
    reached = call | {"contact_id": str(uuid.uuid4()), "result": "reached"}
    assert mine.send("contact.log", reached)["state"] == "applied"
    assert mine.get(f"/customers/{person}")["care"]["state"] == "contacted"
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", task) == "done"
    same_id = mine.send("contact.log", reached | {"result": "refused"})
    assert (same_id["state"], same_id["code"]) == ("needs_attention", "contact.id_taken")


@pytest.mark.parametrize(
    ("days", "number", "code"),
    [(-1, None, "promise.in_past"), (4000, None, "promise.too_late"), (3, 77, "promise.not_due")],
)
def test_a_promise_that_makes_no_sense_does_not_cost_the_visit(
    mine: Tablet, worked_url: str, person: int, owed: Due, days: int, number: int | None, code: str
) -> None:
    promise = {
        "policy_id": owed.policy_id,
        "number": number or owed.number,
        "promised_on": (today() + timedelta(days=days)).isoformat(),
    }
    receipt = mine.send("visit.complete", visit(person, "promised", promise=promise))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", code)
    assert [fault["field"] for fault in receipt["fields"]] == ["promise"]
    assert one(worked_url, "SELECT count(*) FROM renewal.promise") == 0
    assert one(worked_url, "SELECT outcome FROM field.visit") == "promised"
    assert one(worked_url, "SELECT count(*) FROM engagement.contact") == 1


def test_a_promise_is_judged_by_the_day_on_which_it_was_made(
    mine: Tablet, worked_url: str, person: int, owed: Due
) -> None:
    promise = {
        "policy_id": owed.policy_id,
        "number": owed.number,
        "promised_on": (today() - timedelta(days=1)).isoformat(),
    }
    receipt = mine.send("visit.complete", visit(person, "promised", promise=promise), occurred_at=days_ago(2))
    assert (receipt["state"], receipt["code"]) == ("applied", None)
    assert one(worked_url, "SELECT made_at < now() - interval '1 day' FROM renewal.promise") is True


def test_a_policy_of_somebody_else_is_left_out(mine: Tablet, worked_url: str, person: int) -> None:
    foreign = one(
        worked_url,
        """SELECT p.id FROM book.policy p WHERE NOT EXISTS (
               SELECT FROM census.customer_standing s WHERE s.customer_id IN (p.holder_id, p.insured_id)
               AND s.person_id = %s) ORDER BY p.id LIMIT 1""",
        person,
    )
    receipt = mine.send("visit.complete", visit(person, policy_id=foreign))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "policy.unknown")
    assert rows(worked_url, "SELECT policy_id, outcome FROM field.visit") == [(None, "informed")]


def test_a_visit_has_one_outcome_and_one_customer(mine: Tablet, worked_url: str, person: int) -> None:
    done = visit(person)
    assert mine.send("visit.complete", done)["state"] == "applied"
    assert mine.send("visit.complete", done | {"outcome": "refused"})["code"] == "visit.completed_already"
    neighbour = next(one for one in persons_of(worked_url, mine.cell_id) if one != person)
    taken = mine.send("visit.complete", done | {"customer_id": neighbour})
    assert (taken["state"], taken["code"]) == ("needs_attention", "visit.id_taken")
    # The check-in comes after the outcome, where it had to be sent again.
    begun = mine.send(
        "visit.begin",
        {"visit_id": done["visit_id"], "customer_id": person, "no_position": "timeout"},
        occurred_at=now() - timedelta(minutes=30),
    )
    assert begun["state"] == "applied"
    assert rows(worked_url, "SELECT outcome, completed_at > begun_at, no_position FROM field.visit") == [
        ("informed", True, "timeout")
    ]


@pytest.mark.parametrize("days", [None, 90])
def test_a_visit_that_is_to_be_made_again(
    mine: Tablet, worked_url: str, person: int, days: int | None
) -> None:
    on = days and today() + timedelta(days=days)
    payload = visit(person, "not_home", next_step="visit_again", next_on=on and on.isoformat())
    mine.send("visit.complete", payload)
    ((kind, workplace, cell, due_on, why),) = rows(
        worked_url,
        "SELECT kind, workplace, cell_id, due_on, why FROM engagement.task WHERE source_key = %s",
        f"again/{payload['visit_id']}",
    )
    assert (kind, workplace, cell) == ("visit_again", "field", mine.cell_id)
    assert due_on == on if on else due_on > today()
    assert why == [{"code": "visit_again", "params": {"on": due_on.isoformat()}}]


def test_a_visit_that_a_seat_asked_for_is_accepted_made_and_seen_by_the_seat(
    mine: Tablet, worked_url: str, person: int
) -> None:
    request, task = flag(worked_url, person)
    item = next(item for item in mine.get("/field/today")["items"] if item["task_id"] == task)
    assert (item["kind"], item["request"]["id"], item["request"]["note"]) == (
        "flagged_visit",
        request,
        "电话打不通",
    )
    accepted = mine.send("request.accept", {"request_id": request})
    assert (accepted["state"], accepted["code"]) == ("applied", None)
    assert mine.get(f"/field/tasks/{task}")["request"]["state"] == "accepted"
    skipped = mine.send("task.skip", {"task_id": task, "customer_id": person, "reason": "no_time"})
    assert (skipped["state"], skipped["code"]) == ("needs_attention", "task.is_request")
    mine.send("visit.complete", visit(person, "debit_repair", task_id=task))
    state = "SELECT state, outcome FROM engagement.visit_request WHERE id = %s"
    assert rows(worked_url, state, request) == [("done", "debit_repair")]
    assert mine.send("request.accept", {"request_id": request})["code"] == "request.answered"
    # Another one to the same task that is taken back leaves what the first one came to.
    again = operation("visit.complete", visit(person, "informed", task_id=task))
    mine.deliver(again)
    mine.send("operation.undo", {"target": again["op_id"], "customer_id": person})
    assert rows(worked_url, state, request) == [("done", "debit_repair")]


def test_of_two_first_outcomes_at_once_one_counts_whole(
    mine: Tablet, worked_url: str, person: int, owed: Due
) -> None:
    bare = VisitComplete(visit_id=uuid.uuid4(), customer_id=person, outcome="not_home")
    full = bare.model_copy(update={"outcome": "informed", "note": "下周再来"})
    account, specialist = rows(
        worked_url, "SELECT account_id, specialist_id FROM staffing.specialist_account ORDER BY 2 LIMIT 1"
    )[0]
    work = Work(uuid.uuid4(), account, specialist, 1, person, mine.cell_id, mine.cell_id, now())

    async def keep(session: AsyncSession, payload: VisitComplete, policies: dict[uuid.UUID, int]) -> None:
        await store(session, [(work, payload, None)], policies)

    asyncio.run(in_transaction(worked_url, lambda session: keep(session, bare, {})))
    asyncio.run(
        in_transaction(worked_url, lambda session: keep(session, full, {full.visit_id: owed.policy_id}))
    )
    kept = rows(worked_url, "SELECT outcome, policy_id, note_sealed FROM field.visit")
    assert kept == [("not_home", None, None)]


def test_a_visit_that_a_seat_asked_for_is_given_back(mine: Tablet, worked_url: str, person: int) -> None:
    request, task = flag(worked_url, person)
    back = mine.send("request.return", {"request_id": request, "reason": "moved_away"})
    assert (back["state"], back["code"]) == ("applied", None)
    assert mine.get(f"/field/tasks/{task}")["request"]["returned_reason"] == "moved_away"
    assert task not in [item["task_id"] for item in mine.get("/field/today")["items"]]
    wrong = mine.send("request.return", {"request_id": request, "reason": "bored"})
    assert (wrong["state"], [fault["field"] for fault in wrong["fields"]]) == ("invalid", ["reason"])


def test_a_request_of_another_cell_is_as_good_as_none(
    mine: Tablet, worked_url: str, cells: list[int]
) -> None:
    request, _ = flag(worked_url, persons_of(worked_url, cells[1])[0])
    answers = [mine.send("request.accept", {"request_id": number}) for number in (request, str(uuid.uuid4()))]
    assert [(one["state"], one["code"]) for one in answers] == [
        ("needs_attention", "customer.not_in_cell")
    ] * 2
    assert one(worked_url, "SELECT state FROM engagement.visit_request WHERE id = %s", request) == "pending"


def test_a_handover_is_confirmed_by_who_works_the_cell(
    mine: Tablet, worked_url: str, cells: list[int]
) -> None:
    mine_waits = next(cell for cell in mine.get("/field/today")["cells"] if cell["cell_id"] == mine.cell_id)
    handover = mine_waits["handover_id"]
    assert handover is not None
    assert mine.send("handover.accept", {"handover_id": handover})["state"] == "applied"
    assert mine.send("handover.accept", {"handover_id": handover})["state"] == "applied"
    assert all(cell["handover_id"] != handover for cell in mine.get("/field/today")["cells"])
    foreign: Any = one(
        worked_url, "SELECT id::text FROM staffing.handover WHERE cell_id = %s LIMIT 1", cells[1]
    )
    assert mine.send("handover.accept", {"handover_id": foreign})["code"] == "customer.not_in_cell"
    assert one(worked_url, "SELECT count(*) FROM staffing.handover WHERE accepted_at IS NOT NULL") == 1

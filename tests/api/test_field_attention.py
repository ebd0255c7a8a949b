"""What could not simply be applied waits for whoever leads the cell: taken after all, or refused with a reason."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now
from support.field_work import Tablet, days_ago, one, operation, persons_of, rows, signed_in, visit
from support.published import lead_of_cell
from support.work import move_to_new_station

_LIST = "/api/v1/cities/tinglan/attention"


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return persons_of(worked_url, mine.cell_id)[0]


def waiting(client: TestClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get(_LIST).json()["items"]
    return items


def decide(client: TestClient, op_id: str, status: int = 200, **decision: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/operations/{op_id}/decision", json=decision or {"verdict": "taken"})
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def effects(url: str) -> tuple[Any, ...]:
    """Visits with an outcome and contacts, with the specialist and the moment of the last."""
    (found,) = rows(
        url,
        """SELECT (SELECT count(*) FROM field.visit WHERE outcome IS NOT NULL), count(*), max(at)
           FROM engagement.contact""",
    )
    return found


def test_work_that_came_too_late_is_taken_and_credited_to_who_did_it_when_he_did_it(
    mine: Tablet, worked_url: str, person: int, lead: TestClient
) -> None:
    done = operation("visit.complete", visit(person), occurred_at=days_ago(40))
    receipt = mine.deliver(done)
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "clock.behind")
    (row,) = waiting(lead)
    assert row["customer"]["customer_id"] == person and row["customer"]["name_masked"].endswith("*")
    assert row["specialist"].endswith("*") and row["code"] == "clock.behind" and not row["in_part"]
    assert row["said"] == [{"name": "outcome", "value": "informed", "words": None}]

    assert decide(lead, done["op_id"]) == {"code": None}
    assert waiting(lead) == []
    visits, contacts, at = effects(worked_url)
    assert (visits, contacts) == (1, 1) and abs(at - days_ago(40)) < timedelta(minutes=1)
    credited = one(worked_url, "SELECT specialist_id FROM engagement.contact")
    assert credited == one(worked_url, "SELECT specialist_id FROM field.operation")
    assert decide(lead, done["op_id"], 409)["code"] == "operation.decided"
    assert effects(worked_url)[:2] == (1, 1)
    # Who sent it is told; the receipt stays what it was.
    assert mine.deliver(done) == receipt
    (told,) = mine.get("/field/operations")["items"]
    assert (told["state"], told["decision"]["verdict"], told["decision"]["reason"]) == (
        "needs_attention",
        "taken",
        None,
    )
    actor = one(worked_url, "SELECT actor FROM audit.entry WHERE relation = 'field.decision'")
    assert actor == f"account {one(worked_url, 'SELECT account_id FROM field.decision')}"


def test_a_refusal_has_no_effect_and_its_reason_is_told(
    mine: Tablet, worked_url: str, person: int, lead: TestClient
) -> None:
    done = operation("visit.complete", visit(person), occurred_at=now() + timedelta(hours=3))
    assert mine.deliver(done)["code"] == "clock.ahead"
    decide(lead, done["op_id"], 422, verdict="refused")
    decide(lead, done["op_id"], 422, verdict="refused", reason="  ")
    decide(lead, done["op_id"], 422, verdict="taken", reason="so")
    decide(lead, done["op_id"], verdict="refused", reason="请核对时间后重新记录")
    assert effects(worked_url)[:2] == (0, 0) and waiting(lead) == []
    (told,) = mine.get("/field/operations")["items"]
    assert told["said"] == [{"name": "outcome", "value": done["payload"]["outcome"], "words": None}]
    assert told["decision"]["reason"] == "请核对时间后重新记录"
    kept = one(worked_url, "SELECT reason_sealed FROM field.decision")
    assert "请核对".encode() not in kept


def test_what_was_kept_in_part_is_not_done_twice(
    mine: Tablet, worked_url: str, person: int, lead: TestClient
) -> None:
    receipt = mine.send("visit.complete", visit(person, task_id=str(uuid.uuid4())))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "task.unknown")
    assert waiting(lead)[0]["in_part"]
    before = effects(worked_url)
    decide(lead, receipt["op_id"])
    assert effects(worked_url) == before and before[0] == 1


def test_what_its_handler_still_refuses_goes_on_waiting(
    mine: Tablet, worked_url: str, person: int, lead: TestClient
) -> None:
    first = visit(person)
    mine.send("visit.complete", first)
    again = mine.send("visit.complete", first)
    assert again["code"] == "visit.completed_already"
    assert decide(lead, again["op_id"], 409)["code"] == "visit.completed_already"
    unknown = mine.send("visit.teleport", {"customer_id": person})
    assert decide(lead, unknown["op_id"], 409)["code"] == "operation.unreadable"
    assert {row["op_id"] for row in waiting(lead)} == {again["op_id"], unknown["op_id"]}
    assert effects(worked_url)[:2] == (1, 1)


def test_whoever_decides_sees_when_something_is_to_be_and_how_the_customer_is_to_be_reached(
    mine: Tablet, worked_url: str, person: int, lead: TestClient, cells: list[int]
) -> None:
    late = days_ago(40)
    about = {"customer_id": person}
    starts_at = (now() - timedelta(days=39)).isoformat()
    booked = {"appointment_id": str(uuid.uuid4()), "starts_at": starts_at, "tell": False}
    mine.deliver(operation("appointment.book", about | booked, occurred_at=late))
    details = {"request_id": str(uuid.uuid4()), "mobile": "13800138000", "landline": "021-12345678"}
    mine.deliver(operation("customer.correct", about | details, occurred_at=late))
    promise = {"policy_id": 1, "number": 1, "promised_on": "2026-12-24"}
    mine.deliver(operation("visit.complete", visit(person, promise=promise), occurred_at=late))
    # What a program of tomorrow may send is no reason to show nothing at all.
    odd = {"starts_at": "morning", "next_on": 7, "promise": "soon", "mobile": ["13800138000"]}
    mine.deliver(operation("visit.teleport", about | odd))
    facts = {row["kind"]: [(one["name"], one["value"]) for one in row["facts"]] for row in waiting(lead)}
    assert facts == {
        "appointment.book": [("starts_at", starts_at)],
        "customer.correct": [("mobile", "138****8000"), ("landline", "**********78")],
        "visit.complete": [("promised_on", "2026-12-24")],
        "visit.teleport": [],
    }
    move_to_new_station(worked_url, [cells[1]])
    stranger = persons_of(worked_url, cells[1])[0]
    sent = mine.deliver(operation("customer.correct", details | {"customer_id": stranger}))
    (row,) = (one for one in waiting(lead) if one["op_id"] == sent["op_id"])
    assert (row["customer"], row["facts"]) == (None, [])


def test_work_in_a_strangers_cell_is_decided_by_who_sees_that_cell(
    mine: Tablet, worked_url: str, cells: list[int], lead: TestClient, sign_in_at_work: Any
) -> None:
    other = cells[1]
    move_to_new_station(worked_url, [other])
    stranger = persons_of(worked_url, other)[0]
    receipt = mine.send("visit.complete", visit(stranger, note="门口说三月再来"))
    assert receipt["code"] == "customer.not_in_cell"
    # His own lead sees what he sent, but not whom it is about.
    (row,) = waiting(lead)
    assert (row["op_id"], row["customer"], row["written"]) == (receipt["op_id"], None, None)
    assert decide(lead, receipt["op_id"], 409)["code"] == "operation.no_customer"
    ops = sign_in_at_work("ops")
    (row,) = waiting(ops)
    assert (row["customer"]["customer_id"], row["written"]) == (stranger, "门口说三月再来")
    decide(ops, receipt["op_id"])
    assert one(worked_url, "SELECT cell_id FROM engagement.contact") == other
    with signed_in(worked_url, lead_of_cell(worked_url, other)) as foreign:
        assert decide(foreign, receipt["op_id"], 404)["code"] == "operation.not_found"

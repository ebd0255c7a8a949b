"""Two records that turned out to be one person: what was begun under the one goes on under the other."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from gridward.kernel.clock import now, today
from gridward.ops.day import run_day
from gridward.platform.db import connect
from support.field_work import Tablet, field_task, one, operation, rows

PAPER = "a" * 64


@pytest.fixture
def two(people: list[int]) -> tuple[int, int]:
    """A customer, and another record of his that was delivered later."""
    return people[0], people[1]


def join(url: str, two: tuple[int, int]) -> None:
    """Let a delivery show that they are one, with the day's run that follows it."""
    with connect(url, "test") as connection:
        connection.execute(
            "UPDATE census.customer_standing SET person_id = %s, person_rule = 'exact' WHERE customer_id = %s",
            two,
        )
    run_day(url, 1, today())


def test_work_that_was_begun_under_the_other_number_goes_on(
    mine: Tablet, worked_url: str, two: tuple[int, int]
) -> None:
    person, other = two
    begun = {"visit_id": str(uuid.uuid4()), "customer_id": other}
    asked = {"request_id": str(uuid.uuid4()), "customer_id": other}
    agreed = {"appointment_id": str(uuid.uuid4()), "customer_id": other}
    noted = {"note_id": str(uuid.uuid4()), "customer_id": other}
    task = str(field_task(worked_url, other, mine.cell_id))
    called = operation("contact.log", _call(other))
    starts_at = (now() + timedelta(days=1)).isoformat()
    sent = (
        operation("visit.begin", begun),
        operation("request.submit", asked | {"item": "benefit"}),
        operation("appointment.book", agreed | {"starts_at": starts_at, "tell": False}),
        operation("note.add", noted | {"text": "周末都在家"}),
        operation("consent.record", _consent(other, given=False)),
        called,
    )
    assert {one["state"] for one in mine.post(*sent).json()["receipts"]} == {"applied"}
    join(worked_url, two)

    # His page and his tablet's copy of it have all of it.
    (copied,) = [one for one in _copy(mine) if one["customer_id"] == person]
    for shown in (mine.get(f"/customers/{person}"), copied):
        assert [one["id"] for one in shown["appointments"]] == [agreed["appointment_id"]]
        assert [one["text"] for one in shown["notes"]] == ["周末都在家"]
        assert [one["given"] for one in shown["consents"]] == [False]
        assert [one["result"] for one in shown["contacts"] if one["ours"]] == ["reached"]
    assert task in {one["task_id"] for one in copied["open"]}
    assert task in {one["task_id"] for one in mine.get("/field/today")["items"]}

    # A tablet that does not know it yet goes on with the number that it has.
    papers = {"attachments": [PAPER], "papers": {"id_card": [PAPER]}}
    later = (
        operation("visit.complete", begun | {"outcome": "informed", "task_id": task}),
        operation("request.supplement", asked | papers),
        operation("appointment.cancel", agreed | {"reason": "customer_asked", "tell": False}),
        operation("operation.undo", {"target": called["op_id"], "customer_id": other}),
    )
    receipts = mine.post(*later).json()["receipts"]
    assert [(one["state"], one["code"]) for one in receipts] == [("applied", None)] * 4
    assert rows(worked_url, "SELECT outcome FROM field.visit") == [("informed",)]
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", task) == "done"


def test_he_is_in_care_once_and_was_spoken_to_when_either_was(
    mine: Tablet, worked_url: str, two: tuple[int, int]
) -> None:
    person, other = two
    at = now() - timedelta(days=2)
    mine.send("contact.log", _call(other), occurred_at=at)
    join(worked_url, two)
    cases = "SELECT customer_id, state, first_contact_at FROM engagement.care WHERE customer_id = ANY(%s) ORDER BY 1"
    assert rows(worked_url, cases, list(two)) == [(person, "contacted", at), (other, "closed", at)]
    run_day(worked_url, 1, today())
    assert rows(worked_url, cases, list(two)) == [(person, "contacted", at), (other, "closed", at)]


def test_of_what_he_may_have_only_one_his_first_goes_on(
    mine: Tablet, worked_url: str, two: tuple[int, int]
) -> None:
    for customer in two:
        asked = {"request_id": str(uuid.uuid4()), "customer_id": customer, "postcode": "215000"}
        assert mine.send("customer.correct", asked)["state"] == "applied"
    join(worked_url, two)
    waiting = "SELECT customer_id FROM policycare.request WHERE state = 'needs_customer' ORDER BY 1"
    assert rows(worked_url, waiting) == [(customer,) for customer in two]


def _call(customer: int) -> dict[str, Any]:
    number = {"contact_id": str(uuid.uuid4()), "customer_id": customer}
    return number | {"channel": "call", "result": "reached"}


def _consent(customer: int, *, given: bool) -> dict[str, Any]:
    number = {"consent_id": str(uuid.uuid4()), "customer_id": customer}
    return number | {"purpose": "marketing", "given": given, "how": "phone"}


def _copy(mine: Tablet) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = mine.get(f"/sync/cells/{mine.cell_id}")["customers"]
    return found

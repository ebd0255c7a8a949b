"""The search for customers who are not reached, as tablets send it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from gridward.kernel.clock import now
from support.field_work import Tablet, one, operation, persons_of


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return persons_of(worked_url, mine.cell_id)[0]


def test_who_was_looked_for_in_every_way_counts_as_not_reached(
    mine: Tablet, worked_url: str, person: int
) -> None:
    def tried(step: str, found: bool = False) -> dict[str, Any]:
        about = {"step_id": str(uuid.uuid4()), "customer_id": person, "step": step, "found": found}
        return operation("unreachable.step", about)

    before = _care(worked_url, person)
    for step in ("call_again", "other_numbers", "other_policies"):
        assert mine.deliver(tried(step))["state"] == "applied"
        assert _care(worked_url, person) == before
    last = tried("visit")
    mine.deliver(last)
    assert _care(worked_url, person) == "unreachable"
    mine.deliver(operation("operation.undo", {"target": last["op_id"], "customer_id": person}))
    assert _care(worked_url, person) == before
    mine.deliver(tried("visit"))
    mine.deliver(tried("family", found=True))
    assert _care(worked_url, person) == before
    assert mine.deliver(tried("crystal_ball"))["code"] == "unreachable.unknown_step"


def test_whom_somebody_reached_since_the_last_way_was_tried_does_not_count_as_not_reached(
    mine: Tablet, worked_url: str, person: int
) -> None:
    def tried(step: str, days: float) -> dict[str, Any]:
        about = {"step_id": str(uuid.uuid4()), "customer_id": person, "step": step, "found": False}
        return operation("unreachable.step", about, occurred_at=now() - timedelta(days=days))

    steps = ("call_again", "other_numbers", "other_policies", "visit")
    mine.post(*(tried(step, 3) for step in steps[:-1]))
    call = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "result": "reached"}
    reached = operation("contact.log", call, occurred_at=now() - timedelta(hours=2))
    mine.deliver(reached)
    # The last way was tried before that, without a network.
    mine.deliver(tried("visit", 2))
    assert _care(worked_url, person) == "contacted"
    # It was somebody else who spoke.
    mine.deliver(operation("operation.undo", {"target": reached["op_id"], "customer_id": person}))
    assert _care(worked_url, person) == "unreachable"


def test_a_contact_of_before_the_search_that_is_told_after_it_does_not_end_it(
    mine: Tablet, worked_url: str, person: int
) -> None:
    def called(days: float) -> dict[str, Any]:
        call = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call"}
        at = now() - timedelta(days=days)
        return operation("contact.log", call | {"result": "reached"}, occurred_at=at)

    for step in ("call_again", "other_numbers", "other_policies", "visit"):
        about = {"step_id": str(uuid.uuid4()), "customer_id": person, "step": step, "found": False}
        mine.deliver(operation("unreachable.step", about, occurred_at=now() - timedelta(days=1)))
    assert mine.deliver(called(2))["state"] == "applied"
    assert _care(worked_url, person) == "unreachable"
    mine.deliver(called(0))
    assert _care(worked_url, person) == "contacted"


def _care(url: str, person: int) -> str:
    return str(one(url, "SELECT state FROM engagement.care WHERE customer_id = %s", person))

"""Contact details that are corrected on the tablet, and merged with what others changed meanwhile."""

import uuid
from typing import Any

import pytest

from gridward.platform.db import connect
from support.field_work import Tablet, one, operation, rows
from support.on_the_tablet import holder
from support.policy_service import MOBILE


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return holder(worked_url, mine.cell_id)


def correction(person: int, **more: Any) -> dict[str, Any]:
    return operation("customer.correct", {"request_id": str(uuid.uuid4()), "customer_id": person, **more})


def test_a_correction_waits_for_the_customers_code(mine: Tablet, worked_url: str, person: int) -> None:
    sent = correction(person, mobile=MOBILE, postcode="200000")
    assert mine.deliver(sent)["state"] == "applied"
    (waiting,) = mine.get(f"/customers/{person}/service-requests")["items"]
    assert (waiting["id"], waiting["state"]) == (sent["payload"]["request_id"], "needs_customer")
    assert (sorted(waiting["fields"]), waiting["masked"]["mobile"]) == (["mobile", "postcode"], "165****9876")
    undone = operation("operation.undo", {"target": sent["op_id"], "customer_id": person})
    assert mine.deliver(undone)["state"] == "applied"
    assert one(worked_url, "SELECT state FROM policycare.request") == "withdrawn"


def test_what_others_changed_meanwhile_is_kept_beside_it(mine: Tablet, worked_url: str, person: int) -> None:
    other = correction(person, mobile="16500001111", landline="021-55556666")
    mine.deliver(other)
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE policycare.request SET account_id = gen_random_uuid()")
        connection.execute("UPDATE book.customer SET postcode = '200111' WHERE id = %s", [person])
    ours = correction(person, mobile=MOBILE, postcode="200222", seen={"postcode": "200000", "mobile": ""})
    receipt = mine.deliver(ours)
    assert (receipt["state"], receipt["code"]) == ("merged", "details.merged")
    both = {(one["field"], one["ours"], one["theirs"]) for one in receipt["fields"]}
    assert {("mobile", "165****9876", "165****1111"), ("postcode", "****22", "****11")} <= both
    # Theirs goes on to be asked for where ours says nothing.
    newest = next(
        item
        for item in mine.get(f"/customers/{person}/service-requests")["items"]
        if item["state"] == "needs_customer"
    )
    assert sorted(newest["fields"]) == ["landline", "mobile", "postcode"]
    assert newest["masked"]["mobile"] == "165****9876"


def test_what_no_customer_can_have_waits_for_a_person(mine: Tablet, worked_url: str, person: int) -> None:
    receipt = mine.deliver(correction(person, mobile="12345"))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "service.invalid_detail")
    assert rows(worked_url, "SELECT id FROM policycare.request") == []

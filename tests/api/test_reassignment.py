"""A specialist offline for three days, while his customers and he himself are moved: no work of his is lost."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import today
from gridward.platform.db import connect
from support.devices import Device
from support.field_work import (
    STAFFED_DAYS,
    Tablet,
    days_ago,
    he_works,
    move,
    one,
    operation,
    persons_of,
    rows,
    tablet,
)
from support.on_the_tablet import holders
from support.seat_work import due

OFFLINE_DAYS = 3
_CITY = "/api/v1/cities/tinglan"


@pytest.fixture
def others(worked_url: str, cells: list[int]) -> Iterator[list[Tablet]]:
    """Whoever works the second and the third cell."""
    with tablet(worked_url, cells[1]) as second, tablet(worked_url, cells[2]) as third:
        yield [second, third]


def test_reassignment(
    mine: Tablet,
    others: list[Tablet],
    lead: TestClient,
    sign_in_at_work: Callable[..., TestClient],
    worked_url: str,
    cells: list[int],
) -> None:
    second, third = others
    device = Device()
    device.register(mine.client)
    gather(worked_url, mine.cell_id, 40)
    known = persons_of(worked_url, mine.cell_id)
    lapsing = holders(worked_url, mine.cell_id)[0]
    owed = due(worked_url, lapsing)
    worked = [lapsing, *(person for person in known if person != lapsing)][:40]

    # What he does in three days without a network.
    calls = {person: _call(person, at) for at, person in enumerate(worked)}
    promise = operation(
        "promise.record",
        {
            "promise_id": str(uuid.uuid4()),
            "customer_id": lapsing,
            "policy_id": owed.policy_id,
            "number": owed.number,
            "promised_on": (today() + timedelta(days=5)).isoformat(),
        },
        occurred_at=days_ago(2),
    )
    agreed = operation("consent.record", _consent(worked[39], True), occurred_at=days_ago(2))
    outbox = [*calls.values(), promise, agreed]

    # Meanwhile, at the office.
    moved, merged = worked[1:13], worked[13:16]
    for person in moved:
        move(worked_url, person, second.cell_id)
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE census.customer_standing SET person_id = %s, person_rule = 'exact' WHERE person_id = ANY(%s)",
            [worked[16], merged],
        )
        connection.execute("DELETE FROM renewal.due WHERE policy_id = %s", [owed.policy_id])
    withdrawn = lead_withdraws(worked_url, worked[39])
    he_works(worked_url, mine.cell_id, third.cell_id)

    device.report(mine.client, *(one["op_id"] for one in outbox))
    (health,) = lead.get(f"{_CITY}/devices").json()["items"]
    assert health["waiting"] == len(outbox)

    # He comes back on line. The second batch's first answer is lost, so all of it is sent again.
    receipts: dict[str, dict[str, Any]] = {}
    for batch in (outbox[:25], outbox[25:], outbox[25:]):
        answer = mine.post(*batch)
        assert answer.status_code == 200, answer.text
        for receipt in answer.json()["receipts"]:
            assert receipts.setdefault(receipt["op_id"], receipt) == receipt

    # Each is receipted, once, and credited to him.
    assert len(receipts) == len(outbox) == one(worked_url, "SELECT count(*) FROM field.operation")
    assert {receipt["credited_to"] for receipt in receipts.values()} == {_name(worked_url, mine.login)}
    states = Counter(receipt["state"] for receipt in receipts.values())
    assert states == {"forwarded": 41, "needs_attention": 1}
    lapsed = receipts[promise["op_id"]]
    assert (lapsed["state"], lapsed["code"]) == ("needs_attention", "promise.not_due")

    # No effect is lost and none is twice; what was merged stands with the person that is left.
    assert one(worked_url, "SELECT count(*) FROM engagement.contact") == 40
    assert (
        one(worked_url, "SELECT count(DISTINCT id) FROM engagement.contact WHERE cell_id = %s", mine.cell_id)
        == 40
    )
    assert one(worked_url, "SELECT count(*) FROM engagement.contact WHERE customer_id = %s", worked[16]) == 4
    assert one(
        worked_url,
        "SELECT given FROM engagement.consent WHERE customer_id = %s ORDER BY at DESC LIMIT 1",
        worked[39],
    ) is withdrawn  # fmt: skip

    # The new owner sees the work, with who did it.
    story = second.get(f"/customers/{moved[0]}")
    assert story["cell"]["cell_id"] == second.cell_id
    (contact,) = [one for one in story["contacts"] if one["ours"]]
    assert contact["by"] == _name(worked_url, mine.login)
    assert {receipts[calls[person]["op_id"]]["forwarded_to"] for person in moved} == {
        _name(worked_url, second.login)
    }

    # He has exactly his new cell, and none of the customers of the old one.
    day = mine.get("/field/today")
    assert [cell["cell_id"] for cell in day["cells"]] == [third.cell_id]
    assert mine.client.get(f"/api/v1/field/cell/{cells[0]}").status_code == 404
    assert mine.client.get(f"/api/v1/customers/{worked[20]}").status_code == 404

    # Tablet and supervisor count the same, of what was sent,
    sent = Counter(one["state"] for one in mine.get("/field/operations?limit=100")["items"])
    assert sent == states
    waiting = lead.get(f"{_CITY}/attention").json()["items"]
    assert [one["op_id"] for one in waiting] == [promise["op_id"]]
    device.report(mine.client)
    (health,) = lead.get(f"{_CITY}/devices").json()["items"]
    assert (health["waiting"], health["missing"], health["trouble"]) == (0, None, [])
    # and with the cockpit, of the new cell: his customers and what is to be done for them.
    ops = sign_in_at_work("ops")
    (kept,) = mine.get("/sync/cells")["cells"]
    docs = mine.get(f"/sync/cells/{third.cell_id}")["customers"]
    people = counted(ops, "people", figure="customers", cell=third.cell_id)
    assert kept["cell_id"] == third.cell_id
    assert {doc["customer_id"] for doc in docs} == {one["customer_id"] for one in people}
    assert kept["customers"] == len(docs) == day["cells"][0]["customers"]
    tasks = counted(ops, "tasks", workplace="field", state="open", cell=third.cell_id)
    assert Counter(task["task_id"] for doc in docs for task in doc["open"]) == Counter(
        one["task_id"] for one in tasks
    )


def counted(client: TestClient, what: str, **values: Any) -> list[dict[str, Any]]:
    """The rows behind a figure of the cockpit."""
    answer = client.get(f"{_CITY}/cockpit/{what}", params={"limit": 200, **values})
    assert answer.status_code == 200, answer.text
    assert answer.json()["next"] is None
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def gather(url: str, cell_id: int, count: int) -> None:
    """Let so many customers be in a cell since before he went off line: the cells of the small city are small."""
    elsewhere = rows(
        url,
        """SELECT DISTINCT s.person_id FROM grids.cells_on(%s) m JOIN census.customer_standing s USING (customer_id)
           WHERE m.cell_id <> %s ORDER BY 1 LIMIT %s""",
        today(),
        cell_id,
        count - len(persons_of(url, cell_id)),
    )
    for (person,) in elsewhere:
        move(url, person, cell_id, today() - timedelta(days=STAFFED_DAYS - 1))
    assert len(persons_of(url, cell_id)) == count


def lead_withdraws(url: str, person: int) -> bool:
    """The customer takes his consent back on the telephone, after he gave it to the specialist; his last word."""
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id)
               VALUES (gen_random_uuid(), 1, %s, 'marketing', false, 'phone', %s, gen_random_uuid())""",
            [person, days_ago(1)],
        )
    return False


def _call(person: int, at: int) -> dict[str, Any]:
    payload = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "result": "reached"}
    return operation("contact.log", payload, occurred_at=days_ago(OFFLINE_DAYS - at / 20))


def _consent(person: int, given: bool) -> dict[str, Any]:
    said = {"purpose": "marketing", "given": given, "how": "face_to_face"}
    return {"consent_id": str(uuid.uuid4()), "customer_id": person, **said}


def _name(url: str, login: str) -> str:
    ((name,),) = rows(
        url,
        """SELECT s.name_masked FROM staffing.specialist_account a JOIN identity.account i ON i.id = a.account_id
           JOIN book.specialist s ON s.id = a.specialist_id WHERE i.login = %s""",
        login,
    )
    return str(name)

"""Operations of tablets: each applied once with its receipt, nothing lost, whatever is sent."""

import json
import threading
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.field.envelope import MOST_BYTES
from gridward.field.operations import appointments
from gridward.kernel.clock import now, today
from gridward.platform.db import connect
from support.field_work import (
    Tablet,
    days_ago,
    field_task,
    leave,
    move,
    one,
    operation,
    persons_of,
    rows,
    sign_in,
    visit,
)


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return persons_of(worked_url, mine.cell_id)[0]


def effects(url: str) -> tuple[int, int, int]:
    """Visits with an outcome, contacts, operations."""
    ((visits, contacts, operations),) = rows(
        url,
        """SELECT (SELECT count(*) FROM field.visit WHERE outcome IS NOT NULL),
            (SELECT count(*) FROM engagement.contact), (SELECT count(*) FROM field.operation)""",
    )
    return visits, contacts, operations


def test_an_operation_sent_twice_has_one_effect_and_one_receipt(
    mine: Tablet, worked_url: str, person: int
) -> None:
    again = operation("visit.complete", visit(person))
    first, second = mine.deliver(again), mine.deliver(again)
    assert (first["state"], first["code"], first["fields"]) == ("applied", None, [])
    assert first == second
    assert first["credited_to"].endswith("*") and first["forwarded_to"] is None
    assert effects(worked_url) == (1, 1, 1)


def test_batches_that_share_operations_and_come_at_once_have_one_effect_each(
    mine: Tablet, worked_url: str, person: int
) -> None:
    batch = [operation("contact.log", _call(person)) for _ in range(10)]
    answers: list[Any] = []

    def send(*operations: dict[str, Any]) -> None:
        answers.append(mine.post(*operations))

    interleaved = [batch, batch, batch[::-1], batch[:7], batch[3:]]
    threads = [threading.Thread(target=send, args=one) for one in interleaved]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    receipts: dict[str, dict[str, Any]] = {}
    assert [answer.status_code for answer in answers] == [200] * len(interleaved)
    for receipt in (told for answer in answers for told in answer.json()["receipts"]):
        assert receipts.setdefault(receipt["op_id"], receipt) == receipt
    assert [receipt["state"] for receipt in receipts.values()] == ["applied"] * 10
    assert effects(worked_url) == (0, 10, 10)


def test_one_bad_operation_does_not_stop_the_others(mine: Tablet, worked_url: str, person: int) -> None:
    batch = [
        operation("visit.teleport", {"to": "moon"}),
        operation("visit.complete", visit(person, outcome="vanished")),
        operation("contact.log", _call(person)),
    ]
    answer = mine.post(*batch).json()
    assert [(one["state"], one["code"]) for one in answer["receipts"]] == [
        ("needs_attention", "kind.unknown"),
        ("invalid", "payload.invalid"),
        ("applied", None),
    ]
    assert [one["field"] for one in answer["receipts"][1]["fields"]] == ["outcome"]
    assert 45 <= answer["next_sync_after_s"] <= 75
    assert effects(worked_url) == (0, 1, 3)


@pytest.mark.parametrize(
    ("kind", "payload", "fields"),
    [
        ("visit.complete", {}, {"visit_id", "customer_id", "outcome"}),
        ("visit.complete", {"visit_id": 7, "customer_id": "x", "outcome": "informed"}, {"visit_id", "customer_id"}),
        ("contact.log", {"customer_id": 2**70, "channel": "pigeon"}, {"contact_id", "customer_id", "channel", "result"}),
        ("visit.begin", {"visit_id": str(uuid.uuid4()), "customer_id": 1, "extra": 1}, {"extra"}),
        ("visit.begin", {"position": {"lon": 400, "lat": "north"}}, {"visit_id", "customer_id", "position.lon",
                                                                    "position.lat", "position.accuracy_m"}),
        ("task.skip", {"task_id": [], "customer_id": None, "reason": ""}, {"task_id", "customer_id", "reason"}),
        ("visit.complete", {"\0": 1}, {"visit_id", "customer_id", "outcome", "?"}),
        ("visit.complete", visit(1, next_step="visit_again", next_on="0001-01-01"), {"next_on"}),
        ("visit.complete", visit(1, next_step="seat_call", next_on="9999-12-31"), {"next_on"}),
        ("visit.complete", visit(1, acknowledged={"what": "visit", "how": "declined", "reason": "prefers_not",
                                                  "text": "a\0b"}), {"acknowledged.text"}),
        ("appointment.book", {"appointment_id": str(uuid.uuid4()), "customer_id": 1,
                              "starts_at": "9999-12-31T23:59:59Z"}, {"starts_at"}),
        ("visit.complete", {"\ud800": 1}, {"payload"}),
    ],
)  # fmt: skip
def test_a_payload_of_the_wrong_type_is_kept_with_a_reason_for_each_field(
    mine: Tablet, worked_url: str, kind: str, payload: dict[str, Any], fields: set[str]
) -> None:
    body = json.dumps({"operations": [operation(kind, payload)]})
    answer = mine.client.post(
        "/api/v1/field/operations", content=body, headers={"content-type": "application/json"}
    )
    (receipt,) = answer.json()["receipts"]
    assert (receipt["state"], receipt["code"]) == ("invalid", "payload.invalid")
    assert {fault["field"] for fault in receipt["fields"]} == fields
    assert one(worked_url, "SELECT count(*) FROM field.operation WHERE state = 'invalid'") == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"occurred_at": "yesterday"}, "occurred_at"),
        ({"occurred_at": "2026-11-20T08:00:00"}, "occurred_at"),
        ({"occurred_at": "9999-12-31T23:59:59-12:00"}, "occurred_at"),
        ({"kind": "x" * 61}, "kind"),
        ({"kind": "visit\0"}, "kind"),
        ({"payload": [1]}, "payload"),
        ({"seq": -1}, "seq"),
        ({"later": True}, "later"),
    ],
)
def test_an_envelope_that_is_wrong_is_kept_as_well(
    mine: Tablet, worked_url: str, person: int, change: dict[str, Any], field: str
) -> None:
    good, bad = operation("contact.log", _call(person)), operation("contact.log", _call(person)) | change
    receipts = mine.post(bad, good).json()["receipts"]
    assert [(one["state"], one["code"]) for one in receipts] == [
        ("invalid", "operation.malformed"),
        ("applied", None),
    ]
    assert [fault["field"] for fault in receipts[0]["fields"]] == [field]
    assert mine.deliver(bad) == receipts[0]
    assert effects(worked_url) == (0, 1, 2)


def test_a_batch_without_a_readable_id_is_refused_by_its_place(mine: Tablet, person: int) -> None:
    answer = mine.post(operation("contact.log", _call(person)), {"op_id": "seven"})
    assert (answer.status_code, answer.json()["code"]) == (422, "input.invalid")
    assert answer.json()["params"]["fields"][0]["field"] == "operations.1.op_id"


@pytest.mark.parametrize(("levels", "status"), [(15, 200), (30, 422), (600, 422), (900, 422), (5000, 400)])
def test_what_is_nested_too_deep_is_refused(mine: Tablet, levels: int, status: int) -> None:
    body = json.dumps({"operations": [operation("contact.log", {"note": "X"})]})
    answer = mine.client.post(
        "/api/v1/field/operations",
        content=body.replace('"X"', "[" * levels + "]" * levels),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == status


def test_more_than_fifty_operations_are_refused(mine: Tablet, worked_url: str) -> None:
    answer = mine.post(*(operation("x", {}) for _ in range(51)))
    assert (answer.status_code, answer.json()["code"]) == (413, "operations.too_large")
    assert mine.post(*(operation("x", {}) for _ in range(50))).status_code == 200
    assert effects(worked_url) == (0, 0, 50)


def test_a_body_as_large_as_is_allowed_is_read(mine: Tablet, person: int) -> None:
    plain = json.dumps({"operations": [operation("contact.log", _call(person))]})
    body = plain + " " * (MOST_BYTES - len(plain))
    headers = {"content-type": "application/json"}
    assert mine.client.post("/api/v1/field/operations", content=body, headers=headers).status_code == 200
    assert mine.client.post("/api/v1/field/operations", content=b"[}", headers=headers).status_code == 422
    answer = mine.client.post("/api/v1/field/operations", content=body + " ", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "operations.too_large")
    assert answer.json()["params"] == {"most": 50, "limit_kb": 256}


def test_a_customer_of_another_cell_is_for_a_supervisor_to_decide(
    mine: Tablet, worked_url: str, cells: list[int]
) -> None:
    foreign = persons_of(worked_url, cells[1])[0]
    receipts = [
        mine.send("visit.complete", visit(foreign)),
        mine.send("visit.complete", visit(10**15)),
    ]
    assert [(one["state"], one["code"]) for one in receipts] == [
        ("needs_attention", "customer.not_in_cell")
    ] * 2
    assert effects(worked_url) == (0, 0, 2)
    stored = rows(worked_url, "SELECT customer_id, cell_id FROM field.operation")
    assert stored == [(None, mine.cell_id)] * 2


@pytest.mark.parametrize(
    ("days", "state", "code"),
    [
        (-1, "needs_attention", "clock.ahead"),
        (-11 / 1440, "needs_attention", "clock.ahead"),
        (-9 / 1440, "applied", None),
        (1, "applied", None),
        (31, "needs_attention", "clock.behind"),
    ],
)
def test_a_clock_that_is_off(
    mine: Tablet, worked_url: str, person: int, days: float, state: str, code: str | None
) -> None:
    receipt = mine.send("contact.log", _call(person), occurred_at=days_ago(days))
    assert (receipt["state"], receipt["code"]) == (state, code)
    assert one(worked_url, "SELECT count(*) FROM field.operation") == 1
    late = rows(worked_url, "SELECT at > now() FROM engagement.contact")
    assert late == ([(False,)] if state == "applied" else [])


@pytest.mark.parametrize(
    ("ahead", "told", "then"),
    [
        # A day ahead and a day behind: all of it is moved by as much.
        (1, 1, 0),
        (-1, -1.5, -0.5),
        # The battery was empty: the clock began anew.
        (None, None, 0),
        # Done while the clock was right, and set wrong since.
        (40, -1, -1),
        # As right as it has to be.
        (9 / 1440, -1, -1),
    ],
)
def test_a_clock_that_is_wrong_when_it_sends_is_set_right(
    mine: Tablet, worked_url: str, person: int, ahead: float | None, told: float | None, then: float
) -> None:
    began = datetime(1970, 1, 1, 0, 3, tzinfo=UTC)
    sent_at = began if ahead is None else days_ago(-ahead)
    at = began if told is None else days_ago(-told)
    done = operation("contact.log", _call(person), occurred_at=at)
    body = {"operations": [done], "sent_at": sent_at.isoformat()}
    answer = mine.client.post("/api/v1/field/operations", json=body)
    assert [one["state"] for one in answer.json()["receipts"]] == ["applied"]
    ((stored, device_at),) = rows(worked_url, "SELECT occurred_at, device_at FROM field.operation")
    assert abs(stored - days_ago(-then)) < timedelta(minutes=1)
    assert device_at == (None if stored == at else at)
    # Sent again when the clock is right, it is the same.
    assert mine.post(done).json()["receipts"] == answer.json()["receipts"]
    assert effects(worked_url) == (0, 1, 1)


def test_when_it_was_sent_cannot_hold_back_what_is_sent(mine: Tablet, person: int) -> None:
    body = {"operations": [operation("contact.log", _call(person))], "sent_at": "+012026-01-01"}
    answer = mine.client.post("/api/v1/field/operations", json=body)
    assert [one["state"] for one in answer.json()["receipts"]] == ["applied"]


def test_work_of_before_the_cells_were_his_waits(mine: Tablet, person: int) -> None:
    receipt = mine.send("contact.log", _call(person), occurred_at=days_ago(10))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "customer.not_in_cell")


def test_work_for_a_customer_who_moved_meanwhile_is_kept_credited_and_shown_to_who_has_him_now(
    mine: Tablet, other: Tablet, worked_url: str, person: int
) -> None:
    move(worked_url, person, other.cell_id)
    payload = visit(person, "promised", note="门口有狗", next_step="visit_again", next_on=today().isoformat())
    receipt = mine.send("visit.complete", payload, occurred_at=days_ago(1))
    assert (receipt["state"], receipt["code"]) == ("forwarded", None)
    assert receipt["forwarded_to"] == _name(worked_url, other.cell_id)
    assert receipt["credited_to"] == _name(worked_url, mine.cell_id)
    story = other.get(f"/customers/{person}")
    assert [(one["result"], one["by"]) for one in story["contacts"] if one["ours"]] == [
        ("promised", receipt["credited_to"])
    ]
    assert [item["kind"] for item in other.get("/field/today")["items"] if item["customer_id"] == person] == [
        "visit_again"
    ]
    assert mine.client.get(f"/api/v1/customers/{person}").status_code == 404
    # He was moved today, and may have been visited before that.
    assert mine.send("contact.log", _call(person))["state"] == "forwarded"


def test_work_for_a_customer_who_moved_yesterday_is_for_who_has_him_now(
    mine: Tablet, other: Tablet, worked_url: str, person: int
) -> None:
    move(worked_url, person, other.cell_id, today() - timedelta(days=1))
    answers = [mine.send("contact.log", _call(person), occurred_at=days_ago(days)) for days in (2, 1, 0)]
    assert [(one["state"], one["code"]) for one in answers] == [
        ("forwarded", None),
        ("forwarded", None),
        ("needs_attention", "customer.not_in_cell"),
    ]
    assert other.send("contact.log", _call(person))["state"] == "applied"


def test_who_left_yesterday_may_still_send_what_he_did_before(
    mine: Tablet, worked_url: str, person: int
) -> None:
    leave(worked_url, mine.cell_id, today() - timedelta(days=1))
    before = mine.send("visit.complete", visit(person), occurred_at=days_ago(2))
    assert (before["state"], before["forwarded_to"]) == ("forwarded", None)
    after = mine.send("visit.complete", visit(person), occurred_at=days_ago(0))
    assert (after["state"], after["code"]) == ("needs_attention", "customer.not_in_cell")
    assert effects(worked_url)[:2] == (1, 1)
    assert mine.get("/field/today")["items"] == []
    assert mine.client.get(f"/api/v1/customers/{person}").status_code == 404


def test_the_id_of_somebody_elses_operation_tells_nothing(
    mine: Tablet, other: Tablet, worked_url: str, person: int
) -> None:
    first = operation("visit.complete", visit(person, note="秘密"))
    mine.deliver(first)
    theirs = persons_of(worked_url, other.cell_id)[0]
    stolen = operation("visit.complete", visit(theirs)) | {"op_id": first["op_id"]}
    receipt = other.deliver(stolen)
    assert (receipt["state"], receipt["code"], receipt["fields"]) == ("invalid", "operation.id_taken", [])
    assert receipt["credited_to"] == _name(worked_url, other.cell_id)
    assert other.deliver(stolen) == receipt
    # Kept whole, with no effect; and the first one is untouched.
    assert effects(worked_url) == (1, 1, 2)
    assert mine.deliver(first)["state"] == "applied"
    # His own id for something else is no receipt for it either.
    assert mine.deliver(operation("contact.log", _call(person)) | {"op_id": first["op_id"]})["code"] == (
        "operation.id_taken"
    )


def test_a_session_that_ends_in_the_middle_of_a_visit_loses_nothing(
    mine: Tablet, worked_url: str, person: int
) -> None:
    payload = visit(person)
    begun = operation("visit.begin", {"visit_id": payload["visit_id"], "customer_id": person})
    assert mine.deliver(begun)["state"] == "applied"
    rows(worked_url, "UPDATE identity.session SET expires_at = now() RETURNING id")
    done = operation("visit.complete", payload)
    answer = mine.post(done)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in.required")
    assert effects(worked_url) == (0, 0, 1)
    sign_in(mine.client, mine.login)
    assert [one["state"] for one in mine.post(begun, done, done).json()["receipts"]] == ["applied"] * 3
    assert effects(worked_url) == (1, 1, 2)


def test_payloads_are_sealed(mine: Tablet, worked_url: str, person: int) -> None:
    mine.send("visit.complete", visit(person, note="客户的秘密"))
    ((payload, receipt),) = rows(worked_url, "SELECT payload_sealed, receipt::text FROM field.operation")
    assert "客户的秘密".encode() not in payload and b"visit_id" not in payload
    assert "秘密" not in receipt


def test_only_a_specialist_sends_operations(mine: Tablet, nobody: TestClient) -> None:
    assert nobody.post("/api/v1/field/operations", json={"operations": []}).status_code == 401
    assert mine.client.post("/api/v1/field/operations", json={"operations": []}).status_code == 422


def test_a_fault_of_ours_does_not_stop_the_operations_behind_it(
    mine: Tablet, worked_url: str, person: int
) -> None:
    batch = [operation("visit.complete", visit(person, "refused")), operation("contact.log", _call(person))]
    with connect(worked_url, "test") as connection:
        connection.execute("ALTER TABLE field.visit ADD CONSTRAINT broken CHECK (outcome <> 'refused')")
    receipts = mine.post(*batch).json()["receipts"]
    assert [(one["state"], one["code"]) for one in receipts] == [
        ("needs_attention", "operation.failed"),
        ("applied", None),
    ]
    assert effects(worked_url) == (0, 1, 2)


def test_nor_does_one_that_nobody_has_thought_of(
    mine: Tablet, worked_url: str, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def overflow(*_: object) -> None:
        raise OverflowError("date value out of range")

    monkeypatch.setattr(appointments, "book_appointment", overflow)
    starts_at = (now() + timedelta(days=1)).isoformat()
    about = {"appointment_id": str(uuid.uuid4()), "customer_id": person, "starts_at": starts_at}
    batch = [operation("appointment.book", about), operation("contact.log", _call(person))]
    receipts = mine.post(*batch).json()["receipts"]
    assert [(one["state"], one["code"]) for one in receipts] == [
        ("needs_attention", "operation.failed"),
        ("applied", None),
    ]
    assert effects(worked_url) == (0, 1, 2)
    assert mine.post(*batch).json()["receipts"] == receipts


def test_a_specialist_sees_what_became_of_his_operations(
    mine: Tablet, other: Tablet, worked_url: str, person: int
) -> None:
    sent = [
        mine.send("visit.teleport", {}),
        mine.send("contact.log", _call(person)),
        mine.send("contact.log", {}),
    ]
    other.send("visit.teleport", {})
    first = mine.get("/field/operations?limit=2")
    assert [(one["op_id"], one["state"]) for one in first["items"]] == [
        (one["op_id"], one["state"]) for one in (sent[2], sent[1])
    ]
    rest = mine.get(f"/field/operations?limit=2&cursor={first['next']}")
    assert ([one["op_id"] for one in rest["items"]], rest["next"]) == ([sent[0]["op_id"]], None)
    waiting = mine.get("/field/operations?state=needs_attention")["items"]
    assert [(one["kind"], one["code"], one["customer_id"]) for one in waiting] == [
        ("visit.teleport", "kind.unknown", None)
    ]
    assert mine.client.get("/api/v1/field/operations?state=lost").status_code == 422


def test_what_waits_for_a_decision_is_listed_for_who_leads_the_cell(
    mine: Tablet, worked_url: str, lead: TestClient, sign_in_at_work: Any
) -> None:
    receipt = mine.send("visit.teleport", {})
    mine.send("contact.log", {})
    listed = lead.get("/api/v1/cities/tinglan/attention").json()
    assert [(one["op_id"], one["code"]) for one in listed["items"]] == [(receipt["op_id"], "kind.unknown")]
    assert [
        one["op_id"] for one in sign_in_at_work("ops").get("/api/v1/cities/tinglan/attention").json()["items"]
    ] == [receipt["op_id"]]
    assert mine.client.get("/api/v1/cities/tinglan/attention").status_code == 403
    elsewhere = sign_in_at_work("ops", city_ids=frozenset({99}), login="elsewhere")
    assert elsewhere.get("/api/v1/cities/tinglan/attention").status_code == 404


def test_skipping_for_want_of_time_puts_a_task_off(mine: Tablet, worked_url: str, person: int) -> None:
    task = field_task(worked_url, person, mine.cell_id)
    skip = {"task_id": str(task), "customer_id": person, "reason": "no_time"}
    assert mine.send("task.skip", skip)["state"] == "applied"
    assert mine.send("task.skip", skip)["state"] == "applied"
    found = rows(
        worked_url,
        "SELECT kind, state, outcome, due_on > %s FROM engagement.task WHERE customer_id = %s ORDER BY closed_at",
        today(),
        person,
    )
    assert ("renewal_visit", "skipped", "no_time", False) in found
    assert found.count(("renewal_visit", "open", None, True)) == 1
    other_task = field_task(worked_url, person, mine.cell_id)
    gone = {"task_id": str(other_task), "customer_id": person, "reason": "not_needed"}
    assert mine.send("task.skip", gone)["state"] == "applied"
    assert (
        one(worked_url, "SELECT count(*) FROM engagement.task WHERE source_key = %s", f"again/{other_task}")
        == 0
    )


def test_a_task_of_another_customer_is_not_touched(
    mine: Tablet, worked_url: str, person: int, cells: list[int]
) -> None:
    foreign = persons_of(worked_url, cells[1])[0]
    task = field_task(worked_url, foreign, cells[1])
    receipt = mine.send("visit.complete", visit(person, task_id=str(task)))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "task.unknown")
    skipped = mine.send("task.skip", {"task_id": str(task), "customer_id": person, "reason": "no_time"})
    assert (skipped["state"], skipped["code"]) == ("needs_attention", "task.unknown")
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", task) == "open"
    assert effects(worked_url)[:2] == (1, 1)


def _call(person: int, **more: Any) -> dict[str, Any]:
    return {
        "contact_id": str(uuid.uuid4()),
        "customer_id": person,
        "channel": "call",
        "result": "reached",
        **more,
    }


def _name(url: str, cell_id: int) -> Any:
    return one(
        url,
        """SELECT s.name_masked FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
           WHERE t.cell_id = %s AND t.during @> %s ORDER BY t.role = 'responsible' DESC LIMIT 1""",
        cell_id,
        today(),
    )


def test_nobody_is_told_of_work_for_his_customer_that_had_no_effect(
    mine: Tablet, other: Tablet, worked_url: str, person: int
) -> None:
    move(worked_url, person, other.cell_id)
    lost = operation("task.skip", {"task_id": str(uuid.uuid4()), "customer_id": person, "reason": "no_time"})
    assert mine.deliver(lost)["code"] == "task.unknown"
    assert other.get("/field/messages?since=0")["items"] == []
    mine.send("visit.complete", visit(person))
    assert [one["code"] for one in other.get("/field/messages?since=0")["items"]] == ["work_forwarded"]

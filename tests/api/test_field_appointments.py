"""Appointments as tablets send them: agreed, moved, cancelled, taken back, and the customer told."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from gridward.engagement.messages.console import ConsoleGateway
from gridward.engagement.messages.gateway import Envelope
from gridward.engagement.messages.letters import queued_letters
from gridward.field.operations import protocol
from gridward.kernel.clock import now
from gridward.platform.crypto import cipher
from gridward.platform.db import connect
from support.appointments import NOON, appointment, queued_about_appointments, states_of
from support.field_work import CITY, Tablet, one, operation, persons_of, visit


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return persons_of(worked_url, mine.cell_id)[0]


def test_an_appointment_is_booked_moved_and_cancelled_and_the_customer_is_told(
    mine: Tablet, worked_url: str, person: int
) -> None:
    number = str(uuid.uuid4())
    booked = appointment("book", number, person, starts_at=NOON.isoformat())
    assert mine.deliver(booked)["state"] == "applied"
    (shown,) = mine.get("/field/appointments")["items"]
    assert (shown["state"], shown["revision"], shown["confirmed_at"] is None) == ("booked", 1, False)
    assert (shown["id"], shown["customer_id"], datetime.fromisoformat(shown["starts_at"])) == (
        number,
        person,
        NOON,
    )
    assert queued_about_appointments(worked_url) == [("appointment_booked", "12:00")]
    later = NOON + timedelta(hours=3)
    moved = appointment("rebook", number, person, starts_at=later.isoformat())
    assert mine.deliver(moved)["state"] == "applied"
    # What had not left is not sent any more.
    assert queued_about_appointments(worked_url) == [("appointment_moved", "15:00")]
    cancelled = appointment("cancel", number, person, reason="customer_asked")
    assert mine.deliver(cancelled)["state"] == "applied"
    (gone,) = mine.get("/field/appointments")["items"]
    assert (gone["state"], gone["reason"]) == ("cancelled", "customer_asked")
    assert queued_about_appointments(worked_url) == [("appointment_cancelled", "15:00")]
    codes = [
        mine.deliver(appointment("rebook", number, person, starts_at=later.isoformat()))["code"],
        mine.deliver(appointment("book", number, person, starts_at=later.isoformat()))["code"],
        mine.deliver(appointment("cancel", str(uuid.uuid4()), person, reason="no_time"))["code"],
        mine.deliver(
            appointment("book", str(uuid.uuid4()), person, starts_at=(now() - timedelta(days=1)).isoformat())
        )["code"],
    ]
    assert codes == [
        "appointment.cancelled", "appointment.id_taken", "appointment.not_found", "appointment.in_past",
    ]  # fmt: skip


def test_the_customer_is_told_when_that_is_asked_for_with_the_name_and_licence_number(
    mine: Tablet, worked_url: str, person: int
) -> None:
    number = str(uuid.uuid4())
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE book.specialist SET licence_no = '0200003300008012345'")
    text = mine.get("/field/rules")["confirmation"]
    assert "执业登记号0200003300008012345" in text and "{customer}" in text and "{on}{time}" in text
    mine.deliver(appointment("book", number, person, starts_at=NOON.isoformat(), tell=False))
    assert queued_about_appointments(worked_url) == [] and _story(mine, person)["confirmed_at"] is None
    confirmed = appointment("confirm", number, person)
    assert mine.deliver(confirmed)["code"] is None
    assert queued_about_appointments(worked_url) == [("appointment_booked", "12:00")]
    # What has not left is taken back.
    undo = operation("operation.undo", {"target": confirmed["op_id"], "customer_id": person})
    assert mine.deliver(undo)["state"] == "applied"
    assert queued_about_appointments(worked_url) == [] and _story(mine, person)["confirmed_at"] is None
    mine.deliver(appointment("confirm", number, person))
    sent: list[str] = []

    class Wire(ConsoleGateway):
        def deliver(self, envelope: Envelope) -> str:
            sent.append(envelope.text_masked)
            return super().deliver(envelope)

    with connect(worked_url, "test") as connection:
        (letter,) = queued_letters(connection, CITY, ["service"], 10)
        Wire().deliver(letter.finish(cipher()))
        connection.execute("UPDATE engagement.message SET state = 'delivered' WHERE state = 'queued'")
    assert "执业登记号0200003300008012345" in sent[0] and "服务专员" in sent[0]
    again = mine.deliver(
        operation(
            "operation.undo", {"target": str(_last(worked_url, "appointment.confirm")), "customer_id": person}
        )
    )
    assert again["code"] == "appointment.told"


def test_who_wants_no_calls_or_had_enough_messages_is_not_told_and_the_receipt_says_so(
    mine: Tablet, worked_url: str, person: int
) -> None:
    number = str(uuid.uuid4())
    codes = [mine.deliver(appointment("book", number, person, starts_at=NOON.isoformat()))["code"]]
    for hours in (1, 2):
        with connect(worked_url, "test") as connection:
            connection.execute("UPDATE engagement.message SET state = 'delivered' WHERE state = 'queued'")
        moved = (NOON + timedelta(hours=hours)).isoformat()
        codes.append(mine.deliver(appointment("rebook", number, person, starts_at=moved))["code"])
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE book.customer SET do_not_call = true WHERE id = %s", [person])
    codes.append(mine.deliver(appointment("confirm", number, person))["code"])
    assert codes == [None, None, "appointment.told_often", "appointment.do_not_call"]
    assert _story(mine, person)["confirmed_at"] is None


def test_what_was_kept_is_not_taken_back_as_if_it_had_never_been_booked(mine: Tablet, person: int) -> None:
    number = str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=now().isoformat(), tell=False)
    met = operation("visit.complete", visit(person, task_id=number))
    mine.post(book, met)
    undo = {"target": book["op_id"], "customer_id": person}
    receipt = mine.send("operation.undo", undo)
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "undo.built_on")
    assert states_of(mine, person) == {number: "kept"}
    mine.send("operation.undo", undo | {"target": met["op_id"]})
    assert mine.send("operation.undo", undo)["state"] == "applied"
    assert states_of(mine, person) == {}


def test_tablets_have_appointments_and_the_search_in_their_documents_as_soon_as_they_change(
    mine: Tablet, worked_url: str, person: int
) -> None:
    snapshot = mine.get(f"/sync/cells/{mine.cell_id}")
    number = str(uuid.uuid4())
    mine.deliver(appointment("book", number, person, starts_at=NOON.isoformat(), tell=False))
    step = {"step_id": str(uuid.uuid4()), "customer_id": person, "step": "family", "found": False}
    mine.send("unreachable.step", step)
    since = f"/sync/cells/{mine.cell_id}/changes?feed={snapshot['feed']}&since={snapshot['cursor']}"
    (doc,) = mine.get(since)["customers"]
    assert [one["id"] for one in doc["appointments"]] == [number] and doc["open"][0]["task_id"] == number
    assert [(one["step"], one["found"]) for one in doc["steps"]] == [("family", False)]


def test_he_counts_as_told_when_the_message_has_left_and_one_that_could_not_leave_is_tried_again(
    mine: Tablet, worked_url: str, person: int
) -> None:
    number = str(uuid.uuid4())
    snapshot = mine.get(f"/sync/cells/{mine.cell_id}")
    mine.deliver(appointment("book", number, person, starts_at=NOON.isoformat()))

    def left(problem: str | None = None) -> dict[str, Any]:
        before = mine.get(since(snapshot["cursor"]))["cursor"]
        with connect(worked_url, "test") as connection:
            connection.execute(
                """UPDATE engagement.message SET state = %s, problem = %s, delivered_at = %s
                   WHERE template LIKE 'appointment%%' AND state = 'queued'""",
                ["failed", problem, None] if problem else ["delivered", None, now()],
            )
        (doc,) = mine.get(since(before))["customers"]
        return dict(doc["appointments"][0])

    def since(cursor: int) -> str:
        return f"/sync/cells/{mine.cell_id}/changes?feed={snapshot['feed']}&since={cursor}"

    (asked,) = mine.get("/field/appointments")["items"]
    assert asked["confirmed_at"] is not None and (asked["told_at"], asked["untold"]) == (None, None)
    failed = left("message.no_number")
    assert (failed["told_at"], failed["untold"]) == (None, "message.no_number")
    mine.deliver(appointment("confirm", number, person))
    assert queued_about_appointments(worked_url) == [("appointment_booked", "12:00")]
    told = left()
    assert told["told_at"] is not None and told["untold"] is None
    mine.deliver(appointment("confirm", number, person))
    assert queued_about_appointments(worked_url) == []
    moved = (NOON + timedelta(hours=1)).isoformat()
    mine.deliver(appointment("rebook", number, person, starts_at=moved, tell=False))
    assert (_story(mine, person)["confirmed_at"], _story(mine, person)["told_at"]) == (None, None)


@pytest.mark.parametrize("told_of_move", [True, False])
def test_whoever_has_a_message_about_an_appointment_is_not_left_waiting_where_its_booking_is_taken_back(
    mine: Tablet, worked_url: str, person: int, told_of_move: bool
) -> None:
    number = str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=NOON.isoformat())
    mine.deliver(book)
    _deliver(worked_url)
    later = NOON + timedelta(hours=1)
    mine.deliver(appointment("rebook", number, person, starts_at=later.isoformat(), tell=told_of_move))
    queued = queued_about_appointments(worked_url)
    undo = {"target": book["op_id"], "customer_id": person}
    assert mine.send("operation.undo", undo)["code"] == "appointment.told"
    assert (states_of(mine, person), queued_about_appointments(worked_url)) == ({number: "booked"}, queued)
    mine.deliver(appointment("cancel", number, person, reason="no_time"))
    assert queued_about_appointments(worked_url) == [("appointment_cancelled", "13:00")]
    # He gets to know that nobody comes, and whoever took the booking back has what he wanted.
    receipt = mine.send("operation.undo", undo)
    assert (receipt["state"], receipt["code"]) == ("applied", None)
    assert states_of(mine, person) == {number: "cancelled"}
    assert queued_about_appointments(worked_url) == [("appointment_cancelled", "13:00")]


def test_a_booking_of_which_the_message_could_not_leave_is_taken_back(
    mine: Tablet, worked_url: str, person: int
) -> None:
    book = appointment("book", str(uuid.uuid4()), person, starts_at=NOON.isoformat())
    mine.deliver(book)
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE engagement.message SET state = 'failed' WHERE state = 'queued'")
    undo = operation("operation.undo", {"target": book["op_id"], "customer_id": person})
    assert mine.deliver(undo)["state"] == "applied"
    assert states_of(mine, person) == {}


def test_clients_one_version_back_are_taken(
    mine: Tablet, worked_url: str, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "PROTOCOL", 3)
    monkeypatch.setitem(
        protocol.UPGRADES,
        ("note.add", 2),
        lambda payload: {
            **{name: value for name, value in payload.items() if name != "words"},
            "text": payload["words"],
        },
    )
    older = {"note_id": str(uuid.uuid4()), "customer_id": person, "words": "周末都在家"}
    receipts = [mine.send("note.add", older, protocol=version) for version in (2, 1, 4)]
    assert [(one["state"], one["code"]) for one in receipts] == [
        ("applied", None), ("needs_attention", "protocol.older"), ("needs_attention", "protocol.newer"),
    ]  # fmt: skip
    assert one(worked_url, "SELECT count(*) FROM engagement.note") == 1
    sent = operation("note.add", older | {"note_id": str(uuid.uuid4())}, protocol=2)
    mine.deliver(sent)
    about = {"target": sent["op_id"], "customer_id": person, "kind": "note.add"}
    meant = about | {"payload": sent["payload"] | {"words": "周末不在家"}}
    assert mine.send("operation.correct", meant, protocol=2)["state"] == "applied"


def _story(tablet: Tablet, person: int) -> dict[str, Any]:
    (found,) = tablet.get(f"/customers/{person}")["appointments"]
    return dict(found)


def _last(url: str, kind: str) -> object:
    return one(
        url, "SELECT op_id FROM field.operation WHERE kind = %s ORDER BY received_at DESC LIMIT 1", kind
    )


def _deliver(url: str) -> None:
    """Let what is queued leave."""
    with connect(url, "test") as connection:
        connection.execute("UPDATE engagement.message SET state = 'delivered' WHERE state = 'queued'")

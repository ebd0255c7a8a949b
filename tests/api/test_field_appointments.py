"""Appointments and the search for customers who are not reached, as tablets send them."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from gridward.engagement.messages.console import ConsoleGateway
from gridward.engagement.messages.gateway import Envelope
from gridward.engagement.messages.letters import queued_letters
from gridward.field.operations import protocol
from gridward.kernel.clock import POLICY_ZONE, now, today
from gridward.platform.crypto import cipher
from gridward.platform.db import connect
from support.field_work import CITY, Tablet, field_task, one, operation, persons_of, rows, visit

NOON = datetime.combine(today() + timedelta(days=2), time(12), POLICY_ZONE)


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return persons_of(worked_url, mine.cell_id)[0]


def appointment(kind: str, number: str, person: int, **more: Any) -> dict[str, Any]:
    return operation(f"appointment.{kind}", {"appointment_id": number, "customer_id": person, **more})


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
    assert _told(worked_url) == [("appointment_booked", "12:00")]
    later = NOON + timedelta(hours=3)
    moved = appointment("rebook", number, person, starts_at=later.isoformat())
    assert mine.deliver(moved)["state"] == "applied"
    # What had not left is not sent any more.
    assert _told(worked_url) == [("appointment_moved", "15:00")]
    cancelled = appointment("cancel", number, person, reason="customer_asked")
    assert mine.deliver(cancelled)["state"] == "applied"
    (gone,) = mine.get("/field/appointments")["items"]
    assert (gone["state"], gone["reason"]) == ("cancelled", "customer_asked")
    assert _told(worked_url) == [("appointment_cancelled", "15:00")]
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
    mine.send("appointment.book", {**_at(number, person), "starts_at": NOON.isoformat(), "tell": False})
    assert _told(worked_url) == [] and _story(mine, person)["confirmed_at"] is None
    confirmed = operation("appointment.confirm", _at(number, person))
    assert mine.deliver(confirmed)["code"] is None
    assert _told(worked_url) == [("appointment_booked", "12:00")]
    # What has not left is taken back.
    undo = operation("operation.undo", {"target": confirmed["op_id"], "customer_id": person})
    assert mine.deliver(undo)["state"] == "applied"
    assert _told(worked_url) == [] and _story(mine, person)["confirmed_at"] is None
    mine.send("appointment.confirm", _at(number, person))
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
    codes.append(mine.deliver(operation("appointment.confirm", _at(number, person)))["code"])
    assert codes == [None, None, "appointment.told_often", "appointment.do_not_call"]
    assert _story(mine, person)["confirmed_at"] is None


def test_an_appointment_is_a_stop_of_its_day_until_a_visit_shows_whether_it_was_kept(
    mine: Tablet, worked_url: str, person: int
) -> None:
    number, later = str(uuid.uuid4()), str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=now().isoformat(), tell=False)
    mine.deliver(book)
    mine.deliver(appointment("book", later, person, starts_at=NOON.isoformat(), tell=False))
    mine.deliver(appointment("rebook", number, person, starts_at=now().isoformat(), minutes=30, tell=False))
    (stop,) = (one for one in mine.get("/field/today")["items"] if one["kind"] == "appointment")
    assert stop["why"][0]["params"]["minutes"] == 30
    doors = mine.get("/field/route")
    (door,) = (one for one in [*doors["stops"], *doors["left"]] if number in one["task_ids"])
    assert door["window"] is not None and door["minutes"] >= 30
    assert (stop["task_id"], stop["why"][0]["code"]) == (number, "appointment")
    made = operation("visit.complete", visit(person, "not_home", task_id=number))
    mine.deliver(made)
    assert _states(mine, person) == {number: "missed", later: "booked"}
    mine.deliver(operation("operation.undo", {"target": made["op_id"], "customer_id": person}))
    assert _states(mine, person) == {number: "booked", later: "booked"}
    mine.deliver(operation("visit.complete", visit(person)))
    assert _states(mine, person) == {number: "kept", later: "booked"}
    assert not any(one["kind"] == "appointment" for one in mine.get("/field/today")["items"])
    closed = operation("appointment.close", {**_at(later, person), "outcome": "missed"})
    assert mine.deliver(closed)["code"] == "appointment.not_yet"


def test_the_stop_of_an_appointment_goes_with_it_and_not_with_a_call_or_a_skip(
    mine: Tablet, worked_url: str, person: int
) -> None:
    number = str(uuid.uuid4())
    about = {"customer_id": person, "task_id": number}
    mine.deliver(appointment("book", number, person, starts_at=NOON.isoformat(), tell=False))
    stop = "SELECT state FROM engagement.task WHERE id = %s"
    call = {"contact_id": str(uuid.uuid4()), "channel": "call", "result": "reached"}
    assert mine.send("contact.log", about | call)["state"] == "applied"
    assert mine.send("task.skip", about | {"reason": "no_time"})["code"] == "task.is_appointment"
    # Nobody was there the day before: he still comes on the day.
    mine.send("visit.complete", visit(person, "not_home", task_id=number))
    assert (_states(mine, person), one(worked_url, stop, number)) == ({number: "booked"}, "open")
    early = operation("visit.complete", visit(person, task_id=number))
    mine.deliver(early)
    assert (_states(mine, person), one(worked_url, stop, number)) == ({number: "kept"}, "done")
    mine.deliver(operation("operation.undo", {"target": early["op_id"], "customer_id": person}))
    assert (_states(mine, person), one(worked_url, stop, number)) == ({number: "booked"}, "open")


def test_what_was_kept_is_not_taken_back_as_if_it_had_never_been_booked(mine: Tablet, person: int) -> None:
    number = str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=now().isoformat(), tell=False)
    met = operation("visit.complete", visit(person, task_id=number))
    mine.post(book, met)
    undo = {"target": book["op_id"], "customer_id": person}
    receipt = mine.send("operation.undo", undo)
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "undo.built_on")
    assert _states(mine, person) == {number: "kept"}
    mine.send("operation.undo", undo | {"target": met["op_id"]})
    assert mine.send("operation.undo", undo)["state"] == "applied"
    assert _states(mine, person) == {}


def test_what_is_agreed_for_a_task_puts_it_off_and_booking_it_can_be_taken_back(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task = field_task(worked_url, person, mine.cell_id)
    number = str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=NOON.isoformat(), task_id=str(task))
    mine.deliver(book)
    assert str(task) not in {one["task_id"] for one in mine.get("/field/today")["items"]}
    mine.deliver(operation("operation.undo", {"target": book["op_id"], "customer_id": person}))
    assert str(task) in {one["task_id"] for one in mine.get("/field/today")["items"]}
    assert _states(mine, person) == {} and _told(worked_url) == []
    other = appointment("book", str(uuid.uuid4()), person, starts_at=now().isoformat())
    mine.deliver(other)
    cancel = appointment("cancel", other["payload"]["appointment_id"], person, reason="no_time")
    mine.deliver(cancel)
    mine.deliver(operation("operation.undo", {"target": cancel["op_id"], "customer_id": person}))
    assert list(_states(mine, person).values()) == ["booked"]
    assert "appointment" in {one["kind"] for one in mine.get("/field/today")["items"]}


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
    mine.send("appointment.confirm", _at(number, person))
    assert _told(worked_url) == [("appointment_booked", "12:00")]
    told = left()
    assert told["told_at"] is not None and told["untold"] is None
    mine.send("appointment.confirm", _at(number, person))
    assert _told(worked_url) == []
    moved = (NOON + timedelta(hours=1)).isoformat()
    mine.deliver(appointment("rebook", number, person, starts_at=moved, tell=False))
    assert (_story(mine, person)["confirmed_at"], _story(mine, person)["told_at"]) == (None, None)


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
    queued = _told(worked_url)
    undo = {"target": book["op_id"], "customer_id": person}
    assert mine.send("operation.undo", undo)["code"] == "appointment.told"
    assert (_states(mine, person), _told(worked_url)) == ({number: "booked"}, queued)
    mine.deliver(appointment("cancel", number, person, reason="no_time"))
    assert _told(worked_url) == [("appointment_cancelled", "13:00")]
    # He gets to know that nobody comes, and whoever took the booking back has what he wanted.
    receipt = mine.send("operation.undo", undo)
    assert (receipt["state"], receipt["code"]) == ("applied", None)
    assert _states(mine, person) == {number: "cancelled"}
    assert _told(worked_url) == [("appointment_cancelled", "13:00")]


def test_a_booking_of_which_the_message_could_not_leave_is_taken_back(
    mine: Tablet, worked_url: str, person: int
) -> None:
    book = appointment("book", str(uuid.uuid4()), person, starts_at=NOON.isoformat())
    mine.deliver(book)
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE engagement.message SET state = 'failed' WHERE state = 'queued'")
    undo = operation("operation.undo", {"target": book["op_id"], "customer_id": person})
    assert mine.deliver(undo)["state"] == "applied"
    assert _states(mine, person) == {}


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


def _at(number: str, person: int) -> dict[str, Any]:
    return {"appointment_id": number, "customer_id": person}


def _story(tablet: Tablet, person: int) -> dict[str, Any]:
    (found,) = tablet.get(f"/customers/{person}")["appointments"]
    return dict(found)


def _states(tablet: Tablet, person: int) -> dict[str, str]:
    return {one["id"]: one["state"] for one in tablet.get(f"/customers/{person}")["appointments"]}


def _last(url: str, kind: str) -> object:
    return one(
        url, "SELECT op_id FROM field.operation WHERE kind = %s ORDER BY received_at DESC LIMIT 1", kind
    )


def _told(url: str) -> list[tuple[str, str]]:
    return rows(
        url,
        """SELECT template, params ->> 'time' FROM engagement.message
           WHERE template LIKE 'appointment%%' AND state = 'queued'""",
    )  # type: ignore[return-value]


def _deliver(url: str) -> None:
    """Let what is queued leave."""
    with connect(url, "test") as connection:
        connection.execute("UPDATE engagement.message SET state = 'delivered' WHERE state = 'queued'")


def _care(url: str, person: int) -> str:
    return str(one(url, "SELECT state FROM engagement.care WHERE customer_id = %s", person))


def test_a_booking_that_is_taken_back_leaves_its_task_on_the_day_on_which_it_was(
    mine: Tablet, worked_url: str, person: int
) -> None:
    put_off_to = today() + timedelta(days=9)
    task = field_task(worked_url, person, mine.cell_id, starts_on=put_off_to)
    number = str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=NOON.isoformat(), task_id=str(task), tell=False)
    mine.deliver(book)
    later = (NOON + timedelta(days=1)).isoformat()
    mine.deliver(appointment("rebook", number, person, starts_at=later, tell=False))
    starts = "SELECT starts_on FROM engagement.task WHERE id = %s"
    assert one(worked_url, starts, task) == NOON.date() + timedelta(days=1)
    undo = operation("operation.undo", {"target": book["op_id"], "customer_id": person})
    assert mine.deliver(undo)["state"] == "applied"
    assert one(worked_url, starts, task) == put_off_to


def test_a_booking_that_named_another_customers_task_leaves_that_where_it_is_and_its_own_stop_goes(
    mine: Tablet, worked_url: str, person: int
) -> None:
    other = persons_of(worked_url, mine.cell_id)[1]
    task = field_task(worked_url, other, mine.cell_id, starts_on=NOON.date())
    number = str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=NOON.isoformat(), task_id=str(task), tell=False)
    assert mine.deliver(book)["code"] == "task.unknown"
    undo = operation("operation.undo", {"target": book["op_id"], "customer_id": person})
    assert mine.deliver(undo)["state"] == "applied"
    assert one(worked_url, "SELECT starts_on FROM engagement.task WHERE id = %s", task) == NOON.date()
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", number) == "cancelled"


def test_a_task_for_which_two_appointments_are_booked_stays_on_the_day_of_the_one_that_stands(
    mine: Tablet, worked_url: str, person: int
) -> None:
    put_off_to = today() + timedelta(days=9)
    task = field_task(worked_url, person, mine.cell_id, starts_on=put_off_to)
    days = [NOON.date() + timedelta(days=ahead) for ahead in (0, 1)]

    def starts_on() -> object:
        return one(worked_url, "SELECT starts_on FROM engagement.task WHERE id = %s", task)

    def book(day: date) -> dict[str, Any]:
        at = datetime.combine(day, time(12), POLICY_ZONE).isoformat()
        booked = appointment("book", str(uuid.uuid4()), person, starts_at=at, task_id=str(task), tell=False)
        assert mine.deliver(booked)["state"] == "applied"
        return booked

    def take_back(one: dict[str, Any]) -> None:
        undo = operation("operation.undo", {"target": one["op_id"], "customer_id": person})
        assert mine.deliver(undo)["state"] == "applied"

    first, second = map(book, days)
    take_back(first)
    assert starts_on() == days[1]
    # With the last of them it is on its day of before, and not on that of the one that went first.
    take_back(second)
    assert starts_on() == put_off_to
    first, second = map(book, days)
    take_back(second)
    assert starts_on() == days[0]
    second = book(days[1])
    cancel = appointment("cancel", first["payload"]["appointment_id"], person, reason="no_time", tell=False)
    mine.deliver(cancel)
    assert starts_on() == days[1]
    take_back(cancel)
    assert starts_on() == days[1]
    mine.deliver(appointment("cancel", second["payload"]["appointment_id"], person, reason="no_time"))
    assert starts_on() == days[0]


def test_one_of_two_appointments_for_a_task_that_was_missed_leaves_it_on_the_day_of_the_other(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task = field_task(worked_url, person, mine.cell_id)
    missed = str(uuid.uuid4())
    about = {"task_id": str(task), "tell": False}
    mine.deliver(appointment("book", missed, person, starts_at=now().isoformat(), **about))
    mine.deliver(appointment("book", str(uuid.uuid4()), person, starts_at=NOON.isoformat(), **about))
    assert mine.deliver(appointment("close", missed, person, outcome="missed"))["state"] == "applied"
    assert one(worked_url, "SELECT starts_on FROM engagement.task WHERE id = %s", task) == NOON.date()


def test_the_stop_of_an_appointment_stays_where_another_one_that_was_booked_for_it_is_cancelled(
    mine: Tablet, worked_url: str, person: int
) -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    mine.deliver(appointment("book", first, person, starts_at=NOON.isoformat(), tell=False))
    later = (NOON + timedelta(days=1)).isoformat()
    mine.deliver(appointment("book", second, person, starts_at=later, task_id=first, tell=False))
    mine.deliver(appointment("cancel", second, person, reason="not_needed", tell=False))
    stop = "SELECT state, starts_on FROM engagement.task WHERE id = %s"
    assert rows(worked_url, stop, first) == [("open", NOON.date())]


@pytest.mark.parametrize("closed", [True, False])
def test_what_is_agreed_for_a_task_has_a_stop_also_where_the_task_is_closed(
    mine: Tablet, worked_url: str, person: int, closed: bool
) -> None:
    task = str(field_task(worked_url, person, mine.cell_id))
    number = str(uuid.uuid4())
    book = appointment("book", number, person, starts_at=NOON.isoformat(), task_id=task, tell=False)
    call = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "result": "reached"}
    called = operation("contact.log", call | {"task_id": task})
    # Without a network it is booked for what was done elsewhere; or he calls from the stop that he is on his way.
    mine.post(*([called, book] if closed else [book, called]))
    assert _states(mine, person) == {number: "booked"}
    stops = (
        "SELECT id::text FROM engagement.task WHERE customer_id = %s AND state = 'open' AND starts_on = %s"
    )
    assert rows(worked_url, stops, person, NOON.date()) == [(number if closed else task,)]
    # Where it was agreed to call, the call was it.
    phone = {"starts_at": now().isoformat(), "place": "phone", "tell": False}
    other = str(field_task(worked_url, person, mine.cell_id))
    mine.deliver(appointment("book", str(uuid.uuid4()), person, task_id=other, **phone))
    mine.send("contact.log", call | {"contact_id": str(uuid.uuid4()), "task_id": other})
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", other) == "done"


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


def test_a_visit_in_vain_before_the_day_leaves_the_task_that_was_agreed_on(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task, number = str(field_task(worked_url, person, mine.cell_id)), str(uuid.uuid4())
    mine.deliver(appointment("book", number, person, starts_at=NOON.isoformat(), task_id=task, tell=False))
    stop = "SELECT state FROM engagement.task WHERE id = %s"
    mine.send("visit.complete", visit(person, "not_home", task_id=task))
    assert (_states(mine, person), one(worked_url, stop, task)) == ({number: "booked"}, "open")
    mine.send("visit.complete", visit(person, task_id=task))
    assert (_states(mine, person), one(worked_url, stop, task)) == ({number: "kept"}, "done")

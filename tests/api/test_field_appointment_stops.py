"""Appointments as stops: the tasks for which they are booked wait for them, are done with them and taken back with them."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

import psycopg
import pytest

from gridward.kernel.clock import POLICY_ZONE, now, today
from gridward.ops.day import run_day
from support.appointments import NOON, appointment, queued_about_appointments, states_of
from support.field_work import Tablet, field_task, one, operation, persons_of, rows, visit
from support.launcher import soon
from support.workers import waits_for


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell."""
    return persons_of(worked_url, mine.cell_id)[0]


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
    assert states_of(mine, person) == {number: "missed", later: "booked"}
    mine.deliver(operation("operation.undo", {"target": made["op_id"], "customer_id": person}))
    assert states_of(mine, person) == {number: "booked", later: "booked"}
    mine.deliver(operation("visit.complete", visit(person)))
    assert states_of(mine, person) == {number: "kept", later: "booked"}
    assert not any(one["kind"] == "appointment" for one in mine.get("/field/today")["items"])
    closed = appointment("close", later, person, outcome="missed")
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
    assert (states_of(mine, person), one(worked_url, stop, number)) == ({number: "booked"}, "open")
    early = operation("visit.complete", visit(person, task_id=number))
    mine.deliver(early)
    assert (states_of(mine, person), one(worked_url, stop, number)) == ({number: "kept"}, "done")
    mine.deliver(operation("operation.undo", {"target": early["op_id"], "customer_id": person}))
    assert (states_of(mine, person), one(worked_url, stop, number)) == ({number: "booked"}, "open")


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
    assert states_of(mine, person) == {} and queued_about_appointments(worked_url) == []
    other = appointment("book", str(uuid.uuid4()), person, starts_at=now().isoformat())
    mine.deliver(other)
    cancel = appointment("cancel", other["payload"]["appointment_id"], person, reason="no_time")
    mine.deliver(cancel)
    mine.deliver(operation("operation.undo", {"target": cancel["op_id"], "customer_id": person}))
    assert list(states_of(mine, person).values()) == ["booked"]
    assert "appointment" in {one["kind"] for one in mine.get("/field/today")["items"]}


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


def test_a_booking_that_is_taken_back_while_another_one_is_made_leaves_the_task_on_the_day_of_that(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task = field_task(worked_url, person, mine.cell_id)
    first = appointment(
        "book", str(uuid.uuid4()), person, starts_at=NOON.isoformat(), task_id=str(task), tell=False
    )
    mine.deliver(first)
    later = NOON + timedelta(days=1)
    undo = operation("operation.undo", {"target": first["op_id"], "customer_id": person})
    with psycopg.connect(worked_url) as another, ThreadPoolExecutor(1) as tablet:
        another.execute(
            """INSERT INTO engagement.appointment (id, city_id, customer_id, cell_id, specialist_id, account_id, task_id,
                   task_started_on, starts_at, minutes, place, booked_at)
               SELECT gen_random_uuid(), city_id, customer_id, cell_id, specialist_id, account_id, task_id,
                   task_started_on, %s, minutes, place, booked_at FROM engagement.appointment WHERE task_id = %s""",
            [later, task],
        )
        another.execute("UPDATE engagement.task SET starts_on = %s WHERE id = %s", [later.date(), task])
        sent = tablet.submit(mine.deliver, undo)
        assert soon(lambda: waits_for(worked_url, another))
        another.commit()
        assert sent.result()["state"] == "applied"
    assert one(worked_url, "SELECT starts_on FROM engagement.task WHERE id = %s", task) == later.date()


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
    assert states_of(mine, person) == {number: "booked"}
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


def test_a_visit_in_vain_before_the_day_leaves_the_task_that_was_agreed_on(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task, number = str(field_task(worked_url, person, mine.cell_id)), str(uuid.uuid4())
    mine.deliver(appointment("book", number, person, starts_at=NOON.isoformat(), task_id=task, tell=False))
    stop = "SELECT state FROM engagement.task WHERE id = %s"
    mine.send("visit.complete", visit(person, "not_home", task_id=task))
    assert (states_of(mine, person), one(worked_url, stop, task)) == ({number: "booked"}, "open")
    mine.send("visit.complete", visit(person, task_id=task))
    assert (states_of(mine, person), one(worked_url, stop, task)) == ({number: "kept"}, "done")


def test_what_is_agreed_gets_a_stop_of_its_own_in_the_night_after_its_task_was_closed(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task, number = str(field_task(worked_url, person, mine.cell_id)), str(uuid.uuid4())
    about = {"starts_at": NOON.isoformat(), "minutes": 45, "task_id": task, "tell": False}
    book = appointment("book", number, person, **about)
    mine.deliver(book)
    mine.send("task.skip", {"customer_id": person, "task_id": task, "reason": "not_needed"})
    for _ in range(2):
        run_day(worked_url, 1, today())
    stops = """SELECT kind, id::text, starts_on, why -> 0 -> 'params' ->> 'minutes' FROM engagement.task
               WHERE customer_id = %s AND state = 'open' AND starts_on = %s"""
    stop = ("appointment", number, NOON.date(), "45")
    assert rows(worked_url, stops, person, NOON.date()) == [stop]
    # It is moved, kept and taken back like any other.
    later = (NOON + timedelta(days=1)).isoformat()
    mine.deliver(appointment("rebook", number, person, starts_at=later, tell=False))
    starts = "SELECT starts_on FROM engagement.task WHERE id = %s"
    assert one(worked_url, starts, number) == NOON.date() + timedelta(days=1)
    mine.deliver(operation("operation.undo", {"target": book["op_id"], "customer_id": person}))
    assert states_of(mine, person) == {}
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", number) == "cancelled"


def test_what_somebody_is_expected_for_is_moved_or_cancelled_on_its_day_and_not_skipped(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task, number = str(field_task(worked_url, person, mine.cell_id)), str(uuid.uuid4())
    mine.deliver(appointment("book", number, person, starts_at=now().isoformat(), task_id=task, tell=False))
    skip = {"customer_id": person, "task_id": task, "reason": "no_time"}
    assert mine.send("task.skip", skip)["code"] == "task.is_appointment"
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", task) == "open"
    mine.deliver(appointment("cancel", number, person, reason="no_time", tell=False))
    assert mine.send("task.skip", skip)["state"] == "applied"


def test_what_was_agreed_for_a_day_that_is_over_gets_no_stop(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task, number = str(field_task(worked_url, person, mine.cell_id)), str(uuid.uuid4())
    mine.deliver(appointment("book", number, person, starts_at=now().isoformat(), task_id=task, tell=False))
    skip = {"customer_id": person, "task_id": task, "reason": "not_needed"}
    mine.deliver(operation("task.skip", skip, occurred_at=(now() - timedelta(days=1)).isoformat()))
    run_day(worked_url, 1, today() + timedelta(days=1))
    assert rows(worked_url, "SELECT FROM engagement.task WHERE id = %s", number) == []

"""Operations that are taken back or corrected: their effect goes, they themselves stay."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now, policy_day, today
from support.field_work import Tablet, field_task, one, operation, rows, tablet, visit
from support.on_the_tablet import holder
from support.seat_work import Due, due


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell who holds a policy, and whom nobody has spoken to."""
    return holder(worked_url, mine.cell_id)


@pytest.fixture
def owed(worked_url: str, person: int) -> Due:
    """What he owes."""
    rows(worked_url, "DELETE FROM renewal.due WHERE customer_id = %s RETURNING policy_id", person)
    return due(worked_url, person)


def undo(target: dict[str, Any], person: int, **envelope: Any) -> dict[str, Any]:
    """The operation that takes another one back."""
    return operation("operation.undo", {"target": target["op_id"], "customer_id": person}, **envelope)


def correct(target: dict[str, Any], payload: dict[str, Any]) -> dict[str, Any]:
    """The operation that says what another one should have been."""
    inside = {"target": target["op_id"], "kind": target["kind"], "payload": payload}
    return operation("operation.correct", {"customer_id": payload["customer_id"], **inside})


def test_a_visit_is_taken_back_with_all_that_followed_from_it(
    mine: Tablet, worked_url: str, person: int, owed: Due
) -> None:
    first = field_task(worked_url, person, mine.cell_id, kind="first_contact")
    task = field_task(worked_url, person, mine.cell_id, policy_id=owed.policy_id)
    before = _standing(mine, person)
    promised = (today() + timedelta(days=7)).isoformat()
    made = operation(
        "visit.complete",
        visit(
            person,
            "promised",
            task_id=str(task),
            next_step="visit_again",
            promise={"policy_id": owed.policy_id, "number": owed.number, "promised_on": promised},
            note="下周缴费",
        ),
    )
    assert mine.deliver(made)["state"] == "applied"
    assert _standing(mine, person) != before
    taken_back = undo(made, person)
    receipt = mine.deliver(taken_back)
    assert (receipt["state"], receipt["code"]) == ("applied", None)
    assert mine.deliver(taken_back) == receipt
    assert _standing(mine, person) == before
    assert (
        rows(worked_url, "SELECT state FROM engagement.task WHERE id = ANY(%s)", [first, task])
        == [("open",)] * 2
    )
    assert one(worked_url, "SELECT count(*) FROM field.visit") == 0
    states = {one["op_id"]: (one["state"], one["undone_at"] is not None) for one in _sent(mine)}
    assert states == {made["op_id"]: ("applied", True), taken_back["op_id"]: ("applied", False)}
    # The same visit may be recorded again: what was taken back stands in nobody's way.
    assert mine.send("visit.complete", made["payload"])["state"] == "applied"


def test_an_outcome_goes_and_its_check_in_stays(mine: Tablet, worked_url: str, person: int) -> None:
    number = {"visit_id": str(uuid.uuid4()), "customer_id": person}
    begun = operation("visit.begin", number, occurred_at=now() - timedelta(minutes=40))
    ended = operation("visit.complete", number | {"outcome": "not_home"})
    mine.post(begun, ended)
    assert mine.deliver(undo(begun, person))["code"] == "visit.completed_already"
    assert mine.deliver(undo(ended, person))["state"] == "applied"
    assert rows(worked_url, "SELECT outcome FROM field.visit") == [(None,)]
    assert mine.deliver(undo(begun, person))["state"] == "applied"
    assert one(worked_url, "SELECT count(*) FROM field.visit") == 0


def test_a_promise_that_goes_leaves_the_one_before(mine: Tablet, person: int, owed: Due) -> None:
    def promise(days: int) -> dict[str, Any]:
        day = (today() + timedelta(days=days)).isoformat()
        about = {
            "customer_id": person,
            "policy_id": owed.policy_id,
            "number": owed.number,
            "promised_on": day,
        }
        return operation("promise.record", {"promise_id": str(uuid.uuid4()), **about})

    first, second = promise(3), promise(9)
    mine.post(first, second)
    assert mine.deliver(undo(first, person))["code"] == "promise.settled"
    assert mine.deliver(undo(second, person))["state"] == "applied"
    (left,) = mine.get(f"/customers/{person}")["promises"]
    assert (left["id"], left["state"]) == (first["payload"]["promise_id"], "open")


def test_each_kind_goes_whole(mine: Tablet, worked_url: str, person: int) -> None:
    task = str(field_task(worked_url, person, mine.cell_id))
    number = str(uuid.uuid4())
    call = {
        "contact_id": number,
        "customer_id": person,
        "task_id": task,
        "channel": "call",
        "result": "reached",
    }
    for made in (
        operation("contact.log", call),
        operation("task.skip", {"task_id": task, "customer_id": person, "reason": "no_time"}),
        operation("note.add", {"note_id": number, "customer_id": person, "text": "周末都在家"}),
        operation("request.submit", {"request_id": number, "customer_id": person, "item": "benefit"}),
    ):
        before = _standing(mine, person)
        assert mine.deliver(made)["state"] == "applied"
        assert _standing(mine, person) != before, made["kind"]
        assert mine.deliver(undo(made, person))["state"] == "applied"
        assert _standing(mine, person) == before, made["kind"]


@pytest.mark.parametrize("result", ["reached", "no_answer"])
def test_only_what_an_operation_closed_itself_is_open_again(
    mine: Tablet, worked_url: str, person: int, result: str
) -> None:
    task = str(field_task(worked_url, person, mine.cell_id))
    occasion = field_task(worked_url, person, mine.cell_id, kind="occasion", starts_on=today())
    about = {"customer_id": person, "task_id": task}
    call = {"contact_id": str(uuid.uuid4()), "channel": "call", "result": result}
    declined = {"task_id": str(occasion), "customer_id": person, "reason": "customer_asked"}
    first = operation("visit.complete", visit(person, task_id=task))
    later = [
        operation("task.skip", about | {"reason": "not_needed"}),
        operation("contact.log", about | call),
        operation("visit.complete", visit(person, task_id=task)),
    ]
    # A day's work comes in one batch, within the same moment.
    mine.post(operation("task.skip", declined), first, *later)
    for one_of_them in later:
        assert mine.deliver(undo(one_of_them, person))["state"] == "applied"
    states = "SELECT state FROM engagement.task WHERE id = %s"
    assert rows(worked_url, states, task) == [("done",)]
    assert mine.deliver(undo(first, person))["state"] == "applied"
    assert rows(worked_url, states, task) == [("open",)]
    assert rows(worked_url, states, occasion) == [("skipped",)]


def test_a_skip_that_came_too_late_takes_nothing_back(mine: Tablet, worked_url: str, person: int) -> None:
    task = str(field_task(worked_url, person, mine.cell_id))
    about = {"task_id": task, "customer_id": person}
    first = operation("task.skip", about | {"reason": "no_time"})
    second = operation("task.skip", about | {"reason": "not_needed"})
    mine.post(first, second)
    assert mine.deliver(undo(second, person))["state"] == "applied"
    put_off = "SELECT state FROM engagement.task WHERE source_key = %s"
    assert rows(worked_url, put_off, f"again/{task}") == [("open",)]


def test_a_task_is_not_asked_for_again_where_what_it_was_put_off_to_is_closed(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task = field_task(worked_url, person, mine.cell_id, kind="first_contact")
    put_off = operation("task.skip", {"task_id": str(task), "customer_id": person, "reason": "no_time"})
    call = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "result": "reached"}
    called = operation("contact.log", call)
    mine.post(put_off, called)
    states = "SELECT state FROM engagement.task WHERE customer_id = %s AND kind = 'first_contact' ORDER BY created_at"
    refused = mine.deliver(undo(put_off, person))
    assert (refused["state"], refused["code"]) == ("needs_attention", "task.followed_up")
    assert rows(worked_url, states, person) == [("skipped",), ("done",)]
    # What closed it goes first.
    assert mine.deliver(undo(called, person))["state"] == "applied"
    assert mine.deliver(undo(put_off, person))["state"] == "applied"
    assert rows(worked_url, states, person) == [("open",), ("cancelled",)]


@pytest.mark.parametrize("next_step", ["visit_again", "seat_call"])
def test_a_visit_stays_where_what_was_to_follow_from_it_is_closed(
    mine: Tablet, worked_url: str, person: int, next_step: str
) -> None:
    task = field_task(worked_url, person, mine.cell_id)
    made = operation("visit.complete", visit(person, "not_home", task_id=str(task), next_step=next_step))
    mine.deliver(made)
    followed = _followed(worked_url, made)
    refused = mine.deliver(undo(made, person))
    assert (refused["state"], refused["code"]) == ("needs_attention", "task.followed_up")
    left = "SELECT id, state FROM engagement.task WHERE id = ANY(%s) ORDER BY id = %s"
    assert rows(worked_url, left, [task, followed], followed) == [(task, "done"), (followed, "done")]
    # What it came to is put right all the same: the task stays done.
    better = correct(made, made["payload"] | {"note": "邻居说周末回来"})
    assert mine.deliver(better)["state"] == "applied"
    assert rows(worked_url, left, [task, followed], followed) == [(task, "done"), (followed, "done")]
    # A correction that leaves it to be done asks for it twice, too.
    none = {name: value for name, value in made["payload"].items() if name != "task_id"}
    again = mine.deliver(correct(better | {"kind": made["kind"]}, none))
    assert (again["state"], again["code"]) == ("needs_attention", "task.followed_up")
    assert one(worked_url, "SELECT count(*) FROM field.visit WHERE outcome = 'not_home'") == 1


def test_a_visit_that_closed_no_task_is_taken_back_whatever_followed(
    mine: Tablet, worked_url: str, person: int
) -> None:
    made = operation("visit.complete", visit(person, "not_home", next_step="visit_again"))
    mine.deliver(made)
    followed = _followed(worked_url, made)
    assert mine.deliver(undo(made, person))["state"] == "applied"
    assert one(worked_url, "SELECT state FROM engagement.task WHERE id = %s", followed) == "done"


def test_why_a_task_was_put_off_is_corrected_also_where_it_was_done_since(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task = field_task(worked_url, person, mine.cell_id)
    put_off = operation("task.skip", {"task_id": str(task), "customer_id": person, "reason": "no_time"})
    mine.deliver(put_off)
    again = one(worked_url, "SELECT id::text FROM engagement.task WHERE source_key = %s", f"again/{task}")
    mine.send("visit.complete", visit(person, task_id=again))
    meant = put_off["payload"] | {"reason": "customer_asked"}
    assert mine.deliver(correct(put_off, meant))["state"] == "applied"
    outcomes = "SELECT state, outcome FROM engagement.task WHERE id = ANY(%s::uuid[]) ORDER BY state"
    assert rows(worked_url, outcomes, [str(task), again]) == [
        ("done", "informed"),
        ("skipped", "customer_asked"),
    ]


def test_what_was_put_off_twice_is_taken_back_from_its_end(
    mine: Tablet, worked_url: str, person: int
) -> None:
    task = field_task(worked_url, person, mine.cell_id)
    again = "SELECT id::text FROM engagement.task WHERE source_key = %s"
    about = {"customer_id": person, "reason": "no_time"}
    first = operation("task.skip", about | {"task_id": str(task)})
    mine.deliver(first)
    second = operation("task.skip", about | {"task_id": one(worked_url, again, f"again/{task}")})
    mine.deliver(second)
    assert [mine.deliver(undo(skip, person))["code"] for skip in (first, second, first)] == [
        "task.followed_up",
        None,
        None,
    ]
    left = (
        "SELECT id FROM engagement.task WHERE customer_id = %s AND state = 'open' AND kind = 'renewal_visit'"
    )
    assert rows(worked_url, left, person) == [(task,)]


def test_an_appointment_is_corrected_with_the_stop_that_it_is(
    mine: Tablet, worked_url: str, person: int
) -> None:
    about = {"appointment_id": str(uuid.uuid4()), "customer_id": person, "tell": False}
    made = operation("appointment.book", about | {"starts_at": (now() + timedelta(days=2)).isoformat()})
    mine.deliver(made)
    at = now() + timedelta(days=3)
    receipt = mine.deliver(correct(made, about | {"starts_at": at.isoformat(), "place": "station"}))
    assert (receipt["state"], receipt["code"]) == ("applied", None)
    assert rows(worked_url, "SELECT starts_at, place FROM engagement.appointment") == [(at, "station")]
    stop = "SELECT id::text, state, due_on, why -> 0 -> 'params' ->> 'place' FROM engagement.task WHERE kind = 'appointment'"
    assert rows(worked_url, stop) == [(about["appointment_id"], "open", policy_day(at), "station")]


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(
    ("meanwhile", "code"),
    [
        ("appointment.cancel", "appointment.cancelled"),
        ("appointment.close", "appointment.cancelled"),
        ("appointment.rebook", "appointment.moved"),
    ],
)
def test_a_booking_is_corrected_only_as_long_as_it_stands_as_it_was_booked(
    mine: Tablet, worked_url: str, person: int, named: bool, meanwhile: str, code: str
) -> None:
    about = {"appointment_id": str(uuid.uuid4()), "customer_id": person, "tell": False}
    task = {"task_id": str(field_task(worked_url, person, mine.cell_id))} if named else {}
    meant = about | task | {"starts_at": now().isoformat()}
    made = operation("appointment.book", meant)
    mine.deliver(made)
    later = (now() + timedelta(days=3)).isoformat()
    said = {"appointment.cancel": {"reason": "customer_asked"}, "appointment.rebook": {"starts_at": later}}
    # By whoever stands in for him, or by himself on another device.
    about.pop("tell")
    mine.send(meanwhile, about | said.get(meanwhile, {"outcome": "missed"}))
    stands = "SELECT to_jsonb(a) FROM engagement.appointment a"
    before = rows(worked_url, stands)
    receipt = mine.deliver(correct(made, meant | {"place": "station"}))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", code)
    assert rows(worked_url, stands) == before


def test_a_correction_counts_from_when_it_was_done(mine: Tablet, worked_url: str, person: int) -> None:
    at = now() - timedelta(hours=2)
    call = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "result": "no_answer"}
    made = operation("contact.log", call, occurred_at=at)
    mine.deliver(made)
    receipt = mine.deliver(correct(made, call | {"result": "reached", "note": "打通了"}))
    assert (receipt["state"], receipt["code"]) == ("applied", None)
    assert rows(worked_url, "SELECT result, at FROM engagement.contact") == [("reached", at)]
    assert mine.get(f"/customers/{person}")["care"]["state"] == "contacted"
    other = correct(made, call | {"result": "refused"})
    assert mine.deliver(other)["code"] == "undo.again"


def test_a_correction_is_corrected_and_taken_back_as_what_it_corrects(
    mine: Tablet, worked_url: str, person: int
) -> None:
    at = now() - timedelta(hours=2)
    task = str(field_task(worked_url, person, mine.cell_id))
    call = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "task_id": task}
    made = operation("contact.log", call | {"result": "no_answer"}, occurred_at=at)
    better = correct(made, call | {"result": "reached"})
    best = correct(made | {"op_id": better["op_id"]}, call | {"result": "promised"})
    assert {one["state"] for one in mine.post(made, better, best).json()["receipts"]} == {"applied"}
    contacts, state = (
        "SELECT result, at FROM engagement.contact",
        "SELECT state FROM engagement.task WHERE id = %s",
    )
    assert rows(worked_url, contacts) == [("promised", at)]
    assert [mine.deliver(undo(target, person))["code"] for target in (made, better, best)] == [
        "undo.again",
        "undo.again",
        None,
    ]
    assert (rows(worked_url, contacts), rows(worked_url, state, task)) == ([], [("open",)])


def test_a_correction_that_names_itself_leads_nowhere(mine: Tablet, person: int) -> None:
    note = {"note_id": str(uuid.uuid4()), "customer_id": person, "text": "周末都在家"}
    itself = operation("operation.correct", {})
    itself["payload"] = {
        "target": itself["op_id"],
        "kind": "note.add",
        "customer_id": person,
        "payload": note,
    }
    assert mine.deliver(itself)["code"] == "undo.unknown"
    again = correct({"op_id": itself["op_id"], "kind": "note.add"}, note)
    assert mine.deliver(again)["state"] == "applied"


def test_what_cannot_be_taken_back(mine: Tablet, worked_url: str, person: int, cells: list[int]) -> None:
    agreed = operation(
        "consent.record",
        {
            "consent_id": str(uuid.uuid4()),
            "customer_id": person,
            "purpose": "marketing",
            "given": True,
            "how": "phone",
        },
    )
    note = {"note_id": str(uuid.uuid4()), "customer_id": person, "text": "周末都在家"}
    old = operation("note.add", note, occurred_at=now() - timedelta(hours=25))
    mine.post(agreed, old)
    codes = [
        mine.deliver(undo(target, person))["code"] for target in (agreed, old, operation("note.add", note))
    ]
    assert codes == ["undo.not_this", "undo.too_late", "undo.unknown"]
    wrong = correct(old, note | {"text": ""})
    receipt = mine.deliver(wrong)
    assert (receipt["state"], receipt["fields"][0]["field"]) == ("invalid", "payload")
    contact = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "result": "reached"}
    made = operation("contact.log", contact)
    mine.deliver(made)
    other = correct(made | {"kind": "note.add"}, note | {"note_id": str(uuid.uuid4())})
    assert mine.deliver(other)["code"] == "correction.other_kind"
    with tablet(worked_url, cells[1]) as neighbour:
        assert neighbour.deliver(undo(made, person))["code"] == "customer.not_in_cell"
    assert one(worked_url, "SELECT count(*) FROM engagement.contact") == 1


def test_what_waits_for_a_supervisor_waits_no_more(mine: Tablet, lead: TestClient, person: int) -> None:
    call = {"contact_id": str(uuid.uuid4()), "customer_id": person, "channel": "call", "result": "reached"}
    early = operation("contact.log", call, occurred_at=now() + timedelta(hours=1))
    assert mine.deliver(early)["code"] == "clock.ahead"
    assert len(lead.get("/api/v1/cities/tinglan/attention").json()["items"]) == 1
    assert mine.deliver(undo(early, person))["state"] == "applied"
    assert lead.get("/api/v1/cities/tinglan/attention").json()["items"] == []
    answer = lead.post(f"/api/v1/operations/{early['op_id']}/decision", json={"verdict": "taken"})
    assert answer.json()["code"] == "operation.decided"


def _followed(url: str, made: dict[str, Any]) -> uuid.UUID:
    """What was to follow from a visit, done by now, whoever did it."""
    number = made["payload"]["visit_id"]
    return uuid.UUID(
        str(
            one(
                url,
                """UPDATE engagement.task SET state = 'done', outcome = 'reached', closed_at = now()
                   WHERE source_key IN (%s, %s) RETURNING id""",
                f"again/{number}",
                f"asked/{number}",
            )
        )
    )


def _standing(mine: Tablet, person: int) -> dict[str, Any]:
    story = mine.get(f"/customers/{person}")
    return {name: story[name] for name in ("care", "contacts", "tasks", "promises", "services", "notes")}


def _sent(mine: Tablet) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = mine.get("/field/operations")["items"]
    return items

"""Events on their day and after it: who came is noted, at the door by his code, once, and not too late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now, today
from support.events import answer_of, at, facts, move_to, offers, opened, say, see
from support.field_work import Tablet, persons_of

SignIn = Callable[[str], TestClient]


@pytest.fixture
def ops(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("ops")


def test_on_the_day_it_is_noted_who_came(
    ops: TestClient, mine: Tablet, other: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=2)
    say(mine, event_id, people[0], 2)
    say(mine, event_id, people[1], 1)
    attend = {"event_id": event_id, "customer_id": people[0], "attended": True}
    assert mine.send("event.attend", attend)["code"] == "event.not_begun"
    (event,) = mine.get("/my-events")["items"]
    assert (event["may_mark"], event["left"]) == (False, 0)
    assert [(one["customer_id"], one["state"]) for one in event["guests"]] == [
        (people[0], "signed_up"), (people[1], "waiting"),
    ]  # fmt: skip
    assert other.get("/my-events")["items"] == []

    move_to(worked_url, event_id, at(today(), 0))
    assert mine.get("/my-events")["items"][0]["may_mark"] is True
    for attended, state in ((True, "attended"), (False, "absent"), (True, "attended")):
        assert mine.send("event.attend", {**attend, "attended": attended})["state"] == "applied"
        assert answer_of(worked_url, event_id, people[0]) == (state, 2)
    assert facts(worked_url, people[0]) == ["event_answered", "event_attended"]
    assert see(ops, event_id)["attended"] == 2


def attend(mine: Tablet, event_id: str, customer: int, attended: bool = True, **envelope: Any) -> Any:
    payload = {"event_id": event_id, "customer_id": customer, "attended": attended}
    receipt = mine.send("event.attend", payload, **envelope)
    return receipt["state"], receipt["code"]


def test_whoever_is_at_the_door_admits_by_code_and_twice_is_said(
    ops: TestClient, mine: Tablet, other: Tablet, people: list[int], worked_url: str
) -> None:
    event_id, another = opened(ops), opened(ops)
    say(mine, event_id, people[0], 2)
    say(mine, another, people[0], 1)
    say(other, event_id, persons_of(worked_url, other.cell_id)[0], 1)
    for one_of_them in (event_id, another):
        move_to(worked_url, one_of_them, at(today(), 0))
    (event,) = (found for found in mine.get("/my-events")["items"] if found["event_id"] == event_id)
    code = event["guests"][0]["code"]
    assert len({guest["code"] for guest in event["door"]}) == 2 and code.startswith(event["code"])
    assert {guest["customer_id"] for guest in event["guests"]} == {people[0]}
    (offer,) = (found for found in offers(mine, people[0]) if found["event_id"] == event_id)
    assert offer["answer"]["code"] == code

    def admit(code: str) -> tuple[str, str | None]:
        receipt = other.send("event.admit", {"event_id": event_id, "code": code})
        return receipt["state"], receipt["code"]

    assert admit(code) == ("applied", None)
    assert admit(code) == ("applied", "event.came_already")
    assert answer_of(worked_url, event_id, people[0]) == ("attended", 2)
    assert facts(worked_url, people[0]) == ["event_answered", "event_answered", "event_attended"]
    of_another = next(one["code"] for one in mine.get("/my-events")["items"] if one["event_id"] == another)
    assert admit(of_another + code[4:]) == ("needs_attention", "event.code_unknown")
    assert admit(event["code"] + "00000000") == ("needs_attention", "event.code_unknown")
    assert admit("not a code")[0] == "invalid"


def test_an_older_mark_that_arrives_late_does_not_take_back_the_newer_one(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0], 1)
    move_to(worked_url, event_id, at(today() - timedelta(days=2), 14))
    assert attend(mine, event_id, people[0], False) == ("applied", None)
    earlier = now() - timedelta(hours=3)
    assert attend(mine, event_id, people[0], occurred_at=earlier) == ("applied", "event.newer_mark")
    assert answer_of(worked_url, event_id, people[0]) == ("absent", 1)
    assert facts(worked_url, people[0]) == ["event_answered"]


def test_who_came_without_a_seat_is_noted_too(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=2)
    for customer, persons in zip(people, (2, 2, 0), strict=False):
        say(mine, event_id, customer, persons)
    move_to(worked_url, event_id, at(today(), 0))
    assert [one["may_mark"] for one in offers(mine, people[3])] == [True]
    for customer in people[1:4]:
        assert attend(mine, event_id, customer, False) == ("needs_attention", "event.not_signed_up")
        assert attend(mine, event_id, customer) == ("applied", None)
    came = [answer_of(worked_url, event_id, customer) for customer in people[1:4]]
    assert came == [("attended", 2), ("attended", 1), ("attended", 1)]
    assert facts(worked_url, people[3]) == ["event_attended"]
    assert see(ops, event_id)["attended"] == 4
    assert [one["may_mark"] for one in offers(mine, people[3])] == [False]


def test_an_event_stays_in_sight_for_as_long_as_it_may_be_noted_who_came(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0], 1)
    move_to(worked_url, event_id, at(today() - timedelta(days=14), 0))
    assert [one["may_mark"] for one in mine.get("/my-events")["items"]] == [True]
    assert attend(mine, event_id, people[0]) == ("applied", None)


def test_long_after_the_event_it_is_too_late_to_note_who_came(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0], 1)
    move_to(worked_url, event_id, now() - timedelta(days=16))
    attend = {"event_id": event_id, "customer_id": people[0], "attended": True}
    assert mine.send("event.attend", attend)["code"] == "event.over"
    assert mine.get("/my-events")["items"] == []

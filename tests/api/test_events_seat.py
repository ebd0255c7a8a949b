"""Events on the telephone: a seat takes down what a customer answers to one that he was asked to."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.platform.db import connect
from support.events import answer_of, invite, messages, opened, say, set_state
from support.field_work import Tablet, rows

SignIn = Callable[[str], TestClient]


@pytest.fixture
def ops(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("ops")


@pytest.fixture
def seat(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("seat")


def hears(seat: TestClient, event_id: str, customer: int, said: str, persons: int = 1) -> Any:
    body = {"answer": said, "persons": persons}
    return seat.put(f"/api/v1/customers/{customer}/events/{event_id}/answer", json=body)


def test_a_seat_takes_down_that_he_comes_and_that_he_does_not_any_more(
    ops: TestClient, seat: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    invite(mine, event_id, people[0], "face_to_face")
    for _ in range(2):
        answer = hears(seat, event_id, people[0], "signed_up", 2)
        assert (answer.status_code, answer.json()) == (200, {"note": None})
    assert answer_of(worked_url, event_id, people[0]) == ("signed_up", 2)
    ((cell, specialist),) = rows(worked_url, "SELECT cell_id, specialist_id FROM activities.sign_up")
    assert (cell, specialist) == (mine.cell_id, None)
    assert hears(seat, event_id, people[0], "cancelled").status_code == 200
    assert answer_of(worked_url, event_id, people[0]) == ("cancelled", 2)
    assert hears(seat, event_id, people[0], "declined").status_code == 200
    assert answer_of(worked_url, event_id, people[0]) == ("declined", 0)
    invited = "SELECT channel FROM activities.invitation WHERE customer_id = %s"
    assert rows(worked_url, invited, people[0]) == [("face_to_face",)]


def test_a_seat_and_a_tablet_fill_the_same_seats(
    ops: TestClient, seat: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=2)
    say(mine, event_id, people[0], 2)
    invite(mine, event_id, people[1], "face_to_face")
    assert hears(seat, event_id, people[1], "signed_up").json() == {"note": "event.waiting"}
    assert hears(seat, event_id, people[0], "cancelled").json() == {"note": None}
    assert answer_of(worked_url, event_id, people[1]) == ("signed_up", 1)
    assert messages(worked_url, "event_seat") == [people[1]]


def test_a_seat_invites_nobody(ops: TestClient, seat: TestClient, mine: Tablet, people: list[int]) -> None:
    event_id = opened(ops)
    refused = hears(seat, event_id, people[0], "signed_up")
    assert (refused.status_code, refused.json()["code"]) == (409, "event.not_asked")
    invite(mine, event_id, people[0], "face_to_face")
    set_state(ops, event_id, "closed")
    refused = hears(seat, event_id, people[0], "signed_up")
    assert (refused.status_code, refused.json()["code"]) == (409, "event.closed")


def test_what_he_answers_on_the_telephone_opens_the_next_stage(
    ops: TestClient, seat: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    invite(mine, event_id, people[0], "face_to_face")
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE book.customer SET do_not_call = false")
        connection.execute(
            """INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id)
               VALUES (gen_random_uuid(), 1, %s, 'marketing', true, 'phone', now(), gen_random_uuid())""",
            [people[0]],
        )
        connection.execute("DELETE FROM renewal.due WHERE customer_id = %s", [people[0]])
        connection.execute("UPDATE book.service_request SET closed_on = applied_on")
        connection.execute(
            """UPDATE engagement.care SET state = 'contacted', stage = 'activities', first_contact_at = now()
               WHERE customer_id = %s""",
            [people[0]],
        )
    hears(seat, event_id, people[0], "declined")
    assert seat.get(f"/api/v1/customers/{people[0]}").json()["care"]["stage"] == "recommendation"

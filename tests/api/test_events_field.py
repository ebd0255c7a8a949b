"""Events before the customer: offered with reasons, answered once, never more persons than seats, and what follows."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now, today
from gridward.platform.db import connect
from support.events import (
    an_event,
    answer_of,
    facts,
    invite,
    may_be_invited,
    messages,
    move_to,
    offers,
    opened,
    say,
    see,
    set_state,
)
from support.field_work import Tablet, one, operation, persons_of, rows

SignIn = Callable[[str], TestClient]


@pytest.fixture
def ops(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("ops")


def know(url: str, customer: int, *interests: str, born_on: str = "1966-05-01") -> None:
    """Let the book know this of a customer."""
    with connect(url, "test") as connection:
        connection.execute(
            "UPDATE book.customer SET interests = %s, born_on = %s WHERE id = %s",
            [list(interests), born_on, customer],
        )


def test_what_fits_best_comes_first_with_reasons(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    know(worked_url, people[0], "书法")
    ((station,),) = rows(worked_url, "SELECT min(id) FROM stations.station WHERE closed_on IS NULL")
    plain = opened(ops, days=3)
    for_others = opened(ops, age_to=40)
    best = opened(ops, days=9, interests=["书法"], age_from=50, station_id=station, place="二楼")
    found = offers(mine, people[0])
    assert [one["event_id"] for one in found] == [best, plain]
    assert for_others not in [one["event_id"] for one in found]
    assert [reason["code"] for reason in found[0]["reasons"]] == [
        "shared_interest", "distance", "for_age", "seats_left",
    ]  # fmt: skip
    assert found[0]["distance_m"] > 0 and found[1]["distance_m"] is None
    assert found[0]["reasons"][1]["params"]["metres"] == round(found[0]["distance_m"])
    assert (found[0]["may_answer"], found[0]["left"], found[0]["answer"]) == (True, 10, None)


def test_what_he_is_invited_to_and_can_still_answer_comes_first(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    know(worked_url, people[0], "书法")
    best, plain = opened(ops, days=9, interests=["书法"]), opened(ops, days=3)
    assert [one["event_id"] for one in offers(mine, people[0])] == [best, plain]
    invite(mine, plain, people[0], "face_to_face")
    assert [one["event_id"] for one in offers(mine, people[0])] == [plain, best]
    say(mine, plain, people[0], 0)
    assert [one["event_id"] for one in offers(mine, people[0])] == [best, plain]


def test_who_refused_profiling_gets_a_list_by_time(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    know(worked_url, people[0], "书法")
    best, sooner = opened(ops, days=9, interests=["书法"]), opened(ops, days=3)
    assert [one["event_id"] for one in offers(mine, people[0])] == [best, sooner]
    consent = {"customer_id": people[0], "purpose": "profiling", "given": False, "how": "face_to_face"}
    mine.send("consent.record", {"consent_id": "01936b2e-0000-7000-8000-00000000000a", **consent})
    found = mine.get(f"/customers/{people[0]}/events")
    assert found["profiled"] is False
    assert [one["event_id"] for one in found["items"]] == [sooner, best]
    assert {reason["code"] for one in found["items"] for reason in one["reasons"]} == {"seats_left"}


def test_an_answer_is_kept_once_and_is_a_fact(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    payload = {"event_id": event_id, "customer_id": people[0], "answer": "signed_up", "persons": 2}
    again = operation("event.answer", payload)
    first, second = mine.deliver(again), mine.deliver(again)
    assert first == second and (first["state"], first["code"]) == ("applied", None)
    assert say(mine, event_id, people[0], 2)["state"] == "applied"
    assert answer_of(worked_url, event_id, people[0]) == ("signed_up", 2)
    assert facts(worked_url, people[0]) == ["event_answered"]
    (offer,) = offers(mine, people[0])
    assert (offer["answer"]["state"], offer["left"]) == ("signed_up", 8)
    assert [one["channel"] for one in offer["invited"]] == ["face_to_face"]


def test_a_no_is_an_answer_too(ops: TestClient, mine: Tablet, people: list[int], worked_url: str) -> None:
    event_id = opened(ops)
    assert say(mine, event_id, people[0])["state"] == "applied"
    assert answer_of(worked_url, event_id, people[0]) == ("declined", 0)
    assert facts(worked_url, people[0]) == ["event_answered"]


def test_where_the_seats_are_gone_he_waits_and_nothing_fails(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=2)
    say(mine, event_id, people[0], 2)
    receipt = say(mine, event_id, people[1], 1)
    assert (receipt["state"], receipt["code"]) == ("applied", "event.waiting")
    assert answer_of(worked_url, event_id, people[1]) == ("waiting", 1)
    assert facts(worked_url, people[1]) == ["event_answered"]
    cancel = {"event_id": event_id, "customer_id": people[0]}
    for _ in range(2):
        assert mine.send("event.cancel", cancel)["state"] == "applied"
    assert answer_of(worked_url, event_id, people[0]) == ("cancelled", 2)
    assert answer_of(worked_url, event_id, people[1]) == ("signed_up", 1)
    assert messages(worked_url, "event_seat") == [people[1]]


def test_who_signs_up_gets_his_code_in_a_message_unless_he_takes_it_back_first(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=2)
    sent = "SELECT customer_id, params ->> 'code' FROM engagement.message WHERE template = ANY(%s)"
    both = ["event_signed_up", "event_seat"]
    say(mine, event_id, people[0], 1)
    say(mine, event_id, people[0], 2)
    say(mine, event_id, people[1], 1)
    (offer,) = offers(mine, people[0])
    assert rows(worked_url, sent, both) == [(people[0], offer["answer"]["code"])]
    mine.send("event.cancel", {"event_id": event_id, "customer_id": people[0]})
    (offer,) = offers(mine, people[1])
    assert rows(worked_url, sent, both) == [(people[1], offer["answer"]["code"])]
    say(mine, event_id, people[1])
    assert rows(worked_url, sent, both) == []


def test_fewer_persons_free_seats_and_more_need_them(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops, seats=3)
    say(mine, event_id, people[0], 2)
    say(mine, event_id, people[1], 2)
    receipt = say(mine, event_id, people[0], 3)
    assert receipt["code"] is None and answer_of(worked_url, event_id, people[0]) == ("signed_up", 3)
    say(mine, event_id, people[0], 1)
    assert answer_of(worked_url, event_id, people[1]) == ("signed_up", 2)
    receipt = say(mine, event_id, people[0], 2)
    assert (receipt["state"], receipt["code"]) == ("applied", "event.number_kept")
    assert answer_of(worked_url, event_id, people[0]) == ("signed_up", 1)


def test_two_tablets_at_once_never_fill_more_than_the_seats(
    ops: TestClient, mine: Tablet, other: Tablet, worked_url: str
) -> None:
    event_id = opened(ops, seats=7)
    guests = {tablet_.login: persons_of(worked_url, tablet_.cell_id)[:10] for tablet_ in (mine, other)}
    for sender in (mine, other):
        # An application makes its routes when it is first asked for them, which is not done by two threads at once.
        say(sender, event_id, guests[sender.login][0], 2)
    answers: list[Any] = []

    def send(sender: Tablet) -> None:
        batch = [
            operation(
                "event.answer",
                {"event_id": event_id, "customer_id": guest, "answer": "signed_up", "persons": 2},
            )
            for guest in guests[sender.login]
        ]
        answers.append(sender.post(*batch))

    threads = [threading.Thread(target=send, args=[sender]) for sender in (mine, other) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 4
    assert {receipt["state"] for answer in answers for receipt in answer.json()["receipts"]} == {"applied"}
    found = see(ops, event_id)
    asked = 2 * sum(len(one) for one in guests.values())
    assert (found["signed_up"], found["waiting"]) == (6, asked - 6)


def test_an_older_answer_that_arrives_late_does_not_take_back_the_newer_one(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0], 2)
    receipt = say(mine, event_id, people[0], 0, occurred_at=now() - timedelta(hours=3))
    assert (receipt["state"], receipt["code"]) == ("applied", "event.newer_answer")
    assert answer_of(worked_url, event_id, people[0]) == ("signed_up", 2)


def test_an_answer_that_changed_no_number_is_the_newest_all_the_same(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id, hour = opened(ops, seats=3), timedelta(hours=1)
    say(mine, event_id, people[0], 2, occurred_at=now() - 3 * hour)
    say(mine, event_id, people[1], 1)
    assert say(mine, event_id, people[0], 3, occurred_at=now() - hour)["code"] == "event.number_kept"
    assert say(mine, event_id, people[0], 0, occurred_at=now() - 2 * hour)["code"] == "event.newer_answer"
    assert answer_of(worked_url, event_id, people[0]) == ("signed_up", 2)


def test_an_answer_given_in_time_counts_however_late_it_arrives(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE activities.event SET answer_by = %s", [today() - timedelta(days=1)])
    assert say(mine, event_id, people[0], 1)["code"] == "event.answer_time_over"
    assert say(mine, event_id, people[0], 1, occurred_at=now() - timedelta(days=1))["code"] is None
    assert answer_of(worked_url, event_id, people[0]) == ("signed_up", 1)


@pytest.mark.parametrize(
    ("become", "code"),
    [
        ("cancelled", "event.cancelled"),
        ("closed", "event.closed"),
        ("begun", "event.begun"),
        ("foreign", "event.unknown"),
        ("missing", "event.unknown"),
        ("too many", "event.too_many_persons"),
    ],
)
def test_what_cannot_be_answered_waits_for_a_person(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str, become: str, code: str
) -> None:
    event_id = opened(ops)
    if become in ("cancelled", "closed"):
        set_state(ops, event_id, become)
    elif become == "begun":
        move_to(worked_url, event_id, now() - timedelta(minutes=5))
    elif become == "foreign":
        with connect(worked_url, "test") as connection:
            connection.execute(
                """WITH other AS (
                       INSERT INTO city.city (code, name, epsg, west, south, east, north)
                       VALUES ('x', 'X', 32651, 0, 0, 1, 1) RETURNING id)
                   UPDATE activities.event SET city_id = other.id FROM other"""
            )
    elif become == "missing":
        event_id = "01936b2e-0000-7000-8000-000000000000"
    receipt = say(mine, event_id, people[0], 7 if become == "too many" else 1)
    assert (receipt["state"], receipt["code"]) == ("needs_attention", code)
    assert rows(worked_url, "SELECT count(*) FROM activities.sign_up") == [(0,)]
    assert facts(worked_url, people[0]) == []


def test_who_did_not_sign_up_cannot_take_it_back(ops: TestClient, mine: Tablet, people: list[int]) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0])
    for customer in people[:2]:
        receipt = mine.send("event.cancel", {"event_id": event_id, "customer_id": customer})
        assert (receipt["state"], receipt["code"]) == ("needs_attention", "event.not_signed_up")


def test_nobody_answers_for_a_customer_of_another_cell(
    ops: TestClient, other: Tablet, people: list[int]
) -> None:
    event_id = opened(ops)
    assert say(other, event_id, people[0], 1)["code"] == "customer.not_in_cell"
    assert other.client.get(f"/api/v1/customers/{people[0]}/events").status_code == 404


def test_an_invitation_by_message_is_queued_once_as_marketing(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    may_be_invited(worked_url, people[0])
    assert mine.get(f"/customers/{people[0]}/events")["no_message"] == []
    for _ in range(2):
        assert invite(mine, event_id, people[0])["state"] == "applied"
    assert rows(worked_url, "SELECT template, purpose FROM engagement.message WHERE template ~ '^event'") == [
        ("event_invitation", "marketing")
    ]
    linked = """SELECT count(*) FROM activities.invitation i JOIN engagement.message m ON m.id = i.message_id
                WHERE i.channel = 'message' AND i.customer_id = m.customer_id"""
    assert one(worked_url, linked) == 1
    assert facts(worked_url, people[0]) == []
    # The budget of a week is used up by it.
    found = mine.get(f"/customers/{people[0]}/events")
    assert [reason["code"] for reason in found["no_message"]] == ["marketing_budget_used"]
    assert [one["channel"] for one in found["items"][0]["invited"]] == ["message"]


def test_without_consent_no_message_is_queued_but_he_may_be_asked_face_to_face(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    found = mine.get(f"/customers/{people[0]}/events")
    assert "no_marketing_consent" in [reason["code"] for reason in found["no_message"]]
    receipt = invite(mine, event_id, people[0])
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "event.message_forbidden")
    assert messages(worked_url, "event_invitation") == []
    assert invite(mine, event_id, people[0], "face_to_face")["state"] == "applied"
    assert [one["channel"] for one in offers(mine, people[0])[0]["invited"]] == ["face_to_face"]


def test_who_has_no_telephone_gets_no_message(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    may_be_invited(worked_url, people[0])
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE book.customer SET mobile_sealed = NULL")
    assert [one["code"] for one in mine.get(f"/customers/{people[0]}/events")["no_message"]] == ["no_mobile"]
    assert invite(mine, event_id, people[0])["code"] == "event.message_forbidden"


def test_an_event_says_that_its_time_for_answers_is_over(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0], 1)
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE activities.event SET answer_by = %s", [today() - timedelta(days=1)])
    (offer,) = offers(mine, people[0])
    assert (offer["state"], offer["may_answer"], offer["may_withdraw"]) == ("answers_over", False, True)
    assert see(ops, event_id)["state"] == "answers_over"
    assert mine.get("/my-events")["items"][0]["state"] == "answers_over"
    move_to(worked_url, event_id, now() - timedelta(minutes=5))
    assert offers(mine, people[0])[0]["state"] == "answers_over"


def test_an_answer_moves_him_on_to_the_next_stage(
    ops: TestClient, mine: Tablet, people: list[int], worked_url: str
) -> None:
    may_be_invited(worked_url, people[0])
    with connect(worked_url, "test") as connection:
        connection.execute("DELETE FROM renewal.due WHERE customer_id = %s", [people[0]])
        connection.execute("UPDATE book.service_request SET closed_on = applied_on")
        connection.execute(
            """INSERT INTO engagement.care (customer_id, city_id, state, stage, opened_on, notify_by, first_contact_at)
               VALUES (%(person)s, 1, 'contacted', 'activities', %(day)s, %(day)s, now())
               ON CONFLICT (customer_id) DO UPDATE SET state = 'contacted', stage = 'activities',
                   first_contact_at = now()""",
            {"person": people[0], "day": today()},
        )
    assert [one["code"] for one in mine.get(f"/customers/{people[0]}")["care"]["missing"]] == [
        "no_event_answered"
    ]
    say(mine, opened(ops), people[0])
    care = mine.get(f"/customers/{people[0]}")["care"]
    assert (care["state"], care["stage"]) == ("in_service", "recommendation")


def test_the_whole_is_in_the_audit(ops: TestClient, mine: Tablet, people: list[int], worked_url: str) -> None:
    event_id = opened(ops)
    say(mine, event_id, people[0], 1)
    say(mine, event_id, people[0])
    found = rows(
        worked_url,
        """SELECT operation, after ->> 'state' FROM audit.entry WHERE relation = 'activities.sign_up' ORDER BY id""",
    )
    assert found == [("insert", "signed_up"), ("update", "declined")]
    assert an_event()["title"] in str(
        rows(worked_url, "SELECT after FROM audit.entry WHERE relation = 'activities.event'")
    )

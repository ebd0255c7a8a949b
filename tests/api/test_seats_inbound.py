"""Calls that customers make over HTTP: who it is in one step, and what came of it, kept once and against no budget."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.book.public import key_landlines, mobile_key
from gridward.kernel.clock import now, today
from gridward.platform.crypto import cipher
from support.seat_work import due, holders, people, seat_task

from .conftest import SignIn

CALLS = "/api/v1/cities/tinglan/inbound-calls"
QUEUE = "/api/v1/cities/tinglan/queue"
PHONE = "138 0000 4321"


@pytest.fixture
def seat(sign_in: SignIn) -> TestClient:
    return sign_in("seat")


def _body(outcome: str, **more: Any) -> dict[str, Any]:
    return {
        "call_id": str(uuid4()),
        "begun_at": now().isoformat(),
        "outcome": outcome,
        "purpose": "other",
        **more,
    }


def _kept(seat: TestClient, outcome: str, **more: Any) -> dict[str, Any]:
    answer = seat.post(CALLS, json=_body(outcome, **more))
    assert answer.status_code == 201, answer.text
    kept: dict[str, Any] = answer.json()
    return kept


def _code(seat: TestClient, outcome: str, **more: Any) -> str:
    return str(seat.post(CALLS, json=_body(outcome, **more)).json()["code"])


def _found(seat: TestClient, text: str) -> list[tuple[int, str]]:
    answer = seat.post("/api/v1/callers", json={"text": text})
    assert answer.status_code == 200, answer.text
    return [(one["customer_id"], one["how"]) for one in answer.json()["items"]]


def _one(url: str, query: str, *values: object) -> tuple[Any, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode(), values).fetchone()
    assert row is not None
    return row


def test_a_caller_is_found_by_phone_number_or_name(seat: TestClient, city_url: str) -> None:
    (person,) = holders(city_url, 1)
    with psycopg.connect(city_url) as connection:
        connection.execute(
            "UPDATE book.customer SET mobile_key = %s WHERE id = %s", [mobile_key(PHONE), person]
        )
    assert _found(seat, PHONE) == _found(seat, "+86 13800004321") == [(person, "phone")]
    (number, policy, name) = _one(
        city_url,
        """SELECT c.customer_no, p.policy_no, c.name_sealed FROM book.customer c JOIN book.policy p ON p.holder_id = c.id
           WHERE c.id = %s LIMIT 1""",
        person,
    )
    assert (person, "number") in _found(seat, number.lower()) and (person, "number") in _found(seat, policy)
    assert (person, "name") in _found(seat, cipher().open(name, f"book.customer.name/{number}"))
    assert _found(seat, "13999999999") == [] and _found(seat, "没有这个人") == []


def test_a_caller_is_found_by_landline_though_it_was_imported_before_landlines_had_keys(
    seat: TestClient, city_url: str
) -> None:
    (city, person, number) = _one(
        city_url,
        "SELECT city_id, id, customer_no FROM book.customer WHERE id = %s",
        holders(city_url, 1)[0],
    )
    with psycopg.connect(city_url) as connection:
        connection.execute(
            "UPDATE book.customer SET landline_sealed = %s, landline_key = NULL WHERE id = %s",
            [cipher().seal("021-86234567", f"book.customer.landline/{number}"), person],
        )
    assert _found(seat, "02186234567") == []
    with psycopg.connect(city_url) as connection:
        assert key_landlines(connection, city) == 1
    assert _found(seat, "02186234567") == _found(seat, "86234567") == [(person, "phone")]


def test_a_call_is_kept_once_stands_in_the_story_and_uses_up_no_budget(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    (person,) = people(city_url, 1)
    seat_task(city_url, person)
    claim = seat.post(f"{QUEUE}/claims", json={}).json()
    body = _body("reached", customer_id=person, purpose="service", note="问保单在哪里")
    assert seat.post(CALLS, json=body).status_code == 201
    again = seat.post(CALLS, json=body)
    assert (again.status_code, again.json()["purpose"]) == (200, "service")
    assert seat.post(CALLS, json=body | {"note": "别的"}).json()["code"] == "call.differs"
    (contact, *_) = seat.get(f"/api/v1/customers/{person}").json()["contacts"]
    assert (contact["direction"], contact["result"], contact["ours"]) == ("呼入", "reached", True)
    budget = seat.get(f"/api/v1/claims/{claim['claim_id']}/budget").json()
    assert all(not window["used"] for window in budget["windows"])
    assert seat.get(QUEUE).json()["counts"]["calls_today"] == 1
    (line,) = sign_in("ops").get("/api/v1/cities/tinglan/seats").json()["seats"]
    assert (line["calls_today"], line["inbound_today"], line["reached_today"]) == (1, 1, 1)


def test_who_promises_when_he_calls_is_not_called_about_it(seat: TestClient, city_url: str) -> None:
    (person,) = holders(city_url, 1)
    task = seat_task(city_url, person)
    owed = due(city_url, person)
    promise = {
        "policy_id": owed.policy_id,
        "number": owed.number,
        "promised_on": (today() + timedelta(days=3)).isoformat(),
    }
    assert _kept(seat, "promised", customer_id=person, purpose="premium", promise=promise)["promise_id"]
    assert _one(city_url, "SELECT state, outcome FROM engagement.task WHERE id = %s", task) == (
        "done",
        "promised",
    )
    assert seat.get(QUEUE).json()["items"] == []


def test_whom_another_seat_has_in_hand_stays_there(seat: TestClient, sign_in: SignIn, city_url: str) -> None:
    (person,) = people(city_url, 1)
    task = seat_task(city_url, person)
    other = sign_in("seat", login="other")
    claim = other.post(f"{QUEUE}/claims", json={}).json()
    assert _kept(seat, "paid_already", customer_id=person, purpose="premium")["customer_id"] == person
    assert _one(city_url, "SELECT state FROM engagement.task WHERE id = %s", task) == ("open",)
    assert other.get(f"/api/v1/claims/{claim['claim_id']}").json()["leased_until"]


def test_who_wants_to_be_called_back_is_called_at_his_time(seat: TestClient, city_url: str) -> None:
    (person,) = people(city_url, 1)
    at = (now() + timedelta(hours=3)).replace(microsecond=0)
    assert _kept(seat, "call_back", customer_id=person, callback_at=at.isoformat())["callback_at"]
    row = _one(
        city_url,
        """SELECT t.kind, q.callback, q.not_before FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id
           WHERE q.customer_id = %s""",
        person,
    )
    assert row == ("callback", True, at)


def test_a_caller_whom_nobody_knows_is_kept_with_his_number(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    suspicion = {"signs": ["agency"]}
    call = _kept(seat, "reached", number=PHONE, note="问怎么买保险", suspicion=suspicion)
    assert (call["customer_id"], call["name_masked"]) == (None, "")
    (sealed,) = _one(city_url, "SELECT number_sealed FROM seats.call")
    assert cipher().open(sealed, f"seats.call.number/{call['call_id']}") == PHONE
    assert [one["purpose"] for one in seat.get("/api/v1/calls").json()["items"]] == ["other"]
    ops = sign_in("ops")
    (found,) = ops.get("/api/v1/cities/tinglan/matters").json()["items"]
    assert (found["customer_id"], found["name_masked"]) == (None, "")
    assert ops.put(f"/api/v1/matters/{found['id']}", json={"state": "confirmed"}).status_code == 200
    draw = ops.post("/api/v1/cities/tinglan/seats/draws", json={"day": today().isoformat()})
    assert draw.json()["drawn"] == 1
    (drawn,) = ops.get("/api/v1/cities/tinglan/seats/reviews").json()["items"]
    assert (drawn["kind"], drawn["customer_id"]) == ("inbound", None)


def test_what_is_wrong_with_a_call_that_came_is_said(seat: TestClient, city_url: str) -> None:
    (person,) = people(city_url, 1)
    assert _code(seat, "no_answer", customer_id=person) == "call.outcome_not_offered"
    assert _code(seat, "reached", customer_id=person, purpose="first_contact") == "call.purpose_unknown"
    assert _code(seat, "reached", customer_id=2**40) == "customer.not_found"
    assert _code(seat, "service_requested", service={"item": "claim"}) == "call.needs_customer"
    assert _one(city_url, "SELECT count(*) FROM seats.call") == (0,)

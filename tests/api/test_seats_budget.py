"""A call begins only where the contact budget and the hour allow it; what goes with it is kept."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import POLICY_ZONE, frozen, now
from support.seat_work import due, holders, people, seat_task

from .conftest import SignIn

CLAIMS = "/api/v1/cities/tinglan/queue/claims"
NOON = datetime(2026, 11, 2, 12, tzinfo=POLICY_ZONE)


@pytest.fixture
def seat(sign_in: SignIn) -> TestClient:
    return sign_in("seat")


def _take(client: TestClient) -> str:
    answer = client.post(CLAIMS, json={})
    assert answer.status_code == 201, answer.text
    return f"/api/v1/claims/{answer.json()['claim_id']}"


def _call(outcome: str = "reached", **more: Any) -> dict[str, Any]:
    return {"call_id": str(uuid4()), "begun_at": now().isoformat(), "outcome": outcome, **more}


def _contacts(url: str, customer_id: int, *hours_ago: int) -> None:
    """Calls of another department that the insurer delivered."""
    with psycopg.connect(url) as connection:
        for hours in hours_ago:
            connection.execute(
                """INSERT INTO book.contact (at, city_id, row_hash, ordinal, customer_id, department, channel, direction,
                       result, import_id)
                   VALUES (%s, 1, gen_random_uuid(), 0, %s, '理赔', '电话', '呼出', '已沟通', gen_random_uuid())""",
                [NOON - timedelta(hours=hours), customer_id],
            )


def test_a_call_beyond_the_budget_cannot_be_begun_and_comes_back_when_it_may(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    _contacts(city_url, one, 5, 48)
    again = sign_in("seat", login="later")
    with frozen(NOON):
        claim = _take(seat)
        refused = seat.post(f"{claim}/begin")
        assert (refused.status_code, refused.json()["code"]) == (409, "call.forbidden")
        (reason,) = refused.json()["params"]["reasons"]
        assert reason["code"] == "contact_budget_used" and reason["params"]["departments"] == ["理赔"]
        shown = seat.get(f"{claim}/budget").json()
        assert [one["department"] for one in shown["windows"][0]["used"]] == ["理赔", "理赔"]
        assert shown["begun_at"] is None and shown["free_at"] == "2026-11-07T04:00:00Z"
        assert seat.delete(claim, params={"until_free": True}).status_code == 204
        assert seat.post(CLAIMS, json={}).json()["code"] == "queue.empty"
    with frozen(NOON + timedelta(days=5)):
        claim = _take(again)
        assert again.post(f"{claim}/begin").json()["begun_at"] == "2026-11-07T04:00:00Z"


def test_calls_keep_the_hours_unless_the_customer_asked(seat: TestClient, city_url: str) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    night = NOON.replace(hour=20, minute=55)
    with frozen(night):
        claim = _take(seat)
        assert seat.post(f"{claim}/begin").status_code == 200
    with frozen(night + timedelta(minutes=6)):
        # Begun in time: it goes on.
        assert seat.post(f"{claim}/begin").status_code == 200
        asked = (night + timedelta(minutes=10)).isoformat()
        assert seat.post(f"{claim}/call", json=_call("call_back", callback_at=asked)).status_code == 201
    with frozen(night + timedelta(minutes=11)):
        claim = _take(seat)
        shown = seat.post(f"{claim}/begin").json()
        assert shown["asked"] and shown["begun_at"] is not None


def test_a_payment_link_goes_to_the_customer_once_and_is_for_a_due(seat: TestClient, city_url: str) -> None:
    (one,) = holders(city_url, 1)
    owed = due(city_url, one)
    seat_task(city_url, one, policy_id=owed.policy_id)
    with frozen(now().replace(hour=4)):
        claim = _take(seat)
        wrong = _call(link={"policy_id": owed.policy_id, "number": owed.number + 1})
        assert seat.post(f"{claim}/call", json=wrong).json()["code"] == "call.link_not_due"
        body = _call(
            link={"policy_id": owed.policy_id, "number": owed.number}, recording="REC-7", language="yue"
        )
        saved = seat.post(f"{claim}/call", json=body)
        assert saved.status_code == 201, saved.text
        assert saved.json()["link_sent"] and saved.json()["recording"] == "REC-7"
        assert seat.post(f"{claim}/call", json=body).status_code == 200
    with psycopg.connect(city_url) as connection:
        messages = connection.execute(
            "SELECT customer_id, template, purpose, state FROM engagement.message WHERE template = 'payment_link'"
        ).fetchall()
        languages = connection.execute("SELECT customer_id, language FROM seats.speaks").fetchall()
    assert messages == [(one, "payment_link", "service", "queued")]
    assert languages == [(one, "yue")]


def test_do_not_call_that_is_set_during_the_call_is_told_and_the_call_is_kept(
    seat: TestClient, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    with frozen(NOON):
        claim = _take(seat)
        seat.post(f"{claim}/begin")
        with psycopg.connect(city_url) as connection:
            connection.execute("UPDATE book.customer SET do_not_call = true WHERE id = %s", [one])
        saved = seat.post(f"{claim}/call", json=_call())
    assert saved.status_code == 201 and saved.json()["do_not_call"]

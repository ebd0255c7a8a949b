"""What a seat hears while it works, from an application that really serves."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from support.live import listening, serving
from support.seat_work import people, seat_task

from .conftest import SignIn


@pytest.fixture
def port(city_url: str) -> Iterator[int]:
    """Where the application serves."""
    with serving(city_url) as number:
        yield number


def test_a_seat_hears_of_new_work_and_of_what_others_take(sign_in: SignIn, city_url: str, port: int) -> None:
    seat, other = sign_in("seat"), sign_in("seat", login="other")
    with listening(port, "/seat/events?city=tinglan", seat) as events:
        assert next(events) == {
            "counts": {
                "waiting": 0,
                "claimed": 0,
                "overdue": 0,
                "callbacks_due": 0,
                "later": 0,
                "next_at": None,
                "calls_today": 0,
            },
            "requests": [],
        }
        seat_task(city_url, people(city_url, 1)[0])
        assert next(events)["counts"]["waiting"] == 1
        _take(other)
        heard = next(events)["counts"]
        assert (heard["waiting"], heard["claimed"]) == (0, 1)


def test_a_seat_hears_what_becomes_of_its_requests(sign_in: SignIn, city_url: str, port: int) -> None:
    seat = sign_in("seat")
    with listening(port, "/seat/events", seat) as events:
        assert next(events)["requests"] == []
        (person,) = people(city_url, 1)
        seat_task(city_url, person)
        claim = _take(seat)
        answer = seat.post(
            f"/api/v1/claims/{claim['claim_id']}/call",
            json={
                "call_id": "0199aaaa-0000-7000-8000-000000000001",
                "begun_at": claim["claimed_at"],
                "outcome": "refused",
                "visit": {"reason": "lapse_risk"},
            },
        )
        assert answer.status_code == 201, answer.text
        heard = next(event for event in events if event["requests"])
        assert [(one["customer_id"], one["state"]) for one in heard["requests"]] == [(person, "pending")]


def _take(client: TestClient) -> dict[str, Any]:
    answer = client.post("/api/v1/cities/tinglan/queue/claims", json={})
    assert answer.status_code == 201, answer.text
    claim: dict[str, Any] = answer.json()
    return claim

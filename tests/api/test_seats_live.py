"""What a seat hears while it works, from an application that really serves."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from gridward.app import create_app
from support.seat_work import people, seat_task

from .conftest import SignIn


@pytest.fixture
def port(city_url: str) -> Iterator[int]:
    """Where the application serves."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(create_app(city_url), port=number, log_config=None, timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield number
    server.should_exit = True
    thread.join()


def _events(answer: HTTPResponse) -> Iterator[dict[str, Any]]:
    for line in answer:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def test_a_seat_hears_of_new_work_and_of_what_others_take(sign_in: SignIn, city_url: str, port: int) -> None:
    seat, other = sign_in("seat"), sign_in("seat", login="other")
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    cookie = "; ".join(f"{name}={value}" for name, value in seat.cookies.items())
    connection.request("GET", "/api/v1/seat/events?city=tinglan", headers={"Cookie": cookie})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "text/event-stream")
    events = _events(answer)
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
    connection.close()


def test_a_seat_hears_what_becomes_of_its_requests(sign_in: SignIn, city_url: str, port: int) -> None:
    seat = sign_in("seat")
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    cookie = "; ".join(f"{name}={value}" for name, value in seat.cookies.items())
    connection.request("GET", "/api/v1/seat/events", headers={"Cookie": cookie})
    events = _events(connection.getresponse())
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
    connection.close()


def _take(client: TestClient) -> dict[str, Any]:
    answer = client.post("/api/v1/cities/tinglan/queue/claims", json={})
    assert answer.status_code == 201, answer.text
    claim: dict[str, Any] = answer.json()
    return claim

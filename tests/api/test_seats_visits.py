"""Visits that seats ask for, over HTTP: who sees them, and how the seat learns what came of them."""

import asyncio
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.engagement.contract import ReturnReason
from gridward.engagement.public import accept_request, return_request
from gridward.kernel.clock import now
from gridward.platform.db import in_transaction
from support.published import person_in
from support.seat_work import due, seat_task

from .conftest import SignIn

QUEUE = "/api/v1/cities/tinglan/queue"
REQUESTS = "/api/v1/visit-requests"


@pytest.fixture
def seat(sign_in_at_work: SignIn) -> TestClient:
    return sign_in_at_work("seat")


def _flag(client: TestClient, url: str, customer_id: int, **visit: Any) -> str:
    """Call a customer and ask for a visit; the request's id."""
    seat_task(url, customer_id, 500.0, key=f"test/{uuid4()}")
    claim = client.post(f"{QUEUE}/claims", json={}).json()
    assert claim["customer_id"] == customer_id
    body = {
        "call_id": str(uuid4()),
        "begun_at": now().isoformat(),
        "outcome": "wants_visit",
        "visit": {"reason": "wants_visit", **visit},
    }
    answer = client.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body)
    assert answer.status_code == 201, answer.text
    request_id: str = answer.json()["request_id"]
    return request_id


def _ids(client: TestClient, **wanted: Any) -> list[str]:
    answer = client.get(REQUESTS, params=wanted)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


def _worker(url: str, cell_id: int) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """SELECT specialist_id FROM staffing.tenure WHERE cell_id = %s AND during @> current_date
               ORDER BY role LIMIT 1""",
            [cell_id],
        ).fetchone()
    assert row is not None
    return int(row[0])


def test_a_flag_goes_on_top_with_the_risk_of_the_due(
    seat: TestClient, worked_url: str, cells: list[int]
) -> None:
    customer = person_in(worked_url, cells[0])
    with psycopg.connect(worked_url) as connection:
        connection.execute("DELETE FROM renewal.due")
        holds = connection.execute(
            """SELECT count(*) FROM book.policy p JOIN census.customer_standing s ON s.customer_id = p.holder_id
               WHERE s.person_id = %s""",
            [customer],
        ).fetchone()
    if holds and holds[0]:
        due(worked_url, customer, risk=0.75)
    request_id = _flag(seat, worked_url, customer, note="请带缴费链接", wished_part="morning")
    with psycopg.connect(worked_url) as connection:
        task = connection.execute(
            """SELECT t.priority, t.cell_id, t.why -> 0 ->> 'code', t.why -> 1 ->> 'code' FROM engagement.task t
               JOIN engagement.visit_request r ON r.task_id = t.id WHERE r.id = %s""",
            [request_id],
        ).fetchone()
    assert task == (100.75 if holds and holds[0] else 100.0, cells[0], "flagged_by_seat", "due_since")


def test_who_sees_which_requests(
    seat: TestClient, lead: TestClient, sign_in_at_work: SignIn, worked_url: str, cells: list[int]
) -> None:
    request_id = _flag(seat, worked_url, person_in(worked_url, cells[0]), note="姓名与家事")
    other_seat = sign_in_at_work("seat", login="other")
    theirs = _flag(other_seat, worked_url, person_in(worked_url, cells[1]))
    ops, auditor = sign_in_at_work("ops"), sign_in_at_work("auditor")

    assert _ids(seat) == [request_id] and _ids(other_seat) == [theirs]
    assert _ids(ops) == _ids(auditor) == [theirs, request_id]
    assert request_id in _ids(lead)
    assert _ids(sign_in_at_work("supervisor")) == []  # leads no station
    assert _ids(sign_in_at_work("ops", login="abroad", city_ids=frozenset({99}))) == []

    def note(client: TestClient) -> str:
        items = client.get(REQUESTS).json()["items"]
        return str(next(one["note"] for one in items if one["id"] == request_id))

    assert note(seat) == note(ops) == note(lead) == "姓名与家事"
    assert note(auditor) == ""
    refused = sign_in_at_work("specialist", login="outsider").get(REQUESTS)
    assert (refused.status_code, refused.json()["code"]) == (403, "access.denied")


def test_the_seat_sees_what_became_of_it(seat: TestClient, worked_url: str, cells: list[int]) -> None:
    first = _flag(seat, worked_url, person_in(worked_url, cells[0]))
    second = _flag(seat, worked_url, person_in(worked_url, cells[1]))
    one, two = (_worker(worked_url, cell) for cell in cells[:2])
    asyncio.run(in_transaction(worked_url, lambda session: accept_request(session, first, one, now())))
    asyncio.run(
        in_transaction(
            worked_url, lambda session: return_request(session, second, two, ReturnReason.NO_CAPACITY, now())
        )
    )
    assert _ids(seat, state="accepted") == [first] and _ids(seat, state="returned") == [second]
    assert _ids(seat, state=["accepted", "returned"], city="tinglan") == [second, first]
    assert _ids(seat, state="pending") == []
    # What came back waits for a call again.
    assert [row["why"] for row in seat.get(QUEUE, params={"kind": "callback"}).json()["items"]] == [
        [{"code": "returned_by_specialist", "params": {"reason": "no_capacity"}}]
    ]
    assert seat.get(REQUESTS, params={"state": "lost"}).json()["code"] == "input.invalid"
    assert seat.get(REQUESTS, params={"city": "nowhere"}).json()["code"] == "city.not_found"


def test_a_customer_who_is_flagged_already_is_not_flagged_again(
    seat: TestClient, worked_url: str, cells: list[int]
) -> None:
    customer = person_in(worked_url, cells[0])
    _flag(seat, worked_url, customer)
    seat_task(worked_url, customer, 500.0, key="test/again")
    claim = seat.post(f"{QUEUE}/claims", json={}).json()
    body = {
        "call_id": str(uuid4()),
        "begun_at": now().isoformat(),
        "outcome": "refused",
        "visit": {"reason": "lapse_risk"},
    }
    answer = seat.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "request.open_already")
    # Without the flag the same call is saved.
    del body["visit"]
    assert seat.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body).status_code == 201


def test_requests_come_in_pages(seat: TestClient, worked_url: str, cells: list[int]) -> None:
    made = [_flag(seat, worked_url, person_in(worked_url, cell)) for cell in cells[:3]]
    first = seat.get(REQUESTS, params={"limit": 2}).json()
    assert [one["id"] for one in first["items"]] == made[:0:-1]
    assert _ids(seat, cursor=first["next"]) == made[:1]

"""What calls leave to be done over HTTP: taken in by a seat, seen in the story, decided by who leads the seats."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.engagement.public import service_items
from gridward.kernel.clock import now, today
from support.seat_work import people, seat_task

from .conftest import SignIn

QUEUE = "/api/v1/cities/tinglan/queue"
MATTERS = "/api/v1/cities/tinglan/matters"


@pytest.fixture
def seat(sign_in: SignIn) -> TestClient:
    return sign_in("seat")


def _called(seat: TestClient, outcome: str, **more: Any) -> tuple[int, dict[str, Any]]:
    claim = seat.post(f"{QUEUE}/claims", json={}).json()
    body = {"call_id": str(uuid4()), "begun_at": now().isoformat(), "outcome": outcome, **more}
    answer = seat.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body)
    return answer.status_code, answer.json()


def _complained(seat: TestClient, city_url: str) -> int:
    (person,) = people(city_url, 1)
    seat_task(city_url, person)
    status, call = _called(
        seat, "service_requested", service={"item": "complaint", "note": "代理人离职后没人管"}
    )
    complaint = next(item for item in service_items().item if item.code == "complaint")
    assert (status, call["answer_by"]) == (201, complaint.due_on(today()).isoformat())
    return person


def test_a_request_is_taken_in_once_seen_in_the_story_and_decided(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    person = _complained(seat, city_url)
    (told,) = seat.get(f"/api/v1/customers/{person}").json()["services"]
    assert (told["zh"], told["state"]) == ("投诉", "open")
    ops = sign_in("ops")
    (found,) = ops.get(MATTERS, params={"state": "open"}).json()["items"]
    assert (found["customer_id"], found["note"], found["signs"]) == (person, "代理人离职后没人管", [])
    assert ops.get(MATTERS, params={"suspicions": True}).json()["items"] == []
    address = f"/api/v1/matters/{found['id']}"
    looked = ops.put(address, json={"state": "looked_at"}).json()
    assert looked["state"] == "looked_at" and looked["decided_by"]
    assert ops.put(address, json={"state": "looked_at"}).json()["code"] == "matter.decided"
    assert ops.put(address, json={"state": "dismissed"}).json()["code"] == "matter.answer_missing"
    done = ops.put(address, json={"state": "confirmed", "answer": "已致歉，由新专员上门"}).json()
    assert (done["state"], done["answer"]) == ("confirmed", "已致歉，由新专员上门")
    assert ops.put(address, json={"state": "confirmed"}).json()["code"] == "matter.decided"
    assert ops.get(MATTERS, params={"state": ["open", "looked_at"]}).json()["items"] == []
    (told,) = seat.get(f"/api/v1/customers/{person}").json()["services"]
    assert told["state"] == "confirmed"


def test_an_auditor_reads_no_notes_and_decides_nothing(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    _complained(seat, city_url)
    auditor = sign_in("auditor")
    (found,) = auditor.get(MATTERS).json()["items"]
    assert found["note"] == ""
    assert auditor.put(f"/api/v1/matters/{found['id']}", json={"state": "looked_at"}).status_code == 403
    assert seat.get(MATTERS).status_code == 403


def test_what_is_wrong_with_a_request_is_said(seat: TestClient, city_url: str) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    assert _called(seat, "service_requested")[1]["code"] == "call.service_missing"
    claim = seat.get(QUEUE).json()["mine"][0]
    seat.delete(f"/api/v1/claims/{claim['claim_id']}")
    assert _called(seat, "reached", service={"item": "cash"})[1]["code"] == "service_item.unknown"
    claim = seat.get(QUEUE).json()["mine"][0]
    seat.delete(f"/api/v1/claims/{claim['claim_id']}")
    assert _called(seat, "caller_gone")[1]["code"] == "call.outcome_not_offered"


def test_who_wants_no_marketing_is_asked_no_more(seat: TestClient, city_url: str) -> None:
    (person,) = people(city_url, 1)
    seat_task(city_url, person)
    assert _called(seat, "do_not_call")[0] == 201
    (consent,) = seat.get(f"/api/v1/customers/{person}").json()["consents"]
    assert (consent["purpose"], consent["given"], consent["how"]) == ("marketing", False, "phone")
    with psycopg.connect(city_url) as connection:
        row = connection.execute("SELECT outcome, script FROM seats.call").fetchone()
    assert row == ("do_not_call", "premium/v1")


def test_seats_read_their_rules(seat: TestClient) -> None:
    rules = seat.get("/api/v1/seat/rules").json()
    keys = {
        leaf["code"]: leaf["key"]
        for branch in rules["outcomes"]["branch"]
        for leaf in branch["outcome"]
        if "outbound" in leaf["calls"]
    }
    assert (keys["promised"], keys["no_answer"]) == ("1", "8")
    assert {item["lane"] for item in rules["service"]["item"]} == {"here", "phone", "counter"}


def test_a_suspicion_goes_to_operations_and_not_into_the_story(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    (person,) = people(city_url, 1)
    seat_task(city_url, person)
    assert (
        _called(seat, "wants_surrender", suspicion={"signs": ["hunch"]})[1]["code"]
        == "suspicion.unknown_sign"
    )
    claim = seat.get(QUEUE).json()["mine"][0]
    seat.delete(f"/api/v1/claims/{claim['claim_id']}")
    suspicion = {"signs": ["agency", "recited"], "note": "自称消保委"}
    assert _called(seat, "wants_surrender", suspicion=suspicion, service={"item": "surrender"})[0] == 201
    told = seat.get(f"/api/v1/customers/{person}").json()["services"]
    assert [one["kind"] for one in told] == ["surrender"]
    ops = sign_in("ops")
    (found,) = ops.get(MATTERS, params={"suspicions": True}).json()["items"]
    assert [sign["zh"] for sign in found["signs"]] == [
        "提到代理维权、收取手续费",
        "照稿陈述，追问细节答不上来",
    ]
    assert (found["due_on"], found["state"], found["note"]) == (None, "open", "自称消保委")
    answer = ops.put(f"/api/v1/matters/{found['id']}", json={"state": "dismissed", "answer": "本人意愿"})
    assert answer.json()["state"] == "dismissed"
    assert len(ops.get(MATTERS, params={"state": "open"}).json()["items"]) == 1

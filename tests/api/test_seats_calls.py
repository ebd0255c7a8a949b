"""A call over HTTP: saved once, with all that it brings about, whatever happened to the claim meanwhile."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import POLICY_ZONE, frozen, now, today
from gridward.platform.crypto import cipher
from gridward.platform.db import connect
from support.seat_work import due, holders, people, seat_task

from .conftest import SignIn

QUEUE = "/api/v1/cities/tinglan/queue"


@pytest.fixture
def seat(sign_in: SignIn) -> TestClient:
    return sign_in("seat")


def _take(client: TestClient) -> dict[str, Any]:
    answer = client.post(f"{QUEUE}/claims", json={})
    assert answer.status_code == 201, answer.text
    claim: dict[str, Any] = answer.json()
    return claim


def _body(outcome: str, **more: Any) -> dict[str, Any]:
    return {"call_id": str(uuid4()), "begun_at": now().isoformat(), "outcome": outcome, **more}


def _save(client: TestClient, claim: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body)
    assert answer.status_code == 201, answer.text
    saved: dict[str, Any] = answer.json()
    return saved


def _problem(client: TestClient, claim: dict[str, Any], body: dict[str, Any]) -> tuple[int, str]:
    answer = client.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body)
    return answer.status_code, answer.json()["code"]


def _one(url: str, query: str, *values: object) -> tuple[Any, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode(), values).fetchone()
    assert row is not None
    return row


def test_a_promise_closes_the_task_and_is_kept_with_the_call(seat: TestClient, city_url: str) -> None:
    (person,) = holders(city_url, 1)
    task = seat_task(city_url, person)
    owed = due(city_url, person)
    claim = _take(seat)
    promise = {
        "policy_id": owed.policy_id,
        "number": owed.number,
        "promised_on": (today() + timedelta(days=3)).isoformat(),
    }
    body = _body("promised", promise=promise, note="月底发工资后缴")
    call = _save(seat, claim, body)
    assert call["promise_id"] and not call["after_lease"] and call["customer_id"] == person
    assert _one(city_url, "SELECT state, outcome FROM engagement.task WHERE id = %s", task) == (
        "done",
        "promised",
    )
    stored = _one(
        city_url, "SELECT promised_on, source, state FROM renewal.promise WHERE id = %s", call["promise_id"]
    )
    assert stored == (date.fromisoformat(promise["promised_on"]), "seat", "open")
    contact = _one(
        city_url, "SELECT id::text, result, department, purpose, customer_id FROM engagement.contact"
    )
    assert contact == (body["call_id"], "promised", "seat", "service", person)
    (sealed,) = _one(city_url, "SELECT note_sealed FROM seats.call")
    assert cipher().open(sealed, f"seats.call.note/{body['call_id']}") == "月底发工资后缴"
    assert _one(city_url, "SELECT count(*) FROM seats.queue_item") == (0,)
    assert seat.get(f"/api/v1/claims/{claim['claim_id']}").json()["called"]
    assert [one["call_id"] for one in seat.get("/api/v1/calls").json()["items"]] == [body["call_id"]]
    assert seat.get(QUEUE).json()["counts"]["calls_today"] == 1


def test_the_same_call_sent_twice_is_saved_once(seat: TestClient, sign_in: SignIn, city_url: str) -> None:
    one, two = people(city_url, 2)
    seat_task(city_url, one, 50)
    seat_task(city_url, two, 40)
    claim = _take(seat)
    body = _body("reached", note="已核对身份")
    first = _save(seat, claim, body)
    again = seat.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body)
    assert (again.status_code, again.json()) == (200, first)
    assert _problem(seat, claim, {**body, "note": "另一通"}) == (409, "call.differs")
    assert _problem(seat, claim, _body("reached")) == (409, "call.saved_already")
    following = _take(seat)
    assert _problem(seat, following, body) == (409, "call.differs")
    counted = _one(
        city_url, "SELECT (SELECT count(*) FROM seats.call), (SELECT count(*) FROM engagement.contact)"
    )
    assert counted == (1, 1)


def test_a_call_under_somebody_elses_claim_is_refused(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    claim = _take(seat)
    other = sign_in("seat", login="other")
    assert _problem(other, claim, _body("reached")) == (404, "claim.not_found")
    assert other.get(f"/api/v1/claims/{claim['claim_id']}").status_code == 404
    assert other.put(f"/api/v1/claims/{claim['claim_id']}/lease").status_code == 404
    assert other.get("/api/v1/calls").json()["items"] == []


def test_a_call_whose_lease_ended_is_kept_even_if_somebody_else_called(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    task = seat_task(city_url, one)
    other = sign_in("seat", login="other")
    began = now()
    late = _take(seat)
    with frozen(began + timedelta(minutes=20)):
        other_claim = _take(other)
        kept = _save(seat, late, _body("no_answer"))
        assert kept["after_lease"]
        # The other seat keeps the customer.
        assert other.get(f"/api/v1/claims/{other_claim['claim_id']}").json()["leased_until"]
        assert not _save(other, other_claim, _body("refused"))["after_lease"]
    assert _one(city_url, "SELECT count(*) FROM engagement.contact WHERE customer_id = %s", one) == (2,)
    assert _one(city_url, "SELECT outcome FROM engagement.task WHERE id = %s", task) == ("refused",)
    ends = _one(city_url, "SELECT array_agg(ended_by ORDER BY claimed_at) FROM seats.claim")
    assert ends == (["lease", "call"],)


def test_a_lease_that_ended_while_nobody_else_came_changes_nothing_else(
    seat: TestClient, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    claim = _take(seat)
    with frozen(now() + timedelta(hours=1)):
        assert _save(seat, claim, _body("reached"))["after_lease"]
        assert seat.get(QUEUE).json()["items"] == []


def test_a_call_back_comes_first_when_its_time_has_come(seat: TestClient, city_url: str) -> None:
    one, two = people(city_url, 2)
    seat_task(city_url, one, 50.0)
    seat_task(city_url, two, 90.0)
    with frozen(datetime(2026, 11, 2, 9, tzinfo=POLICY_ZONE)) as _:
        claim = _take(seat)
        assert claim["customer_id"] == two
        seat.delete(f"/api/v1/claims/{claim['claim_id']}")
        items = seat.get(QUEUE).json()["items"]
        low = next(row["item_id"] for row in items if row["customer_id"] == one)
        claim = seat.post(f"{QUEUE}/claims", json={"item_id": low}).json()
        at = datetime(2026, 11, 2, 15, tzinfo=POLICY_ZONE)
        call = _save(seat, claim, _body("call_back", callback_at=at.isoformat()))
        assert datetime.fromisoformat(call["callback_at"]) == at
        seen = seat.get(QUEUE).json()
        assert [(row["customer_id"], row["callback"]) for row in seen["items"]] == [(two, False), (one, True)]
        assert (seen["counts"]["waiting"], seen["counts"]["later"], seen["counts"]["callbacks_due"]) == (
            1,
            1,
            0,
        )
        assert datetime.fromisoformat(seen["counts"]["next_at"]) == at
    with frozen(datetime(2026, 11, 2, 15, 1, tzinfo=POLICY_ZONE)):
        assert seat.get(QUEUE).json()["counts"]["callbacks_due"] == 1
        assert _take(seat)["customer_id"] == one


def test_whom_nobody_reaches_is_tried_three_times_a_day(seat: TestClient, city_url: str) -> None:
    (one,) = people(city_url, 1)
    task = seat_task(city_url, one)
    hours = []
    with frozen(datetime(2026, 11, 2, 10, tzinfo=POLICY_ZONE)):
        moment = now()
    for outcome in ("no_answer", "declined_call", "no_answer", "no_answer"):
        with frozen(moment):
            claim = _take(seat)
            _save(seat, claim, _body(outcome))
            refused = seat.post(f"{QUEUE}/claims", json={}).json()
            assert refused["code"] == "queue.empty" and refused["params"]["later"] == 1
            moment = datetime.fromisoformat(refused["params"]["next_at"])
            local = moment.astimezone(POLICY_ZONE)
            hours.append((local.day, local.hour))
    assert hours == [(2, 12), (2, 14), (3, 9), (3, 11)]
    assert _one(city_url, "SELECT state FROM engagement.task WHERE id = %s", task) == ("open",)


def test_a_number_that_is_dead_ends_the_task_and_a_visit_may_be_asked_for(
    seat: TestClient, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    task = seat_task(city_url, one)
    call = _save(seat, _take(seat), _body("dead_number", visit={"reason": "unreachable"}))
    assert call["request_id"]
    assert _one(city_url, "SELECT state, outcome FROM engagement.task WHERE id = %s", task) == (
        "done",
        "dead_number",
    )
    (request,) = seat.get("/api/v1/visit-requests").json()["items"]
    assert (request["reason"], request["state"], request["cell_id"]) == ("unreachable", "pending", None)


def test_a_visit_that_he_wants_keeps_him_in_renewal(seat: TestClient, city_url: str) -> None:
    (person,) = holders(city_url, 1)
    with connect(city_url, "test") as connection:
        connection.execute(
            """INSERT INTO engagement.care (customer_id, city_id, cell_id, state, stage, opened_on, notify_by,
                   first_contact_at)
               VALUES (%s, 1, NULL, 'contacted', 'renewal', current_date, current_date, now())""",
            [person],
        )
    seat_task(city_url, person)
    _save(seat, _take(seat), _body("wants_visit", visit={"reason": "wants_visit"}))
    assert _one(city_url, "SELECT stage FROM engagement.care") == ("renewal",)


def test_his_other_task_waits_until_the_next_day(seat: TestClient, city_url: str) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one, 40.0)
    other = seat_task(city_url, one, 20.0, key="test/other")
    with frozen(datetime(2026, 11, 2, 10, tzinfo=POLICY_ZONE)):
        _save(seat, _take(seat), _body("reached"))
        assert seat.post(f"{QUEUE}/claims", json={}).json()["code"] == "queue.empty"
        (row,) = seat.get(QUEUE).json()["items"]
        assert row["task_id"] == str(other) and row["not_before"] == "2026-11-03T01:00:00Z"
    with frozen(datetime(2026, 11, 3, 9, tzinfo=POLICY_ZONE)):
        assert _take(seat)["task_id"] == str(other)


def _promise(days: int, policy_id: int = 1, number: int = 3) -> dict[str, Any]:
    day = today() + timedelta(days=days)
    return {"policy_id": policy_id, "number": number, "promised_on": day.isoformat()}


def _in(**how_long: int) -> str:
    return (now() + timedelta(**how_long)).isoformat()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (lambda: _body("promised"), 422, "call.promise_missing"),
        (lambda: _body("call_back"), 422, "call.callback_missing"),
        (lambda: _body("wants_visit"), 422, "call.visit_missing"),
        (lambda: _body("refused", promise=_promise(2)), 422, "call.not_with_outcome"),
        (lambda: _body("no_answer", callback_at=_in(hours=2)), 422, "call.not_with_outcome"),
        (lambda: _body("call_back", callback_at=_in(hours=-1)), 422, "call.callback_out_of_range"),
        (lambda: _body("call_back", callback_at=_in(days=31)), 422, "call.callback_out_of_range"),
        (lambda: _body("call_back", callback_at="2026-11-02T10:00:00"), 422, "input.invalid"),
        (lambda: _body("promised", promise=_promise(2)), 409, "promise.not_due"),
        (lambda: _body("promised", promise=_promise(2, number=2**31)), 422, "input.invalid"),
        (
            lambda: _body("wants_visit", visit={"reason": "wants_visit", "wished_on": "2020-01-01"}),
            422,
            "request.wished_in_past",
        ),
        (
            lambda: _body("wants_visit", visit={"reason": "wants_visit", "policy_id": 2**40}),
            404,
            "policy.not_found",
        ),
        (lambda: _body("vanished"), 422, "input.invalid"),
        (lambda: _body("reached", note="长" * 2001), 422, "input.invalid"),
    ],
)
def test_a_call_that_makes_no_sense_changes_nothing(
    seat: TestClient, city_url: str, body: Any, status: int, code: str
) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    claim = _take(seat)
    assert _problem(seat, claim, body()) == (status, code)
    left = _one(
        city_url,
        """SELECT (SELECT count(*) FROM seats.call), (SELECT count(*) FROM engagement.contact),
            (SELECT count(*) FROM engagement.visit_request), (SELECT count(*) FROM engagement.task)""",
    )
    assert left == (0, 0, 0, 1)
    assert _save(seat, claim, _body("reached"))["outcome"] == "reached"


def test_a_promise_in_the_past_or_after_grace_is_refused(seat: TestClient, city_url: str) -> None:
    (person,) = holders(city_url, 1)
    seat_task(city_url, person)
    owed = due(city_url, person)
    claim = _take(seat)
    yesterday = _promise(-1, owed.policy_id, owed.number)
    assert _problem(seat, claim, _body("promised", promise=yesterday)) == (422, "promise.in_past")
    too_late = _promise(51, owed.policy_id, owed.number)
    assert _problem(seat, claim, _body("promised", promise=too_late)) == (422, "promise.too_late")
    assert _save(seat, claim, _body("promised", promise=_promise(0, owed.policy_id, owed.number)))


def test_a_clock_that_is_wrong_by_a_day_does_not_hinder(seat: TestClient, city_url: str) -> None:
    one, two = people(city_url, 2)
    for person in (one, two):
        seat_task(city_url, person)
    for wrong in (timedelta(days=1), timedelta(days=-1)):
        claim = _take(seat)
        call = _save(seat, claim, {**_body("reached"), "begun_at": (now() + wrong).isoformat()})
        assert claim["claimed_at"] <= call["begun_at"] <= call["ended_at"]


def test_calls_come_in_pages(seat: TestClient, city_url: str) -> None:
    for person in people(city_url, 3):
        seat_task(city_url, person)
        _save(seat, _take(seat), _body("reached"))
    whole = [call["call_id"] for call in seat.get("/api/v1/calls").json()["items"]]
    first = seat.get("/api/v1/calls?limit=2").json()
    second = seat.get(f"/api/v1/calls?limit=2&cursor={first['next']}").json()
    assert [call["call_id"] for call in first["items"] + second["items"]] == whole
    assert len(whole) == 3 and second["next"] is None

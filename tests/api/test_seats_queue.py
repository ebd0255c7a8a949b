"""The queue over HTTP: taken from, kept, given back, looked through."""

from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import POLICY_ZONE, frozen, now, today
from support.seat_work import due, holders, people, seat_task

from .conftest import SignIn

QUEUE = "/api/v1/cities/tinglan/queue"
MORNING = datetime(2026, 11, 2, 10, tzinfo=POLICY_ZONE)


@pytest.fixture
def seat(sign_in: SignIn) -> TestClient:
    return sign_in("seat")


def _take(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{QUEUE}/claims", json=body)
    assert answer.status_code == 201, answer.text
    claim: dict[str, Any] = answer.json()
    return claim


def _refused(client: TestClient, **body: Any) -> tuple[int, str]:
    answer = client.post(f"{QUEUE}/claims", json=body)
    return answer.status_code, answer.json()["code"]


def test_the_most_urgent_is_taken_first_and_by_one_seat_only(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    one, two, three = people(city_url, 3)
    seat_task(city_url, one, 12.0)
    seat_task(city_url, two, 45.0)
    seat_task(city_url, three, 12.0)
    other = sign_in("seat", login="other")
    assert [row["customer_id"] for row in seat.get(QUEUE).json()["items"]] == [two, one, three]
    first, second = _take(seat), _take(other)
    assert (first["customer_id"], second["customer_id"]) == (two, one)
    assert first["why"] == [{"code": "due_since", "params": {"days": 31, "amount": "1200.00"}}]
    assert not first["called"] and first["leased_until"] is not None

    seen = other.get(QUEUE).json()
    assert seen["counts"]["waiting"] == 1 and seen["counts"]["claimed"] == 2
    assert [claim["claim_id"] for claim in seen["mine"]] == [second["claim_id"]]
    holders_of = {row["customer_id"]: (row["claimed_by"], row["mine"]) for row in seen["items"]}
    assert holders_of == {two: ("测**", False), one: ("测**", True), three: (None, False)}

    taken = next(row["item_id"] for row in seen["items"] if row["customer_id"] == two)
    third = sign_in("seat", login="third")
    assert _refused(third, item_id=taken) == (409, "queue.taken")
    assert _refused(third, item_id=10**12) == (404, "queue.not_found")
    assert _refused(seat) == (409, "queue.hand_full")
    assert _take(third)["customer_id"] == three
    fourth = sign_in("seat", login="fourth").post(f"{QUEUE}/claims", json={})
    assert (fourth.status_code, fourth.json()["code"]) == (409, "queue.empty")
    assert fourth.json()["params"] == {"claimed": 3, "later": 0, "next_at": None}


def test_a_customer_comes_back_when_he_is_given_back_or_the_lease_ends(
    seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    other = sign_in("seat", login="other")
    claim = _take(seat)
    assert other.delete(f"/api/v1/claims/{claim['claim_id']}").status_code == 404
    assert seat.delete(f"/api/v1/claims/{claim['claim_id']}").status_code == 204
    assert seat.delete(f"/api/v1/claims/{claim['claim_id']}").status_code == 204
    ended = seat.put(f"/api/v1/claims/{claim['claim_id']}/lease")
    assert (ended.status_code, ended.json()["code"]) == (409, "claim.ended")

    began = now()
    claim = _take(seat)
    with frozen(began + timedelta(minutes=14)):
        assert _refused(other) == (409, "queue.empty")
        longer = seat.put(f"/api/v1/claims/{claim['claim_id']}/lease").json()
        assert longer["leased_until"] > claim["leased_until"]
    with frozen(began + timedelta(minutes=28)):
        assert _refused(other) == (409, "queue.empty")
    with frozen(began + timedelta(minutes=30)):
        # Ended, but nobody has taken him: he can still be kept.
        assert seat.get(f"/api/v1/claims/{claim['claim_id']}").json()["leased_until"] is None
        assert seat.put(f"/api/v1/claims/{claim['claim_id']}/lease").json()["leased_until"]
    with frozen(began + timedelta(minutes=46)):
        assert _take(other)["customer_id"] == one
        lost = seat.put(f"/api/v1/claims/{claim['claim_id']}/lease")
        assert (lost.json()["code"], lost.json()["params"]) == ("claim.ended", {"ended_by": "lease"})
        assert seat.get(QUEUE).json()["mine"] == []


def test_the_queue_is_filtered_and_comes_in_pages(seat: TestClient, city_url: str) -> None:
    persons = holders(city_url, 5)
    for index, person in enumerate(persons):
        seat_task(city_url, person, 10.0 + index / 3, kind="callback" if index == 2 else "renewal_call")
    promised = due(city_url, persons[4])
    whole = seat.get(QUEUE).json()
    assert [row["customer_id"] for row in whole["items"]] == persons[::-1] and whole["next"] is None
    pages, cursor = [], ""
    while cursor is not None:
        got = seat.get(QUEUE, params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        pages.append([row["customer_id"] for row in got["items"]])
        cursor = got["next"]
    assert pages == [persons[:2:-1], persons[2:0:-1], persons[:1]]

    def found(**wanted: str) -> list[int]:
        return [row["customer_id"] for row in seat.get(QUEUE, params=wanted).json()["items"]]

    assert found(kind="callback") == [persons[2]]
    assert found(tier="high") == [persons[4]] and found(tier="low") == []
    row = whole["items"][0]
    assert (row["amount"], row["tier"], row["grace_ends"]) == (
        "1200.00",
        "high",
        promised.grace_ends.isoformat(),
    )
    with psycopg.connect(city_url) as connection:
        number = connection.execute(
            "SELECT customer_no FROM book.customer WHERE id = %s", [persons[1]]
        ).fetchone()
    assert number is not None and found(q=number[0]) == [persons[1]]
    assert found(q="没有这个人") == []
    assert seat.get(QUEUE, params={"cursor": "x"}).json()["code"] == "input.invalid"


def test_a_day_that_is_over_counts_as_overdue_and_closed_tasks_do_not_wait(
    seat: TestClient, city_url: str
) -> None:
    one, two = people(city_url, 2)
    seat_task(city_url, one, due_on=today() - timedelta(days=1))
    gone = seat_task(city_url, two)
    with psycopg.connect(city_url) as connection:
        connection.execute(
            "UPDATE engagement.task SET state = 'cancelled', closed_at = now() WHERE id = %s", [gone]
        )
    seen = seat.get(QUEUE).json()
    assert (seen["counts"]["waiting"], seen["counts"]["overdue"]) == (1, 1)
    assert [row["customer_id"] for row in seen["items"]] == [one]


def test_a_more_urgent_task_takes_the_customers_place_unless_he_is_in_hand(
    seat: TestClient, city_url: str
) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one, 20.0)
    urgent = seat_task(city_url, one, 40.0, key="test/urgent")
    seat_task(city_url, one, 30.0, key="test/less")
    claim = _take(seat)
    assert claim["task_id"] == str(urgent)
    seat_task(city_url, one, 90.0, key="test/most")
    assert seat.get(f"/api/v1/claims/{claim['claim_id']}").json()["task_id"] == str(urgent)
    assert len(seat.get(QUEUE).json()["items"]) == 1


@pytest.mark.parametrize("role", ["ops", "admin", "auditor", "supervisor", "specialist"])
def test_only_seats_call(sign_in: SignIn, role: str, city_url: str) -> None:
    client = sign_in(role)
    for answer in (
        client.get(QUEUE),
        client.post(f"{QUEUE}/claims", json={}),
        client.get("/api/v1/calls"),
        client.get("/api/v1/seat/events"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "access.denied")


def test_a_seat_of_another_city_sees_nothing(sign_in: SignIn, city_url: str) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    stranger = sign_in("seat", city_ids=frozenset({99}))
    for answer in (stranger.get(QUEUE), stranger.post(f"{QUEUE}/claims", json={})):
        assert (answer.status_code, answer.json()["code"]) == (404, "city.not_found")


@pytest.mark.parametrize("body", [{"item_id": 0}, {"item_id": 2**63}, {"item_id": "x"}, {"colour": "red"}])
def test_what_cannot_be_taken_is_refused(seat: TestClient, body: dict[str, Any]) -> None:
    assert _refused(seat, **body) == (422, "input.invalid")

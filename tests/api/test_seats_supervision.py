"""Those who lead the seats: the board, items moved between hands, calls drawn and scored."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import POLICY_ZONE, frozen, now, today
from support.live import listening, serving
from support.published import cell_ids
from support.seat_work import people, seat_task

from .conftest import SignIn

CITY = "/api/v1/cities/tinglan"
QUEUE = f"{CITY}/queue"
BOARD = f"{CITY}/seats"
MOVES = f"{BOARD}/moves"


@pytest.fixture
def seat(sign_in: SignIn) -> TestClient:
    return sign_in("seat")


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


def _take(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{QUEUE}/claims", json=body)
    assert answer.status_code == 201, answer.text
    claim: dict[str, Any] = answer.json()
    return claim


def _call(client: TestClient, claim: dict[str, Any], outcome: str = "reached", **more: Any) -> None:
    body = {"call_id": str(uuid4()), "begun_at": now().isoformat(), "outcome": outcome, **more}
    answer = client.post(f"/api/v1/claims/{claim['claim_id']}/call", json=body)
    assert answer.status_code == 201, answer.text


def _board(client: TestClient) -> dict[str, Any]:
    answer = client.get(BOARD)
    assert answer.status_code == 200, answer.text
    board: dict[str, Any] = answer.json()
    return board


def _seat(client: TestClient, login_order: int = 0) -> dict[str, Any]:
    line: dict[str, Any] = _board(client)["seats"][login_order]
    return line


def test_the_board_tells_what_waits_how_long_and_what_was_promised(ops: TestClient, city_url: str) -> None:
    one, two, three = people(city_url, 3)
    seat_task(city_url, one, due_on=today() - timedelta(days=9))
    seat_task(city_url, two, due_on=today())
    seat_task(city_url, three, kind="callback", due_on=today() - timedelta(days=2))
    with psycopg.connect(city_url) as connection:
        connection.execute(
            "UPDATE seats.queue_item SET callback = true, not_before = %s WHERE customer_id = %s",
            [now() - timedelta(minutes=40), three],
        )
    board = _board(ops)
    (line,) = board["cities"]
    assert (line["code"], line["waiting"], line["late"], line["callbacks_due"], line["on_call"]) == (
        "tinglan", 3, 2, 1, 0,
    )  # fmt: skip
    kinds = {kind["kind"]: kind for kind in board["kinds"]}
    assert (kinds["renewal_call"]["today"], kinds["renewal_call"]["longer"]) == (1, 1)
    assert kinds["callback"]["to_3_days"] == 1
    assert board["longest"][0]["customer_id"] == one
    (promised,) = board["promised"]
    assert (promised["customer_id"], promised["late"]) == (three, True)


def test_who_is_where_is_seen_and_a_seat_on_a_break_gets_nobody(
    ops: TestClient, seat: TestClient, city_url: str
) -> None:
    seat_task(city_url, people(city_url, 1)[0])
    assert _seat(ops)["state"] == "ready"
    assert seat.put("/api/v1/seat/state", json={"state": "break"}).json()["state"] == "break"
    refused = seat.post(f"{QUEUE}/claims", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "seat.not_ready")
    began = now()
    with frozen(began + timedelta(minutes=21)):
        line = _seat(ops)
        assert (line["state"], line["is_long"]) == ("break", True)
    assert seat.put("/api/v1/seat/state", json={"state": "ready"}).status_code == 200
    claim = _take(seat)
    line = _seat(ops)
    assert (line["state"], line["held"], line["is_full"]) == ("on_call", 1, True)
    _call(seat, claim)
    line = _seat(ops)
    assert (line["state"], line["calls_today"], line["reached_today"]) == ("ready", 1, 1)
    with frozen(began + timedelta(hours=2)):
        assert _seat(ops)["state"] == "absent"


def test_items_are_given_to_seats_by_turns_and_come_first_there(
    ops: TestClient, seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    persons = people(city_url, 4)
    for index, person in enumerate(persons):
        seat_task(city_url, person, 90.0 - index, kind="first_contact" if index % 2 else "renewal_call")
    other = sign_in("seat", login="seat2")
    first, second = (line["account_id"] for line in _board(ops)["seats"])
    wanted = {"kind": "first_contact", "to_seats": [first, second, first]}
    preview = ops.post(f"{MOVES}/preview", json=wanted).json()
    assert (preview["moved"], preview["on_call"], preview["without_room"]) == (2, 0, 0)
    assert [target["gets"] for target in preview["targets"]] == [1, 1]
    # Looking changes nothing.
    assert ops.post(f"{MOVES}/preview", json=wanted).json() == preview
    made = ops.post(MOVES, json=wanted | {"reason": "新人带一带"})
    assert made.status_code == 201, made.text
    assert (made.json()["moved"], made.json()["reason"]) == (2, "新人带一带")
    assert [line["assigned"] for line in _board(ops)["seats"]] == [1, 1]

    # His own come before what is more urgent; nobody else is given them.
    assert _take(seat)["customer_id"] == persons[1]
    third = sign_in("seat", login="seat3")
    assert _take(third)["customer_id"] == persons[0]
    with frozen(now() + timedelta(hours=9)):
        # What nobody called in time is everybody's again.
        assert _take(sign_in("seat", login="seat4"))["customer_id"] in persons
    assert _take(other)["customer_id"] == persons[3]


def test_an_item_is_given_only_to_a_seat_who_does_it_and_speaks_the_language(
    ops: TestClient, seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    persons = people(city_url, 3)
    for index, person in enumerate(persons):
        seat_task(city_url, person, 90.0 - index)
    sign_in("seat", login="seat2")
    first, second = (line["account_id"] for line in _board(ops)["seats"])
    with psycopg.connect(city_url) as connection:
        connection.execute(
            "UPDATE seats.queue_item SET language = 'yue' WHERE customer_id = %s", [persons[0]]
        )
        connection.execute("UPDATE seats.queue_item SET language = 'en' WHERE customer_id = %s", [persons[1]])
        connection.execute(
            """INSERT INTO seats.profile (account_id, kinds, languages)
               VALUES (%s, NULL, '{zh}'), (%s, NULL, '{zh,yue}')""",
            [first, second],
        )
    preview = ops.post(f"{MOVES}/preview", json={"to_seats": [first, second]}).json()
    assert [item["to_account"] for item in preview["items"]] == [second, first]
    assert preview["without_room"] == 1


def test_a_move_is_taken_back_where_nobody_took_the_item_since(
    ops: TestClient, seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    persons = people(city_url, 3)
    for index, person in enumerate(persons):
        seat_task(city_url, person, 90.0 - index)
    sign_in("seat", login="seat2")
    first, second = (line["account_id"] for line in _board(ops)["seats"])
    assert ops.post(MOVES, json={"to_seats": [first]}).json()["moved"] == 3
    _take(seat)
    # Whom he is talking to stays with him.
    preview = ops.post(f"{MOVES}/preview", json={"from_seat": first, "to_seats": [second]}).json()
    assert (preview["moved"], preview["on_call"]) == (2, 1)
    moved = ops.post(MOVES, json={"from_seat": first, "to_seats": [second]}).json()
    assert [line["assigned"] for line in _board(ops)["seats"]] == [1, 2]
    _take(sign_in("seat", login="seat3"), item_id=_item(city_url, persons[1]))
    undone = ops.post(f"/api/v1/seat-moves/{moved['id']}/undo")
    assert undone.json() == {"back": 1, "kept": 1}
    again = ops.post(f"/api/v1/seat-moves/{moved['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "move.undone")
    # Back to everybody.
    assert ops.post(MOVES, json={"from_seat": first}).json()["moved"] == 1
    assert ops.get(MOVES).json()["items"][0]["to_names"] == []


def _item(url: str, customer: int) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT id FROM seats.queue_item WHERE customer_id = %s", [customer]
        ).fetchone()
    assert row is not None
    return int(row[0])


def test_a_move_that_makes_no_sense_is_refused(ops: TestClient, seat: TestClient, city_url: str) -> None:
    seat_task(city_url, people(city_url, 1)[0])
    (line,) = _board(ops)["seats"]

    def refused(**body: Any) -> str:
        answer = ops.post(MOVES, json=body)
        assert answer.status_code in (404, 409, 422)
        code: str = answer.json()["code"]
        return code

    assert refused() == "move.goes_nowhere"
    assert refused(from_seat=line["account_id"], to_seats=[line["account_id"]]) == "move.to_itself"
    assert refused(to_seats=[str(uuid4())]) == "seat.not_found"
    assert refused(to_seats=[line["account_id"]], kind="callback") == "move.nothing"
    with frozen(now() + timedelta(hours=1)):
        assert refused(to_seats=[line["account_id"]]) == "seat.absent"


def test_the_level_counts_what_was_called_in_time(ops: TestClient, seat: TestClient, city_url: str) -> None:
    noon = datetime.combine(today(), datetime.min.time(), POLICY_ZONE) + timedelta(hours=12)
    one, two, three = people(city_url, 3)
    seat_task(city_url, one, 90.0, due_on=today())
    seat_task(city_url, two, 80.0, due_on=today() - timedelta(days=5))
    seat_task(city_url, three, 70.0, due_on=today())
    with psycopg.connect(city_url) as connection:
        connection.execute(
            "UPDATE identity.session SET last_seen_at = %s, expires_at = %s", [noon, noon + timedelta(days=9)]
        )
    with frozen(noon):
        _call(seat, _take(seat))
        _call(seat, _take(seat))
        _call(seat, _take(seat), "call_back", callback_at=(noon + timedelta(hours=1)).isoformat())
    with frozen(noon + timedelta(hours=2)):
        # Promised for an hour ago.
        _call(seat, _take(seat))
        level = _board(ops)["level"]
    assert [(hour["hour"], hour["handled"], hour["in_time"]) for hour in level["hours"]] == [
        (12, 3, 2),
        (14, 1, 0),
    ]
    assert level["days"][-1] == {"day": today().isoformat(), "handled": 4, "in_time": 2}


def test_calls_are_drawn_by_lot_scored_and_seen_by_who_made_them(
    ops: TestClient, seat: TestClient, sign_in: SignIn, city_url: str
) -> None:
    for person in people(city_url, 3):
        seat_task(city_url, person)
        _call(seat, _take(seat), note="约了月底")
    day = today().isoformat()
    assert ops.post(f"{BOARD}/draws", json={"day": day, "each": 99}).json()["code"] == "draw.too_many"
    assert ops.post(f"{BOARD}/draws", json={"day": "9999-12-31"}).status_code == 422
    assert ops.post(f"{BOARD}/draws", json={"day": day}).json()["drawn"] == 2
    assert ops.post(f"{BOARD}/draws", json={"day": day}).json()["drawn"] == 1
    assert ops.post(f"{BOARD}/draws", json={"day": day}).json()["code"] == "draw.nothing"
    listed = ops.get(f"{BOARD}/reviews").json()["items"]
    assert len(listed) == 3 and {row["note"] for row in listed} == {""}
    review = ops.get(f"/api/v1/call-reviews/{listed[0]['review_id']}").json()
    assert review["note"] == "约了月底" and review["points"] is None
    assert seat.get("/api/v1/seat/reviews").json()["items"] == []

    address = f"/api/v1/call-reviews/{review['review_id']}"
    scores = {item["code"]: item["most"] for item in review["items"]}
    wrong = ops.put(address, json={"scores": scores | {"facts": 21, "charm": 3}})
    assert wrong.json()["params"]["items"] == ["charm", "facts"]
    scored = ops.put(address, json={"scores": scores | {"facts": 12}, "comment": "金额说错一次"}).json()
    assert (scored["points"], scored["most"], scored["scorer"]) == (92, 100, "测试员")
    (own,) = seat.get("/api/v1/seat/reviews").json()["items"]
    assert (own["points"], own["comment"], own["seen_at"]) == (92, "金额说错一次", None)
    seen = f"/api/v1/seat/reviews/{review['review_id']}/seen"
    assert sign_in("seat", login="other").put(seen).status_code == 404
    assert seat.put(seen).status_code == 204
    assert ops.get(address).json()["seen_at"] is not None
    # Another score is to be looked at again.
    assert ops.put(address, json={"scores": scores | {"no_pressure": 0}}).json()["points"] == 0
    assert seat.get("/api/v1/seat/reviews").json()["items"][0]["seen_at"] is None


@pytest.fixture
def port(city_url: str) -> Iterator[int]:
    """Where the application serves."""
    with serving(city_url) as number:
        yield number


def test_the_board_is_live(ops: TestClient, seat: TestClient, city_url: str, port: int) -> None:
    with listening(port, "/cities/tinglan/seats/events", ops) as events:
        assert next(events)["cities"][0]["waiting"] == 0
        seat_task(city_url, people(city_url, 1)[0])
        assert next(events)["cities"][0]["waiting"] == 1
        seat.put("/api/v1/seat/state", json={"state": "after_call"})
        assert next(events)["seats"][0]["state"] == "after_call"


def test_a_lead_sees_and_moves_what_waits_in_his_cells(lead: TestClient, worked_url: str) -> None:
    with psycopg.connect(worked_url) as connection:
        waiting = connection.execute(
            """SELECT count(*) FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id
               WHERE t.cell_id = ANY(%s)""",
            [cell_ids(worked_url)],
        ).fetchone()
    assert waiting is not None
    (line,) = _board(lead)["cities"]
    assert line["waiting"] + line["later"] <= waiting[0]

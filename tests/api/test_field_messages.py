"""Messages to specialists: written by whoever leads them and by seats, read and answered by tablets as operations."""

from datetime import datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now
from gridward.kernel.ids import new_id
from support.field_work import Tablet, days_ago, operation, persons_of, visit

from .conftest import SignIn

_CITY = "/api/v1/cities/tinglan"


def messages_of(mine: Tablet, since: int = 0) -> dict[str, Any]:
    """What his tablet is told."""
    found: dict[str, Any] = mine.get(f"/field/messages?since={since}")
    return found


def write(lead: TestClient, text: str, **more: Any) -> str:
    """Write to all whom somebody leads; the message's number."""
    readers = lead.get(f"{_CITY}/message-readers").json()["items"]
    body = {
        "message_id": str(new_id()),
        "to": [one["specialist_id"] for one in readers],
        "text": text,
        **more,
    }
    for _ in range(2):  # the second time nothing happens
        assert lead.post(f"{_CITY}/messages", json=body).status_code == 204
    return str(body["message_id"])


def sent(lead: TestClient) -> list[dict[str, Any]]:
    """What was written, with what became of it."""
    items: list[dict[str, Any]] = lead.get(f"{_CITY}/messages").json()["items"]
    return items


def test_a_message_is_followed_read_and_answered_once(
    mine: Tablet, worked_url: str, lead: TestClient
) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    number = write(lead, "今天下午三点开会", customer_id=person)
    told = messages_of(mine)
    (message,) = told["items"]
    assert (message["text"], message["origin"], message["read_at"]) == (
        "今天下午三点开会",
        "supervisor",
        None,
    )
    assert message["customer_id"] == person and message["customer_name"].endswith("*")
    assert messages_of(mine, told["cursor"])["items"] == []

    assert mine.send("message.read", {"message_id": number})["state"] == "applied"
    assert mine.send("message.reply", {"message_id": number, "text": "收到"})["state"] == "applied"
    again = mine.send("message.reply", {"message_id": number, "text": "又收到"})
    assert (again["state"], again["code"]) == ("needs_attention", "memo.replied")
    (changed,) = messages_of(mine, told["cursor"])["items"]
    assert changed["reply"] == "收到" and changed["read_at"] and changed["seq"] == told["cursor"] + 2
    (row,) = sent(lead)
    mine_of = [one for one in row["to"] if one["reply"] == "收到"]
    assert (
        row["mine"]
        and len(mine_of) == 1
        and all(one["read_at"] is None for one in row["to"] if one not in mine_of)
    )

    assert lead.post(f"/api/v1/messages/{number}/withdrawal").status_code == 204
    (gone,) = messages_of(mine, changed["seq"])["items"]
    assert gone["text"] is None and gone["withdrawn_at"]
    # A database that was restored knows less than the tablet.
    anew = messages_of(mine, 10**6)
    assert anew["anew"] and [one["message_id"] for one in anew["items"]] == [number]


def test_pages_of_a_feed_leave_nothing_out(mine: Tablet, lead: TestClient) -> None:
    numbers = [write(lead, f"第 {n} 条") for n in range(3)]
    first = mine.get("/field/messages?limit=2")
    rest = mine.get(f"/field/messages?since={first['cursor']}&limit=2")
    assert [one["message_id"] for one in [*first["items"], *rest["items"]]] == numbers
    assert (first["more"], rest["more"]) == (True, False)


def test_a_seat_tells_whoever_works_the_customers_cell_and_sees_his_answer(
    mine: Tablet, worked_url: str, lead: TestClient, sign_in_at_work: SignIn
) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    seat, other = sign_in_at_work("seat"), sign_in_at_work("seat", login="seat2")
    path = f"/api/v1/customers/{person}/messages"
    assert seat.post(path, json={"message_id": str(new_id()), "text": "下午在家"}).status_code == 204
    (message,) = messages_of(mine)["items"]
    assert (message["origin"], message["sender"], message["customer_id"]) == ("seat", "测试员", person)
    mine.send("message.reply", {"message_id": message["message_id"], "text": "三点到"})
    (row,) = seat.get(path).json()["items"]
    assert [one["reply"] for one in row["to"]] == ["三点到"]
    assert other.get(path).json()["items"] == []
    # Whoever leads him sees it too, and cannot withdraw it.
    assert [one["mine"] for one in sent(lead)] == [False]
    assert lead.post(f"/api/v1/messages/{message['message_id']}/withdrawal").status_code == 404


def test_what_was_decided_about_his_work_is_told_with_the_reason(
    mine: Tablet, worked_url: str, lead: TestClient
) -> None:
    person = persons_of(worked_url, mine.cell_id)[0]
    done = operation("visit.complete", visit(person), occurred_at=days_ago(40))
    mine.deliver(done)
    refusal = {"verdict": "refused", "reason": "当天您在休假"}
    assert lead.post(f"/api/v1/operations/{done['op_id']}/decision", json=refusal).status_code == 200
    (message,) = messages_of(mine)["items"]
    assert (message["origin"], message["code"], message["text"]) == ("system", "work_decided", "当天您在休假")
    assert message["params"]["kind"] == "visit.complete" and message["params"]["verdict"] == "refused"
    assert sent(lead) == []


def test_an_answer_that_waits_is_taken_after_all_and_one_to_no_message_of_his_goes_on_waiting(
    mine: Tablet, lead: TestClient
) -> None:
    number = write(lead, "今天下午三点开会")
    late = operation("message.reply", {"message_id": number, "text": "收到"}, occurred_at=days_ago(40))
    assert mine.deliver(late)["code"] == "clock.behind"
    lost = operation("message.reply", {"message_id": str(new_id()), "text": "收到"})
    assert mine.deliver(lost)["code"] == "memo.not_found"
    taken = {"verdict": "taken"}
    answers = [
        lead.post(f"/api/v1/operations/{one['op_id']}/decision", json=taken).json() for one in (late, lost)
    ]
    assert [answer["code"] for answer in answers] == [None, "memo.not_found"]
    assert [one["reply"] for row in sent(lead) for one in row["to"] if one["reply"]] == ["收到"]
    (waiting,) = lead.get(f"{_CITY}/attention").json()["items"]
    assert (waiting["op_id"], waiting["customer"], waiting["written"]) == (lost["op_id"], None, "收到")


def test_that_a_message_was_read_leaves_nobody_anything_to_decide(mine: Tablet, lead: TestClient) -> None:
    number = write(lead, "今天下午三点开会")
    elsewhere = mine.send("message.read", {"message_id": str(new_id())})
    ahead = mine.send("message.read", {"message_id": number}, occurred_at=days_ago(-1))
    again = mine.send("message.read", {"message_id": number}, occurred_at=days_ago(40))
    assert {(one["state"], one["code"]) for one in (elsewhere, ahead, again)} == {("applied", None)}
    (message,) = messages_of(mine)["items"]
    at = [datetime.fromisoformat(message[name]) for name in ("sent_at", "read_at")]
    assert at[0] <= at[1] <= now()
    assert lead.get(f"{_CITY}/attention").json()["items"] == []


@pytest.mark.parametrize("role", ["specialist", "seat", "auditor"])
def test_only_who_leads_specialists_writes_to_many(role: str, sign_in_at_work: SignIn) -> None:
    client = sign_in_at_work(role)
    body = {"message_id": str(new_id()), "to": [1], "text": "x"}
    assert client.post(f"{_CITY}/messages", json=body).status_code == 403
    assert client.get(f"{_CITY}/messages").status_code == 403


def test_nobody_is_written_to_who_works_no_cell_in_scope(lead: TestClient) -> None:
    body = {"message_id": str(new_id()), "to": [10**9], "text": "x"}
    answer = lead.post(f"{_CITY}/messages", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "memo.nobody")

"""What is done in the field outside visits: promises, notes, what customers ask for."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now, today
from support.field_work import Tablet, move, one, persons_of, rows, tablet
from support.on_the_tablet import holder
from support.seat_work import Due, due


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell who holds a policy."""
    return holder(worked_url, mine.cell_id)


@pytest.fixture
def owed(worked_url: str, person: int) -> Due:
    """What he owes."""
    rows(worked_url, "DELETE FROM renewal.due WHERE customer_id = %s RETURNING policy_id", person)
    return due(worked_url, person)


def promise(person: int, owed: Due, days: int = 7) -> dict[str, Any]:
    """The payload of a promise."""
    return {
        "promise_id": str(uuid.uuid4()),
        "customer_id": person,
        "policy_id": owed.policy_id,
        "number": owed.number,
        "promised_on": (today() + timedelta(days=days)).isoformat(),
    }


def test_a_promise_outside_a_visit(mine: Tablet, person: int, owed: Due) -> None:
    made = promise(person, owed)
    assert mine.send("promise.record", made)["state"] == "applied"
    (shown,) = mine.get(f"/customers/{person}")["promises"]
    assert (shown["id"], shown["promised_on"], shown["source"], shown["state"]) == (
        made["promise_id"], made["promised_on"], "field", "open",
    )  # fmt: skip
    again = mine.send("promise.record", made)
    assert (again["state"], again["code"]) == ("needs_attention", "promise.id_taken")
    late = mine.send("promise.record", promise(person, owed, days=400))
    assert (late["state"], late["code"]) == ("needs_attention", "promise.too_late")


def test_a_note_is_sealed_and_stands_in_the_story(mine: Tablet, worked_url: str, person: int) -> None:
    note = {"note_id": str(uuid.uuid4()), "customer_id": person, "text": "周末都在家"}
    at = now() - timedelta(hours=3)
    assert mine.send("note.add", note, occurred_at=at)["state"] == "applied"
    assert "周末" not in str(rows(worked_url, "SELECT text_sealed FROM engagement.note"))
    (shown,) = mine.get(f"/customers/{person}")["notes"]
    assert (shown["text"], shown["by"][-1]) == ("周末都在家", "*")
    assert mine.send("note.add", note | {"text": "另一条"})["code"] == "note.id_taken"


def test_what_a_customer_asks_for_names_its_attachments(
    mine: Tablet, worked_url: str, person: int, lead: TestClient
) -> None:
    digest = "ab" * 32
    asked = {
        "request_id": str(uuid.uuid4()),
        "customer_id": person,
        "item": "renewal_account",
        "note": "换了银行卡",
    }
    policy = one(worked_url, "SELECT id FROM book.policy WHERE holder_id = %s LIMIT 1", person)
    whole = {"policy_id": policy, "values": {"bank": "工商银行"}, "attachments": [digest]}
    receipt = mine.send("request.submit", asked | whole | {"papers": {"bank_card": [digest]}})
    assert (receipt["state"], receipt["code"]) == ("applied", None)
    assert one(worked_url, "SELECT attachments FROM engagement.matter") == [digest]
    assert "工商" not in str(rows(worked_url, "SELECT values_sealed, papers FROM engagement.matter"))
    (shown,) = mine.get(f"/customers/{person}")["services"]
    assert (shown["kind"], shown["state"], shown["lacks"]) == ("renewal_account", "open", [])
    assert shown["request_id"] == asked["request_id"]
    assert shown["number"] == one(worked_url, "SELECT number FROM engagement.matter")
    assert shown["policy_no"] == one(worked_url, "SELECT policy_no FROM book.policy WHERE id = %s", policy)
    (told,) = mine.get("/field/operations")["items"]
    words = {"zh": "续期账户变更", "en": "Bank account for renewals"}
    assert told["said"] == [{"name": "item", "value": "renewal_account", "words": words}]
    (seen,) = lead.get("/api/v1/cities/tinglan/matters").json()["items"]
    assert [(one["zh"], one["value_zh"]) for one in seen["said"]] == [("开户银行", "工商银行")]
    (paper,) = lead.get(f"/api/v1/customers/{person}/attachments").json()["items"]
    assert (paper["named_in"], paper["paper_en"], paper["state"]) == (shown["id"], "Own bank card", "waiting")
    assert mine.send("request.submit", asked)["code"] == "service.id_taken"
    nothing = asked | {"request_id": str(uuid.uuid4()), "item": "a_pony"}
    assert mine.send("request.submit", nothing)["code"] == "service_item.unknown"


def test_a_request_is_taken_in_also_where_something_is_lacking(
    mine: Tablet, worked_url: str, person: int
) -> None:
    asked = {"customer_id": person, "item": "payment_mode", "values": {"pay_mode": "never"}}
    receipt = mine.send("request.submit", asked | {"request_id": str(uuid.uuid4())})
    assert (receipt["state"], receipt["code"]) == ("applied", "service_item.lacks")
    (shown,) = mine.get(f"/customers/{person}")["services"]
    assert [one["zh"] for one in shown["lacks"]] == [
        "哪张保单", "改为怎样缴费", "从哪一期应缴日起", "投保人身份证件",
    ]  # fmt: skip
    paper = {"customer_id": person, "attachments": ["cd" * 32], "papers": {"holder_id": ["cd" * 32]}}
    follows = paper | {"request_id": shown["request_id"]}
    assert mine.send("request.supplement", follows)["state"] == "applied"
    (shown,) = mine.get(f"/customers/{person}")["services"]
    assert [one["code"] for one in shown["lacks"]] == ["policy", "pay_mode", "from_day"]
    (named,) = mine.get(f"/customers/{person}/attachments")["items"]
    assert (named["paper_zh"], named["named_in"]) == ("投保人身份证件", shown["id"])
    rows(worked_url, "UPDATE engagement.matter SET state = 'confirmed', decided_at = now() RETURNING id")
    assert mine.send("request.supplement", follows)["code"] == "service.closed"
    assert (
        mine.send("request.supplement", paper | {"request_id": str(uuid.uuid4())})["code"] == "service.closed"
    )
    his = [person]
    other = one(
        worked_url,
        """SELECT p.id FROM book.policy p
           WHERE NOT EXISTS (SELECT FROM census.customer_standing s
               WHERE s.customer_id IN (p.holder_id, p.insured_id) AND s.person_id = ANY(%s)) LIMIT 1""",
        his,
    )
    receipt = mine.send("request.submit", asked | {"request_id": str(uuid.uuid4()), "policy_id": other})
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "policy.unknown")
    assert one(worked_url, "SELECT count(*) FROM engagement.matter WHERE policy_id IS NOT NULL") == 0


def test_papers_follow_from_whoever_serves_the_customer_and_from_no_stranger(
    mine: Tablet, other: Tablet, worked_url: str, person: int, lead: TestClient
) -> None:
    request = str(uuid.uuid4())
    asked = {"request_id": request, "customer_id": person, "item": "payment_mode"}
    taken_in = now() - timedelta(minutes=5)
    assert mine.send("request.submit", asked, occurred_at=taken_in)["code"] == "service_item.lacks"
    paper = {"request_id": request, "customer_id": person, "attachments": [], "papers": {}}
    front = paper | {"attachments": ["ab" * 32], "papers": {"holder_id": ["ab" * 32]}}
    # He is nobody's customer of another cell: what is sent for him from there waits for a supervisor.
    receipt = other.send("request.supplement", front)
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "customer.not_in_cell")
    assert "holder_id" in [one["code"] for one in mine.get(f"/customers/{person}")["services"][0]["lacks"]]

    move(worked_url, person, other.cell_id)
    assert other.send("request.supplement", front)["state"] == "applied"
    (shown,) = other.get(f"/customers/{person}")["services"]
    assert "holder_id" not in [one["code"] for one in shown["lacks"]]
    (named,) = other.get(f"/customers/{person}/attachments")["items"]
    assert (named["named_in"], named["paper_zh"], named["state"]) == (
        shown["id"],
        "投保人身份证件",
        "waiting",
    )
    # Of his own customers alone: the request of one is not reached by naming another.
    stranger = next(one for one in persons_of(worked_url, other.cell_id) if one != person)
    assert other.send("request.supplement", front | {"customer_id": stranger})["code"] == "service.closed"


def test_papers_follow_from_who_stands_in(mine: Tablet, worked_url: str, person: int) -> None:
    request = str(uuid.uuid4())
    asked = {"request_id": request, "customer_id": person}
    assert mine.send("request.submit", asked | {"item": "payment_mode"})["code"] == "service_item.lacks"
    stands_in = "SELECT min(cell_id) FROM staffing.tenure WHERE role = 'stand_in' AND during @> %s"
    vacant = one(worked_url, stands_in, today())
    move(worked_url, person, vacant)
    paper = {"attachments": ["ab" * 32], "papers": {"holder_id": ["ab" * 32]}}
    with tablet(worked_url, vacant) as stand_in:
        assert stand_in.send("request.supplement", asked | paper)["state"] == "applied"
        (shown,) = stand_in.get(f"/customers/{person}")["services"]
        assert "holder_id" not in [one["code"] for one in shown["lacks"]]
        (named,) = stand_in.get(f"/customers/{person}/attachments")["items"]
        assert named["sha256"] == "ab" * 32

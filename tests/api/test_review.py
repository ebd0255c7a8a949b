"""Policy review and recommendation over HTTP: looked at together, behind a gate, kept."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import POLICY_ZONE, now
from gridward.platform.crypto import cipher
from gridward.platform.db import connect
from support.field_work import Tablet, one, rows
from support.published import person_in
from support.reviewed import agree, decision, look, make_known, make_met, qualify, shown

SignIn = Callable[..., TestClient]


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    """A customer of his cell of whom everything is known, and who was met."""
    found = person_in(worked_url, mine.cell_id)
    make_known(worked_url, found)
    make_met(worked_url, found)
    qualify(worked_url, mine.login, ["执业证"])
    return found


@pytest.fixture
def ready(mine: Tablet, person: int) -> int:
    """The same, with the gate open."""
    agree(mine, person)
    assert mine.send("review.shown", shown(mine, person))["state"] == "applied"
    return person


def codes(reasons: list[dict[str, object]]) -> list[object]:
    return [reason["code"] for reason in reasons]


def test_a_review_of_somebody_without_cover(mine: Tablet, person: int) -> None:
    review = look(mine, person)["review"]
    found = {need["need"]: need for need in review["needs"]}
    assert [found[name]["amount"] for name in ("accident", "illness", "life")] == [
        "850000",
        "750000",
        "1750000",
    ]
    assert {need["state"] for need in found.values()} == {"gap"}
    assert (review["premium"]["ceiling"], review["premium"]["yearly"], review["policies"]) == (
        "30000",
        "0",
        [],
    )
    assert (review["age"], review["income_band"], review["married"]) == (38, "10-20万", True)


def test_before_he_was_met_there_is_no_review(mine: Tablet, worked_url: str, person: int) -> None:
    figures = look(mine, person)["review"]["figures"]
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE engagement.care SET first_contact_at = NULL, state = 'allotted'")
    page = look(mine, person)
    assert (page["review"], page["recommendation"], codes(page["missing"])) == (
        None,
        None,
        ["no_first_contact"],
    )
    receipt = mine.send("review.shown", shown(mine, person, figures))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "review.closed")


def test_what_opens_the_gate_stands_beside_it_until_it_is_open(mine: Tablet, person: int) -> None:
    locked = look(mine, person)["recommendation"]
    assert (locked["state"], codes(locked["reasons"])) == (
        "locked",
        ["no_marketing_consent", "review_not_shown"],
    )
    agree(mine, person)
    assert codes(look(mine, person)["recommendation"]["reasons"]) == ["review_not_shown"]
    mine.send("review.shown", shown(mine, person))
    page = look(mine, person)
    assert page["review"]["shown_on"] is not None
    found = page["recommendation"]
    assert (found["state"], [one["product"]["product_code"] for one in found["offered"]]) == (
        "recommended",
        ["2302"],
    )
    assert found["offered"][0]["product"]["premium_from"] == "150.00"
    assert all(other["reasons"] for other in found["others"])


CLOSED_BY = {
    "due_unpaid": """INSERT INTO renewal.due (policy_id, city_id, customer_id, number, due_on, grace_ends, amount, unpaid,
        unpaid_amount, state, points, risk, tier, card, as_of)
        SELECT min(id), 1, %(person)s, 2, current_date - 9, current_date + 51, 1, 1, 1, 'in_grace', 1, 0.1, 'low', 'v1',
            current_date FROM book.policy""",
    "complaint_open": """INSERT INTO book.service_request (request_no, city_id, customer_id, kind, applied_on, state,
        import_id, row_hash) VALUES ('T1', 1, %(person)s, '投诉', current_date, '处理中', gen_random_uuid(),
        gen_random_uuid())""",
    "do_not_call": "UPDATE book.customer SET do_not_call = true WHERE id = %(person)s",
    "no_event_answered": "DELETE FROM engagement.fact WHERE kind = 'event_answered' AND customer_id = %(person)s",
    "review_not_shown": "DELETE FROM engagement.fact WHERE kind = 'policy_reviewed' AND customer_id = %(person)s",
    "marketing_refused": "UPDATE engagement.consent SET given = false WHERE customer_id = %(person)s",
    "no_marketing_consent": "DELETE FROM engagement.consent WHERE customer_id = %(person)s",
    "details_unconfirmed": """WITH forgotten AS (DELETE FROM engagement.fact
            WHERE kind = 'details_confirmed' AND customer_id = %(person)s)
        UPDATE engagement.care SET stage = 'policy_service' WHERE customer_id = %(person)s""",
    "customer_refused": "UPDATE engagement.care SET state = 'refused' WHERE customer_id = %(person)s",
}


@pytest.mark.parametrize("code", CLOSED_BY)
def test_no_product_leaves_while_the_gate_is_closed(
    mine: Tablet, worked_url: str, ready: int, code: str
) -> None:
    assert look(mine, ready)["recommendation"]["offered"]
    with connect(worked_url, "test") as connection:
        connection.execute(CLOSED_BY[code], {"person": ready})
    page = look(mine, ready)
    assert (page["recommendation"]["state"], codes(page["recommendation"]["reasons"])) == ("locked", [code])
    text = json.dumps(page, ensure_ascii=False)
    names = {name for (name,) in rows(worked_url, "SELECT name FROM book.product WHERE on_sale")}
    assert not [name for name in names if name in text]
    assert (
        mine.send("recommendation.decide", decision(mine, ready, "2302"))["code"] == "recommendation.closed"
    )


@pytest.mark.parametrize("role", ["seat", "ops", "auditor", "admin"])
def test_others_see_the_review_without_a_product(
    sign_in_at_work: SignIn, worked_url: str, ready: int, role: str
) -> None:
    page = sign_in_at_work(role).get(f"/api/v1/customers/{ready}/review").json()
    assert page["recommendation"] is None
    assert len(page["review"]["needs"]) == 5
    assert "2302" not in json.dumps(page["review"])


def test_what_was_shown_is_kept_sealed_with_its_figures(mine: Tablet, worked_url: str, ready: int) -> None:
    ((number, rules, sealed, cell),) = rows(
        worked_url, "SELECT id, rules, shown_sealed, cell_id FROM recommendation.review"
    )
    kept = json.loads(cipher().open(sealed, f"recommendation.review.shown/{number}"))
    assert kept["about"]["income"] == 150_000
    assert [need["amount"] for need in kept["review"]["needs"] if need["need"] == "life"] == ["1750000"]
    assert (rules, cell) == ("v1", mine.cell_id)
    assert one(worked_url, "SELECT count(*) FROM engagement.fact WHERE kind = 'policy_reviewed'") == 1


def test_figures_that_have_changed_meanwhile_are_looked_at_again(
    mine: Tablet, worked_url: str, person: int
) -> None:
    old = shown(mine, person)
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE book.customer SET children = 2")
    receipt = mine.send("review.shown", old)
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "review.changed")
    assert rows(worked_url, "SELECT count(*) FROM recommendation.review") == [(0,)]
    assert mine.send("review.shown", shown(mine, person))["state"] == "applied"


def test_a_review_under_a_number_that_is_taken(mine: Tablet, person: int) -> None:
    first = shown(mine, person)
    mine.send("review.shown", first)
    assert mine.send("review.shown", first)["code"] == "review.id_taken"


def test_an_acceptance_is_followed_up_and_sells_nothing(mine: Tablet, worked_url: str, ready: int) -> None:
    before = one(worked_url, "SELECT count(*) FROM book.policy")
    answer = decision(mine, ready, "2302")
    assert mine.send("recommendation.decide", answer)["state"] == "applied"
    ((kind, stage, why, cell),) = rows(
        worked_url,
        """SELECT kind, stage, why, cell_id FROM engagement.task WHERE customer_id = %s
           AND kind = 'proposal_follow_up'""",
        ready,
    )
    assert (kind, stage, why[0]["code"], cell) == (
        "proposal_follow_up",
        "recommendation",
        "proposal_accepted",
        mine.cell_id,
    )
    assert one(worked_url, "SELECT count(*) FROM book.policy") == before
    ((sealed, code, what),) = rows(
        worked_url, "SELECT shown_sealed, product_code, decision FROM recommendation.proposal"
    )
    kept = json.loads(cipher().open(sealed, f"recommendation.proposal.shown/{answer['proposal_id']}"))
    assert (code, what, kept["offered"]["product"]["premium_from"]) == ("2302", "accept", "150.00")
    assert kept["offered"]["reasons"] and kept["others"]
    assert one(worked_url, "SELECT count(*) FROM engagement.fact WHERE kind = 'recommendation_answered'") == 1


def test_an_answer_uses_the_budget_of_marketing(mine: Tablet, ready: int) -> None:
    mine.send("recommendation.decide", decision(mine, ready, "2302", "decline", reason="too_dear"))
    found = look(mine, ready)["recommendation"]
    assert (found["state"], codes(found["reasons"])) == ("locked", ["marketing_budget_used"])
    (answer,) = found["answers"]
    assert (answer["decision"], answer["reason"], answer["product_code"]) == ("decline", "too_dear", "2302")


def test_what_he_declined_is_not_offered_again(mine: Tablet, worked_url: str, ready: int) -> None:
    mine.send("recommendation.decide", decision(mine, ready, "2302", "decline"))
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE engagement.contact SET at = at - interval '31 days'")
    found = look(mine, ready)["recommendation"]
    assert [one["product"]["product_code"] for one in found["offered"]] == ["2501"]
    assert codes(
        next(one["reasons"] for one in found["others"] if one["product"]["product_code"] == "2302")
    ) == ["answered"]
    assert rows(worked_url, "SELECT count(*) FROM engagement.task WHERE kind = 'proposal_follow_up'") == [
        (0,)
    ]


@pytest.mark.parametrize("product", ["2303", "2103", "2104", "9999"])
def test_an_answer_to_what_was_not_offered_waits_for_a_person(
    mine: Tablet, worked_url: str, ready: int, product: str
) -> None:
    receipt = mine.send("recommendation.decide", decision(mine, ready, product))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "recommendation.not_offered")
    assert rows(worked_url, "SELECT count(*) FROM recommendation.proposal") == [(0,)]


def test_an_answer_behind_a_closed_gate_waits_for_a_person(
    mine: Tablet, worked_url: str, person: int
) -> None:
    receipt = mine.send("recommendation.decide", decision(mine, person, "2302"))
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "recommendation.closed")
    assert rows(worked_url, "SELECT count(*) FROM recommendation.proposal") == [(0,)]


def test_an_answer_to_reasons_that_have_changed_waits_for_a_person(
    mine: Tablet, worked_url: str, ready: int
) -> None:
    old = decision(mine, ready, "2302")
    make_known(worked_url, ready, income_band="20-30万")
    assert [one["product"]["product_code"] for one in look(mine, ready)["recommendation"]["offered"]] == [
        "2302"
    ]
    receipt = mine.send("recommendation.decide", old)
    assert (receipt["state"], receipt["code"]) == ("needs_attention", "recommendation.changed")
    assert rows(worked_url, "SELECT count(*) FROM recommendation.proposal") == [(0,)]
    assert mine.send("recommendation.decide", decision(mine, ready, "2302"))["state"] == "applied"


def test_consent_that_was_taken_back_closes_at_once(mine: Tablet, ready: int) -> None:
    agree(mine, ready, given=False)
    assert (
        mine.send("recommendation.decide", decision(mine, ready, "2302"))["code"] == "recommendation.closed"
    )
    assert look(mine, ready)["recommendation"]["offered"] == []


@pytest.mark.parametrize(
    ("qualifications", "status", "code"),
    [([], "在岗", "no_licence"), (["执业证"], "培训中", "off_duty")],
)
def test_without_a_licence_there_is_no_product(
    mine: Tablet, worked_url: str, ready: int, qualifications: list[str], status: str, code: str
) -> None:
    qualify(worked_url, mine.login, qualifications, status)
    found = look(mine, ready)["recommendation"]
    assert (found["state"], codes(found["reasons"])) == ("locked", [code])


def test_who_refuses_profiling_may_choose_from_a_plain_list(mine: Tablet, ready: int) -> None:
    agree(mine, ready, "profiling", False)
    found = look(mine, ready)["recommendation"]
    assert found["state"] == "plain"
    assert [one["product"]["product_code"] for one in found["offered"]] == [
        "2103",
        "2203",
        "2302",
        "2303",
        "2501",
    ]
    assert mine.send("recommendation.decide", decision(mine, ready, "2303", "later"))["state"] == "applied"


def test_an_operation_that_is_sent_twice_is_kept_once(mine: Tablet, worked_url: str, ready: int) -> None:
    answer = decision(mine, ready, "2302")
    first = mine.send("recommendation.decide", answer)
    second = mine.send("recommendation.decide", answer)
    assert (first["state"], second["code"]) == ("applied", "recommendation.closed")
    assert rows(worked_url, "SELECT count(*) FROM recommendation.proposal") == [(1,)]


@pytest.mark.parametrize("wrong", [{"decision": "maybe"}, {"reason": "too_dear"}, {"product_code": ""}])
def test_an_answer_in_the_wrong_form(mine: Tablet, ready: int, wrong: dict[str, str]) -> None:
    receipt = mine.send("recommendation.decide", decision(mine, ready, "2302") | wrong)
    assert (receipt["state"], receipt["code"]) == ("invalid", "payload.invalid")


def test_an_answer_from_before_counts_for_its_day(mine: Tablet, ready: int) -> None:
    receipt = mine.send(
        "recommendation.decide",
        decision(mine, ready, "2302", "later"),
        occurred_at=now() - timedelta(minutes=5),
    )
    assert receipt["state"] == "applied"


def test_the_follow_up_names_the_day_of_the_policies(mine: Tablet, worked_url: str, ready: int) -> None:
    # In UTC it is still the day before.
    small_hours = (now() - timedelta(days=1)).astimezone(POLICY_ZONE).replace(hour=3)
    mine.send("recommendation.decide", decision(mine, ready, "2302"), occurred_at=small_hours)
    why = one(worked_url, "SELECT why FROM engagement.task WHERE kind = 'proposal_follow_up'")
    assert why[0]["params"]["on"] == small_hours.date().isoformat()


def test_unknown_income_is_said_and_nothing_is_recommended(mine: Tablet, worked_url: str, ready: int) -> None:
    make_known(worked_url, ready, income_band=None)
    page = look(mine, ready)
    assert page["review"]["income"] is None
    assert codes(page["review"]["premium"]["unknown"]) == ["income_unknown"]
    assert page["recommendation"]["state"] == "unknown"
    assert page["recommendation"]["offered"] == []

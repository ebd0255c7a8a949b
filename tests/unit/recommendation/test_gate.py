"""Service before sale: what keeps review and recommendation closed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from gridward.engagement.contract import FactKind, Stage
from gridward.engagement.public import Standing, UnpaidDue
from gridward.recommendation.facts import Seller
from gridward.recommendation.gate import offer_closed, review_closed
from gridward.recommendation.rules import review_rules
from support.cover import SELLER

DAY = date(2026, 11, 24)
RULES = review_rules()
OPEN = Standing(
    Stage.RECOMMENDATION,
    True,
    marketing=True,
    facts={FactKind.EVENT_ANSWERED: DAY, FactKind.POLICY_REVIEWED: DAY},
)
BUDGET = {"code": "marketing_budget_used", "params": {"count": 1, "days": 7}}


def closed(
    standing: Standing | None = OPEN, marketing: Any = (), seller: Seller | None = SELLER, day: date = DAY
) -> list[str]:
    return [one["code"] for one in offer_closed(standing, marketing, seller, day, RULES)]


def test_open_where_everything_holds() -> None:
    assert closed() == []


@pytest.mark.parametrize(
    ("standing", "codes"),
    [
        (None, ["not_in_care"]),
        (replace(OPEN, first_contact=False), ["no_first_contact"]),
        (replace(OPEN, refused=True), ["customer_refused"]),
        (replace(OPEN, dues=[UnpaidDue("P1", DAY, Decimal(100))]), ["due_unpaid"]),
        (replace(OPEN, dues=[UnpaidDue("P1", DAY + timedelta(3), Decimal(1), "余额不足")]), ["debit_failed"]),
        (replace(OPEN, open_requests=1), ["visit_asked_for"]),
        (replace(OPEN, open_complaints=1), ["complaint_open"]),
        (replace(OPEN, marketing=None), ["no_marketing_consent"]),
        (replace(OPEN, do_not_call=True), ["do_not_call"]),
        (replace(OPEN, facts={FactKind.POLICY_REVIEWED: DAY}), ["no_event_answered"]),
        (replace(OPEN, facts={FactKind.EVENT_ANSWERED: DAY}), ["review_not_shown"]),
    ],
)
def test_each_reason_by_itself(standing: Standing | None, codes: list[str]) -> None:
    assert closed(standing) == codes


def test_a_gate_before_it_counts_until_he_has_gone_through() -> None:
    in_service = replace(OPEN, stage=Stage.POLICY_SERVICE, open_complaints=1, open_requests=1)
    assert closed(in_service) == ["visit_asked_for", "details_unconfirmed", "complaint_open"]
    confirmed = {**OPEN.facts, FactKind.DETAILS_CONFIRMED: DAY}
    assert closed(replace(OPEN, stage=Stage.POLICY_SERVICE, facts=confirmed)) == []
    assert closed(replace(OPEN, stage=Stage.ACTIVITIES)) == []


def test_a_review_holds_for_a_year() -> None:
    assert closed(day=DAY + timedelta(days=365)) == []
    assert "review_not_shown" in closed(day=DAY + timedelta(days=366))


@pytest.mark.parametrize(
    ("seller", "code"),
    [
        (None, "no_licence"),
        (Seller(frozenset({"健康管理师"}), "在岗"), "no_licence"),
        (Seller(frozenset({"执业证"}), "休假"), "off_duty"),
        (Seller(frozenset({"执业证"}), "培训中"), "off_duty"),
    ],
)
def test_who_may_recommend(seller: Seller | None, code: str) -> None:
    assert closed(seller=seller) == [code]


def test_permission_now_is_asked_beside_the_stage_and_not_told_twice() -> None:
    assert closed(marketing=[BUDGET]) == ["marketing_budget_used"]
    until = {"code": "marketing_refused", "params": {"until": "2027-05-01"}}
    found = offer_closed(replace(OPEN, marketing=False), [until], SELLER, DAY, RULES)
    assert found == [until]


def test_the_review_needs_no_more_than_that_he_was_met() -> None:
    assert review_closed(replace(OPEN, marketing=False, do_not_call=True, open_complaints=3)) == []
    assert [one["code"] for one in review_closed(replace(OPEN, first_contact=False))] == ["no_first_contact"]
    assert [one["code"] for one in review_closed(None)] == ["not_in_care"]

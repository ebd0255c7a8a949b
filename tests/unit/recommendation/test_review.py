"""Cover against need: cases worked by hand, and what is not known is never made up."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.book.public import ContractState
from gridward.recommendation.contract import CoverNeed
from gridward.recommendation.facts import About, Need
from gridward.recommendation.reviewing import review
from gridward.recommendation.rules import review_rules
from support.cover import about, held, people

RULES = review_rules()


def needs(person: About) -> dict[CoverNeed, Need]:
    return {need.need: need for need in review(person, RULES).needs}


def codes(reasons: list[dict[str, Any]]) -> list[str]:
    return [reason["code"] for reason in reasons]


COVERED = about(
    policies=(
        held("身故保障", 300_000, policy_id=1, premium_a_year=Decimal(1200)),
        held("重疾保障", 200_000, policy_id=2, premium_a_year=Decimal(6000), category="重疾"),
        held("意外保障", 172_000, policy_id=3, premium_a_year=Decimal(430), category="意外"),
    )
)


@pytest.mark.parametrize(
    ("need", "cover", "amount", "gap", "share"),
    [
        # 5 x 150,000 + 100,000
        (CoverNeed.ACCIDENT, 172_000, 850_000, 678_000, 0.7976),
        # 3 x 150,000 + 300,000
        (CoverNeed.ILLNESS, 200_000, 750_000, 550_000, 0.7333),
        # 10 x 150,000 + 200,000 for the child + 50,000
        (CoverNeed.LIFE, 300_000, 1_750_000, 1_450_000, 0.8286),
    ],
)
def test_a_father_of_38(need: CoverNeed, cover: int, amount: int, gap: int, share: float) -> None:
    found = needs(COVERED)[need]
    assert (found.state, found.cover, found.amount, found.gap, found.share) == (
        "gap",
        cover,
        amount,
        gap,
        share,
    )
    assert not found.at_least and not found.unknown
    assert sum(part["params"]["amount"] for part in found.parts) == amount


def test_what_a_sum_says_nothing_about_is_there_or_not() -> None:
    found = needs(COVERED)
    for need in (CoverNeed.MEDICAL, CoverNeed.PENSION):
        assert (found[need].kind, found[need].state, found[need].share) == ("has", "gap", 1.0)
        assert (found[need].cover, found[need].amount) == (None, None)
    insured = needs(about(policies=(held("医疗费用", None), held("养老", None))))
    assert [insured[need].state for need in (CoverNeed.MEDICAL, CoverNeed.PENSION)] == ["met", "met"]


def test_what_he_pays_against_a_fifth_of_his_income() -> None:
    premium = review(COVERED, RULES).premium
    assert (premium.yearly, premium.ceiling, premium.remaining) == (7630, 30_000, 22_370)
    assert premium.share == 0.0509


def test_what_others_pay_is_not_his_and_what_covers_others_is_no_cover_of_his() -> None:
    for_child = held(insured=False, premium_a_year=Decimal(3000))
    from_wife = held(holds=False, premium_a_year=Decimal(9000))
    found = review(about(policies=(for_child, from_wife)), RULES)
    assert found.premium.yearly == 3000
    assert next(need for need in found.needs if need.need is CoverNeed.LIFE).cover == 300_000


@pytest.mark.parametrize(
    ("state", "covers"),
    [
        (ContractState.IN_GRACE, True),
        (ContractState.APL, True),
        (ContractState.REDUCED_PAID_UP, True),
        (ContractState.SUSPENDED, False),
        (ContractState.SURRENDERED, False),
        (ContractState.MATURED, False),
        (ContractState.ENDED_BY_CLAIM, False),
    ],
)
def test_only_what_is_in_force_covers(state: ContractState, covers: bool) -> None:
    assert needs(about(policies=(held(state=state),)))[CoverNeed.LIFE].cover == (300_000 if covers else 0)


@pytest.mark.parametrize(
    ("word", "category", "need"),
    [
        ("储蓄", "寿险", CoverNeed.LIFE),
        ("少儿重疾", "重疾", CoverNeed.ILLNESS),
        # Pays for cancer only.
        ("防癌", "重疾", None),
        ("教育金", "年金", None),
        ("理财", "万能", None),
        # Not in the product table: its category says what it is.
        (None, "寿险", CoverNeed.LIFE),
        (None, "万能", None),
    ],
)
def test_for_what_a_policy_counts(word: str | None, category: str, need: CoverNeed | None) -> None:
    rule = RULES.need_of(word, category)
    assert (rule and rule.need) == need


def test_years_of_income_end_with_working() -> None:
    assert needs(about(age=57, children=0))[CoverNeed.LIFE].amount == 3 * 150_000 + 50_000
    assert needs(about(age=63))[CoverNeed.LIFE].amount == 50_000


def test_who_lives_alone_needs_less() -> None:
    alone = needs(about(married=False, children=0))[CoverNeed.LIFE]
    assert alone.amount == 2 * 150_000 + 50_000


def test_a_child_needs_no_life_cover_and_its_illness_no_income() -> None:
    child = needs(about(age=9, income=None, children=None, married=None))
    assert child[CoverNeed.LIFE].state == "not_needed"
    assert child[CoverNeed.PENSION].state == "not_needed"
    assert child[CoverNeed.ILLNESS].amount == 300_000


def test_without_income_nothing_that_hangs_on_it_is_computed() -> None:
    found = review(about(income=None), RULES)
    for need in found.needs:
        if need.kind == "sum":
            assert (need.state, need.amount, need.gap, need.share) == ("unknown", None, None, None)
            assert codes(need.unknown) == ["income_unknown"]
            assert need.cover == 0
    assert codes(found.premium.unknown) == ["income_unknown"]
    assert (found.premium.ceiling, found.premium.remaining, found.premium.share) == (None, None, None)


def test_unknown_children_only_add_to_the_need() -> None:
    life = needs(about(children=None))[CoverNeed.LIFE]
    assert (life.state, life.amount, life.at_least) == ("gap", 1_550_000, True)
    assert codes(life.unknown) == ["children_unknown"]
    # Enough for what is known is not enough to say that nothing is missing.
    assert needs(about(children=None, policies=(held(total=2_000_000),)))[CoverNeed.LIFE].state == "unknown"


def test_whether_somebody_lives_on_him_is_not_guessed() -> None:
    assert codes(needs(about(married=None, children=0))[CoverNeed.LIFE].unknown) == ["family_unknown"]
    assert codes(needs(about(married=False, children=None))[CoverNeed.LIFE].unknown) == ["family_unknown"]


def test_a_sum_that_was_not_delivered_leaves_the_cover_open() -> None:
    life = needs(about(policies=(held(total=None, policy_no="P9"), held(policy_id=2))))[CoverNeed.LIFE]
    assert (life.state, life.cover, life.gap) == ("unknown", None, None)
    assert life.unknown == [{"code": "sum_unknown", "params": {"policy_no": "P9"}}]


def test_a_premium_that_cannot_be_said_leaves_his_ability_open() -> None:
    premium = review(about(policies=(held(premium_a_year=None, policy_no="P9"),)), RULES).premium
    assert (premium.yearly, premium.remaining) == (None, None)
    assert premium.unknown == [{"code": "premium_unknown", "params": {"policy_no": "P9"}}]


def test_a_small_gap_is_none() -> None:
    # 1,750,000 needed: a tenth of it may be missing.
    assert needs(about(policies=(held(total=1_575_001),)))[CoverNeed.LIFE].state == "met"
    assert needs(about(policies=(held(total=1_575_000),)))[CoverNeed.LIFE].state == "gap"


def test_indemnity_held_twice_is_told() -> None:
    medical = needs(about(policies=(held("医疗费用"), held("医疗费用"))))[CoverNeed.MEDICAL]
    assert medical.notes == [{"code": "indemnity_twice", "params": {"count": 2}}]


@given(people())
def test_the_arithmetic_holds_and_nothing_is_made_up(person: About) -> None:
    found = review(person, RULES)
    for need in found.needs:
        if need.gap is not None:
            assert need.amount is not None and need.cover is not None
            assert need.gap == max(need.amount - need.cover, 0)
        assert (need.state == "unknown") <= bool(need.unknown)
        assert need.state != "gap" or (need.share or 0) > 0
        if person.income is None:
            assert not any(part["code"].endswith("income") for part in need.parts)
    known = found.premium
    assert (known.remaining is None) == bool(known.unknown)


@given(people(), st.sampled_from(["children", "income", "age", "married"]))
def test_what_is_not_recorded_never_closes_a_gap(person: About, name: str) -> None:
    """With less known a need is the same, less, or not said: never more, and never met where it was a gap."""
    less = needs(replace(person, **{name: None}))
    for need, full in needs(person).items():
        if full.amount is not None and less[need].amount is not None:
            assert less[need].amount <= full.amount
        if full.state == "gap":
            assert less[need].state != "met"

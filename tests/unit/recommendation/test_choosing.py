"""At most one product, with its reasons, and those against every other one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.recommendation.choosing import choose, plain_list
from gridward.recommendation.contract import CoverNeed, Decision
from gridward.recommendation.facts import About, Answer, Offer, Product, Seller
from gridward.recommendation.obstacles import Situation
from gridward.recommendation.reviewing import review
from gridward.recommendation.rules import review_rules
from support.cover import ON_SALE, SELLER, about, held, people, product

DAY = date(2026, 11, 24)
RULES = review_rules()
MEDICAL = held("医疗费用", None, category="医疗", product_code="2301")


def situation(person: About, seller: Seller = SELLER, answers: Sequence[Answer] = ()) -> Situation:
    return Situation(person, review(person, RULES), seller, answers, DAY, RULES)


def offer(person: About, on_sale: Iterable[Product] = ON_SALE, **more: Any) -> Offer:
    return choose(situation(person, **more), on_sale)


def chosen(found: Offer) -> list[str]:
    return [one.product.product_code for one in found.offered]


def against(found: Offer, code: str) -> list[str]:
    return next(
        [reason["code"] for reason in one.reasons] for one in found.others if one.product.product_code == code
    )


def test_the_greatest_gap_first_and_of_equal_ones_the_first_in_the_rules() -> None:
    found = offer(about())
    assert (found.state, chosen(found)) == ("recommended", ["2302"])
    assert [reason["code"] for reason in found.offered[0].reasons] == [
        "greatest_gap",
        "affordable",
        "age_fits",
        "not_held",
        "qualified",
    ]
    assert found.offered[0].need is CoverNeed.MEDICAL
    assert against(found, "2303") == ["age_out_of_range"]
    assert against(found, "2103") == against(found, "2404") == ["smaller_gap"]


def test_the_next_gap_where_the_greatest_one_is_closed() -> None:
    # Life 0.83, accident 0.80, illness 0.73, and the pension weighs half.
    person = about(
        policies=(
            MEDICAL,
            held("身故保障", 300_000),
            held("意外保障", 172_000, category="意外"),
            held("重疾保障", 200_000, category="重疾"),
        )
    )
    found = offer(person)
    assert chosen(found) == ["2103"]
    assert against(found, "2302") == ["indemnity_duplicated"]
    assert against(found, "2501") == ["smaller_gap"]


def test_of_one_need_the_lowest_premium() -> None:
    found = offer(about(age=57))
    assert chosen(found) == ["2302"]
    assert against(found, "2303") == ["dearer"]


def test_the_next_need_where_no_product_of_the_greatest_fits() -> None:
    found = offer(about(age=59), [one for one in ON_SALE if one.word != "医疗费用"])
    # Of the others accident comes first; life is sold to 55 only.
    assert chosen(found) == ["2501"]
    assert against(found, "2103") == ["age_out_of_range"]


def test_only_products_of_an_approved_class_are_looked_at() -> None:
    found = offer(about())
    assert {"2104", "2205"}.isdisjoint({one.product.product_code for one in found.others})


def test_a_class_that_the_specialist_may_not_explain() -> None:
    only_pension = [product("2404", "养老", (25, 65), 1000)]
    found = offer(about(), only_pension, seller=Seller(frozenset({"执业证"}), "在岗"))
    assert (found.state, chosen(found), against(found, "2404")) == ("nothing", [], ["not_qualified"])
    assert chosen(offer(about(), only_pension)) == ["2404"]


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (about(age=17), "minor"),
        (about(policies=(held(premium_a_year=Decimal(30_000)),)), "ability_short"),
        # 50 yuan a year are left, and the cheapest that would fit costs 100.
        (about(policies=(held(premium_a_year=Decimal(29_950)),)), "ability_short_for_all"),
        (
            about(
                policies=(
                    MEDICAL,
                    held("身故保障", 2_000_000),
                    held("意外保障", 900_000),
                    held("重疾保障", 800_000),
                    held("养老", None),
                )
            ),
            "needs_met",
        ),
    ],
)
def test_when_to_advise_to_stop(person: About, code: str) -> None:
    found = offer(person)
    assert (found.state, chosen(found)) == ("stop", [])
    assert [reason["code"] for reason in found.reasons] == [code]


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (about(age=None), "age_unknown"),
        (about(income=None), "income_unknown"),
        (about(policies=(held(premium_a_year=None),)), "premium_unknown"),
    ],
)
def test_nothing_is_recommended_on_a_guess(person: About, code: str) -> None:
    found = offer(person)
    assert (found.state, chosen(found)) == ("unknown", [])
    assert code in [reason["code"] for reason in found.reasons]


@pytest.mark.parametrize("missing", ["premium_from", "age_from", "age_to"])
def test_a_product_of_which_the_table_does_not_say_enough(missing: str) -> None:
    only = replace(product("2302", "医疗费用"), **{missing: None})
    assert chosen(offer(about(), [only])) == []


@pytest.mark.parametrize(
    ("decision", "days"), [(Decision.DECLINE, 180), (Decision.LATER, 30), (Decision.ACCEPT, 90)]
)
def test_an_answer_counts_for_its_days(decision: Decision, days: int) -> None:
    def answered(ago: int) -> Offer:
        return offer(about(), answers=[Answer("2302", decision, DAY - timedelta(days=ago))])

    assert against(answered(days - 1), "2302") == ["answered"]
    assert chosen(answered(days - 1)) != ["2302"]
    assert chosen(answered(days)) == ["2302"]


def test_the_newest_answer_counts() -> None:
    old, new = Answer("2302", Decision.DECLINE, DAY - timedelta(days=90)), Answer("2302", Decision.LATER, DAY)
    found = offer(about(), answers=[old, new])
    reasons = next(one.reasons for one in found.others if one.product.product_code == "2302")
    assert reasons[0]["params"]["decision"] == "later"


def test_from_60_on_the_talk_is_recorded() -> None:
    assert [note["code"] for note in offer(about(age=60)).offered[0].notes] == ["recording"]
    assert offer(about(age=59)).offered[0].notes == []


def test_who_refuses_profiling_gets_a_list_that_knows_nothing_of_him() -> None:
    poor = about(age=80, income=None, policies=(MEDICAL, held(premium_a_year=Decimal(90_000))))
    found = plain_list(situation(poor), ON_SALE)
    assert found.state == "plain"
    assert chosen(found) == ["2103", "2203", "2302", "2303", "2404", "2501"]
    assert chosen(found) == chosen(plain_list(situation(about()), ON_SALE))
    assert all(not one.reasons and one.need is None for one in found.offered)
    without = plain_list(situation(poor, seller=Seller(frozenset({"执业证"}), "在岗")), ON_SALE)
    assert "2404" not in chosen(without)
    assert "2302" not in chosen(
        plain_list(situation(poor, answers=[Answer("2302", Decision.DECLINE, DAY)]), ON_SALE)
    )


@st.composite
def products(draw: st.DrawFn) -> list[Product]:
    """Any product table."""
    words = ["身故保障", "重疾保障", "医疗费用", "意外保障", "养老", "防癌", "理财", "储蓄"]
    made = []
    for number in range(draw(st.integers(0, 8))):
        youngest = draw(st.integers(0, 70))
        made.append(
            product(
                f"{number}",
                draw(st.sampled_from(words)),
                (youngest, youngest + draw(st.integers(0, 40))),
                draw(st.none() | st.integers(50, 40_000)),
            )
        )
    return made


@given(people(), products(), st.sets(st.sampled_from(["执业证", "养老规划师"])))
def test_what_never_happens(person: About, on_sale: list[Product], papers: set[str]) -> None:
    found = offer(person, on_sale, seller=Seller(frozenset(papers), "在岗"))
    assert len(found.offered) <= 1
    assert (found.state == "recommended") == bool(found.offered)
    for one in found.offered:
        what, premium = one.product, review(person, RULES).premium
        assert person.age is not None and person.income is not None
        assert what.age_from is not None and what.age_to is not None
        assert what.age_from <= person.age <= what.age_to
        assert person.age >= 18
        assert what.premium_from is not None and premium.remaining is not None
        assert what.premium_from <= premium.remaining
        need = next(need for need in review(person, RULES).needs if need.need is one.need)
        assert need.state == "gap"
        assert not any(held.covers_him and held.product_code == what.product_code for held in person.policies)
        assert one.product_class != "P3" or "养老规划师" in papers
    assert all(one.reasons for one in found.others)

"""What holds of persistency whatever the policies are, and what the hand-worked cohorts leave open."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridward.book.public import MONTHS_BETWEEN, add_months, grace_ends
from gridward.insights.persistency.definition import EXCLUSIONS, MOST_YEARS, Definition
from gridward.insights.persistency.rule import CohortPolicy, Premium, Verdict, judge

EFFECTIVE = date(2025, 1, 31)
DUE = date(2026, 1, 31)
LISTED_FROM = date(2020, 1, 1)
STATES = (
    "in_force", "in_grace", "suspended", "surrendered", "matured", "apl", "reduced_paid_up", "ended_by_claim",
    "cancelled", "terminated", "moved_out", "converted",
)  # fmt: skip
DEFINITIONS = [
    Definition(years=2, against=against, timing=timing, pay=pay, apl=apl, reinstated=late, riders=riders)
    for against, timing, pay, apl, late, riders in product(
        ("first_year", "year_before"), ("month", "day"), ("all", "anniversary"), *[(False, True)] * 3
    )
]


def verdict(policy: CohortPolicy, *premiums: Premium, as_of: date, **switches: object) -> str:
    how = Definition(**switches)  # type: ignore[arg-type]
    return judge(policy, premiums, as_of, how, years=1, listed_from=LISTED_FROM).verdict


def yearly(state: str = "in_force") -> CohortPolicy:
    return CohortPolicy(EFFECTIVE, "yearly", 20, state)


def test_a_premium_is_open_to_its_last_day() -> None:
    unpaid = Premium(DUE, Decimal(3600))
    # The month two after January is March; the 60th day is the first of April.
    assert verdict(yearly(), unpaid, as_of=date(2026, 3, 31)) == "open"
    assert verdict(yearly(), unpaid, as_of=date(2026, 4, 1)) == "unpaid"
    assert verdict(yearly(), unpaid, as_of=date(2026, 4, 1), timing="day") == "open"
    assert verdict(yearly(), unpaid, as_of=date(2026, 4, 2), timing="day") == "unpaid"
    assert verdict(yearly(), unpaid, as_of=date(2026, 4, 1), apl=True) == "open", "it may still be lent"
    assert verdict(yearly("suspended"), unpaid, as_of=DUE) == "unpaid"
    assert verdict(yearly(), as_of=DUE) == "open", "the instalment may be listed on the day"
    assert verdict(yearly(), as_of=DUE + timedelta(1)) == "not_listed", "it must be listed by then"


def test_a_cohort_is_final_when_its_last_grace_and_month_have_ended() -> None:
    # By calendar month a due of December is in time to February, but its grace ends in March.
    assert Definition().settled_on(date(2025, 12, 31)) == date(2026, 3, 1)
    assert Definition().settled_on(date(2026, 1, 1)) == date(2026, 3, 31)
    assert Definition(timing="day").settled_on(date(2026, 1, 1)) == date(2026, 3, 2)
    assert Definition(reinstated=True, timing="day").settled_on(date(2026, 1, 1)) == date(2028, 3, 3)


def test_the_29th_of_february_has_an_anniversary() -> None:
    leap = CohortPolicy(date(2024, 2, 29), "yearly", 20, "in_force")
    paid = Premium(date(2025, 2, 28), Decimal(3600), date(2025, 4, 29), Decimal(3600), "银行转账")
    assert grace_ends(date(2025, 2, 28)) == date(2025, 4, 29)
    assert verdict(leap, paid, as_of=date(2025, 6, 1), timing="day") == "paid"


def test_a_name_says_all_switches() -> None:
    assert Definition().name == (
        "pr-2 month=13 basis=premium against=first_year timing=month pay=yearly apl=no reinstated=no suspended_out=no"
        " claims_in=no riders=yes window=month served=any"
    )
    assert " month=all " in Definition(years=None).name and " apl=yes " in Definition(apl=True).name


@st.composite
def histories(draw: st.DrawFn) -> tuple[CohortPolicy, list[Premium]]:
    mode = draw(st.sampled_from(["yearly", "half_yearly", "quarterly", "monthly"]))
    policy = CohortPolicy(
        effective_on=draw(st.dates(date(2020, 1, 1), date(2023, 12, 31))),
        pay_mode=mode,
        pay_years=draw(st.sampled_from([1, 2, 20])),
        state=draw(st.sampled_from(STATES)),
        premium=draw(st.decimals(1, 9999, places=2)),
    )
    listed = []
    for number in range(1, draw(st.integers(0, 36)) + 1):
        due = add_months(policy.effective_on, number * MONTHS_BETWEEN[mode])
        amount = policy.premium + draw(st.sampled_from([Decimal(0), Decimal("100.10")]))
        paid_on = draw(st.none() | st.integers(-20, 120).map(lambda days, due=due: due + timedelta(days)))
        channel = draw(st.sampled_from(["银行转账"] * 5 + ["自动垫交", "柜面(复效)", "豁免", None]))
        paid = draw(st.sampled_from([amount, amount, amount / 2, amount * 2]))
        listed.append(Premium(due, amount, paid_on, paid if paid_on else None, channel if paid_on else None))
    return policy, listed


@given(
    how=st.sampled_from(DEFINITIONS),
    cohort=st.lists(histories(), max_size=4),
    as_of=st.dates(date(2023, 1, 1), date(2030, 1, 1)),
)
@settings(max_examples=30, deadline=None)
def test_what_holds_of_every_cohort(
    how: Definition, cohort: list[tuple[CohortPolicy, list[Premium]]], as_of: date
) -> None:
    def judged(how: Definition, years: int) -> list[Verdict]:
        return [judge(*one, as_of, how, years=years, listed_from=LISTED_FROM) for one in cohort]

    for years in range(1, MOST_YEARS + 1):
        found = judged(how, years)
        base = [one for one in found if one.verdict not in EXCLUSIONS]
        paid = [one for one in base if one.verdict == "paid"]
        # Excluded and base are the cohort; of the base all are paid, unpaid or open.
        assert all(one.verdict in ("paid", "unpaid", "open", *EXCLUSIONS) for one in found)
        assert 0 <= len(paid) <= len(base) <= len(cohort)
        assert all(one.received >= 0 for one in found)
        if not how.riders:
            most = judged(Definition(years=how.years, pay=how.pay), years)
            assert all(one.received <= whole.base for one, whole in zip(found, most, strict=True))


@given(one=histories(), as_of=st.dates(date(2023, 1, 1), date(2030, 1, 1)), years=st.integers(2, MOST_YEARS))
@settings(max_examples=30, deadline=None)
def test_conditional_times_cumulative_before_is_cumulative(
    one: tuple[CohortPolicy, list[Premium]], as_of: date, years: int
) -> None:
    def of(against: str, k: int) -> Verdict:
        how = Definition(pay="all", against=against)  # type: ignore[arg-type]
        return judge(*one, as_of, how, years=k, listed_from=LISTED_FROM)

    cumulative, before, conditional = (
        of("first_year", years),
        of("first_year", years - 1),
        of("year_before", years),
    )
    assert conditional.received == cumulative.received
    assert conditional.verdict == cumulative.verdict
    if cumulative.verdict in EXCLUSIONS:
        # Who has paid all of his premiums a year before is in one of the two cohorts only.
        return
    assert conditional.base == before.received
    if conditional.base:
        chained = (before.received / cumulative.base) * (conditional.received / conditional.base)
        assert chained == pytest.approx(cumulative.received / cumulative.base)


@given(one=histories(), as_of=st.dates(date(2023, 1, 1), date(2030, 1, 1)), years=st.integers(1, MOST_YEARS))
@settings(max_examples=30, deadline=None)
def test_each_generous_switch_never_lowers_what_was_received(
    one: tuple[CohortPolicy, list[Premium]], as_of: date, years: int
) -> None:
    def of(**switches: object) -> Verdict:
        how = Definition(pay="all", **switches)  # type: ignore[arg-type]
        return judge(*one, as_of, how, years=years, listed_from=LISTED_FROM)

    usual = of()
    assert of(apl=True).received >= usual.received
    assert of(reinstated=True).received >= usual.received
    assert of(riders=False).received <= usual.received
    assert of(suspended_out=True).verdict in (usual.verdict, "suspended")
    assert of(claims_in=True).verdict in (usual.verdict, "unpaid")

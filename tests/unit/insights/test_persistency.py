"""What a policy adds to 13-month persistency, worked by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gridward.book.public import add_months
from gridward.insights.persistency import CohortPolicy, YearTwo, judge, last_grace

EFFECTIVE = date(2025, 1, 31)
DUE = date(2026, 1, 31)
GRACE_ENDS = date(2026, 4, 1)
LISTED_FROM = date(2022, 11, 1)
AFTER = date(2026, 6, 1)


def policy(**terms: object) -> CohortPolicy:
    given: dict[str, object] = {
        "effective_on": EFFECTIVE,
        "pay_mode": "yearly",
        "pay_years": 20,
        "state": "in_force",
    }
    return CohortPolicy(**given | terms)  # type: ignore[arg-type]


def premium(
    paid_on: date | None = None, channel: str | None = "银行转账", due_on: date = DUE, paid: int = 3600
) -> YearTwo:
    if paid_on is None:
        return YearTwo(due_on, Decimal(3600))
    return YearTwo(due_on, Decimal(3600), paid_on, Decimal(paid), channel)


def verdict(
    one: CohortPolicy, *instalments: YearTwo, as_of: date = AFTER, yearly_only: bool = True
) -> tuple[str, int]:
    found = judge(one, instalments, as_of, listed_from=LISTED_FROM, yearly_only=yearly_only)
    return found.verdict, int(found.received)


def test_the_last_day_of_grace_is_in_time_and_the_next_is_not() -> None:
    assert DUE + timedelta(60) == GRACE_ENDS
    assert verdict(policy(), premium(GRACE_ENDS)) == ("paid", 3600)
    assert verdict(policy(), premium(GRACE_ENDS + timedelta(1))) == ("unpaid", 0)
    assert verdict(policy(), premium(DUE - timedelta(9))) == ("paid", 3600)


def test_an_unpaid_premium_is_open_until_its_grace_has_ended() -> None:
    assert verdict(policy(state="in_grace"), premium(), as_of=GRACE_ENDS) == ("open", 0)
    assert verdict(policy(state="in_grace"), premium(), as_of=GRACE_ENDS + timedelta(1)) == ("unpaid", 0)
    assert verdict(policy(), as_of=DUE) == ("open", 0), "the instalment may be listed on the day"


@pytest.mark.parametrize("channel", ["自动垫交", "柜面(复效)"])
def test_the_cash_value_and_a_reinstatement_pay_nothing_in_time(channel: str) -> None:
    assert verdict(policy(state="apl"), premium(DUE, channel)) == ("unpaid", 0)


@pytest.mark.parametrize("state", ["suspended", "surrendered", "terminated", "reduced_paid_up"])
def test_who_stopped_paying_stays_in_the_cohort_as_not_paid(state: str) -> None:
    assert verdict(policy(state=state)) == ("unpaid", 0), "gave up before the premium fell due"
    assert verdict(policy(state=state), premium(), as_of=DUE) == ("unpaid", 0)
    assert verdict(policy(state=state), premium(DUE)) == ("paid", 3600), "gave up later"


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"organisation": True}, "organisation"),
        ({"pay_mode": "single", "pay_years": 1}, "single_pay"),
        ({"pay_years": 1}, "one_year"),
        ({"state": "cancelled"}, "cooling_off"),
        ({"state": "moved_out"}, "moved_out"),
        ({"pay_mode": "monthly"}, "other_pay_mode"),
        ({"wanted": False}, "other_owner"),
        ({"state": "ended_by_claim"}, "claim"),
    ],
)
def test_what_is_left_out(terms: dict[str, object], reason: str) -> None:
    assert verdict(policy(**terms))[0] == reason


def test_a_waived_premium_leaves_the_policy_out() -> None:
    assert verdict(policy(), premium(DUE, "豁免"))[0] == "waived"


def test_a_claim_after_the_premium_was_paid_leaves_it_paid() -> None:
    assert verdict(policy(state="ended_by_claim"), premium(DUE)) == ("paid", 3600)


def test_a_policy_whose_second_year_is_not_in_the_list_of_instalments_is_left_out() -> None:
    old = policy(effective_on=date(2015, 3, 1))
    assert verdict(old)[0] == "not_listed"
    assert verdict(policy(effective_on=date(2015, 3, 1), state="surrendered"))[0] == "not_listed"
    assert verdict(policy(), as_of=DUE + timedelta(1))[0] == "not_listed", "it must be listed by then"


def test_all_instalments_of_the_second_year_count_together() -> None:
    quarterly = policy(pay_mode="quarterly")
    dues = [add_months(EFFECTIVE, months) for months in (12, 15, 18, 21)]
    assert dues[1:] == [date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31)]
    three = [premium(day, due_on=day) for day in dues[:3]]
    end = last_grace(EFFECTIVE, 4)
    assert end == date(2026, 12, 30)
    # Nothing is judged by one instalment alone: the year is open as long as the last of them may come.
    assert verdict(quarterly, *three, as_of=dues[2], yearly_only=False) == ("open", 10800)
    assert verdict(quarterly, *three, premium(end, due_on=dues[3]), as_of=end, yearly_only=False) == (
        "paid",
        14400,
    )
    assert verdict(quarterly, *three, premium(due_on=dues[3]), as_of=end, yearly_only=False) == (
        "open",
        10800,
    )
    after = end + timedelta(1)
    assert verdict(quarterly, *three, premium(due_on=dues[3]), as_of=after, yearly_only=False) == (
        "unpaid",
        10800,
    )
    assert verdict(quarterly, *three, as_of=after, yearly_only=False)[0] == "not_listed"


def test_the_29th_of_february_has_an_anniversary() -> None:
    leap = policy(effective_on=date(2024, 2, 29))
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert last_grace(date(2024, 2, 29), 1) == date(2025, 4, 29)
    assert verdict(leap, premium(date(2025, 4, 29), due_on=date(2025, 2, 28))) == ("paid", 3600)

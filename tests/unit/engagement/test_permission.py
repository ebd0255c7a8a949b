"""Who may be told of products and invited, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.engagement.permission import MarketingStanding, consent_rules, what_forbids

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def ago(**time: int) -> datetime:
    return NOW - timedelta(**time)


def codes(standing: MarketingStanding) -> list[str]:
    return [reason["code"] for reason in what_forbids(standing, NOW)]


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        (MarketingStanding(True, ago(days=1), False), []),
        (MarketingStanding(None, None, False), ["no_marketing_consent"]),
        (MarketingStanding(False, ago(days=1), False), ["marketing_refused"]),
        (MarketingStanding(True, ago(days=1), True), ["do_not_call"]),
        (MarketingStanding(True, ago(days=1), False, [ago(days=6)]), ["marketing_budget_used"]),
        (MarketingStanding(True, ago(days=1), False, [ago(days=7)]), []),
        (MarketingStanding(True, ago(days=1), False, [ago(days=8), ago(days=20)]), ["marketing_budget_used"]),
        (MarketingStanding(True, ago(days=1), False, [ago(days=8), ago(days=30)]), []),
    ],
)
def test_what_forbids_a_marketing_contact(standing: MarketingStanding, found: list[str]) -> None:
    assert codes(standing) == found


def test_a_refusal_says_until_when_he_is_left_alone() -> None:
    (reason,) = what_forbids(MarketingStanding(False, datetime(2026, 11, 1, tzinfo=UTC), False), NOW)
    assert reason["params"] == {"until": "2027-05-03"}


def test_who_refuses_in_the_small_hours_is_left_alone_from_that_day_on() -> None:
    said_at = datetime(2026, 11, 1, 16, tzinfo=UTC)
    (reason,) = what_forbids(MarketingStanding(False, said_at, False), NOW)
    assert reason["params"] == {"until": "2027-05-04"}


@given(st.lists(st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 1)), max_size=9))
def test_the_budget_is_never_exceeded(wishes: list[datetime]) -> None:
    made: list[datetime] = []
    for wish in sorted(one.replace(tzinfo=UTC) for one in wishes):
        if not what_forbids(MarketingStanding(True, wish, False, made), wish):
            made.append(wish)
    for budget in consent_rules().budget:
        for at in made:
            assert sum(at - timedelta(days=budget.days) < one <= at for one in made) <= budget.contacts

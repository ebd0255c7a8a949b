"""The rule of persistency against cohorts worked by hand, to the cent."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from gridward.book.public import add_months
from gridward.insights.persistency.definition import EXCLUSIONS, Definition
from gridward.insights.persistency.rule import Verdict, judge
from support.cohorts import HandFigure, HandPolicy, golden


def years_of(policy: HandPolicy, cohort: date, how: Definition) -> int | None:
    """After how many years the policy is of a cohort; None where it is not."""
    effective = policy.terms.effective_on.replace(day=1)
    if how.years is None:
        years = cohort.year - effective.year + 1
        return years if effective.month == cohort.month and years >= 1 else None
    first = add_months(cohort, -11) if how.window == "rolling" else cohort
    return how.years if first <= effective <= cohort else None


def judged(figure: HandFigure) -> list[tuple[HandPolicy, int, Verdict]]:
    book = golden()
    listed_from = min(one.due_on for policy in book.policies for one in policy.premiums)
    return [
        (
            policy,
            years,
            judge(
                policy.terms, policy.premiums, book.as_of, figure.how, years=years, listed_from=listed_from
            ),
        )
        for policy in book.policies
        if (years := years_of(policy, figure.cohort, figure.how)) is not None
    ]


@pytest.mark.parametrize("figure", golden().figures, ids=lambda one: f"{one.cohort:%Y-%m} {one.how.name}")
def test_a_cohort_worked_by_hand(figure: HandFigure) -> None:
    found = judged(figure)
    base = [verdict for _, _, verdict in found if verdict.verdict not in EXCLUSIONS]
    counts = Counter(verdict.verdict for _, _, verdict in found)
    assert {
        "base": sum((one.base for one in base), Decimal(0)),
        "received": sum((one.received for one in base), Decimal(0)),
        "paid": counts["paid"],
        "unpaid": counts["unpaid"],
        "open": counts["open"],
        "of": sum(one.counted for one in base),
    } == figure.amounts
    if figure.excluded:
        assert {reason: counts[reason] for reason in EXCLUSIONS if counts[reason]} == figure.excluded


def test_every_reason_to_leave_a_policy_out_is_worked_by_hand() -> None:
    seen = {reason for figure in golden().figures for reason in figure.excluded}
    assert seen == set(EXCLUSIONS) - {"other_owner"}, (
        "whose policies are meant needs agents: tests/integration"
    )

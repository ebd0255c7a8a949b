"""13-month persistency: what a policy adds to its cohort's figure, as a pure function of its terms and instalments.

`PR13 = premium of policy year 2 received in time / premium of policy year 1`, over a cohort: individual policies with
regular premiums for more than a year, effective in a month. Received in time is what was paid by the end of its grace, by
exact day; never what the cash value paid (automatic premium loan), nor what a reinstatement brought. All instalments of
the policy year count together. A suspended or surrendered policy stays in the cohort as not paid: to leave it out would
flatter the figure. `cohorts.py` applies the same to a whole city, tested to agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridward.book.public import LOAN_CHANNELS, MONTHS_BETWEEN, add_months, grace_ends

VERSION = "pr13-1"
"""Changes with every change of what is counted."""

NOT_IN_TIME = LOAN_CHANNELS | {"柜面(复效)"}
"""Channels of an instalment by which no premium came in in time: loans, and what is owed after a suspension."""
WAIVED = frozenset({"豁免"})

NO_MORE = frozenset({"suspended", "surrendered", "terminated", "matured", "reduced_paid_up"})
"""States in which what the second year lacks does not come in time any more; no reason to leave a policy out."""

EXCLUSIONS = (
    "organisation",
    "single_pay",
    "one_year",
    "cooling_off",
    "moved_out",
    "other_pay_mode",
    "other_owner",
    "waived",
    "not_listed",
    "claim",
)
"""Why a policy is not of the cohort, in the order in which it is asked."""


@dataclass(frozen=True)
class CohortPolicy:
    """What the figure asks of a policy."""

    effective_on: date
    pay_mode: str
    pay_years: int | None
    state: str
    organisation: bool = False
    """Held by one; the figure is of individual policies."""
    wanted: bool = True
    """Served by whom the figure asks about."""


@dataclass(frozen=True)
class YearTwo:
    """An instalment of the second policy year."""

    due_on: date
    amount: Decimal
    paid_on: date | None = None
    paid_amount: Decimal | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What a policy adds."""

    verdict: str
    """`paid`, `unpaid`, `open` (may still be paid in time), or why it is left out."""
    received: Decimal
    """Of the second year in time, yuan; of a policy that is left out too."""


def judge(
    policy: CohortPolicy,
    instalments: Sequence[YearTwo],
    as_of: date,
    *,
    listed_from: date | None,
    yearly_only: bool = True,
) -> Verdict:
    """The verdict on a policy with its instalments of the second year, as the book of a day shows them.

    The list of instalments goes back some years only: `listed_from` is its first due date, None where it is empty.
    """
    in_time = [one for one in instalments if _in_time(one)]
    received = sum(
        (one.amount if one.paid_amount is None else one.paid_amount for one in in_time), Decimal(0)
    )
    times = 12 // MONTHS_BETWEEN.get(policy.pay_mode, 12)
    year_two = add_months(policy.effective_on, 12)
    complete = len(instalments) >= times
    late = any(not _in_time(one) and as_of > grace_ends(one.due_on) for one in instalments)
    reason = _excluded(policy, instalments, yearly_only)
    if reason is not None:
        return Verdict(reason, received)
    if len(in_time) >= times:
        return Verdict("paid", received)
    if not complete and (listed_from is None or year_two < listed_from):
        return Verdict("not_listed", received)
    if policy.state == "ended_by_claim":
        return Verdict("claim", received)
    if late or policy.state in NO_MORE:
        return Verdict("unpaid", received)
    expected = (not instalments and as_of > year_two) or (
        not complete and as_of > last_grace(policy.effective_on, times)
    )
    return Verdict("not_listed" if expected else "open", received)


def last_grace(effective_on: date, times: int) -> date:
    """The last day of grace of the last of `times` instalments of the second policy year."""
    return grace_ends(add_months(effective_on, 24 - 12 // times))


def _excluded(policy: CohortPolicy, instalments: Sequence[YearTwo], yearly_only: bool) -> str | None:
    reasons = {
        "organisation": policy.organisation,
        "single_pay": policy.pay_mode == "single",
        "one_year": policy.pay_years is not None and policy.pay_years <= 1,
        "cooling_off": policy.state == "cancelled",
        "moved_out": policy.state == "moved_out",
        "other_pay_mode": yearly_only and policy.pay_mode != "yearly",
        "other_owner": not policy.wanted,
        "waived": any(one.channel in WAIVED for one in instalments),
    }
    return next((reason for reason in EXCLUSIONS if reasons.get(reason)), None)


def _in_time(one: YearTwo) -> bool:
    return (
        one.paid_on is not None and one.channel not in NOT_IN_TIME and one.paid_on <= grace_ends(one.due_on)
    )

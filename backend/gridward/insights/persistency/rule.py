"""What a policy adds to a cohort's figure, as a pure function of its terms and instalments.

`PR(12k+1) = premium of policy year k+1 received in time / premium of the first policy year`, over individual policies with
regular premiums for more than a year that took effect in a month. A suspended, surrendered or reduced contract stays in the
base as not paid: to leave it out would flatter the figure. `judged.py` applies the same to a whole city in SQL, and
a test holds it to this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridward.book.public import LOAN_CHANNELS, MONTHS_BETWEEN, add_months
from gridward.insights.persistency.definition import EXCLUSIONS, Definition

REINSTATED = frozenset({"柜面(复效)"})
"""Channels of what is paid to bring a contract back."""
WAIVED = frozenset({"豁免"})
CURRENCY = "CNY"

NO_MORE = frozenset({"suspended", "surrendered", "terminated", "reduced_paid_up"})
"""States in which what the year lacks does not come in time any more; no reason to leave a policy out."""

_ZERO = Decimal(0)


@dataclass(frozen=True)
class CohortPolicy:
    """What the figure asks of a policy."""

    effective_on: date
    pay_mode: str
    pay_years: int | None
    state: str
    premium: Decimal = Decimal(3600)
    """Yuan an instalment."""
    currency: str = CURRENCY
    organisation: bool = False
    """Held by one; the figure is of individual policies."""
    wanted: bool = True
    """Served by whom the figure asks about."""


@dataclass(frozen=True)
class Premium:
    """An instalment as the book of a day shows it."""

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
    base: Decimal
    """Yuan below the line: the first year's premium, or what was received in the year before."""
    received: Decimal
    """Yuan above it."""
    counted: bool
    """Whether it is one of the policies below the line, where policies are counted."""


def judge(
    policy: CohortPolicy,
    premiums: Sequence[Premium],
    as_of: date,
    how: Definition,
    *,
    years: int,
    listed_from: date | None,
) -> Verdict:
    """The verdict on a policy `years` policy years on, with all its instalments as the book of a day shows them.

    The list of instalments goes back some years only: `listed_from` is its first due date, None where it is empty.
    """
    reason = _left_out(policy, how, years)
    if reason is not None:
        premiums = ()
    year = _Year(policy, premiums, how, years)
    before = _Year(policy, premiums, how, years - 1) if how.against == "year_before" and years > 1 else None
    return Verdict(
        reason or _verdict(policy, year, before or year, as_of, how, listed_from),
        base=before.received if before else policy.premium * year.times,
        received=year.received,
        counted=before is None or before.paid,
    )


class _Year:
    """What came in of a policy year."""

    def __init__(
        self, policy: CohortPolicy, premiums: Sequence[Premium], how: Definition, years: int
    ) -> None:
        only_first = how.pay == "anniversary"
        self.times = 1 if only_first else 12 // MONTHS_BETWEEN.get(policy.pay_mode, 12)
        self.begins = add_months(policy.effective_on, 12 * years)
        end = add_months(policy.effective_on, 12 * years + (1 if only_first else 12))
        self.listed = [one for one in premiums if self.begins <= one.due_on < end]
        self.last_due = add_months(policy.effective_on, 12 * (years + 1) - 12 // self.times)
        if only_first:
            self.last_due = self.begins
        in_time = [one for one in self.listed if _in_time(one, how)]
        self.received = sum((_worth(one, policy, how) for one in in_time), _ZERO)
        self.paid = sum(_received(one) >= one.amount for one in in_time) >= self.times
        self.waived = any(one.channel in WAIVED for one in self.listed)

    def late(self, as_of: date, how: Definition) -> bool:
        """An instalment can not come in time any more."""
        return any(
            as_of > how.open_until(one.due_on) and not (_in_time(one, how) and _received(one) >= one.amount)
            for one in self.listed
        )


def _verdict(
    policy: CohortPolicy, year: _Year, before: _Year, as_of: date, how: Definition, listed_from: date | None
) -> str:
    complete = len(year.listed) >= year.times
    if year.waived:
        return "waived"
    if before is not year and (listed_from is None or before.begins < listed_from):
        return "not_listed"
    if year.paid:
        return "paid"
    if not complete and (listed_from is None or year.begins < listed_from):
        return "not_listed"
    if policy.state == "ended_by_claim":
        return "unpaid" if how.claims_in else "claim"
    if policy.state == "matured":
        return "completed"
    if policy.state == "suspended" and how.suspended_out:
        return "suspended"
    if year.late(as_of, how) or policy.state in NO_MORE:
        return "unpaid"
    expected = (not year.listed and as_of > year.begins) or (
        not complete and as_of > how.open_until(year.last_due)
    )
    return "not_listed" if expected else "open"


def _left_out(policy: CohortPolicy, how: Definition, years: int) -> str | None:
    """Why a policy is not of the cohort, whatever was paid."""
    reasons = {
        "organisation": policy.organisation,
        "other_currency": policy.currency != CURRENCY,
        "single_pay": policy.pay_mode == "single",
        "one_year": policy.pay_years is not None and policy.pay_years <= 1,
        "completed": policy.pay_years is not None and policy.pay_years <= years,
        "cooling_off": policy.state == "cancelled",
        "moved_out": policy.state == "moved_out",
        "converted": policy.state == "converted",
        "other_pay_mode": how.pay == "yearly" and policy.pay_mode != "yearly",
        "other_owner": not policy.wanted,
    }
    return next((reason for reason in EXCLUSIONS if reasons.get(reason)), None)


def _in_time(one: Premium, how: Definition) -> bool:
    if one.paid_on is None or one.channel in WAIVED:
        return False
    if one.channel in LOAN_CHANNELS:
        # Lent when grace ends, whatever the calendar month.
        return how.apl
    return how.reinstated or (one.channel not in REINSTATED and one.paid_on <= how.last_day(one.due_on))


def _received(one: Premium) -> Decimal:
    return one.amount if one.paid_amount is None else one.paid_amount


def _worth(one: Premium, policy: CohortPolicy, how: Definition) -> Decimal:
    """Yuan that an instalment in time adds: what was paid beyond what was due is no premium of this year."""
    most = one.amount if how.riders else min(one.amount, policy.premium)
    return min(_received(one), most)

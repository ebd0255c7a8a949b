"""What a figure of persistency counts: all switches in one place, shown beside every figure. Pure."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from gridward.book.public import add_months, grace_ends, reinstatable_to, suspended_on

VERSION = "pr-2"
"""Changes with every change of what is counted."""

Basis = Literal["premium", "count"]
Against = Literal["first_year", "year_before"]
Timing = Literal["month", "day"]
Pay = Literal["yearly", "all", "anniversary"]
Served = Literal["any", "agent", "nobody"]
Window = Literal["month", "rolling"]

ALL_YEARS = None
"""Instead of a number of years: every renewal year at once (全缴次)."""
MOST_YEARS = 5
"""The 61st month."""
ROLLING_MONTHS = 12

EXCLUSIONS = (
    "organisation",
    "other_currency",
    "single_pay",
    "one_year",
    "completed",
    "cooling_off",
    "moved_out",
    "converted",
    "other_pay_mode",
    "other_owner",
    "waived",
    "not_listed",
    "claim",
    "suspended",
)
"""Why a policy is not in the base, in the order in which it is asked."""


@dataclass(frozen=True)
class Definition:
    """The switches. Without any, it is the figure that insurers' core systems tell."""

    years: int | None = 1
    """After how many policy years: 1 is the 13th month, 5 the 61st; `ALL_YEARS` for every renewal year at once."""
    basis: Basis = "premium"
    """What the rate counts: yuan, or policies."""
    against: Against = "first_year"
    """What was received stands against the first year's premium (cumulative), or against what was received in the policy
    year before (conditional)."""
    timing: Timing = "month"
    """In time is to the end of the calendar month two after the due month (宽末月), or to the last day of grace."""
    pay: Pay = "yearly"
    """Yearly payers; or all, with all instalments of the policy year together; or all, by the one instalment that falls due
    on the anniversary, against the premium of one instalment."""
    apl: bool = False
    """What the cash value paid (自动垫交) counts as received. Once it is paid back, the core tells how the customer paid."""
    reinstated: bool = False
    """What came in after the time, to bring the contract back, counts as received."""
    suspended_out: bool = False
    """Suspended contracts leave the base. Flatters."""
    claims_in: bool = False
    """Contracts that a claim ended stay in the base, as not paid."""
    riders: bool = True
    """Premium of riders that were added counts; otherwise no instalment counts for more than the contract's own premium."""
    window: Window = "month"
    """Contracts that took effect in a month, or in the twelve months to its end."""
    served: Served = "any"
    """Served on the due date by an agent in service, by nobody, or either."""

    @property
    def month_number(self) -> str:
        """`13`, `25` ... `61`, or `all`."""
        return "all" if self.years is None else str(12 * self.years + 1)

    @property
    def months_on(self) -> int:
        """Months from a cohort's month to that in which its due dates fall; of every renewal year, from the newest."""
        return 12 * (self.years or 1)

    @property
    def name(self) -> str:
        """The version with all switches, as it stands beside a figure and in what is downloaded."""
        switches = " ".join(f"{one.name}={_text(getattr(self, one.name))}" for one in fields(self)[1:])
        return f"{VERSION} month={self.month_number} {switches}"

    def last_day(self, due_on: date) -> date:
        """The last day on which an instalment is in time."""
        if self.timing == "day":
            return grace_ends(due_on)
        return add_months(due_on.replace(day=1), 3).replace(day=1) - _DAY

    def open_until(self, due_on: date) -> date:
        """The last day on which an unpaid instalment may still come to count; loans are made when grace ends."""
        return max(self.last_day(due_on), grace_ends(due_on)) if self.apl else self.last_day(due_on)

    def settled_on(self, due_on: date) -> date:
        """The last day that can change what an instalment adds: its last day and its grace have ended by then, and where
        what came in late counts, the two years in which a suspended contract can be brought back."""
        last = max(self.last_day(due_on), grace_ends(due_on))
        return max(last, reinstatable_to(suspended_on(due_on))) if self.reinstated else last


def _text(switch: object) -> str:
    return {True: "yes", False: "no"}.get(switch, str(switch)) if isinstance(switch, bool) else str(switch)


_DAY = date(2000, 1, 2) - date(2000, 1, 1)

"""When premiums fall due, when their grace ends, and how long a suspended contract can be brought back. Pure."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from gridward.kernel.clock import POLICY_ZONE

GRACE_DAYS = 60
"""From the day after the due date (Insurance Law art. 36)."""
REINSTATEMENT_YEARS = 2
"""Calendar years from the suspension, after which the insurer may rescind (Insurance Law art. 37)."""
MONTHS_BETWEEN = {"yearly": 12, "half_yearly": 6, "quarterly": 3, "monthly": 1}
"""Months from one instalment to the next. A single premium has no instalments after it."""


def due_date(effective_on: date, pay_mode: str, number: int) -> date:
    """The day on which instalment `number` falls due; the first one is due with the contract's beginning.

    Counted from the beginning, not from the instalment before, so that what begins on the 31st falls due on the last day
    of a short month and on the 31st again after it, and what begins on 29 February comes back to it in leap years.
    """
    return add_months(effective_on, (number - 1) * MONTHS_BETWEEN[pay_mode])


def number_due(effective_on: date, pay_mode: str, day: date) -> int:
    """The newest instalment that is due on or before a day."""
    months = (day.year - effective_on.year) * 12 + day.month - effective_on.month
    number = months // MONTHS_BETWEEN[pay_mode] + 1
    return number if due_date(effective_on, pay_mode, number) <= day else number - 1


def instalments(pay_mode: str, pay_years: int | None) -> int | None:
    """How many premiums the contract has; None where nobody knows for how many years they are paid."""
    if pay_mode not in MONTHS_BETWEEN:
        return 1
    return None if pay_years is None else pay_years * 12 // MONTHS_BETWEEN[pay_mode]


def grace_ends(due_on: date) -> date:
    """The last day on which the premium can be paid without loss."""
    return due_on + timedelta(days=GRACE_DAYS)


def suspended_on(due_on: date) -> date:
    """The first day without cover, where the premium stays unpaid."""
    return due_on + timedelta(days=GRACE_DAYS + 1)


def suspended_from(due_on: date) -> datetime:
    """The moment at which cover ends: 00:00 of that day in the policies' time zone."""
    return datetime.combine(suspended_on(due_on), time(), POLICY_ZONE)


def reinstatable_to(suspended: date) -> date:
    """The last day of the two years in which the insurer cannot rescind a contract that was suspended on a day."""
    return add_months(suspended, REINSTATEMENT_YEARS * 12)


def insurer_decides(suspended: date, applied_on: date) -> bool:
    """Whether the two years are over: an application is taken all the same, and the insurer decides on it."""
    return applied_on > reinstatable_to(suspended)


def reinstated_from(paid_on: date) -> datetime:
    """The moment at which a reinstated contract covers again: the next 00:00 after everything owed was paid."""
    return datetime.combine(paid_on + timedelta(days=1), time(), POLICY_ZONE)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

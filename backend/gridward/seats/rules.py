"""How seats work on the queue: settings of `grid_data/rules/seats`, and when a customer is tried again."""

from datetime import datetime, time, timedelta

from gridward.kernel.clock import POLICY_ZONE
from gridward.platform.rules import RulePart, load_rules


class RetryRules(RulePart):
    """When somebody whom nobody reached is called again."""

    after_hours: int
    tries_a_day: int
    first_hour: int
    last_hour: int
    """Nobody is called again from this hour of the day on."""


class CallbackRules(RulePart):
    """For when a call back may be promised."""

    within_days: int


class SeatRules(RulePart):
    """A version of `grid_data/rules/seats`."""

    version: str
    lease_minutes: int
    claims_at_once: int
    retry: RetryRules
    callback: CallbackRules


def seat_rules() -> SeatRules:
    """The rules in force."""
    return load_rules(SeatRules, "seats")


def lease_end(moment: datetime) -> datetime:
    """Until when somebody who is claimed at a moment is kept for the seat."""
    return moment + timedelta(minutes=seat_rules().lease_minutes)


def next_try(moment: datetime, tries: int, rules: RetryRules) -> datetime:
    """When to call again after so many tries of the day in vain, the one at `moment` among them."""
    later = moment.astimezone(POLICY_ZONE) + timedelta(hours=rules.after_hours)
    if tries < rules.tries_a_day and same_day(later, moment) and later.hour < rules.last_hour:
        return later
    return next_morning(moment, rules)


def next_morning(moment: datetime, rules: RetryRules) -> datetime:
    """The first hour for calls on the day after a moment."""
    tomorrow = moment.astimezone(POLICY_ZONE).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(rules.first_hour), POLICY_ZONE)


def same_day(one: datetime, other: datetime) -> bool:
    """Whether two moments lie on one day of the policies' time zone."""
    return one.astimezone(POLICY_ZONE).date() == other.astimezone(POLICY_ZONE).date()

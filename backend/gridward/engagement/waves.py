"""First contacts in waves: so many a cell and working day, highest risk first, instead of a promise that nobody can keep."""

from datetime import date

from pydantic import Field

from gridward.kernel.working_days import working_days
from gridward.platform.rules import RulePart, load_rules


class FirstContactRules(RulePart):
    """A version of `grid_data/rules/first_contact`."""

    version: str
    per_day: int = Field(ge=1)
    """First contacts a cell and working day."""
    within_working_days: int = Field(ge=1)
    """A first contact is made within so many working days, the day of its wave being the first."""


def first_contact_rules() -> FirstContactRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(FirstContactRules, "first_contact")


def wave_days(start: date, persons: int) -> list[date]:
    """The days of the waves, from `start` on, in which so many persons of one cell are contacted."""
    return working_days(start, -(-persons // first_contact_rules().per_day))

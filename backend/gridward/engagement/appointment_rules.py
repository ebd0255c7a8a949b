"""When appointments may be, and how often customers are told of them, `grid_data/rules/appointments`."""

from datetime import time

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class AppointmentHours(RulePart):
    """An appointment begins from `first` on and is over by `end`, in the policies' time zone."""

    first: time
    end: time


class AppointmentMessages(RulePart):
    """In so many days at most so many messages."""

    days: int = Field(ge=1)
    most: int = Field(ge=1)


class AppointmentRules(RulePart):
    """A version of them."""

    version: str
    minutes: tuple[int, ...] = Field(min_length=1)
    """How long one takes: the first where nothing else is said."""
    days_ahead: int = Field(ge=1)
    way_minutes: int = Field(ge=0)
    hours: AppointmentHours
    messages: AppointmentMessages


def appointment_rules() -> AppointmentRules:
    """The rules in force. Raises `rules.invalid`."""
    return load_rules(AppointmentRules, "appointments")

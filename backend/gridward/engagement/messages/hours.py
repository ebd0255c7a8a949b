"""When messages may leave, `grid_data/rules/message_hours`: nobody is to be woken by a reminder."""

from datetime import datetime, time
from typing import Literal, Self

from pydantic import model_validator

from gridward.kernel.clock import POLICY_ZONE
from gridward.platform.rules import RulePart, load_rules

MessagePurpose = Literal["statutory", "service", "marketing"]
PURPOSES: tuple[MessagePurpose, ...] = ("statutory", "service", "marketing")


class MessageHours(RulePart):
    """A version of the hours."""

    version: str
    any_hour: frozenset[MessagePurpose]
    """Purposes whose messages leave at any hour."""
    first: time
    """From this time of day on, in the policies' time zone, all others leave ..."""
    end: time
    """... and from this one on not any more."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first >= self.end:
            raise ValueError("first must be before end")
        return self


def message_hours() -> MessageHours:
    """The hours in use. Raises `rules.invalid`."""
    return load_rules(MessageHours, "message_hours")


def may_leave(hours: MessageHours, moment: datetime) -> list[MessagePurpose]:
    """The purposes whose messages may leave at a moment (with time zone)."""
    awake = hours.first <= moment.astimezone(POLICY_ZONE).time() < hours.end
    return [purpose for purpose in PURPOSES if awake or purpose in hours.any_hour]

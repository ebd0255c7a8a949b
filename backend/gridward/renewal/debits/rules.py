"""What the bank's codes mean, and what repairs a debit that failed."""

from typing import Literal

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class Repair(RulePart):
    """What follows a debit that failed or was reversed."""

    failure: str
    """As the insurer's core words it."""
    template: str
    workplace: Literal["seat", "field"]
    who: Literal["all", "high_risk", "high_value", "high_risk_or_value"]
    within_days: int = Field(ge=1)


class DebitRules(RulePart):
    """A version of the rules."""

    version: str
    channel: str
    reasons: dict[str, Repair]
    reversal: Repair


def debit_rules() -> DebitRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(DebitRules, "debit_files")

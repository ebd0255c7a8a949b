"""The rules of plans that ops may change: `grid_data/rules/plans`."""

from typing import Literal

from gridward.platform.rules import RulePart, load_rules


class Review(RulePart):
    """What a plan needs before it is published."""

    needed: Literal["none", "any", "another"]


class PlanRules(RulePart):
    """A version of the rules."""

    version: str
    review: Review


def plan_rules() -> PlanRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(PlanRules, "plans")

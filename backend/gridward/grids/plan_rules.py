"""The rules of plans that ops may change: `grid_data/rules/plans`."""

from typing import Literal

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class Review(RulePart):
    """What a plan needs before it is published."""

    needed: Literal["none", "any", "another"]


class Drift(RulePart):
    """When the cells in force are evened out."""

    tolerated: float = Field(gt=0)
    rebalance_to: float = Field(ge=0.005, le=0.5)
    again_after_days: int = Field(ge=1)


class Hands(RulePart):
    """How often a customer may change hands."""

    most: int = Field(ge=0)
    days: int = Field(ge=1)


class PlanRules(RulePart):
    """A version of the rules."""

    version: str
    review: Review
    drift: Drift
    hands: Hands


def plan_rules() -> PlanRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(PlanRules, "plans")

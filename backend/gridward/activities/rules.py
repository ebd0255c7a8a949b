"""The rules `activities`: what events there are, and what makes one fit a customer."""

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class FitRules(RulePart):
    """Points that are added up."""

    interest: float
    most_interests: int = Field(ge=0)
    age: float
    district: float
    near: float
    far_km: float = Field(gt=0)
    full: float


class ActivityRules(RulePart):
    """A version of `grid_data/rules/activities`."""

    version: str
    kinds: list[str] = Field(min_length=1)
    most_persons: int = Field(ge=1)
    attend_days: int = Field(ge=0)
    door_days: int = Field(ge=0)
    fit: FitRules


def activity_rules() -> ActivityRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(ActivityRules, "activities")

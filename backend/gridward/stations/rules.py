"""How candidates for stations are weighed: settings of `grid_data/rules/stations`."""

from typing import Annotated

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class StationRules(RulePart):
    """A version of the rules."""

    version: str
    radius_m: float = Field(gt=0)
    monthly_cost: float = Field(ge=0)
    monthly_cost_by_district: dict[str, Annotated[float, Field(ge=0)]]


def station_rules() -> StationRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(StationRules, "stations")

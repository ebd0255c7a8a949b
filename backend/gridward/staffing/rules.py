"""The rules of staffing that ops may change: `grid_data/rules/staffing`."""

from typing import Annotated

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules


class Stations(RulePart):
    """How many stations there are."""

    cells_per_station: int = Field(ge=1)


class Continuity(RulePart):
    """What it is worth that customers keep their specialist."""

    whole_cell_m: float = Field(ge=0)


class Fit(RulePart):
    """What speaks for a specialist by the staff list."""

    year_m: float = Field(ge=0)
    most_years: float = Field(ge=0)
    licence: str
    licence_m: float = Field(ge=0)
    employment_m: dict[str, float]


class Language(RulePart):
    """What it is worth that somebody speaks the language that customers prefer."""

    common: tuple[str, ...]
    whole_cell_m: float = Field(ge=0)


class GradeOfProducts(RulePart):
    """What it is worth that somebody may offer what the best customers buy."""

    whole_cell_m: float = Field(ge=0)
    tiers: dict[str, Annotated[int, Field(ge=1, le=5)]]


class Capacity(RulePart):
    """What speaks against a cell that is more than somebody can carry, and from where on he never gets it."""

    within: float = Field(ge=1)
    over_m: float = Field(ge=0)
    never_beyond: float = Field(ge=1)


class StandIn(RulePart):
    """Standing in for nobody in a vacant cell."""

    days: int = Field(ge=1)
    cells_each: int = Field(ge=0)


class HandOver(RulePart):
    """Handing over a cell's customers."""

    days: int = Field(ge=0)


class StaffList(RulePart):
    """How the insurer's staff list is read."""

    in_service: tuple[str, ...]


class StaffingRules(RulePart):
    """A version of the rules."""

    version: str
    stations: Stations
    continuity: Continuity
    fit: Fit
    language: Language
    grade: GradeOfProducts
    capacity: Capacity
    stand_in: StandIn
    hand_over: HandOver
    staff_list: StaffList


def staffing_rules() -> StaffingRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(StaffingRules, "staffing", "v2")

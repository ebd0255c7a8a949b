"""Choosing a plan's stations over HTTP. Outputs have no defaults."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

StationNo = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class StationCandidate(BaseModel):
    """A place that could be a station."""

    station_no: str
    name: str
    lon: float
    lat: float
    capacity: int | None
    monthly_cost: float
    cost_is_delivered: bool
    """Else it is that of the rules."""
    open: bool
    """It is a station already, and stays one."""
    chosen: bool
    covered: int
    """Customers of the plan within the radius."""
    covered_way_m: float | None
    """Their mean straight way."""
    cells: list[int]
    """The numbers of those that would hang on it."""
    customers: int
    """In these."""
    way_m: float | None
    """Their mean straight way, from the middle of each cell."""


class StationChoice(BaseModel):
    """So many stations, the best of all choices of them."""

    stations: int
    mean_way_m: float
    monthly_cost: float


class StationsOut(BaseModel):
    """The candidates of a plan with the choice that was asked for."""

    stations: int
    """How many are chosen: more than asked for where specialists would find no room."""
    fewest: int
    """Open stations stay."""
    usual: int
    """As many as publishing opens where nobody chooses."""
    wished: list[str]
    """Those that are kept as the plan's; none where the program chooses."""
    radius_m: float
    choices: list[StationChoice]
    """The choice and those of a few stations fewer and more."""
    candidates: list[StationCandidate]


class WishIn(BaseModel):
    """The stations that a plan is to have; none lets the program choose."""

    model_config = ConfigDict(extra="forbid")

    station_nos: set[StationNo] = Field(max_length=1_000)
    revision: int | None = None


class WishOut(BaseModel):
    """What is kept."""

    wished: list[str]
    revision: int

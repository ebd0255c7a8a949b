"""Choosing a plan's stations over HTTP. Outputs have no defaults."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

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
    """It is a station already; one that is not chosen closes."""
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
    """So many stations, the best of all choices of them as far as that is proven."""

    stations: int
    mean_way_m: float
    monthly_cost: float
    gap: float
    """By what share another choice could have a shorter way at most; 0 where none has."""


class OpeningOut(BaseModel):
    """A candidate that becomes a station."""

    station_no: str
    name: str


class ClosingOut(BaseModel):
    """An open station that closes, and what that touches."""

    station_no: str
    name: str
    cells: list[int]
    """The numbers of those in force, or to come, that hang on it; the plan's hang on others."""
    leads: list[str]
    """The logins of who leads it: from that day on they do not see its cells any more."""
    left_without: list[str]
    """Those of them who lead no other station."""
    events: int
    """Still to be held in it."""


class StationsOut(BaseModel):
    """The candidates of a plan with the choice that was asked for."""

    stations: int
    """How many are chosen: more than asked for where specialists would find no room."""
    open: int
    """How many are stations already."""
    fewest: int
    """So many of them have to stay for the specialists to find room."""
    usual: int
    """As many as publishing opens where nobody chooses."""
    wished: list[str]
    """Those that are kept as the plan's; none of both where the program chooses."""
    wished_closing: list[str]
    """Open ones that are kept as closing with the plan."""
    radius_m: float
    choices: list[StationChoice]
    """The choice and those of a few stations fewer and more."""
    candidates: list[StationCandidate]
    closings: list[ClosingOut]
    """What the closing of open stations touches that are not chosen."""


class WishIn(BaseModel):
    """The stations that a plan is to have, and open ones that close with it; nothing of both lets the program choose."""

    model_config = ConfigDict(extra="forbid")

    station_nos: set[StationNo] = Field(max_length=1_000)
    closing: set[StationNo] = Field(set(), max_length=1_000)
    revision: int | None = None

    @model_validator(mode="after")
    def _either(self) -> Self:
        if self.station_nos & self.closing:
            raise ValueError("a station stays or closes")
        return self


class WishOut(BaseModel):
    """What is kept."""

    wished: list[str]
    wished_closing: list[str]
    revision: int

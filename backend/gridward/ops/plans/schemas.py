"""Ordering, comparing and rolling back plans over HTTP."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gridward.grids.contract import Barrier, Load, Pool
from gridward.ops.stations.schemas import ClosingOut, OpeningOut, StationNo


class ClosingIn(BaseModel):
    """An open station that closes: its cells hang on others, and so many of them are given up."""

    model_config = ConfigDict(extra="forbid")

    station_no: StationNo
    give_up: int = Field(0, ge=0, le=10_000)


class OrderIn(BaseModel):
    """What is asked of a new plan: a number of cells, or the customers that one may hold; or a plan to go on from."""

    model_config = ConfigDict(extra="forbid")

    cells: int | None = Field(None, le=10_000)
    capacity: int | None = Field(None, le=1_000_000)
    tolerance: float = 0.05
    pool: Pool = Pool.ORPHAN
    barriers: set[Barrier] = set()
    """What no cell is to cross."""
    load: Load = Load.HEADS
    keep: UUID | None = None
    """The plan to go on from, so that few customers get another cell."""
    leaving: set[int] = Field(set(), max_length=10_000)
    """The numbers of its cells that are given up."""
    locked: set[int] = Field(set(), max_length=10_000)
    """The numbers of its cells that stay exactly as they are."""
    closing: list[ClosingIn] = Field([], max_length=100)
    """Open stations that close, each once."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len({one.station_no for one in self.closing}) < len(self.closing):
            raise ValueError("a station closes once")
        return self


class PlanSideOut(BaseModel):
    """One of two plans; deviations are shares of the mean load."""

    id: UUID
    version: int
    status: str
    cells: int
    customers: int
    tolerance: float
    max_deviation: float
    mean_deviation: float
    mean_distance_m: float
    polsby_popper_mean: float
    cells_in_pieces: int
    buildings_split: int


class MovedWorkOut(BaseModel):
    """Open work of customers who change hands."""

    tasks: int
    visit_requests: int
    dues: int
    first_contacts: int


class FromCellOut(BaseModel):
    """An earlier cell that customers come from, and how many."""

    number: int
    customers: int


class ComparedCellOut(BaseModel):
    """A cell of the later plan."""

    number: int
    name: str
    moved: int
    """Its customers who change hands."""
    added: int
    """Its customers who had no cell."""
    from_cells: list[FromCellOut]
    """The most first."""


class ComparedSpecialistOut(BaseModel):
    """Somebody who works a cell of either plan; the later one's as proposed, where it is not published."""

    specialist_id: int
    staff_no: str
    name_masked: str
    earlier_cells: list[int]
    later_cells: list[int]
    earlier_customers: int
    later_customers: int
    kept_customers: int
    last_contact_at: datetime | None
    """When his tablet was last heard of: what he did since then without a network is not here yet."""


class StationsChangedOut(BaseModel):
    """The stations that change with the later plan; of a draft as publishing it would have it today."""

    opens: list[OpeningOut]
    closes: list[ClosingOut]


class ComparisonOut(BaseModel):
    """Two plans side by side. Customers are persons, by where they live today."""

    earlier: PlanSideOut | None
    later: PlanSideOut
    both: int
    """Customers with a cell under both."""
    moved: int
    """Of them those who change hands."""
    again: int
    """Of these those who have changed hands as often as the rules allow in so many days before."""
    only_earlier: int
    only_later: int
    work: MovedWorkOut
    cells: list[ComparedCellOut]
    specialists: list[ComparedSpecialistOut]
    stations: StationsChangedOut


class DriftedCellOut(BaseModel):
    """A cell in force: its customers when the plan was built, and now."""

    number: int
    name: str
    built: int
    now: int
    drift: float
    """How much more of the city's customers it has than then, as a share; 0 where all cells grow alike."""


class ProposalOut(BaseModel):
    """A draft that evens the cells out."""

    id: UUID
    version: int
    moved: int
    """Customers who would get another cell."""


class DriftOut(BaseModel):
    """How far the cells of a plan in force have drifted since it was built."""

    tolerated: float
    cells: list[DriftedCellOut]
    proposal: ProposalOut | None


class RolledBackOut(BaseModel):
    """A plan that was rolled back, and what is in force instead."""

    version: int
    withdrawn: bool
    """Nothing of it was in force: it is a draft again. Otherwise it has ended, and a copy of the plan before it follows."""
    back_to: UUID
    back_to_version: int
    back_from: date
    notices: int
    """Customers who are told who serves them."""

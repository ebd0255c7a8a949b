"""What plans and cells take and answer over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class HeavyOut(BaseModel):
    """A community that alone exceeds what a cell should hold."""

    community_id: int
    name: str
    customers: int


class QualityOut(BaseModel):
    """The figures of a plan, taken from its stored cells; deviations are shares of the mean number of customers."""

    max_deviation: float
    mean_deviation: float
    cells_in_pieces: int
    buildings_split: int
    empty_cells: int
    mean_distance_m: float
    p95_distance_m: float
    polsby_popper_mean: float
    reock_mean: float
    heavy_communities: list[HeavyOut]
    cells_beyond: int
    """Cells that are off by more than the tolerance and their heaviest community together explain."""
    cells_that_would_do: int | None
    """Where there are such: the most cells of which none is smaller than the heaviest community."""
    crossings: list[list[int]]
    """Where cells lie on both sides of a barrier: metres across, and customers on the smaller side."""
    opened: bool = False
    """Too little lies between the barriers: sides that were joined are cut as one, and cells cross in more places."""
    hours_max_deviation: float | None
    """Where the plan is cut by hours: the largest deviation of a cell's from the mean."""
    moved_customers: int | None
    """Where it goes on from a plan: those who get another cell."""
    moved_share: float | None
    moved_bound: int | None
    """No grid with such loads moves fewer."""
    seconds: dict[str, float]


class PlanProblem(BaseModel):
    """Why a plan could not be built."""

    code: str
    detail: str
    hint: str
    params: dict[str, Any]


class PlanProgress(BaseModel):
    """How far building is; `total` is 0 where that is unknown."""

    step: str
    done: int
    total: int


class ClosingStationOut(BaseModel):
    """A station that closes, as the cause of a plan."""

    station_no: str
    name: str
    given_up: list[int]
    """The numbers of those of its cells that are given up."""


class PlanOut(BaseModel):
    """A version of a city's cells."""

    id: UUID
    city: str
    version: int
    status: str
    cells: int | None
    capacity: int | None
    tolerance: float
    pool: str
    origin: str
    """`built` by the engine, or `drawn` by somebody in a map program."""
    barriers: list[str]
    load: str
    keeps_plan_id: UUID | None
    keeps_version: int | None
    leaving: list[int]
    locked: list[int]
    """The cells of that plan that stay exactly as they are."""
    closing: list[ClosingStationOut]
    customers: int
    created_by: str
    created_at: datetime
    published_by: str | None
    published_at: datetime | None
    effective_from: date | None
    effective_until: date | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    copied_from_version: int | None
    """The plan whose cells these are once more, where a later one was rolled back."""
    revision: int
    """Give it back with what you do to the plan, so that you are told where somebody was faster."""
    progress: PlanProgress | None
    problem: PlanProblem | None
    quality: QualityOut | None


class SeenIn(BaseModel):
    """The plan's revision as it was read; without it the plan is changed as it is."""

    model_config = ConfigDict(extra="forbid")

    revision: int | None = None


class PlanChangeOut(BaseModel):
    """Something that was done to a plan."""

    revision: int
    at: datetime
    by: str
    what: str
    params: dict[str, Any]


class PlanList(BaseModel):
    """A page of plans."""

    items: list[PlanOut]
    next: str | None


class PlaceOut(BaseModel):
    """A place in a cell: a community, or a single customer who was put on the map by hand."""

    id: int
    community_id: int | None
    customer_id: int | None
    name: str | None
    district: str
    customers: int
    lon: float
    lat: float


class CellOut(BaseModel):
    """A cell with its places, the most customers first."""

    id: int
    number: int
    name: str
    load: int
    hours: float | None
    deviation: float
    communities: int
    area_km2: float
    mean_distance_m: float
    polsby_popper: float
    places: list[PlaceOut]


class MoveOut(BaseModel):
    """A place that gets another cell: a community, or a single customer who was put on the map by hand."""

    id: int
    community_id: int | None
    customer_id: int | None
    name: str | None
    district: str
    customers: int
    from_number: int
    from_name: str
    to_number: int
    to_name: str
    why: str
    """`vanished` (its cell is given up), `station_closed` (it is because its station closes), `joins` (a new one begins
    here), `balance`, or `hand` (moved by somebody)."""
    station: str | None
    """The name of the station that closes, where that is why."""


class MoveList(BaseModel):
    """A page of moves."""

    items: list[MoveOut]
    next: str | None

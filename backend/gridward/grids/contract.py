"""What other rooms may know of grids."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gridward.kernel.errors import Conflict, Invalid, NotFound


class Pool(StrEnum):
    """Which customers the cells are cut for."""

    ORPHAN = "orphan"
    """Those whose live policies nobody in service serves."""
    ORPHAN_AND_MIXED = "orphan_and_mixed"
    """Those as well of whose policies an agent serves some."""

    @property
    def kinds(self) -> list[str]:
        """The kinds of customer in it, as the census names them."""
        return ["orphan", "mixed"] if self is Pool.ORPHAN_AND_MIXED else ["orphan"]


class Barrier(StrEnum):
    """What no cell crosses, as far as its parts can hold whole numbers of cells."""

    WATER = "water"
    ROADS = "roads"
    """The roads that the city was added with."""
    DISTRICTS = "districts"


BARRIER_LAYERS = {Barrier.WATER: "water", Barrier.ROADS: "road"}
"""The layers of a city in which barriers are; districts are none."""


class Load(StrEnum):
    """What the cells have equally much of."""

    HEADS = "heads"
    """Customers."""
    HOURS = "hours"
    """Hours a year, by the rules of workload: service and the way to it."""


@dataclass(frozen=True)
class ClosingStation:
    """A station that closes, as the cause of a new plan."""

    station_no: str
    name: str
    given_up: tuple[int, ...] = ()
    """The numbers of those of its cells that are given up; the others hang on other stations."""


@dataclass(frozen=True)
class BuildOrder:
    """What somebody asks of a new plan: a number of cells, or the customers that one cell may hold.

    A plan may go on from an earlier one of the same city: then few customers get another cell.
    """

    cells: int | None = None
    capacity: int | None = None
    tolerance: float = 0.05
    """Allowed deviation of a cell's load from the mean, as a share."""
    pool: Pool = Pool.ORPHAN
    barriers: tuple[Barrier, ...] = ()
    """What no cell is to cross."""
    load: Load = Load.HEADS
    keep: UUID | None = None
    """The plan to go on from. Without a number of cells there are as many as stay of it."""
    leaving: tuple[int, ...] = ()
    """The numbers of its cells that are given up: their specialists leave."""
    locked: tuple[int, ...] = ()
    """The numbers of its cells that stay exactly as they are."""
    closing: tuple[ClosingStation, ...] = ()
    """The stations that close."""

    @property
    def given_up(self) -> set[int]:
        """The numbers of the cells that are given up because their station closes."""
        return {number for station in self.closing for number in station.given_up}

    @property
    def gone(self) -> set[int]:
        """The numbers of all cells that are given up."""
        return self.given_up | set(self.leaving)

    def __post_init__(self) -> None:
        if self.keep is not None:
            self._check_keeping()
        elif self.gone or self.locked:
            raise Invalid(
                "grid.leaving_what",
                "Cells are given up or locked of a plan that is kept otherwise, and none is named.",
                "Name the plan to go on from, or leave out the cells that are given up or locked.",
            )
        elif (self.cells is None) == (self.capacity is None):
            raise Invalid(
                "grid.cells_or_capacity",
                "Give either the number of cells or the customers a cell.",
                "Use --cells N or --capacity W.",
            )
        if (self.cells is not None and self.cells < 1) or (self.capacity is not None and self.capacity < 1):
            raise Invalid("grid.not_positive", "Cells and capacity start at 1.", "Give a positive number.")
        if not 0.005 <= self.tolerance <= 0.5:
            raise Invalid(
                "grid.tolerance_out_of_range",
                "The tolerance is a share between 0.005 and 0.5.",
                "Use 0.05 for five per cent.",
            )

    def _check_keeping(self) -> None:
        if self.capacity is not None:
            raise Invalid(
                "grid.keep_with_capacity",
                "A plan that goes on from another one takes a number of cells, not the customers a cell.",
                "Give the number of cells, or none for as many as stay.",
            )
        if both := sorted(self.gone & set(self.locked)):
            named = ", ".join(map(str, both))
            raise Invalid(
                "grid.locked_leaves",
                f"Cells {named} are to be given up and to stay as they are.",
                "Unlock them, or keep them.",
                numbers=named,
            )

    def cells_for(self, customers: int) -> int:
        """The number of cells for so many customers: the least that keeps every mean load within the capacity."""
        if self.cells is not None:
            return self.cells
        assert self.capacity is not None
        return max(1, -(-customers // self.capacity))


@dataclass(frozen=True)
class PublishedPlan:
    """A plan that has just been published."""

    plan_id: UUID
    version: int
    effective_from: date
    cells: int
    customers: int
    """Persons of the pool who have a cell now."""
    staffed: int
    """Cells with a responsible specialist."""
    vacant: int
    stand_ins: int
    """Vacant cells in which somebody stands in."""
    stations: int
    """Stations that were opened for it."""
    closed: int
    """Stations that close with its first day."""
    notices: int
    """Customers to whom the change of their specialist is told."""


@dataclass(frozen=True)
class CellRef:
    """A cell as other rooms name it."""

    cell_id: int
    city_id: int
    number: int
    name: str


@dataclass(frozen=True)
class PersonRef:
    """A person, and where he is served."""

    person_id: int
    city_id: int
    cell_id: int | None
    customer_ids: tuple[int, ...]
    """All his customer numbers, the one that stands for him first."""


@dataclass(frozen=True)
class CellCentre:
    """A cell of a plan by the middle of its customers, in degrees (WGS-84)."""

    cell_id: int
    number: int
    lon: float
    lat: float
    customers: int


def plan_not_found(plan_id: object) -> NotFound:
    """No such plan, or not for this person."""
    return NotFound("plan.not_found", f"There is no plan {plan_id}.", "See the list of plans.")


def plan_is(status: str, wanted: str, version: int) -> Conflict:
    """The plan has moved on since it was read."""
    return Conflict(
        "plan.wrong_status",
        f"Plan {version} is {status}, not {wanted}.",
        "Somebody may have changed it meanwhile: load the plans again.",
        status=status,
        version=version,
    )

"""A draft as an edit needs it: all its cells by their figures, all its places, and the shapes of the cells concerned."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.projection import Projection
from gridward.grids.design.land import Land
from gridward.grids.design.lattice import degrees, in_ticks, ticks
from gridward.grids.design.recut import Around
from gridward.grids.design.splitting import MOST_PARTS
from gridward.grids.design.workload import TravelModel
from gridward.grids.editing.problems import no_such_cells

METRES_A_TICK = 6_371_000 * np.pi / 180 / 1e7
"""Along a meridian."""
_WIDE = 2**32


@dataclass(frozen=True)
class Places:
    """The places of a plan, one entry a place. They stay whatever is edited."""

    id: NDArray[np.int64]
    lonlat: NDArray[np.float64]
    """(n, 2), degrees."""
    ticks: NDArray[np.float64]
    """(n, 2): on the lattice of the cells."""
    xy: NDArray[np.float64]
    """(n, 2), metres."""
    customers: NDArray[np.int64]
    is_community: NDArray[np.bool_]
    minutes: NDArray[np.float64] | None
    """Of service in a year, where the plan is cut by hours."""
    visits: NDArray[np.float64] | None

    @property
    def weight(self) -> NDArray[np.int64]:
        """What each place weighs in a balance: customers, or whole minutes."""
        return self.customers if self.minutes is None else np.rint(self.minutes).astype(np.int64)

    @cached_property
    def at_spot(self) -> NDArray[np.int64]:
        """The customers of all places where each place is."""
        east, north = self.ticks.astype(np.int64).T
        spot = np.unique(east * _WIDE + north, return_inverse=True)[1].ravel()
        return np.bincount(spot, self.customers).astype(np.int64)[spot]

    @staticmethod
    def of(
        id_: NDArray[np.int64],
        lonlat: NDArray[np.float64],
        customers: NDArray[np.int64],
        is_community: NDArray[np.bool_],
        projection: Projection,
        minutes: NDArray[np.float64] | None = None,
        visits: NDArray[np.float64] | None = None,
    ) -> "Places":
        """Places by their positions in degrees."""
        return Places(
            id_, lonlat, ticks(lonlat), projection.project(lonlat), customers, is_community, minutes, visits
        )


@dataclass(frozen=True)
class City:
    """The ground on which a plan lies."""

    projection: Projection
    land: Land

    def piece_of(self, positions: NDArray[np.float64]) -> NDArray[np.int64]:
        """The piece of land on which positions (n, 2) of the lattice lie."""
        return self.land.piece_of(self.projection.project(degrees(positions)))


@dataclass(frozen=True)
class Cells:
    """The cells of a plan, one entry a cell, in the order of their numbers."""

    numbers: NDArray[np.int64]
    names: list[str]
    locked: NDArray[np.bool_]
    bounds: NDArray[np.float64]
    """(k, 4), degrees."""
    load: NDArray[np.int64]
    deviation: NDArray[np.float64]
    mean_distance_m: NDArray[np.float64]
    polsby_popper: NDArray[np.float64]
    hours: NDArray[np.float64] | None
    """A year, where the plan is cut by hours."""


@dataclass(frozen=True)
class Sheet:
    """A plan to be edited."""

    city: City
    places: Places
    cells: Cells
    cell_of_place: NDArray[np.int64]
    """The index of the cell of each place."""
    travel: TravelModel | None
    """How long ways take, where the plan is cut by hours."""

    def index(self, number: int) -> int:
        """The index of the cell with a number. Raises `plan.no_such_cells`."""
        return int(self.indices([number])[0])

    def indices(self, numbers: list[int]) -> NDArray[np.int64]:
        """The indices of the cells with these numbers. Raises `plan.no_such_cells`."""
        missing = sorted(set(numbers) - set(self.cells.numbers.tolist()))
        if missing:
            raise no_such_cells(missing)
        return np.searchsorted(self.cells.numbers, numbers)

    def meeting(self, bounds: NDArray[np.float64]) -> NDArray[np.int64]:
        """The cells whose boxes meet a box (4,) in degrees."""
        west, south, east, north = self.cells.bounds.T
        return np.flatnonzero(
            (west <= bounds[2]) & (east >= bounds[0]) & (south <= bounds[3]) & (north >= bounds[1])
        )

    def window(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Some cells, and all that may border on them."""
        boxes = self.cells.bounds[cells]
        return self.meeting(np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)]))

    def around(self, window: NDArray[np.int64], shapes: Mapping[int, shapely.Geometry]) -> "Window":
        """What an edit sees of some cells, of which the shapes (degrees, by index) are read."""
        place = np.flatnonzero(np.isin(self.cell_of_place, window))
        last = int(self.cells.numbers.max())
        middle = np.deg2rad(self.cells.bounds[window][:, [1, 3]].mean())
        return Window(
            window,
            place,
            Around(
                in_ticks(np.array([shapes[cell] for cell in window.tolist()], dtype=object)),
                tuple(self.cells.numbers[window].tolist() + (last + 1 + np.arange(MOST_PARTS)).tolist()),
                self.places.ticks[place],
                np.searchsorted(window, self.cell_of_place[place]),
                self.places.weight[place],
                METRES_A_TICK * np.array([np.cos(middle), 1.0]),
                self.city.piece_of,
            ),
        )


@dataclass(frozen=True)
class Window:
    """A part of a sheet."""

    cells: NDArray[np.int64]
    """Indices of the sheet's cells, rising."""
    places: NDArray[np.int64]
    """Indices of its places."""
    around: Around

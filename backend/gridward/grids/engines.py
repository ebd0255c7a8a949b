"""What a city is cut from and into, and how it is cut anew, by customers or by hours. Pure: metres in, metres out."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.contract import BuildOrder
from gridward.grids.design import HeavyPlace, design_cells
from gridward.grids.design.parts import Crossing
from gridward.grids.design.regrid_change import Change, Moves
from gridward.grids.design.workload import TravelModel
from gridward.grids.design.workload_balance import design_by_hours
from gridward.platform.progress import Progress


@dataclass(frozen=True)
class Ground:
    """What is cut, and who lives where. Arrays have one entry a place."""

    land: shapely.Geometry
    """Metres."""
    xy: NDArray[np.float64]
    """(n, 2), metres."""
    persons: NDArray[np.int64]


@dataclass(frozen=True)
class Work:
    """What there is to do in a year, by the rules of workload. Arrays have one entry a place."""

    minutes: NDArray[np.float64]
    """Of service, without the way."""
    visits: NDArray[np.float64]
    travel: TravelModel


@dataclass(frozen=True)
class Standing:
    """The cells so far, and what changes with them."""

    labels: NDArray[np.int64]
    """The cell of each place, -1 for new ones."""
    polygons: NDArray[np.object_]
    """(k,), metres."""
    change: Change
    locked: tuple[int, ...] = ()
    """The cells that stay exactly as they are."""
    opened: bool = False
    """Whether they lie across these barriers, as `Design.opened` says."""


@dataclass(frozen=True)
class Moved:
    """Who gets another cell than he had."""

    moves: Moves
    customers: int
    bound: int
    """No grid with such loads moves fewer."""

    def record(self, customers: int) -> dict[str, Any]:
        """As it is kept with a plan of so many customers."""
        share = round(self.customers / customers, 6)
        return {"moved_customers": self.customers, "moved_share": share, "moved_bound": self.bound}


@dataclass(frozen=True)
class CutCells:
    """The cells, in the engine's order."""

    labels: NDArray[np.int64]
    """The cell of each place, from 0."""
    polygons: NDArray[np.object_]
    """(k,), metres."""
    heavy: tuple[HeavyPlace, ...]
    record: dict[str, Any]
    """What the plan's record tells besides the figures of its polygons."""
    hours: NDArray[np.float64] | None = None
    """(k,): a year, service and ways together, where the cells are cut by hours."""
    origin: NDArray[np.int64] | None = None
    """(k,): the standing cell that each goes on from; new ones are counted after those."""
    moved: Moved | None = None


def anew(
    ground: Ground, order: BuildOrder, barriers: NDArray[np.object_] | None, progress: Progress
) -> CutCells:
    """Cut by customers, as if there were no cells. Raises what `design_cells` raises."""
    design = design_cells(
        ground.xy,
        ground.persons,
        ground.land,
        order.cells_for(int(ground.persons.sum())),
        tolerance=order.tolerance,
        progress=progress,
        barriers=barriers,
    )
    record = parts_record(design.parts, design.crossings, opened=design.opened) | {
        "seconds": design.seconds,
        "cells_beyond": len(design.beyond),
        "cells_that_would_do": design.cells_that_would_do,
    }
    return CutCells(design.labels, design.polygons, design.heavy, record)


def anew_by_hours(
    ground: Ground, order: BuildOrder, work: Work, barriers: NDArray[np.object_] | None, progress: Progress
) -> CutCells:
    """Cut by hours, as if there were no cells. Raises what `design_cells` raises."""
    started = time.perf_counter()
    design = design_by_hours(
        ground.xy,
        ground.persons,
        work.minutes,
        work.visits,
        ground.land,
        order.cells_for(int(ground.persons.sum())),
        work.travel,
        tolerance=order.tolerance,
        barriers=barriers,
        progress=progress,
    )
    minutes = design.service_minutes + design.travel_minutes
    heavy = heavy_places(ground, work.minutes, len(minutes))
    record = (
        seconds_since(started)
        | parts_record(design.parts, design.crossings, opened=design.opened)
        | hours_record(minutes, minutes, order.tolerance)
    )
    return CutCells(design.labels, design.polygons, heavy, record, hours=minutes / 60)


def heavy_places(
    ground: Ground, load: NDArray[np.int64] | NDArray[np.float64], cells: int
) -> tuple[HeavyPlace, ...]:
    """The places that alone are more than a cell should hold, with their customers."""
    places = np.flatnonzero(load > load.sum() / cells).tolist()
    return tuple(HeavyPlace(place, int(ground.persons[place])) for place in places)


def seconds_since(started: float) -> dict[str, Any]:
    """How long it took, as the record tells it."""
    return {"seconds": {"cells": round(time.perf_counter() - started, 3)}}


def parts_record(parts: int, crossings: Sequence[Crossing], *, opened: bool = False) -> dict[str, Any]:
    """What the record tells of parts between barriers, and where cells lie in several."""
    joined = [[round(one.length_m), one.weight] for one in crossings]
    return {"parts": parts, "crossings": joined, "opened": opened}


def hours_record(minutes: NDArray[np.float64], cut: NDArray[np.float64], tolerance: float) -> dict[str, Any]:
    """Of the minutes of all cells, and of those that were cut."""
    off = np.abs(cut / cut.mean() - 1)
    return {
        "cells_beyond": int((off > tolerance * (1 + 1e-9)).sum()),
        "cells_that_would_do": None,
        "hours_max_deviation": round(float(np.abs(minutes / minutes.mean() - 1).max()), 6),
    }

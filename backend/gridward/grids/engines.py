"""The ways to cut a city: anew or from an earlier plan on, by customers or by hours. Pure: metres in, metres out."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.contract import BuildOrder
from gridward.grids.design import HeavyPlace, design_cells
from gridward.grids.design.beyond import beyond, would_do
from gridward.grids.design.regrid import regrid_cells
from gridward.grids.design.regrid_change import Change, Moves
from gridward.grids.design.workload import TravelModel
from gridward.grids.design.workload_balance import design_by_hours
from gridward.grids.design.workload_regrid import regrid_by_hours
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
    record = {
        "seconds": design.seconds,
        "parts": design.parts,
        "crossings": [[round(one.length_m), one.weight] for one in design.crossings],
        "cells_beyond": len(design.beyond),
        "cells_that_would_do": design.cells_that_would_do,
    }
    return CutCells(design.labels, design.polygons, design.heavy, record)


def anew_by_hours(ground: Ground, order: BuildOrder, work: Work, progress: Progress) -> CutCells:
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
        progress=progress,
    )
    minutes = design.service_minutes + design.travel_minutes
    heavy = _heavy(ground, work.minutes, len(minutes))
    record = _hours_record(minutes, order.tolerance, started)
    return CutCells(design.labels, design.polygons, heavy, record, hours=minutes / 60)


def further(ground: Ground, order: BuildOrder, standing: Standing, progress: Progress) -> CutCells:
    """Cut by customers, so that few get another cell. Raises what `regrid_cells` raises."""
    started = time.perf_counter()
    again = regrid_cells(
        ground.xy,
        ground.persons,
        ground.land,
        standing.labels,
        len(standing.polygons),
        standing.change,
        tolerance=order.tolerance,
        progress=progress,
    )
    labels = np.searchsorted(again.cells, again.labels)
    out = beyond(ground.xy, ground.persons, labels, again.targets, order.tolerance)
    record = _undivided(started) | {
        "cells_beyond": len(out),
        "cells_that_would_do": would_do(ground.persons) if len(out) else None,
    }
    heavy = _heavy(ground, ground.persons, len(again.cells))
    moved = Moved(again.moves, again.moved, again.bounds.strict)
    return CutCells(labels, again.polygons, heavy, record, origin=again.cells, moved=moved)


def further_by_hours(
    ground: Ground, order: BuildOrder, standing: Standing, work: Work, progress: Progress
) -> CutCells:
    """Cut by hours, so that few customers get another cell. Raises what `regrid_cells` raises."""
    started = time.perf_counter()
    found = regrid_by_hours(
        ground.xy,
        ground.persons,
        work.minutes,
        work.visits,
        ground.land,
        standing.labels,
        standing.polygons,
        standing.change,
        work.travel,
        tolerance=order.tolerance,
        progress=progress,
    )
    minutes, again = found.service_minutes + found.travel_minutes, found.again
    return CutCells(
        np.searchsorted(again.cells, again.labels),
        again.polygons,
        _heavy(ground, work.minutes, len(minutes)),
        _hours_record(minutes, order.tolerance, started),
        hours=minutes / 60,
        origin=again.cells,
        moved=Moved(again.moves, found.moved, found.bound),
    )


def _heavy(
    ground: Ground, load: NDArray[np.int64] | NDArray[np.float64], cells: int
) -> tuple[HeavyPlace, ...]:
    """The places that alone are more than a cell should hold, with their customers."""
    places = np.flatnonzero(load > load.sum() / cells).tolist()
    return tuple(HeavyPlace(place, int(ground.persons[place])) for place in places)


def _undivided(started: float) -> dict[str, Any]:
    """The record of a city that was cut without barriers."""
    return {"seconds": {"cells": round(time.perf_counter() - started, 3)}, "parts": 1, "crossings": []}


def _hours_record(minutes: NDArray[np.float64], tolerance: float, started: float) -> dict[str, Any]:
    off = np.abs(minutes / minutes.mean() - 1)
    return _undivided(started) | {
        "cells_beyond": int((off > tolerance * (1 + 1e-9)).sum()),
        "cells_that_would_do": None,
        "hours_max_deviation": round(float(off.max()), 6),
    }

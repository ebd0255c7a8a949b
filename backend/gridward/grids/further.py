"""How a city is cut from an earlier plan on, by customers or by hours. Pure: metres in, metres out."""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridward.grids.contract import BuildOrder
from gridward.grids.design.beyond import beyond, would_do
from gridward.grids.design.errors import no_customers
from gridward.grids.design.land import Land
from gridward.grids.design.quality import judge
from gridward.grids.design.regrid import Regrid, regrid_cells
from gridward.grids.design.regrid_change import Change, moves_between
from gridward.grids.design.regrid_ground import Ground as SurveyedGround
from gridward.grids.design.regrid_ground import survey
from gridward.grids.design.regrid_rest import Rest
from gridward.grids.design.regrid_seats import Seating, Seats, seat_cells
from gridward.grids.design.solve import refuse_broken
from gridward.grids.design.workload_balance import minutes_of
from gridward.grids.design.workload_regrid import regrid_by_hours
from gridward.grids.engines import (
    CutCells,
    Ground,
    Moved,
    Standing,
    Work,
    heavy_places,
    hours_record,
    parts_record,
    seconds_since,
)
from gridward.platform.progress import Progress


def further(
    ground: Ground,
    order: BuildOrder,
    standing: Standing,
    barriers: NDArray[np.object_] | None,
    progress: Progress,
) -> CutCells:
    """Cut by customers, so that few get another cell. Raises what `regrid_cells` and `seat_cells` raise."""
    started = time.perf_counter()
    rest, survey_ = _surveyed(ground, standing, barriers)
    persons = ground.persons[rest.free]
    seats, change = None, rest.change
    if (seated := _seating(ground, order, standing, rest, survey_, barriers)) is not None:
        seats = seated(persons, rest.labels, len(rest.cells), change)
        change = seats.change
    again = regrid_cells(
        rest.xy,
        persons,
        rest.area,
        rest.labels,
        len(rest.cells),
        change,
        tolerance=order.tolerance,
        ground=survey_,
        seats=seats,
        progress=progress,
    )
    labels, numbers, polygons = _whole(ground, rest, again)
    out = beyond(rest.xy, persons, np.searchsorted(again.cells, again.labels), again.targets, order.tolerance)
    record = (
        seconds_since(started)
        | _seated_record(seats)
        | {"cells_beyond": len(out), "cells_that_would_do": would_do(ground.persons) if len(out) else None}
    )
    heavy = heavy_places(ground, ground.persons, len(numbers))
    moved = _moved(ground, standing, rest, again, labels, again.bounds.strict)
    return CutCells(np.searchsorted(numbers, labels), polygons, heavy, record, origin=numbers, moved=moved)


def further_by_hours(
    ground: Ground,
    order: BuildOrder,
    standing: Standing,
    work: Work,
    barriers: NDArray[np.object_] | None,
    progress: Progress,
) -> CutCells:
    """Cut by hours, so that few customers get another cell. Raises what `regrid_cells` and `seat_cells` raise."""
    started = time.perf_counter()
    rest, survey_ = _surveyed(ground, standing, barriers)
    found = regrid_by_hours(
        rest.xy,
        ground.persons[rest.free],
        work.minutes[rest.free],
        work.visits[rest.free],
        rest.area,
        rest.labels,
        rest.polygons,
        rest.change,
        work.travel,
        tolerance=order.tolerance,
        ground=survey_,
        seated=_seating(ground, order, standing, rest, survey_, barriers),
        progress=progress,
    )
    labels, numbers, polygons = _whole(ground, rest, found.again)
    at = np.searchsorted(numbers, labels)
    service, way = minutes_of(at, polygons, np.rint(work.minutes).astype(np.int64), work.visits, work.travel)
    record = (
        seconds_since(started)
        | _seated_record(found.seats)
        | hours_record(service + way, found.service_minutes + found.travel_minutes, order.tolerance)
    )
    return CutCells(
        at,
        polygons,
        heavy_places(ground, work.minutes, len(numbers)),
        record,
        hours=(service + way) / 60,
        origin=numbers,
        moved=_moved(ground, standing, rest, found.again, labels, found.bound),
    )


def _surveyed(
    ground: Ground, standing: Standing, barriers: NDArray[np.object_] | None
) -> tuple[Rest, SurveyedGround]:
    """What is cut again, and its ground."""
    rest = Rest.of(
        ground.land, ground.xy, standing.labels, standing.polygons, standing.change, standing.locked
    )
    if not ground.persons[rest.free].sum():
        raise no_customers()
    return rest, survey(rest.xy, rest.area, barriers, drawn=not standing.locked)


def _seating(
    ground: Ground,
    order: BuildOrder,
    standing: Standing,
    rest: Rest,
    surveyed: SurveyedGround,
    barriers: NDArray[np.object_] | None,
) -> Seating | None:
    """How seats are made where barriers or locked cells part the city."""
    if barriers is None and not standing.locked:
        return None
    land = Land(ground.land).piece_of(surveyed.tessellation.xy) if standing.locked else None

    def seated(weight: NDArray[np.int64], labels: NDArray[np.int64], cells: int, change: Change) -> Seats:
        return seat_cells(
            surveyed, weight, labels, cells, change, order.tolerance, land, opened=standing.opened
        )

    return seated


def _whole(
    ground: Ground, rest: Rest, again: Regrid
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.object_]]:
    """The labels, numbers of cells and polygons of the whole city. Raises `grid.broken`."""
    labels, numbers, polygons = rest.whole(again.labels, again.cells, again.polygons)
    if len(rest.locked):
        at = np.searchsorted(numbers, labels)
        refuse_broken(judge(polygons, Land(ground.land).area, ground.xy, ground.persons, at)[0])
    return labels, numbers, polygons


def _moved(
    ground: Ground, standing: Standing, rest: Rest, again: Regrid, labels: NDArray[np.int64], bound: int
) -> Moved:
    # Cells that barriers or locked cells leave no room for are given up too.
    gone = np.setdiff1d(np.arange(len(rest.cells)), again.cells)
    change = Change(tuple(rest.numbers(gone).tolist()), closed=standing.change.closed)
    moves = moves_between(standing.labels, labels, len(standing.polygons), change)
    return Moved(moves, int(ground.persons[moves.place].sum()), bound)


def _seated_record(seats: Seats | None) -> dict[str, Any]:
    if seats is None:
        return parts_record(1, ())
    so_far = seats.opened
    crossings = (*(() if so_far is None else so_far.crossings), *seats.parts.crossings)
    parts = int((so_far or seats.parts).part.max()) + 1
    return parts_record(parts, crossings, opened=so_far is not None)

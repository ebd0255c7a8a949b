"""Cells that take equally long, not cells with equally many customers.

Service follows the customers, travel the shape of the cell. So the cells are cut by minutes of service; then each target is
what is left of a fair year after the cell's travel, and the grid is cut again from where it stands, until it is fair.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.parts import Crossing
from gridward.grids.design.quality import CellFigures, Quality, judge
from gridward.grids.design.regrid import regrid_cells
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.regrid_ground import survey
from gridward.grids.design.regrid_seats import Seats, seat_cells
from gridward.grids.design.solve import design_cells
from gridward.grids.design.workload import TravelModel
from gridward.platform.progress import Progress, silent

_ROUNDS = 12
_INNER = 0.6
"""The part of the tolerance that is left to service alone; the rest is for travel that changes with the cells."""
_LEAST = 0.1
"""However far its customers live apart, a cell has so much of the mean service."""


@dataclass(frozen=True)
class HourDesign:
    """A city cut into cells of equal work."""

    labels: NDArray[np.int64]
    polygons: NDArray[np.object_]
    """(cells,), metres."""
    service_minutes: NDArray[np.float64]
    """A year, by cell."""
    travel_minutes: NDArray[np.float64]
    rounds: tuple[float, ...]
    """The largest deviation from a fair year after each round; the first one is that of equal service."""
    figures: CellFigures
    """Of the customers."""
    quality: Quality
    """Of the customers: that their numbers differ is the purpose."""
    parts: int = 1
    """As of a `Design`, like the next two."""
    crossings: tuple[Crossing, ...] = ()
    opened: bool = False

    @property
    def max_deviation(self) -> float:
        """The largest deviation of a cell's minutes from its fair share."""
        return min(self.rounds)


def design_by_hours(
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    minutes: NDArray[np.float64],
    visits: NDArray[np.float64],
    area: shapely.Geometry,
    cells: int,
    travel: TravelModel,
    *,
    tolerance: float = 0.025,
    barriers: NDArray[np.object_] | None = None,
    progress: Progress = silent,
) -> HourDesign:
    """Cut `area` into cells of equal minutes, service and travel together.

    `xy` (n, 2) are the places in metres with `weight` (n,) customers, who take `minutes` of service and `visits` a year.
    Rounds go on until no cell's minutes are off by more than `tolerance`, or no longer get better; the best one is
    returned. With `barriers`, parts hold whole numbers of cells by service and way together, and loads are only as even as
    that allows. Raises what `design_cells` raises.
    """
    work = np.rint(minutes).astype(np.int64)
    first = design_cells(xy, work, area, cells, tolerance=_INNER * tolerance, barriers=barriers)
    if barriers is not None:
        # How many cells a part takes depends on the ways in it, and these are known of cells only.
        whole = _whole_work(first.labels, first.polygons, work, visits, travel)
        first = design_cells(xy, whole, area, cells, tolerance=tolerance, barriers=barriers)
    ground = survey(xy, area, barriers)
    labels, polygons = first.labels, first.polygons
    seats: Seats | None = None
    reached: list[float] = []
    best = labels, polygons
    for turn in range(_ROUNDS):
        progress("hours", turn, _ROUNDS)
        service, way = minutes_of(labels, polygons, work, visits, travel)
        fair = (service.sum() + way.sum()) / cells
        reached.append(float(np.abs((service + way) / fair - 1).max()))
        if reached[-1] <= min(reached):
            best = labels, polygons
        if reached[-1] <= tolerance or turn == _ROUNDS - 1:
            break
        targets, change = service_targets(fair - way, work), Change()
        if barriers is not None:
            whole = _whole_work(labels, polygons, work, visits, travel)
            seats = seat_cells(ground, whole, labels, cells, change, tolerance, opened=first.opened)
            if seats.change.vanished:
                break
        again = regrid_cells(
            xy,
            work,
            area,
            labels,
            cells,
            change,
            targets=targets,
            tolerance=_INNER * tolerance,
            loyalty=0.0,
            ground=ground,
            seats=seats,
        )
        labels, polygons = again.labels, again.polygons
    labels, polygons = best
    service, way = minutes_of(labels, polygons, work, visits, travel)
    quality, figures = judge(polygons, ground.land.area, xy, weight, labels)
    return HourDesign(
        labels,
        polygons,
        service,
        way,
        tuple(reached),
        figures,
        quality,
        parts=1 if barriers is None else first.parts,
        crossings=() if barriers is None else first.crossings,
        opened=first.opened,
    )


def service_targets(left: NDArray[np.float64], work: NDArray[np.int64]) -> NDArray[np.float64]:
    """The service that cells (k,) should have, in sum all the `work`: in proportion to what travel leaves of a fair year."""
    targets = np.maximum(left, _LEAST * work.sum() / len(left))
    return np.asarray(targets * work.sum() / targets.sum())


def minutes_of(
    labels: NDArray[np.int64],
    polygons: NDArray[np.object_],
    work: NDArray[np.int64],
    visits: NDArray[np.float64],
    travel: TravelModel,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minutes of service and of travel in each cell."""
    service = np.bincount(labels, work, len(polygons)).astype(float)
    return service, travel.minutes(
        np.bincount(labels, visits, len(polygons)).astype(float), np.asarray(shapely.area(polygons))
    )


def work_with_ways(
    labels: NDArray[np.int64],
    work: NDArray[np.int64],
    visits: NDArray[np.float64],
    seen: NDArray[np.float64],
    way: NDArray[np.float64],
) -> NDArray[np.int64]:
    """(n,): the `work` at places with a part of the `way` (k,) in their cells, by `visits` of those `seen` (k,) there."""
    a_visit = np.append(way / np.maximum(seen, 1e-9), way.sum() / max(float(seen.sum()), 1e-9))
    return np.asarray(np.rint(work + visits * a_visit[labels]), np.int64)


def _whole_work(
    labels: NDArray[np.int64],
    polygons: NDArray[np.object_],
    work: NDArray[np.int64],
    visits: NDArray[np.float64],
    travel: TravelModel,
) -> NDArray[np.int64]:
    """(n,): service and way at each place."""
    way = minutes_of(labels, polygons, work, visits, travel)[1]
    seen = np.bincount(labels, visits, len(polygons)).astype(float)
    return work_with_ways(labels, work, visits, seen, way)

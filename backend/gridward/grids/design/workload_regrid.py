"""Hours that a change has made uneven: few customers get another cell until all cells take equally long again.

As when a city is cut by hours, a cell's target is what its travel leaves of a fair year. But each round begins at the cells
so far, so that whoever moved for targets that turned out wrong is back home. Only where that leads nowhere, because nearly
all cells have to change, it goes on from the evenest cells, and leaving home costs nothing.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.quality import CellFigures, Quality, judge
from gridward.grids.design.regrid import Regrid, regrid_cells
from gridward.grids.design.regrid_bounds import fewest_customers
from gridward.grids.design.regrid_change import Change, moves_between
from gridward.grids.design.regrid_ground import Ground, survey
from gridward.grids.design.regrid_seats import Seating, Seats
from gridward.grids.design.workload import TravelModel
from gridward.grids.design.workload_balance import minutes_of, service_targets, work_with_ways
from gridward.platform.progress import Progress, silent

_INNER = (1.0, 0.85, 0.7, 0.6)
"""The part of the tolerance that is left to service alone, round by round; the rest is for travel that changes with the
cells. The first round is the widest, in which fewest move."""
_WITHOUT_LOYALTY = 6
"""Further rounds, at the last of these parts."""
_PATIENCE = 3
"""Rounds without gain after which it ends."""


@dataclass(frozen=True)
class HourRegrid:
    """A city cut again by hours."""

    again: Regrid
    """Its loads, and how many it says that move, are minutes of service."""
    service_minutes: NDArray[np.float64]
    """A year, by cell, in the order of `again.cells`."""
    travel_minutes: NDArray[np.float64]
    max_deviation: float
    """The largest deviation of a cell's minutes from its fair share."""
    figures: CellFigures
    """Of the customers."""
    quality: Quality
    """Of the customers: that their numbers differ is the purpose."""
    moved: int
    """Customers that change cells."""
    bound: int
    """No grid with such hours moves fewer."""
    seats: Seats | None = None
    """Where the cells stand between barriers."""


@dataclass(frozen=True)
class _Round:
    """What a round came to, by cell, in minutes."""

    off: float
    again: Regrid
    service: NDArray[np.float64]
    way: NDArray[np.float64]


def regrid_by_hours(
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    minutes: NDArray[np.float64],
    visits: NDArray[np.float64],
    area: shapely.Geometry,
    labels: NDArray[np.int64],
    polygons: NDArray[np.object_],
    change: Change,
    travel: TravelModel,
    *,
    tolerance: float = 0.05,
    ground: Ground | None = None,
    seated: Seating | None = None,
    progress: Progress = silent,
) -> HourRegrid:
    """Cut `area` again after a change, so that the cells' minutes are within `tolerance` of equal.

    `xy` (n, 2), metres, are the places of today with `weight` (n,) customers, who take `minutes` of service and `visits` a
    year; `labels` (n,) their cells so far, -1 for new places, and `polygons` (k,), metres, those cells. The first round that
    reaches the tolerance is returned, else the evenest one. `ground` was surveyed of places and area; between barriers
    `seated` makes seats for cells of so much work. Raises what `regrid_cells` raises.
    """
    work = np.rint(minutes).astype(np.int64)
    ground = ground or survey(xy, area)
    cells, known = len(polygons), labels >= 0
    seen = np.bincount(labels[known], visits[known], cells).astype(float)
    ways = travel.minutes(seen, np.asarray(shapely.area(polygons)))
    seats = None
    if seated is not None:
        seats = seated(work_with_ways(labels, work, visits, seen, ways), labels, cells, change)
        change = seats.change
    kept = np.ones(cells + change.joined, bool)
    kept[list(change.vanished)] = False
    way = np.full(len(kept), np.nan)
    way[:cells] = ways
    way[cells:] = way[:cells][kept[:cells]].mean()
    best: _Round | None = None
    loyal, since = True, 0
    rounds = [*_INNER, *[_INNER[-1]] * _WITHOUT_LOYALTY]
    for turn, inner in enumerate(rounds):
        progress("hours", turn, len(rounds))
        fair = (work.sum() + way[kept].sum()) / kept.sum()
        targets = np.zeros(len(kept))
        targets[kept] = service_targets(fair - way[kept], work)
        begin, loyalty = (labels, cells, change), 1.0
        loyal = loyal and turn < len(_INNER)
        if best is not None and not loyal:
            begin, loyalty = (best.again.labels, len(kept), Change(change.vanished)), 0.0
        again = regrid_cells(
            xy,
            work,
            area,
            *begin,
            targets=targets,
            tolerance=inner * tolerance,
            loyalty=loyalty,
            ground=ground,
            seats=seats,
        )
        number = np.searchsorted(again.cells, again.labels)
        service, way[kept] = minutes_of(number, again.polygons, work, visits, travel)
        total = service + way[kept]
        off = float(np.abs(total / total.mean() - 1).max())
        if best is None or off < best.off:
            best = _Round(off, again, service, way[kept])
        since = 0 if best.off == off else since + 1
        if off <= tolerance or since == _PATIENCE:
            break
        loyal = loyal and float(np.abs(service / again.targets - 1).max()) <= tolerance
    assert best is not None
    again = replace(best.again, moves=moves_between(labels, best.again.labels, cells, change))
    number = np.searchsorted(again.cells, again.labels)
    quality, figures = judge(again.polygons, ground.land.area, xy, weight, number)
    reached = np.zeros(len(kept))
    reached[kept] = again.targets
    wide = max(tolerance, float(np.abs(best.service / again.targets - 1).max()))
    return HourRegrid(
        again,
        best.service,
        best.way,
        best.off,
        figures,
        quality,
        moved=int(weight[again.moves.place].sum()),
        bound=fewest_customers(work, weight, labels, reached, wide, ~kept),
        seats=seats,
    )

"""Cutting a city again when specialists leave or join, customers come or go: few of them get another cell.

Runs of atoms inside each old cell; a flow that lets them stay or go to a neighbouring cell; only cells around the change
are open, and more of them while the loads cannot be brought into the band; contiguity, balance, polygons and examination
as in a fresh design. Beside what was reached stands how few moves any grid would need. Everything is deterministic.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import errors
from gridward.grids.design.atoms import Atoms
from gridward.grids.design.lloyd import Pull
from gridward.grids.design.polygons import cell_polygons
from gridward.grids.design.quality import CellFigures, Quality, judge
from gridward.grids.design.regrid_bounds import Bounds
from gridward.grids.design.regrid_change import Change, Moves, moves_between
from gridward.grids.design.regrid_ground import Ground, survey
from gridward.grids.design.regrid_homes import homes_of, lasting_targets
from gridward.grids.design.regrid_problem import Problem
from gridward.grids.design.regrid_seats import Seats
from gridward.grids.design.solve import refuse_broken
from gridward.platform.progress import Progress, silent

STEPS = ("tessellation", "moves", "polygons", "examination")


@dataclass(frozen=True)
class Regrid:
    """A city cut again."""

    labels: NDArray[np.int64]
    """The cell of each place. Cells keep their numbers; those given up leave gaps, new ones come after the old."""
    cells: NDArray[np.int64]
    """(m,): the numbers of the cells that there are now; what follows is in their order."""
    polygons: NDArray[np.object_]
    """(m,), metres."""
    targets: NDArray[np.float64]
    figures: CellFigures
    quality: Quality
    moves: Moves
    moved: int
    """Customers that change cells."""
    moved_share: float
    bounds: Bounds
    touched: int
    """Cells that lose or get somebody."""
    opened: int
    """Cells that were open to it."""


def regrid_cells(
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    area: shapely.Geometry,
    labels: NDArray[np.int64],
    cells: int,
    change: Change,
    *,
    targets: NDArray[np.float64] | None = None,
    tolerance: float = 0.05,
    loyalty: float = 1.0,
    pull: Pull | None = None,
    ground: Ground | None = None,
    seats: Seats | None = None,
    progress: Progress = silent,
) -> Regrid:
    """Cut `area` again after a change.

    `xy` (n, 2), metres, and `weight` (n,) are the places of today; `labels` (n,) their cells so far, of `cells`, -1 for
    places that are new. Places where nobody lives any more may stay with weight 0, and `ground`, which `survey` makes of
    places and area, then serves from one change to the next. `targets` (cells + joined,) are the loads that cells should
    have, 0 for those given up; by default equal ones. A cell whose load is off its target by more than `tolerance` is put
    right, all others are only touched as far as that needs. `loyalty` is what leaving home costs: so many times the mean
    squared distance in the cell. `pull` draws centres to stations.

    Between barriers, `seats` say in which part each cell may be: of `seat_cells`, whose change is then the one to be given.

    Raises `grid.no_customers`, `grid.too_many_cells`, `grid.points_outside` and `grid.broken`.
    """
    if not len(weight) or weight.sum() == 0:
        raise errors.no_customers()
    progress("tessellation", 0, len(STEPS))
    ground = seats.ground if seats is not None else ground or survey(xy, area)
    atoms = Atoms(
        ground.tessellation.xy,
        np.bincount(ground.atom_of_place, weight, len(ground.tessellation.xy)).astype(np.int64),
    )
    kept = np.ones(cells + change.joined, bool)
    kept[list(change.vanished)] = False
    if kept.sum() > len(atoms) or not kept.any():
        raise errors.too_many_cells(int(kept.sum()), len(atoms))
    home = homes_of(ground, weight, labels, cells)
    whole = np.arange(len(kept))
    if seats is not None:
        home, whole = seats.without_strays(home)
    strays = np.zeros(len(whole) - len(kept))
    if targets is None:
        targets = lasting_targets(atoms, home, np.append(kept, strays > 0))[: len(kept)]
    aims = targets if seats is None else seats.aims(atoms, targets, tolerance)
    problem = Problem(
        ground,
        atoms,
        home,
        np.append(kept, strays > 0),
        np.append(aims, strays),
        change,
        loyalty,
        pull,
        None if seats is None else seats.main,
    )
    progress("moves", 1, len(STEPS))
    new, opened = problem.solve(tolerance)
    progress("polygons", 2, len(STEPS))
    number = np.cumsum(kept) - 1
    polygons = cell_polygons(ground.tessellation, number[new], int(kept.sum()), ground.land)
    progress("examination", 3, len(STEPS))
    after = new[ground.atom_of_place]
    quality, figures = judge(polygons, ground.land.area, xy, weight, number[after])
    refuse_broken(quality)
    moves = moves_between(labels, after, cells, change)
    moved = int(weight[moves.place].sum())
    return Regrid(
        labels=after,
        cells=np.flatnonzero(kept),
        polygons=polygons,
        targets=targets[kept],
        figures=figures,
        quality=quality,
        moves=moves,
        moved=moved,
        moved_share=moved / int(weight.sum()),
        bounds=problem.bounds(
            weight, labels, after, tolerance, whole if seats is None else seats.origin[whole]
        ),
        touched=len(np.union1d(moves.origin, moves.to)),
        opened=opened,
    )

"""Cutting a city into cells: the steps of the method in their order.

Atoms; coarse runs along the Hilbert curve; seed by bisection; balanced Lloyd; nearest cell in power distance for every atom;
contiguity, balance and smoothing on the tessellation; polygons; an examination of the result. Everything is deterministic.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import errors
from gridward.grids.design.atoms import Atoms, merge_places, runs_along_curve
from gridward.grids.design.balance import flow_between_cells, settle
from gridward.grids.design.contiguity import join_fragments
from gridward.grids.design.land import Land
from gridward.grids.design.lloyd import PowerDiagram, balanced_lloyd
from gridward.grids.design.polygons import cell_polygons
from gridward.grids.design.quality import CellFigures, Quality, judge
from gridward.grids.design.seed import bisect
from gridward.grids.design.smoothing import smooth
from gridward.grids.design.state import Cells
from gridward.grids.design.tessellation import Tessellation, tessellate
from gridward.platform.progress import Progress, silent

_RUNS_A_CELL = 20
_FEW_ATOMS = 4
"""With fewer coarse runs than this a cell, the atoms themselves are used."""
_COARSE_BAND = 0.7
"""The part of the tolerance that the coarse rounds may use: the rest is for whole atoms."""
_SAFE = 0.96
"""Borders are settled a little inside the tolerance, which then holds after rounding too."""
_TURNS = 4
"""Single moves may end in a corner; the next flow of all cells at once leads out of it."""
STEPS = ("atoms", "centres", "tessellation", "balance", "polygons", "examination")


@dataclass(frozen=True)
class HeavyPlace:
    """A place that alone weighs more than a cell should hold."""

    place: int
    """Index of the place."""
    weight: int


@dataclass(frozen=True)
class Design:
    """A city cut into cells."""

    labels: NDArray[np.int64]
    """The cell of each place, from 0."""
    polygons: NDArray[np.object_]
    """(cells,), metres."""
    targets: NDArray[np.float64]
    figures: CellFigures
    quality: Quality
    heavy: tuple[HeavyPlace, ...]
    seconds: dict[str, float] = field(compare=False)
    """Time by step."""


def design_cells(
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    area: shapely.Geometry,
    cells: int,
    *,
    tolerance: float = 0.05,
    progress: Progress = silent,
) -> Design:
    """Cut `area` into `cells` cells of nearly equal load.

    `xy` (n, 2) are the places in metres with their `weight` (n,), whole customers; a place is never split. Loads are kept
    within `tolerance` of the mean as far as the heaviest places allow. Raises `grid.no_customers`, `grid.too_many_cells`,
    `grid.points_outside` and `grid.broken`.
    """
    clock = _Clock(progress)
    with clock.step("atoms"):
        if not len(weight) or weight.sum() == 0:
            raise errors.no_customers()
        atoms, atom_of_place = merge_places(xy, weight)
        if cells > len(atoms):
            raise errors.too_many_cells(cells, len(atoms))
        land = Land(area)
        piece = land.piece_of(atoms.xy)
        if (piece < 0).any():
            raise errors.points_outside(int((piece < 0).sum()))
        targets = fair_targets(atoms.weight, cells)
    with clock.step("centres"):
        diagram = _centres(atoms, targets, _COARSE_BAND * tolerance)
    with clock.step("tessellation"):
        tessellation = tessellate(atoms.xy, piece, land)
    with clock.step("balance"):
        labels = _fill_empty(atoms, diagram.nearest(atoms.xy, 1)[:, 0], diagram)
        labels = _balanced(tessellation, atoms, labels, diagram, targets, tolerance)
    with clock.step("polygons"):
        polygons = cell_polygons(tessellation, labels, cells, land)
    with clock.step("examination"):
        quality, figures = judge(polygons, land.area, xy, weight, labels[atom_of_place])
        refuse_broken(quality)
    mean = weight.sum() / cells
    heavy = tuple(HeavyPlace(int(place), int(weight[place])) for place in np.flatnonzero(weight > mean))
    return Design(labels[atom_of_place], polygons, targets, figures, quality, heavy, clock.seconds)


def fair_targets(weight: NDArray[np.int64], cells: int) -> NDArray[np.float64]:
    """The load that each cell should have: equal, but for atoms that exceed it, which get a cell of their own.

    The rest is shared by the other cells, and so on while an atom exceeds the new share. Returns (cells,), the own cells of
    heavy atoms first.
    """
    heaviest = np.sort(weight)[::-1].astype(float)
    own = 0
    while own < cells - 1 and heaviest[own] > heaviest[own:].sum() / (cells - own):
        own += 1
    rest = heaviest[own:].sum() / (cells - own)
    return np.concatenate([heaviest[:own], np.full(cells - own, rest)])


def _centres(atoms: Atoms, targets: NDArray[np.float64], band: float) -> PowerDiagram:
    coarse = runs_along_curve(atoms, targets.mean() / _RUNS_A_CELL)
    if len(coarse) < _FEW_ATOMS * len(targets):
        coarse = atoms
    return balanced_lloyd(coarse, targets, bisect(coarse, targets), band)


def _fill_empty(atoms: Atoms, labels: NDArray[np.int64], diagram: PowerDiagram) -> NDArray[np.int64]:
    """A cell that is nobody's nearest gets the nearest atom of a cell that has several."""
    labels = labels.copy()
    for cell in np.flatnonzero(np.bincount(labels, minlength=len(diagram.centres)) == 0):
        sizes = np.bincount(labels, minlength=len(diagram.centres))
        away = ((atoms.xy - diagram.centres[cell]) ** 2).sum(axis=1)
        away[sizes[labels] < 2] = np.inf
        labels[int(np.argmin(away))] = cell
    return labels


def _balanced(
    tessellation: Tessellation,
    atoms: Atoms,
    labels: NDArray[np.int64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
    tolerance: float,
) -> NDArray[np.int64]:
    labels = join_fragments(tessellation, labels, atoms.weight, diagram)
    band = max(tolerance - 0.01, 0.0) * 0.9
    least = np.inf
    for _ in range(_TURNS):
        labels = flow_between_cells(tessellation, atoms.weight, labels, diagram, targets, band)
        cells = Cells(tessellation, atoms.weight, labels, diagram, targets)
        settle(cells, tolerance * _SAFE)
        labels = np.array(cells.label)
        most = max(abs(cells.deviation(cell)) for cell in range(cells.count))
        if most < least:
            least, best = most, cells
        if most <= tolerance * _SAFE:
            break
    smooth(best, tolerance * _SAFE)
    return np.array(best.label)


def refuse_broken(quality: Quality) -> None:
    """Raise `grid.broken` for a grid that does not keep what every grid promises."""
    for figure in ("empty_cells", "cells_in_pieces", "buildings_split", "points_outside_their_own_cell"):
        if (value := getattr(quality, figure)) > 0:
            raise errors.broken(figure, value)
    if not quality.coverage_valid:
        raise errors.broken("coverage_valid", 0)


class _Clock:
    """Says which step is running, and keeps how long each took."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._progress(name, STEPS.index(name), len(STEPS))
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)

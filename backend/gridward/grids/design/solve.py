"""Cutting a city into cells: the steps of the method in their order.

Atoms; tessellation; parts between barriers; in each part coarse runs along the Hilbert curve, seed by bisection and balanced
Lloyd; nearest cell in power distance for every atom; contiguity, balance and smoothing on the tessellation; polygons; an
examination of the result. Everything is deterministic.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import errors, stations
from gridward.grids.design.atoms import Atoms, merge_places
from gridward.grids.design.barriers import Barriers
from gridward.grids.design.beyond import beyond, would_do
from gridward.grids.design.centring import FirstCells, first_cells
from gridward.grids.design.demands import check_demands, check_places
from gridward.grids.design.land import Land
from gridward.grids.design.locking import LockedCells
from gridward.grids.design.mending import balanced, without_rings
from gridward.grids.design.parts import Crossing, Parts, bridged, divide, opened
from gridward.grids.design.quality import CellFigures, Quality, judge
from gridward.grids.design.sharing import Targets, fair_targets
from gridward.grids.design.stations import Anchors
from gridward.grids.design.tessellation import Tessellation, tessellate
from gridward.platform.progress import Progress, silent

_COARSE_BAND = 0.7
"""The part of the tolerance that the coarse rounds may use: the rest is for whole atoms."""
_HOPELESS = 0.25
"""Where more of the cells than this share are beyond the tolerance, parts that were joined are cut as one."""
_PART_BAND = 0.6
"""The part of the tolerance by which a part of the city may differ from a whole number of cells."""
STEPS = ("atoms", "tessellation", "centres", "balance", "polygons", "examination")


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
    parts: int = 1
    """Parts of the land that barriers leave connected and people live on."""
    crossings: tuple[Crossing, ...] = ()
    """Where parts were joined that could not hold whole numbers of cells; atoms are numbers of places here."""
    opened: bool = False
    """Whether parts that were joined are cut as one. Whoever goes on from it has to say so (`seat_cells`)."""
    beyond: tuple[int, ...] = ()
    """Cells that are off by more than the tolerance and their heaviest place together explain."""
    cells_that_would_do: int | None = None
    """Where cells are beyond the tolerance: the most cells of which none is smaller than the heaviest place."""
    station_cells: NDArray[np.int64] | None = None
    """The cell drawn to each station."""
    stations_outside: tuple[int, ...] = ()
    """Stations that do not lie in the cells drawn to them."""


def design_cells(
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    area: shapely.Geometry,
    cells: int,
    *,
    tolerance: float = 0.05,
    progress: Progress = silent,
    shares: NDArray[np.float64] | None = None,
    barriers: NDArray[np.object_] | None = None,
    locked: NDArray[np.object_] | None = None,
    anchors: Anchors | None = None,
) -> Design:
    """Cut `area` into `cells` cells of nearly equal load.

    `xy` (n, 2) are the places in metres with their `weight` (n,), whole customers; a place is never split. Loads are kept
    within `tolerance` (a share) of their targets as far as the heaviest places allow; cells that are further off are named.

    `shares` (one a new cell) make the targets unequal, in any unit. `barriers` are lines and areas in metres that no cell
    crosses, but where a part cannot hold a whole number of cells. `locked` polygons in metres stay as they are, as the first
    cells; the rest is cut into the others. `anchors` draw cells to stations.

    Raises `grid.no_customers`, `grid.no_place`, `grid.bad_weight`, `grid.tolerance_out_of_range`, `grid.bad_shares`,
    `grid.bad_locked`, `grid.bad_anchors`, `grid.too_many_cells`, `grid.points_outside` and `grid.broken`.
    """
    clock = _Clock(progress)
    with clock.step("atoms"):
        check_places(xy, weight)
        kept = LockedCells(locked, area, xy) if locked is not None and len(locked) else None
        free = np.arange(len(xy)) if kept is None else np.flatnonzero(kept.label < 0)
        held = 0 if kept is None else len(kept.polygons)
        wanted = check_demands(cells, held, tolerance, shares, anchors)
        ground = area if kept is None else kept.rest
        atoms, atom_of_place = merge_places(xy[free], weight[free])
        if not len(free) or not weight[free].sum():
            raise errors.no_customers()
        if len(wanted) > (inhabited := int((atoms.weight > 0).sum())):
            raise errors.too_many_cells(cells, inhabited + held)
        land = Land(ground)
        piece = land.piece_of(atoms.xy)
        if (piece < 0).any():
            raise errors.points_outside(int((piece < 0).sum()))
        targets = fair_targets(atoms.weight, wanted)
    with clock.step("tessellation"):
        walls = None if barriers is None or not len(barriers) else Barriers(barriers)
        tessellation = tessellate(atoms.xy, piece, land, walls)
        parts = divide(tessellation, atoms, targets, _PART_BAND * tolerance)
    with clock.step("centres"):
        first = first_cells(atoms, parts, targets, _COARSE_BAND * tolerance, anchors)
    with clock.step("balance"):
        narrow = _Between.balanced(bridged(tessellation, parts.crossings), atoms, first, targets, tolerance)
        between = _widened(narrow, tessellation, parts, atoms, targets, tolerance, anchors)
    with clock.step("polygons"):
        atom_labels, polygons = without_rings(
            between.ground, atoms, between.labels, between.first.diagram, targets.load, tolerance, land
        )
        labels = atom_labels[atom_of_place]
        loads = wanted / wanted.sum() * weight[free].sum()
        if kept is not None:
            labels, polygons, loads = _with_locked(kept, labels, polygons, loads, weight)
    with clock.step("examination"):
        even = shares is None and kept is None
        quality, figures = judge(polygons, Land(area).area, xy, weight, labels, None if even else loads)
        refuse_broken(quality)
    place_of_atom = np.empty(len(atoms), np.int64)
    place_of_atom[atom_of_place] = free
    fair = np.concatenate([loads[:held], targets.load])
    out = beyond(xy, weight, labels, fair, tolerance)
    out = out[out >= held]
    station_cells = None if anchors is None else between.first.station_cell + held
    return Design(
        labels,
        polygons,
        fair,
        figures,
        quality,
        _heavy(weight, free, float(loads[held:].mean())),
        clock.seconds,
        parts=int(parts.part.max()) + 1,
        crossings=_by_place(parts, place_of_atom),
        opened=between is not narrow,
        beyond=tuple(out.tolist()),
        cells_that_would_do=held + would_do(atoms.weight) if len(out) else None,
        station_cells=station_cells,
        stations_outside=()
        if anchors is None or station_cells is None
        else stations.outside(anchors, station_cells, polygons),
    )


@dataclass(frozen=True)
class _Between:
    """Cells of the atoms, with what may be crossed between parts that were joined."""

    ground: Tessellation
    first: FirstCells
    labels: NDArray[np.int64]
    off: int
    """How many cells are beyond the tolerance."""

    @classmethod
    def balanced(
        cls, ground: Tessellation, atoms: Atoms, first: FirstCells, targets: Targets, tolerance: float
    ) -> "_Between":
        labels = balanced(ground, atoms, first, targets.load, tolerance)
        return cls(
            ground, first, labels, len(beyond(atoms.xy, atoms.weight, labels, targets.load, tolerance))
        )


def _widened(
    narrow: _Between,
    tessellation: Tessellation,
    parts: Parts,
    atoms: Atoms,
    targets: Targets,
    tolerance: float,
    anchors: Anchors | None,
) -> _Between:
    """The same, or cells for which more may be crossed, where most would be off.

    Where many parts are joined one after the other, what has to pass is more than single crossings let through.
    """
    best = narrow
    if parts.crossings and narrow.off > _HOPELESS * len(targets.load):
        for wholly in (False, True):
            if best.off:
                ground, groups = opened(tessellation, parts, wholly=wholly)
                first = first_cells(atoms, groups, targets, _COARSE_BAND * tolerance, anchors)
                best = min(
                    best, _Between.balanced(ground, atoms, first, targets, tolerance), key=attrgetter("off")
                )
    return best


def _with_locked(
    kept: LockedCells,
    labels: NDArray[np.int64],
    polygons: NDArray[np.object_],
    loads: NDArray[np.float64],
    weight: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.object_], NDArray[np.float64]]:
    """All labels, polygons and wanted loads: those of the locked cells, which are as they are, first."""
    held = len(kept.polygons)
    all_labels = kept.label.copy()
    all_labels[kept.label < 0] = labels + held
    inside = kept.label >= 0
    own = np.bincount(kept.label[inside], weight[inside], held)
    return all_labels, kept.tiled(polygons), np.concatenate([np.maximum(own, 1.0), loads])


def _heavy(weight: NDArray[np.int64], free: NDArray[np.int64], mean: float) -> tuple[HeavyPlace, ...]:
    return tuple(HeavyPlace(int(place), int(weight[place])) for place in free[weight[free] > mean])


def _by_place(parts: Parts, place: NDArray[np.int64]) -> tuple[Crossing, ...]:
    return tuple(
        Crossing((int(place[one.pair[0]]), int(place[one.pair[1]])), one.length_m, one.weight)
        for one in parts.crossings
    )


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

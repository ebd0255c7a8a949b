"""Cutting one city: arrays in, arrays out. It needs no database, so it is done in any process, on any machine."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.city.contract import CityFrame
from gridward.geo.projection import Projection
from gridward.grids.contract import BuildOrder
from gridward.grids.design import HeavyPlace, judge
from gridward.grids.design.errors import no_customers
from gridward.grids.design.lattice import TICKS_A_DEGREE, in_degrees, in_ticks
from gridward.grids.design.locking import with_common_corners
from gridward.grids.design.regrid_change import Change, Moves
from gridward.grids.engines import (
    CutCells,
    Ground,
    Standing,
    Work,
    anew,
    anew_by_hours,
)
from gridward.grids.further import further, further_by_hours
from gridward.grids.naming import name_cells, name_new_cells, number_cells
from gridward.kernel.errors import Invalid
from gridward.platform.progress import Progress, silent

_UNTOLD = {"hours_max_deviation": None, "moved_customers": None, "moved_share": None, "moved_bound": None}
"""What the record tells of some ways to cut only."""


@dataclass(frozen=True)
class KeptCells:
    """The cells of an earlier plan, in the order of their numbers, and what changes with them."""

    numbers: list[int]
    names: list[str]
    polygons: NDArray[np.object_]
    labels: NDArray[np.int64]
    """The cell of each of today's places, counted from 0; -1 for new ones."""
    change: Change
    locked: tuple[int, ...] = ()
    """The cells that stay exactly as they are, counted from 0."""
    opened: bool = False
    """Whether they lie across the job's barriers, as `Design.opened` says."""


@dataclass(frozen=True)
class CityJob:
    """A city to be cut. Arrays of places have one entry a place; positions and shapes are degrees, WGS-84."""

    city: CityFrame
    order: BuildOrder
    lonlat: NDArray[np.float64]
    """(n, 2)"""
    persons: NDArray[np.int64]
    is_community: NDArray[np.bool_]
    """False for the point at which a single customer was put."""
    barriers: NDArray[np.object_]
    """What no cell is to cross; empty where nothing was asked for."""
    work: Work | None = None
    """What there is to do at the places, where cells are to take equally long."""
    kept: KeptCells | None = None
    """The cells to go on from."""


@dataclass(frozen=True)
class CellRows:
    """The cells of a plan, one entry a cell, in the order of their numbers."""

    numbers: NDArray[np.int64]
    names: list[str]
    polygons: NDArray[np.object_]
    """Degrees, WGS-84."""
    loads: NDArray[np.int64]
    deviations: NDArray[np.float64]
    communities: NDArray[np.int64]
    area_km2: NDArray[np.float64]
    mean_distance_m: NDArray[np.float64]
    polsby_popper: NDArray[np.float64]
    hours: NDArray[np.float64] | None
    """A year, where the cells are cut by hours; deviations are of these then."""
    origin: NDArray[np.int64] | None
    """The kept cell that each goes on from, -1 for a new one."""


@dataclass(frozen=True)
class CutCity:
    """What came of it."""

    cells: CellRows
    cell_of_place: NDArray[np.int64]
    """Counted from 0 in the order of the cells' numbers."""
    quality: dict[str, Any]
    """The plan's record."""
    heavy: tuple[HeavyPlace, ...]
    moves: Moves | None
    """The places that get another cell, where the cells go on from earlier ones."""


def cut_city(job: CityJob, progress: Progress = silent) -> CutCity:
    """Cut it, and examine what will be stored. The same job makes the same bytes, wherever it is done.

    Raises `grid.no_customers` and what the engine raises.
    """
    if not len(job.persons):
        raise no_customers()
    return describe(job, _cut(job, _ground(job), progress))


def describe(job: CityJob, cut: CutCells, named: Sequence[str] | None = None) -> CutCity:
    """Number, name and examine cells as they will be stored, whoever made them; `named` are names that they have."""
    projection, ground = job.city.projection, _ground(job)
    polygons = _with_locked(job, cut, stored(job.city.projection, cut.polygons))
    # The figures are those of the cells as they are stored, after rounding, not those of the engine.
    quality, figures = judge(
        projection.project_geometry(polygons), job.city.land, ground.xy, job.persons, cut.labels
    )
    numbers, names = _named(job, ground, cut)
    names = names if named is None else list(named)
    in_order = np.argsort(numbers)
    communities = np.bincount(cut.labels, job.is_community, len(polygons)).astype(np.int64)
    deviations = figures.deviation if cut.hours is None else cut.hours / cut.hours.mean() - 1
    cells = CellRows(
        numbers=numbers[in_order],
        names=[names[cell] for cell in in_order],
        polygons=polygons[in_order],
        loads=figures.load[in_order],
        deviations=deviations[in_order],
        communities=communities[in_order],
        area_km2=figures.area_m2[in_order] / 1e6,
        mean_distance_m=figures.mean_distance_m[in_order],
        polsby_popper=figures.polsby_popper[in_order],
        hours=None if cut.hours is None else cut.hours[in_order],
        origin=None if job.kept is None else _origin(cut, len(job.kept.numbers))[in_order],
    )
    record = quality.as_json() | _UNTOLD | cut.record
    if cut.moved is not None:
        record |= cut.moved.record(int(job.persons.sum()))
    moves = None if cut.moved is None else cut.moved.moves
    return CutCity(cells, np.argsort(in_order)[cut.labels], record, cut.heavy, moves)


def _with_locked(job: CityJob, cut: CutCells, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Locked cells as they are stored so far, to the byte, unless a neighbour brought a new corner to their border."""
    if job.kept is None or not job.kept.locked:
        return polygons
    origin = _origin(cut, len(job.kept.numbers))
    for cell in np.flatnonzero(np.isin(origin, job.kept.locked)).tolist():
        before = job.kept.polygons[origin[cell]]
        if shapely.equals_identical(shapely.normalize(before), shapely.normalize(polygons[cell])):
            polygons[cell] = before
    return polygons


def _ground(job: CityJob) -> Ground:
    return Ground(job.city.land, job.city.projection.project(job.lonlat), job.persons)


def _cut(job: CityJob, ground: Ground, progress: Progress) -> CutCells:
    """In the way that is asked for."""
    projection = job.city.projection
    barriers = projection.project_geometry(job.barriers) if len(job.barriers) else None
    if job.kept is None:
        if job.work is not None:
            return anew_by_hours(ground, job.order, job.work, barriers, progress)
        return anew(ground, job.order, barriers, progress)
    if (job.kept.labels < 0).all():
        raise Invalid(
            "grid.nobody_known",
            "Nobody lives at the places of the plan that is to be kept any more.",
            "Cut the city anew.",
        )
    standing = Standing(
        job.kept.labels,
        projection.project_geometry(job.kept.polygons),
        job.kept.change,
        job.kept.locked,
        job.kept.opened,
    )
    if job.work is not None:
        return further_by_hours(ground, job.order, standing, job.work, barriers, progress)
    return further(ground, job.order, standing, barriers, progress)


def _named(job: CityJob, ground: Ground, cut: CutCells) -> tuple[NDArray[np.int64], list[str]]:
    """Numbers and names; a cell that goes on from an earlier one keeps its own, and new ones come after all others."""
    districts = _main_districts(job, cut)
    if job.kept is None:
        centres = np.array([_centre(ground, cut, cell) for cell in range(len(cut.polygons))])
        numbers = number_cells(centres, districts)
        return numbers, name_cells(numbers, districts)
    origin = _origin(cut, len(job.kept.numbers))
    fresh = np.flatnonzero(origin < 0)
    numbers = np.array(job.kept.numbers)[origin]
    numbers[fresh] = job.kept.numbers[-1] + 1 + np.arange(len(fresh))
    new_names = name_new_cells(job.kept.names, [districts[cell] for cell in fresh])
    named = dict(zip(fresh.tolist(), new_names, strict=True))
    return numbers, [named.get(cell) or job.kept.names[old] for cell, old in enumerate(origin.tolist())]


def _centre(ground: Ground, cut: CutCells, cell: int) -> NDArray[np.float64]:
    """The middle of a cell's places, or of itself where nobody lives in it."""
    inside = ground.xy[cut.labels == cell]
    if not len(inside):
        inside = shapely.get_coordinates(shapely.point_on_surface(cut.polygons[cell]))
    return np.asarray(inside.mean(axis=0))


def _origin(cut: CutCells, kept: int) -> NDArray[np.int64]:
    assert cut.origin is not None
    return np.where(cut.origin < kept, cut.origin, -1)


def stored(projection: Projection, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Cells in metres as they are stored: degrees, rounded alike at every shared vertex, so that they go on tiling."""
    degrees = projection.unproject_geometry(polygons)
    rounded = in_degrees(in_ticks(degrees))
    if not shapely.coverage_is_valid(rounded) and shapely.coverage_is_valid(degrees):
        # Lines that pass each other within a centimetre would cross: noded where they are stored, they meet.
        exact = shapely.transform(degrees, lambda lonlat: lonlat * TICKS_A_DEGREE)
        rounded = in_degrees(with_common_corners(np.asarray(exact, dtype=object), grid=1.0))
    return rounded


def _main_districts(job: CityJob, cut: CutCells) -> list[str]:
    """The district that holds most customers of each cell; of one without any that in which its middle lies."""
    where = job.city.locate(job.lonlat)
    middles = job.city.projection.unproject(shapely.get_coordinates(shapely.point_on_surface(cut.polygons)))
    middle = job.city.locate(middles)
    districts = []
    for cell in range(len(cut.polygons)):
        inside: Counter[int] = Counter()
        for district, persons in zip(
            where[cut.labels == cell].tolist(), job.persons[cut.labels == cell].tolist(), strict=True
        ):
            inside[district] += persons
        main = inside.most_common(1)[0][0] if inside else int(middle[cell])
        districts.append(job.city.districts[main] if inside or main >= 0 else job.city.name)
    return districts

"""Cutting one city: arrays in, arrays out. It needs no database, so it is done in any process, on any machine."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.city.contract import CityFrame
from gridward.grids.contract import BuildOrder
from gridward.grids.design import Design, HeavyPlace, design_cells, judge
from gridward.grids.design.errors import no_customers
from gridward.grids.naming import name_cells, number_cells
from gridward.platform.progress import Progress, silent

_DEGREE_DIGITS = 7
"""Coordinates are kept to about a centimetre; with 4 digits the cells would no longer tile."""


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


@dataclass(frozen=True)
class CellRows:
    """The cells of a plan, one entry a cell, in the order of their numbers."""

    names: list[str]
    polygons: NDArray[np.object_]
    """Degrees, WGS-84."""
    loads: NDArray[np.int64]
    deviations: NDArray[np.float64]
    communities: NDArray[np.int64]
    area_km2: NDArray[np.float64]
    mean_distance_m: NDArray[np.float64]
    polsby_popper: NDArray[np.float64]


@dataclass(frozen=True)
class CutCity:
    """What came of it."""

    cells: CellRows
    cell_of_place: NDArray[np.int64]
    """Counted from 0 in the order of the cells' numbers."""
    quality: dict[str, Any]
    """The plan's record."""
    heavy: tuple[HeavyPlace, ...]


def cut_city(job: CityJob, progress: Progress = silent) -> CutCity:
    """Cut it, and examine what will be stored. The same job makes the same bytes, wherever it is done.

    Raises `grid.no_customers` and what `design_cells` raises.
    """
    if not len(job.persons):
        raise no_customers()
    projection = job.city.projection
    xy = projection.project(job.lonlat)
    count = job.order.cells_for(int(job.persons.sum()))
    design = design_cells(
        xy,
        job.persons,
        job.city.land,
        count,
        tolerance=job.order.tolerance,
        progress=progress,
        barriers=projection.project_geometry(job.barriers) if len(job.barriers) else None,
    )
    polygons = stored_shapes(job.city, design.polygons)
    # The figures are those of the cells as they are stored, after rounding, not those of the engine.
    quality, figures = judge(
        projection.project_geometry(polygons), job.city.land, xy, job.persons, design.labels
    )
    districts = _main_districts(job, design)
    centres = np.array([xy[design.labels == cell].mean(axis=0) for cell in range(count)])
    numbers = number_cells(centres, districts)
    names = name_cells(numbers, districts)
    in_order = np.argsort(numbers)
    communities = np.bincount(design.labels, job.is_community, count).astype(np.int64)
    cells = CellRows(
        names=[names[cell] for cell in in_order],
        polygons=polygons[in_order],
        loads=figures.load[in_order],
        deviations=figures.deviation[in_order],
        communities=communities[in_order],
        area_km2=figures.area_m2[in_order] / 1e6,
        mean_distance_m=figures.mean_distance_m[in_order],
        polsby_popper=figures.polsby_popper[in_order],
    )
    record = quality.as_json() | {
        "seconds": design.seconds,
        "parts": design.parts,
        "crossings": [[round(one.length_m), one.weight] for one in design.crossings],
        "cells_beyond": len(design.beyond),
        "cells_that_would_do": design.cells_that_would_do,
    }
    return CutCity(cells, numbers[design.labels] - 1, record, design.heavy)


def stored_shapes(city: CityFrame, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Cells in metres as they are stored: degrees, rounded alike at every shared vertex, so that they go on tiling."""
    degrees = city.projection.unproject_geometry(polygons)
    return np.asarray(
        shapely.transform(degrees, lambda lonlat: np.round(lonlat, _DEGREE_DIGITS)), dtype=object
    )


def _main_districts(job: CityJob, design: Design) -> list[str]:
    """The district that holds most customers of each cell."""
    where = job.city.locate(job.lonlat)
    districts = []
    for cell in range(len(design.polygons)):
        inside: Counter[int] = Counter()
        for district, persons in zip(
            where[design.labels == cell].tolist(), job.persons[design.labels == cell].tolist(), strict=True
        ):
            inside[district] += persons
        districts.append(job.city.districts[inside.most_common(1)[0][0]] if inside else job.city.name)
    return districts

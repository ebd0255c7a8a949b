"""A drawn plan in the database: examined, and stored as a draft with the figures that a built one has."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import psycopg

from gridward.census.public import PlacedPool, placed_pool
from gridward.city.contract import CityFrame
from gridward.city.public import load_city_by_id
from gridward.geo.frames import Frame
from gridward.grids.building import PreparedPlan, store_plan
from gridward.grids.contract import BuildOrder, Pool
from gridward.grids.cutting import CityJob, describe
from gridward.grids.design import HeavyPlace
from gridward.grids.design.drawn import SLIVER_M
from gridward.grids.design.errors import broken
from gridward.grids.drawn.checking import Checked, DrawnReport, check_drawn
from gridward.grids.drawn.reading import DrawnCells, read_drawn
from gridward.grids.engines import CutCells
from gridward.grids.store import add_plan, building_plan
from gridward.kernel.errors import Invalid

MOST_HEAL_M = 200.0
# Nobody asked for a tolerance: deviations are as they were drawn.
_RECORD: dict[str, Any] = {"seconds": {}, "crossings": [], "cells_beyond": 0, "cells_that_would_do": None}


@dataclass(frozen=True)
class DrawnOrder:
    """How a file with drawn cells is to be taken."""

    frame: Frame = Frame.WGS84
    heal_m: float = SLIVER_M
    """Gaps and overlaps up to this width go to a neighbour."""
    pool: Pool = Pool.ORPHAN

    def __post_init__(self) -> None:
        if not SLIVER_M <= self.heal_m <= MOST_HEAL_M:
            raise Invalid(
                "drawn.heal",
                f"Gaps and overlaps are mended up to a width between {SLIVER_M:g} and {MOST_HEAL_M:g} m.",
                "Draw anew what is wider.",
                least=SLIVER_M,
                most=MOST_HEAL_M,
            )


@dataclass(frozen=True)
class _Examined:
    places: PlacedPool
    job: CityJob
    drawn: DrawnCells
    checked: Checked


def check_drawn_plan(
    connection: psycopg.Connection, city_id: int, path: Path, order: DrawnOrder
) -> DrawnReport:
    """What is wrong with a file of drawn cells. Raises `drawn.kind`, `drawn.no_cells`, `grid.no_customers`, `vectors.*`."""
    return _examine(connection, city_id, path, order).checked.report


def store_drawn_plan(
    connection: psycopg.Connection, city_id: int, path: Path, order: DrawnOrder, created_by: str
) -> UUID:
    """Store a file of drawn cells as a draft. Raises as `check_drawn_plan`, and `drawn.frame` and `drawn.faults`."""
    found = _examine(connection, city_id, path, order)
    _refuse(found.checked.report)
    assert found.checked.polygons is not None and found.checked.labels is not None
    job, labels = found.job, found.checked.labels
    cut = describe(job, CutCells(labels, found.checked.polygons, _heavy(job), _RECORD), found.drawn.names)
    # Examined again from the polygons as they are stored: rounding must not have opened them.
    for figure in ("points_outside_their_own_cell", "buildings_split"):
        if cut.quality[figure]:
            raise broken(figure, cut.quality[figure])
    if not cut.quality["coverage_valid"]:
        raise broken("coverage_valid", 0)
    plan_id = add_plan(connection, city_id, job.order, created_by)
    connection.execute("UPDATE grids.plan SET origin = 'drawn' WHERE id = %s", [plan_id])
    prepared = PreparedPlan(building_plan(connection, plan_id), found.places, job)
    store_plan(connection, prepared, cut)
    return plan_id


def _examine(connection: psycopg.Connection, city_id: int, path: Path, order: DrawnOrder) -> _Examined:
    drawn = read_drawn(path)
    city: CityFrame = load_city_by_id(connection, city_id)
    places = placed_pool(connection, city_id, order.pool.kinds)
    built = BuildOrder(cells=len(drawn.shapes), pool=order.pool)
    job = CityJob(
        city, built, places.lonlat, places.persons, places.community_id > 0, np.array([], dtype=object)
    )
    return _Examined(places, job, drawn, check_drawn(job, drawn, order.frame, order.heal_m))


def _refuse(report: DrawnReport) -> None:
    if report.looks_like is not None:
        raise Invalid(
            "drawn.frame",
            f"The cells do not fit the city as {report.frame}, but they do as {report.looks_like}.",
            f"Say that they are {report.looks_like}, or draw them over a map that is not shifted.",
            frame=report.frame,
            looks_like=report.looks_like,
        )
    if not report.can_be_stored:
        raise Invalid(
            "drawn.faults",
            "The plan has gaps, overlaps or other faults that cannot be mended by themselves.",
            "Mend what the report lists, or let wider gaps and overlaps be mended.",
        )


def _heavy(job: CityJob) -> tuple[HeavyPlace, ...]:
    """The places that alone exceed the mean of the cells."""
    mean = job.persons.sum() / job.order.cells_for(0)
    return tuple(
        HeavyPlace(int(place), int(job.persons[place])) for place in np.flatnonzero(job.persons > mean)
    )

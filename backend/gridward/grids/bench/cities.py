"""Many cities made from a seed, cut as all cities of a database are, without one."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from gridward.city.contract import CityFrame
from gridward.geo.projection import Projection
from gridward.grids.batch.jobs import Cutter, Done
from gridward.grids.bench.city import EPSG, make_city
from gridward.grids.contract import BuildOrder
from gridward.grids.cutting import CityJob
from gridward.kernel.errors import GridwardError
from gridward.platform.measuring import spend


def made_job(customers: int, order: BuildOrder, seed: int) -> CityJob:
    """A city of one district whose communities are its buildings."""
    made = make_city(customers, seed)
    projection = Projection(EPSG)
    district = np.array([projection.unproject_geometry(made.land)], dtype=object)
    city = CityFrame(seed, f"made{seed}", "造城市", projection, np.array([1]), ("造城区",), district, {})
    return CityJob(
        city,
        order,
        projection.unproject(made.xy),
        made.weight,
        np.ones(len(made.weight), bool),
        np.array([], dtype=object),
    )


@dataclass(frozen=True)
class CitiesRun:
    """What cutting them took. Making them is not counted."""

    cities: int
    customers: int
    places: int
    cells: int
    max_deviation: float
    """Of all cells, as a share."""
    wall_s: float
    cpu_s: float
    """Of the processes that cut."""
    slowest_s: float
    """By the wall, of one city."""
    peak_mb: float
    """Of the largest process that cut."""
    own_peak_mb: float
    """Of the process that gave the cities out; all of them are in it."""


def cut_cities(jobs: Sequence[CityJob], cutter: Cutter) -> CitiesRun:
    """Cut them all. Raises what a city failed for."""
    began = time.perf_counter()
    done, own = spend(
        lambda: [_whole(one) for _, one in cutter((UUID(int=job.city.id), job) for job in jobs)]
    )
    wall = time.perf_counter() - began
    return CitiesRun(
        cities=len(jobs),
        customers=sum(int(job.persons.sum()) for job in jobs),
        places=sum(len(job.persons) for job in jobs),
        cells=sum(one.cells for one in done),
        max_deviation=max(one.max_deviation for one in done),
        wall_s=round(wall, 2),
        cpu_s=round(sum(one.cpu_s for one in done), 2),
        slowest_s=max(one.seconds for one in done),
        peak_mb=max(one.peak_mb for one in done),
        own_peak_mb=own.peak_mb,
    )


@dataclass(frozen=True)
class _Whole:
    """The figures of a city that was cut; its cells are let go."""

    cells: int
    max_deviation: float
    seconds: float
    cpu_s: float
    peak_mb: float


def _whole(done: Done) -> _Whole:
    if isinstance(done.cut, GridwardError):
        raise done.cut
    assert done.spent is not None
    quality = done.cut.quality
    return _Whole(
        quality["cells"], quality["max_deviation"], done.seconds, done.spent.cpu_s, done.spent.peak_mb
    )

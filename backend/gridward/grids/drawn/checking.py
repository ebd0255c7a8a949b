"""Examining drawn cells against a city and its customers, before anything is stored."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.frame_detection import outline_frame
from gridward.geo.frames import Frame, to_wgs84
from gridward.grids.cutting import CityJob
from gridward.grids.design.drawn import Examined, Weight, examine
from gridward.grids.design.errors import no_customers
from gridward.grids.drawn.reading import DrawnCells

MOST_FINDINGS = 200


@dataclass(frozen=True)
class DrawnFinding:
    """A fault as a person looks for it: cells by name, degrees (WGS-84)."""

    fault: str
    weight: str
    cells: list[str]
    lon: float
    lat: float
    area_m2: float
    width_m: float
    customers: int


@dataclass(frozen=True)
class DrawnReport:
    """What was found; nothing is stored by it."""

    cells: int
    customers: int
    """Of the pool, who have a place."""
    frame: Frame
    looks_like: Frame | None
    """Another frame in which the drawing fits the city's border; then nothing else was examined."""
    can_be_stored: bool
    findings: list[DrawnFinding]
    """The worst first, `MOST_FINDINGS` at most."""
    more_findings: int
    slivers: int
    slivers_m2: float
    least: int | None
    """Customers of the smallest cell, as it would be stored."""
    most: int | None


@dataclass(frozen=True)
class Checked:
    """A report, and the cells where they can be stored."""

    report: DrawnReport
    polygons: NDArray[np.object_] | None
    """Metres, in the order of the file."""
    labels: NDArray[np.int64] | None


def check_drawn(job: CityJob, drawn: DrawnCells, frame: Frame, heal_m: float) -> Checked:
    """Examine drawn cells that are said to be in a frame; gaps and overlaps up to `heal_m` wide are mended.

    Raises `grid.no_customers`.
    """
    if not len(job.persons):
        raise no_customers()
    projection, land = job.city.projection, job.city.land
    fitting = outline_frame(shapely.make_valid(drawn.shapes), frame, land, projection)
    if fitting is not frame:
        nothing = Examined((), 0, 0.0, None, None)
        return Checked(_report(job, drawn, nothing, frame, fitting), None, None)
    degrees = shapely.transform(drawn.shapes, lambda lonlat: to_wgs84(lonlat, frame))
    found = examine(
        projection.project_geometry(degrees), land, projection.project(job.lonlat), job.persons, heal_m
    )
    return Checked(_report(job, drawn, found, frame, None), found.polygons, found.labels)


def _report(
    job: CityJob, drawn: DrawnCells, found: Examined, frame: Frame, looks_like: Frame | None
) -> DrawnReport:
    load = None if found.labels is None else np.bincount(found.labels, job.persons, len(drawn.shapes))
    shown = found.findings[:MOST_FINDINGS]
    where = job.city.projection.unproject(np.array([one.xy for one in shown]).reshape(-1, 2))
    return DrawnReport(
        cells=len(drawn.shapes),
        customers=int(job.persons.sum()),
        frame=frame,
        looks_like=looks_like,
        can_be_stored=looks_like is None and not any(one.weight is Weight.ERROR for one in found.findings),
        findings=[
            DrawnFinding(
                one.fault.value,
                one.weight.value,
                [drawn.label(cell) for cell in one.cells],
                round(float(lon), 6),
                round(float(lat), 6),
                round(one.area_m2, 1),
                round(one.width_m, 1),
                one.persons,
            )
            for one, (lon, lat) in zip(shown, where, strict=True)
        ],
        more_findings=len(found.findings) - len(shown),
        slivers=found.slivers,
        slivers_m2=round(found.slivers_m2, 1),
        least=None if load is None else int(load.min()),
        most=None if load is None else int(load.max()),
    )

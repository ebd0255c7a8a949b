"""Building a plan: from the placed customers of a city to stored cells."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray

from gridward.census.public import PlacedPool, placed_pool
from gridward.city.contract import CityFrame
from gridward.city.public import load_city_by_id, load_layer
from gridward.grids.contract import Barrier, BuildOrder
from gridward.grids.design import Design, design_cells, judge
from gridward.grids.design.errors import no_customers
from gridward.grids.naming import name_cells, number_cells
from gridward.grids.store import CellRows, StoredPlan, building_plan, save_cells, save_failure
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect
from gridward.platform.progress import NotedProgress, Progress, announce, silent

_LAYERS = {Barrier.WATER: "water", Barrier.ROADS: "road"}
_DEGREE_DIGITS = 7
"""Coordinates are kept to about a centimetre; with 4 digits the cells would no longer tile."""


def build_plan(url: str, plan_id: UUID, progress: Progress = silent) -> None:
    """Build a plan that was ordered; it becomes a draft, or failed with the reason. Raises what it failed for."""
    with connect(url, autocommit=True) as notes:
        noted = NotedProgress(notes, "grids.plan", "plan", plan_id, progress)
        try:
            with connect(url, f"plan {plan_id}") as connection:
                plan = building_plan(connection, plan_id)
                city = load_city_by_id(connection, plan.city_id)
                places = placed_pool(connection, plan.city_id, plan.order.pool.kinds)
                _build(connection, plan, city, places, noted)
        except Exception as error:
            save_failure(notes, plan_id, error if isinstance(error, GridwardError) else _fault())
            raise
        finally:
            announce(notes, "plan", plan_id)


def abandon_plan(url: str, plan_id: UUID) -> None:
    """Put down a plan as failed whose process died without saying why."""
    with connect(url, autocommit=True) as notes:
        save_failure(notes, plan_id, _fault())
        announce(notes, "plan", plan_id)


def _fault() -> GridwardError:
    return GridwardError(
        "plan.interrupted",
        "Building the plan was interrupted.",
        "Build it again; see the log for the reason.",
    )


def _build(
    connection: psycopg.Connection,
    plan: StoredPlan,
    city: CityFrame,
    places: PlacedPool,
    progress: Progress,
) -> None:
    order: BuildOrder = plan.order
    if not len(places):
        raise no_customers()
    xy = city.projection.project(places.lonlat)
    count = order.cells_for(int(places.persons.sum()))
    design = design_cells(
        xy,
        places.persons,
        city.land,
        count,
        tolerance=order.tolerance,
        progress=progress,
        barriers=_barriers(connection, city, order.barriers),
    )
    polygons = stored_shapes(city, design.polygons)
    # The figures are those of the cells as they are stored, after rounding, not those of the engine.
    quality, figures = judge(
        city.projection.project_geometry(polygons), city.land, xy, places.persons, design.labels
    )
    districts = _main_districts(city, places, design)
    centres = np.array([xy[design.labels == cell].mean(axis=0) for cell in range(count)])
    numbers = number_cells(centres, districts)
    names = name_cells(numbers, districts)
    in_order = np.argsort(numbers)
    communities = np.bincount(design.labels, places.community_id > 0, count).astype(np.int64)
    rows = CellRows(
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
        "heavy_communities": _heavy(connection, places, design),
        "parts": design.parts,
        "crossings": [[round(one.length_m), one.weight] for one in design.crossings],
        "cells_beyond": len(design.beyond),
        "cells_that_would_do": design.cells_that_would_do,
    }
    save_cells(connection, plan, rows, places, numbers[design.labels] - 1, record)


def _barriers(
    connection: psycopg.Connection, city: CityFrame, kinds: Sequence[Barrier]
) -> NDArray[np.object_] | None:
    """The barriers of some kinds, in metres; none where none is asked for."""
    shapes: list[shapely.Geometry] = []
    for kind in kinds:
        if kind is Barrier.DISTRICTS:
            shapes += city.polygons.tolist()
        else:
            shapes += load_layer(connection, city.id, _LAYERS[kind]).geometry.tolist()
    return city.projection.project_geometry(np.array(shapes, dtype=object)) if shapes else None


def stored_shapes(city: CityFrame, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Cells in metres as they are stored: degrees, rounded alike at every shared vertex, so that they go on tiling."""
    degrees = city.projection.unproject_geometry(polygons)
    return np.asarray(
        shapely.transform(degrees, lambda lonlat: np.round(lonlat, _DEGREE_DIGITS)), dtype=object
    )


def _main_districts(city: CityFrame, places: PlacedPool, design: Design) -> list[str]:
    """The district that holds most customers of each cell."""
    where = city.locate(places.lonlat)
    districts = []
    for cell in range(len(design.polygons)):
        inside: Counter[int] = Counter()
        for district, persons in zip(
            where[design.labels == cell].tolist(), places.persons[design.labels == cell].tolist(), strict=True
        ):
            inside[district] += persons
        districts.append(city.districts[inside.most_common(1)[0][0]] if inside else city.name)
    return districts


def _heavy(connection: psycopg.Connection, places: PlacedPool, design: Design) -> list[dict[str, object]]:
    """The communities that alone exceed what a cell should hold, with their names."""
    ids = [int(places.community_id[one.place]) for one in design.heavy]
    rows = connection.execute("SELECT id, name FROM city.community WHERE id = ANY(%s)", [ids]).fetchall()
    names = {row[0]: row[1] for row in rows}
    return [
        {"community_id": number, "name": names.get(number, ""), "customers": one.weight}
        for number, one in zip(ids, design.heavy, strict=True)
    ]

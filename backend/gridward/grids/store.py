"""Plans in the database: written by builds (psycopg), in one transaction each."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray
from psycopg.rows import class_row

from gridward.census.public import PlacedPool
from gridward.grids.contract import Barrier, BuildOrder, Pool, plan_is, plan_not_found
from gridward.grids.cutting import CellRows
from gridward.kernel.errors import GridwardError
from gridward.kernel.ids import new_id


@dataclass(frozen=True)
class StoredPlan:
    """What a build reads of its plan."""

    id: UUID
    city_id: int
    version: int
    status: str
    cells: int | None
    capacity: int | None
    tolerance: float
    pool: str
    barriers: list[str]

    @property
    def order(self) -> BuildOrder:
        """What was asked for. A built plan keeps the capacity that led to its number of cells."""
        cells = None if self.capacity is not None else self.cells
        barriers = tuple(Barrier(one) for one in self.barriers)
        return BuildOrder(cells, self.capacity, self.tolerance, Pool(self.pool), barriers)


def add_plan(connection: psycopg.Connection, city_id: int, order: BuildOrder, created_by: str) -> UUID:
    """A new plan in status `building`, with the city's next version."""
    plan_id = new_id()
    # Two builds at once must not take the same version.
    connection.execute("SELECT FROM city.city WHERE id = %s FOR UPDATE", [city_id])
    connection.execute(
        """INSERT INTO grids.plan (id, city_id, version, status, cells, capacity, tolerance, pool, barriers, created_by)
           SELECT %s, %s, coalesce(max(version), 0) + 1, 'building', %s, %s, %s, %s, %s, %s
           FROM grids.plan WHERE city_id = %s""",
        [
            plan_id,
            city_id,
            order.cells,
            order.capacity,
            order.tolerance,
            order.pool,
            list(order.barriers),
            created_by,
            city_id,
        ],
    )
    return plan_id


def building_plan(connection: psycopg.Connection, plan_id: UUID) -> StoredPlan:
    """The plan to be built. Raises `plan.not_found`, and `plan.wrong_status` where it is built already."""
    with connection.cursor(row_factory=class_row(StoredPlan)) as cursor:
        plan = cursor.execute(
            """SELECT id, city_id, version, status, cells, capacity, tolerance, pool, barriers FROM grids.plan
               WHERE id = %s""",
            [plan_id],
        ).fetchone()
    if plan is None:
        raise plan_not_found(plan_id)
    if plan.status != "building":
        raise plan_is(plan.status, "building", plan.version)
    return plan


def save_cells(
    connection: psycopg.Connection,
    plan: StoredPlan,
    cells: CellRows,
    places: PlacedPool,
    cell_of_place: NDArray[np.int64],
    quality: dict[str, Any],
) -> None:
    """Store the built cells with their places and make the plan a draft. `cell_of_place` counts cells from 0.

    Raises `plan.not_found` where the plan was deleted while it was built.
    """
    # Held until the end, so that nobody deletes the plan in between; it may be gone already.
    if connection.execute("SELECT FROM grids.plan WHERE id = %s FOR UPDATE", [plan.id]).fetchone() is None:
        raise plan_not_found(plan.id)
    ids = _insert_cells(connection, plan, cells)
    with connection.cursor().copy(
        "COPY grids.plan_place (plan_id, cell_id, community_id, customer_id, lon, lat, customers) FROM STDIN"
    ) as copy:
        for place, cell in enumerate(cell_of_place):
            copy.write_row(
                (
                    plan.id,
                    ids[cell],
                    int(places.community_id[place]) or None,
                    int(places.customer_id[place]) or None,
                    float(places.lonlat[place, 0]),
                    float(places.lonlat[place, 1]),
                    int(places.persons[place]),
                )
            )
    connection.execute(
        """UPDATE grids.plan SET status = 'draft', cells = %s, customers = %s, quality = %s, progress = '{}'
           WHERE id = %s""",
        [len(ids), int(places.persons.sum()), json.dumps(quality), plan.id],
    )


def _insert_cells(connection: psycopg.Connection, plan: StoredPlan, cells: CellRows) -> list[int]:
    bounds = shapely.bounds(cells.polygons)
    shapes = shapely.to_wkb(cells.polygons)
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO grids.cell (plan_id, city_id, number, name, geometry, west, south, east, north, load, deviation,
                   communities, area_km2, mean_distance_m, polsby_popper)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
            [
                (
                    plan.id,
                    plan.city_id,
                    number + 1,
                    cells.names[number],
                    shapes[number],
                    *bounds[number].tolist(),
                    int(cells.loads[number]),
                    float(cells.deviations[number]),
                    int(cells.communities[number]),
                    float(cells.area_km2[number]),
                    float(cells.mean_distance_m[number]),
                    float(cells.polsby_popper[number]),
                )
                for number in range(len(cells.names))
            ],
        )
        rows = cursor.execute(
            "SELECT id FROM grids.cell WHERE plan_id = %s ORDER BY number", [plan.id]
        ).fetchall()
    return [int(row[0]) for row in rows]


def save_failure(connection: psycopg.Connection, plan_id: UUID, error: GridwardError) -> None:
    """The plan could not be built; why is kept for the person who asked for it."""
    problem = {"code": error.code, "detail": error.detail, "hint": error.hint, "params": error.params}
    connection.execute(
        "UPDATE grids.plan SET status = 'failed', progress = '{}', problem = %s WHERE id = %s AND status = 'building'",
        [json.dumps(problem, default=str), plan_id],
    )

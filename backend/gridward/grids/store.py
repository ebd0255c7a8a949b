"""Plans in the database: written by builds (psycopg), in one transaction each."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import numpy as np
import psycopg
import shapely
from psycopg.rows import class_row

from gridward.census.public import PlacedPool
from gridward.grids.contract import Barrier, BuildOrder, ClosingStation, Load, Pool, plan_is, plan_not_found
from gridward.grids.cutting import CellRows, CutCity
from gridward.grids.engines import Work
from gridward.grids.keeping import change_to, kept_at
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
    load: str
    keeps_plan_id: UUID | None
    leaving: list[int]
    locked: list[int]
    closing: list[dict[str, Any]]

    @property
    def order(self) -> BuildOrder:
        """What was asked for. A built plan keeps the capacity that led to its number of cells."""
        cells = None if self.capacity is not None else self.cells
        barriers = tuple(Barrier(one) for one in self.barriers)
        return BuildOrder(
            cells,
            self.capacity,
            self.tolerance,
            Pool(self.pool),
            barriers,
            Load(self.load),
            self.keeps_plan_id,
            tuple(self.leaving),
            tuple(self.locked),
            tuple(
                ClosingStation(one["station_no"], one["name"], tuple(one["given_up"])) for one in self.closing
            ),
        )


def add_plan(connection: psycopg.Connection, city_id: int, order: BuildOrder, created_by: str) -> UUID:
    """A new plan in status `building`, with the city's next version. Raises what is wrong with the plan to be kept."""
    if order.keep is not None:
        change_to(order, city_id, kept_at(connection, order.keep))
    plan_id = new_id()
    # Two builds at once must not take the same version.
    connection.execute("SELECT FROM city.city WHERE id = %s FOR UPDATE", [city_id])
    connection.execute(
        """INSERT INTO grids.plan (id, city_id, version, status, cells, capacity, tolerance, pool, barriers, load,
               keeps_plan_id, leaving, locked, closing, created_by)
           SELECT %s, %s, coalesce(max(version), 0) + 1, 'building', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
           FROM grids.plan WHERE city_id = %s""",
        [
            plan_id,
            city_id,
            order.cells,
            order.capacity,
            order.tolerance,
            order.pool,
            list(order.barriers),
            order.load,
            order.keep,
            sorted(order.leaving),
            sorted(order.locked),
            json.dumps([asdict(station) for station in order.closing]),
            created_by,
            city_id,
        ],
    )
    return plan_id


def building_plan(connection: psycopg.Connection, plan_id: UUID) -> StoredPlan:
    """The plan to be built. Raises `plan.not_found`, and `plan.wrong_status` where it is built already."""
    with connection.cursor(row_factory=class_row(StoredPlan)) as cursor:
        plan = cursor.execute(
            """SELECT id, city_id, version, status, cells, capacity, tolerance, pool, barriers, load, keeps_plan_id, leaving,
                   locked, closing
               FROM grids.plan WHERE id = %s""",
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
    cut: CutCity,
    kept: Sequence[int],
    places: PlacedPool,
    quality: dict[str, Any],
    work: Work | None,
) -> None:
    """Store the built cells with their places and make the plan a draft.

    `kept` are the ids of the cells that it goes on from, none where it is cut anew; `work` is there where it is cut
    by hours.

    Raises `plan.not_found` where the plan was deleted while it was built.
    """
    # Held until the end, so that nobody deletes the plan in between; it may be gone already.
    if connection.execute("SELECT FROM grids.plan WHERE id = %s FOR UPDATE", [plan.id]).fetchone() is None:
        raise plan_not_found(plan.id)
    ids = _insert_cells(connection, plan, cut.cells, kept)
    moves = _moves(cut, kept)
    taken = (
        [(None, None)] * len(places)
        if work is None
        else np.column_stack([work.minutes, work.visits]).tolist()
    )
    with connection.cursor().copy(
        """COPY grids.plan_place (plan_id, cell_id, community_id, customer_id, lon, lat, customers, from_cell_id, why,
               minutes, visits)
           FROM STDIN"""
    ) as copy:
        for place, cell in enumerate(cut.cell_of_place):
            copy.write_row(
                (
                    plan.id,
                    ids[cell],
                    int(places.community_id[place]) or None,
                    int(places.customer_id[place]) or None,
                    float(places.lonlat[place, 0]),
                    float(places.lonlat[place, 1]),
                    int(places.persons[place]),
                    *moves.get(place, (None, None)),
                    *taken[place],
                )
            )
    # A plan that was never counted is taken for empty, and compared with others place by place.
    connection.execute("ANALYZE grids.plan_place")
    connection.execute(
        """UPDATE grids.plan SET status = 'draft', cells = %s, customers = %s, quality = %s, progress = '{}'
           WHERE id = %s""",
        [len(ids), int(places.persons.sum()), json.dumps(quality), plan.id],
    )


def _moves(cut: CutCity, kept: Sequence[int]) -> dict[int, tuple[int, str]]:
    """For each place that gets another cell: the id of the one that it had, and why."""
    if cut.moves is None:
        return {}
    rows = zip(cut.moves.place.tolist(), cut.moves.origin.tolist(), cut.moves.why.tolist(), strict=True)
    return {place: (kept[origin], why) for place, origin, why in rows}


def _insert_cells(
    connection: psycopg.Connection, plan: StoredPlan, cells: CellRows, kept: Sequence[int]
) -> list[int]:
    bounds = shapely.bounds(cells.polygons)
    shapes = shapely.to_wkb(cells.polygons)
    count = len(cells.names)
    hours = [None] * count if cells.hours is None else cells.hours.tolist()
    locked = set(plan.locked)
    origin = [-1] * count if cells.origin is None else cells.origin.tolist()
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO grids.cell (plan_id, city_id, number, name, geometry, west, south, east, north, load, deviation,
                   communities, area_km2, mean_distance_m, polsby_popper, hours, follows_cell_id, locked)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
            [
                (
                    plan.id,
                    plan.city_id,
                    int(cells.numbers[cell]),
                    cells.names[cell],
                    shapes[cell],
                    *bounds[cell].tolist(),
                    int(cells.loads[cell]),
                    float(cells.deviations[cell]),
                    int(cells.communities[cell]),
                    float(cells.area_km2[cell]),
                    float(cells.mean_distance_m[cell]),
                    float(cells.polsby_popper[cell]),
                    hours[cell],
                    None if origin[cell] < 0 else kept[origin[cell]],
                    int(cells.numbers[cell]) in locked,
                )
                for cell in range(count)
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

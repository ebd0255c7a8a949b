"""Orders to cut all cities, as they are kept: who asks for the same again goes on where it was."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from gridward.census.public import pool_sizes
from gridward.grids.contract import BuildOrder
from gridward.grids.leftovers import BATCH_LOCK
from gridward.grids.store import add_plan
from gridward.kernel.errors import Conflict, Invalid
from gridward.kernel.ids import new_id


@dataclass(frozen=True)
class OrderedCity:
    """A city of an order."""

    city_id: int
    code: str
    name: str
    plan_id: UUID | None
    """Its plan, where one was begun."""
    built: bool


@dataclass(frozen=True)
class OpenBatch:
    """An order that is worked on."""

    id: UUID
    created_at: datetime
    resumed: bool
    """Somebody began with it before."""
    cities: tuple[OrderedCity, ...]
    """Those with most customers first, so that none of them is left for the end, with nothing beside it."""


@contextmanager
def only_batch(notes: psycopg.Connection) -> Iterator[None]:
    """Be the only one who cuts all cities, as long as this connection lives. Raises `batch.busy`."""
    row = notes.execute("SELECT pg_try_advisory_lock(%s, 0)", [BATCH_LOCK]).fetchone()
    if row is None or not row[0]:
        raise Conflict(
            "batch.busy", "All cities are being cut already.", "Wait until that command has ended, or end it."
        )
    try:
        yield
    finally:
        notes.execute("SELECT pg_advisory_unlock(%s, 0)", [BATCH_LOCK])


def open_batch(connection: psycopg.Connection, order: BuildOrder, by: str, *, anew: bool) -> OpenBatch:
    """Go on with an open order for the same, or begin a new one; cities that were added meanwhile belong to it too.

    `anew` gives an open one up. Raises `batch.no_cities`.
    """
    parameters = json.dumps(asdict(order) | {"barriers": sorted(set(order.barriers))})
    if anew:
        connection.execute(
            "UPDATE grids.batch SET ended_at = now() WHERE ended_at IS NULL AND parameters = %s", [parameters]
        )
    found = connection.execute(
        """SELECT id, created_at FROM grids.batch WHERE ended_at IS NULL AND parameters = %s
           ORDER BY id DESC LIMIT 1""",
        [parameters],
    ).fetchone()
    batch = (
        found
        or connection.execute(
            "INSERT INTO grids.batch (id, parameters, created_by) VALUES (%s, %s, %s) RETURNING id, created_at",
            [new_id(), parameters, by],
        ).fetchone()
    )
    assert batch is not None
    connection.execute(
        """INSERT INTO grids.batch_city (batch_id, city_id) SELECT %s, id FROM city.city ORDER BY id
           ON CONFLICT (batch_id, city_id) DO NOTHING""",
        [batch[0]],
    )
    cities = _cities(connection, batch[0], order)
    if not cities:
        raise Invalid("batch.no_cities", "There is no city yet.", "Add one with `gridward city add`.")
    return OpenBatch(batch[0], batch[1], found is not None, cities)


def _cities(connection: psycopg.Connection, batch_id: UUID, order: BuildOrder) -> tuple[OrderedCity, ...]:
    with connection.cursor(row_factory=class_row(OrderedCity)) as cursor:
        cities = cursor.execute(
            """SELECT b.city_id, c.code, c.name, b.plan_id,
                   coalesce(p.status NOT IN ('building', 'failed'), false) AS built
               FROM grids.batch_city b JOIN city.city c ON c.id = b.city_id LEFT JOIN grids.plan p ON p.id = b.plan_id
               WHERE b.batch_id = %s ORDER BY c.code""",
            [batch_id],
        ).fetchall()
    customers = pool_sizes(connection, order.pool.kinds)
    return tuple(sorted(cities, key=lambda city: -customers.get(city.city_id, 0)))


def begin_city(
    connection: psycopg.Connection, batch: OpenBatch, city: OrderedCity, order: BuildOrder, by: str
) -> UUID:
    """The plan that is now built for a city: a new one, or that of the last try."""
    plan_id = city.plan_id or add_plan(connection, city.city_id, order, by)
    connection.execute(
        """UPDATE grids.plan SET status = 'building', problem = NULL, progress = '{}'
           WHERE id = %s AND status = 'failed'""",
        [plan_id],
    )
    connection.execute(
        """UPDATE grids.batch_city SET plan_id = %s, started_at = now(), ended_at = NULL
           WHERE batch_id = %s AND city_id = %s""",
        [plan_id, batch.id, city.city_id],
    )
    return plan_id


def end_city(connection: psycopg.Connection, batch: OpenBatch, city: OrderedCity) -> None:
    """It is stored, or has failed."""
    connection.execute(
        "UPDATE grids.batch_city SET ended_at = now() WHERE batch_id = %s AND city_id = %s",
        [batch.id, city.city_id],
    )


def end_batch(connection: psycopg.Connection, batch: OpenBatch) -> None:
    """All its cities are built: who asks for the same later begins anew."""
    connection.execute("UPDATE grids.batch SET ended_at = now() WHERE id = %s", [batch.id])

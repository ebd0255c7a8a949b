"""Looking at the staffing of the small city, and changing its staff list."""

import asyncio
from datetime import date
from typing import NamedTuple
from uuid import UUID

import psycopg

from gridward.identity.public import everything
from gridward.kernel.clock import today
from gridward.ops.publishing import publish_plan
from gridward.ops.staffing import assign_cells, end_tenure, put_tenure
from gridward.platform.crypto import cipher
from gridward.platform.db import in_transaction
from gridward.staffing.contract import Staffed


class Row(NamedTuple):
    """A tenure."""

    cell_id: int
    specialist_id: int
    role: str
    start: date
    end: date | None
    """The first day after it."""
    reason: str


def tenures(url: str, role: str | None = None, day: date | None = None) -> list[Row]:
    """The tenures in a role and on a day, or all."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            """SELECT cell_id, specialist_id, role, lower(during), upper(during), reason FROM staffing.tenure
               WHERE (%(role)s::text IS NULL OR role = %(role)s) AND (%(day)s::date IS NULL OR during @> %(day)s::date)
               ORDER BY cell_id, lower(during), role""",
            {"role": role, "day": day},
        ).fetchall()
    return [Row(*row) for row in rows]


def set_status(url: str, specialist_id: int, status: str) -> None:
    """What the next staff list says of somebody."""
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE book.specialist SET status = %s WHERE id = %s", [status, specialist_id])


def hire(url: str, staff_no: str, lonlat: tuple[float, float] | None, status: str = "在岗") -> int:
    """Somebody new in the staff list; his number here."""
    home = lonlat and cipher().seal(f"{lonlat[0]},{lonlat[1]}", f"book.specialist.home_position/{staff_no}")
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """INSERT INTO book.specialist (city_id, staff_no, name_sealed, name_masked, employment, status,
                   home_position_sealed, import_id, row_hash)
               VALUES (1, %s, %s, '新*', '合同制', %s, %s, gen_random_uuid(), gen_random_uuid()) RETURNING id""",
            [staff_no, cipher().seal("新人", f"book.specialist.name/{staff_no}"), status, home],
        ).fetchone()
    assert row is not None
    return int(row[0])


def publish_draft(url: str, plan_id: UUID, start: date) -> None:
    """Publish a plan from a day on."""
    asyncio.run(
        in_transaction(url, lambda session: publish_plan(session, everything(), plan_id, start, "test"))
    )


def assign(url: str) -> Staffed:
    """Fill the vacant cells."""
    return asyncio.run(in_transaction(url, lambda session: assign_cells(session, everything(), 1, "test")))


def put(url: str, cell_id: int, specialist_id: int, start: date | None = None) -> None:
    """Make somebody responsible for a cell."""
    start = start or today()
    asyncio.run(
        in_transaction(
            url, lambda session: put_tenure(session, everything(), cell_id, specialist_id, start, "test")
        )
    )


def end(url: str, cell_id: int, day: date | None = None) -> None:
    """Let whoever is responsible for a cell leave it."""
    day = day or today()
    asyncio.run(in_transaction(url, lambda session: end_tenure(session, everything(), cell_id, day, "test")))

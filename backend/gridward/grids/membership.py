"""Who is in which cell on a day."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import CellRef, PersonRef
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound
from gridward.platform.statements import Statement

_CELL_OF_CUSTOMER = text(
    """SELECT c.id, c.city_id, c.number, c.name
       FROM census.customer_standing s
       JOIN grids.cells_on(CAST(:day AS date)) m ON m.customer_id = s.customer_id
       JOIN grids.cell c ON c.id = m.cell_id
       WHERE s.person_id = :customer
       ORDER BY s.customer_id = s.person_id DESC, s.customer_id LIMIT 1"""
)
"""A person's numbers have the same cell; after two persons turned out to be one, the first number's cell counts."""


async def cell_of_customer(session: AsyncSession, customer_id: int, day: date) -> CellRef | None:
    """The cell in which a person is on a day; None for one who has none."""
    row = (await session.execute(_CELL_OF_CUSTOMER, {"customer": customer_id, "day": day})).one_or_none()
    return None if row is None else CellRef(row.id, row.city_id, row.number, row.name)


_CELLS_OF_PERSONS = Statement(
    """SELECT DISTINCT ON (s.person_id) s.person_id, m.cell_id
       FROM census.customer_standing s
       CROSS JOIN LATERAL (
           SELECT cell_id FROM grids.cells_on(CAST(:day AS date)) k WHERE k.customer_id = s.customer_id LIMIT 1
       ) m
       WHERE s.person_id = ANY(:persons)
       ORDER BY s.person_id, s.customer_id = s.person_id DESC, s.customer_id"""
)


async def cells_of_persons(session: AsyncSession, persons: Collection[int], day: date) -> dict[int, int]:
    """The cells in which persons are on a day, as `cell_of_customer` finds them; without those who have none."""
    rows = await _CELLS_OF_PERSONS.rows(session, {"persons": list(persons), "day": day})
    return {row.person_id: row.cell_id for row in rows}


_PERSON = text(
    """SELECT s.person_id, s.city_id, s.customer_id, k.cell_id
       FROM census.customer_standing asked JOIN census.customer_standing s ON s.person_id = asked.person_id
       LEFT JOIN grids.cells_on(CAST(:day AS date)) k ON k.customer_id = s.customer_id
       WHERE asked.customer_id = :customer ORDER BY s.customer_id <> s.person_id, s.customer_id"""
)


async def person_in_scope(session: AsyncSession, scope: DataScope, customer_id: int) -> PersonRef:
    """The person behind a customer number. Raises `customer.not_found`, out of scope as well.

    Who is confined to cells sees a person of whose numbers any is in one of them today.
    """
    rows = (await session.execute(_PERSON, {"customer": customer_id, "day": today()})).all()
    if not any(scope.allows_cell(row.city_id, row.cell_id) for row in rows):
        raise NotFound(
            "customer.not_found",
            "There is no such customer.",
            "He may be in another cell now: load the list.",
        )
    cell = next((row.cell_id for row in rows if row.cell_id is not None), None)
    return PersonRef(rows[0].person_id, rows[0].city_id, cell, tuple(row.customer_id for row in rows))

"""Who is in which cell on a day."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import CellRef

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

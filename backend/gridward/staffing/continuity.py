"""Who knows a cell's customers already."""

from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# A day each, so that the joins are planned for as many rows as there are.
_KNOWN = text(
    """WITH worker AS (
           SELECT DISTINCT ON (cell_id) cell_id, specialist_id FROM staffing.tenure
           WHERE city_id = :city AND during @> CAST(:before AS date) ORDER BY cell_id, role = 'responsible' DESC
       )
       SELECT m.cell_id, w.specialist_id, count(DISTINCT s.person_id) AS persons
       FROM grids.membership m
       JOIN census.customer_standing s USING (customer_id)
       JOIN grids.cells_on(CAST(:before AS date)) e ON e.customer_id = m.customer_id AND e.city_id = :city
       JOIN worker w ON w.cell_id = e.cell_id
       WHERE m.plan_id = :plan AND m.since <= :day AND (m.until IS NULL OR m.until > :day)
       GROUP BY m.cell_id, w.specialist_id"""
)


async def known_customers(
    session: AsyncSession, city_id: int, plan_id: UUID, day: date, before: date
) -> dict[tuple[int, int], int]:
    """The persons of each of a plan's cells on a day whom a specialist served on an earlier one, by (cell, specialist)."""
    names = {"city": city_id, "plan": plan_id, "day": day, "before": before}
    return {(row.cell_id, row.specialist_id): row.persons for row in await session.execute(_KNOWN, names)}

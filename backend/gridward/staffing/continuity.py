"""Who knows a cell's customers already: they should change hands only where the way costs more than that is worth."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
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
    session: AsyncSession,
    city_id: int,
    plan_id: UUID,
    day: date,
    cells: Sequence[int],
    specialists: Sequence[int],
) -> NDArray[np.int64]:
    """The customers of each cell on a day whom each specialist served on the day before, (cells, specialists) persons."""
    found = await session.execute(
        _KNOWN, {"city": city_id, "plan": plan_id, "day": day, "before": day - timedelta(days=1)}
    )
    row_of = {cell: row for row, cell in enumerate(cells)}
    column_of = {specialist: column for column, specialist in enumerate(specialists)}
    known = np.zeros((len(cells), len(specialists)), np.int64)
    for one in found:
        row, column = row_of.get(one.cell_id), column_of.get(one.specialist_id)
        if row is not None and column is not None:
            known[row, column] = one.persons
    return known

"""Whom persons chose for cells: a later plan does not propose somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

CHOSEN, STILL_CHOSEN = "chosen", "still_chosen"
"""Why somebody works a cell: a person chose him, for it or for the one that it goes on from."""


@dataclass(frozen=True)
class Choice:
    """A specialist whom a person chose."""

    specialist_id: int
    note: str | None
    """Why, as the person wrote it."""


_CHOSEN = text(
    """SELECT t.cell_id, t.specialist_id, t.note, f.id AS following FROM staffing.tenure t
       LEFT JOIN grids.cell f ON f.plan_id = :plan AND (f.follows_cell_id = t.cell_id OR f.id = t.cell_id)
       WHERE t.city_id = :city AND t.role = 'responsible' AND t.reason = ANY(:reasons)
         AND t.during @> CAST(:day AS date)
       ORDER BY t.created_at, t.id"""
)


async def choices_for(
    session: AsyncSession, city_id: int, plan_id: UUID, known: Mapping[tuple[int, int], int], day: date
) -> dict[int, Choice]:
    """Whom persons had chosen on a day, by the cell of the plan that goes on from his.

    Where none does, that is the cell in which most of those live whom he serves: `known`, by (cell, specialist).
    """
    rows = await session.execute(
        _CHOSEN, {"city": city_id, "plan": plan_id, "day": day, "reasons": [CHOSEN, STILL_CHOSEN]}
    )
    found: dict[int, Choice] = {}
    for row in rows:
        most = [
            (persons, -cell)
            for (cell, specialist), persons in known.items()
            if specialist == row.specialist_id
        ]
        cell = row.following if row.following is not None else -max(most)[1] if most else None
        if cell is not None:
            found.setdefault(cell, Choice(row.specialist_id, row.note))
    return found

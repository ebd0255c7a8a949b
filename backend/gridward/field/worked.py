"""The cells that a specialist works today."""

from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound

# Few people have a second number: to look those up is quicker than to ask of every number whose it is.
_WORKED = text(
    """SELECT t.cell_id, c.number, c.name, y.code AS city, t.role, upper(t.during) - 1 AS until,
           (SELECT count(DISTINCT coalesce(s.person_id, m.customer_id))
            FROM grids.membership m LEFT JOIN census.customer_standing s
                ON s.customer_id = m.customer_id AND s.customer_id <> s.person_id
            WHERE m.cell_id = t.cell_id AND m.since <= :day AND (m.until IS NULL OR m.until > :day)) AS customers,
           (SELECT h.id FROM staffing.handover h
            WHERE h.cell_id = t.cell_id AND h.specialist_id = t.specialist_id AND h.accepted_at IS NULL
            ORDER BY h.effective_on DESC, h.id DESC LIMIT 1) AS handover_id
       FROM staffing.specialist_account a
       JOIN staffing.tenure t USING (specialist_id)
       JOIN grids.cell c ON c.id = t.cell_id
       JOIN city.city y ON y.id = c.city_id
       WHERE a.account_id = :account AND t.during @> CAST(:day AS date)
         AND (CAST(:cells AS int[]) IS NULL OR t.cell_id = ANY(:cells))
         AND (CAST(:cell AS int) IS NULL OR t.cell_id = :cell)
       ORDER BY t.role, c.number"""
)

_WORKS = text(
    """SELECT EXISTS (
           SELECT FROM staffing.specialist_account a JOIN staffing.tenure t USING (specialist_id)
           WHERE a.account_id = :account AND t.cell_id = :cell AND t.during @> CAST(:day AS date))"""
)


async def worked_cells(
    session: AsyncSession, scope: DataScope, account_id: UUID, cell_id: int | None = None
) -> list[RowMapping]:
    """The cells that the specialist behind an account works today, or the one of them that is asked for; his own first."""
    rows = await session.execute(
        _WORKED, {"account": account_id, "day": today(), "cells": scope.cell_list, "cell": cell_id}
    )
    return list(rows.mappings())


async def require_worked(session: AsyncSession, account_id: UUID, cell_id: int) -> None:
    """Raises `cell.not_found` where the specialist behind an account does not work a cell today."""
    if not await session.scalar(_WORKS, {"account": account_id, "cell": cell_id, "day": today()}):
        raise not_worked()


def not_worked() -> NotFound:
    """For a cell that he does not work, or that there is not."""
    return NotFound("cell.not_found", "You do not work this cell today.", "See the cells of your day.")

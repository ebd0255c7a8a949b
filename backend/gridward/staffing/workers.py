"""Who works which cell on a day, and with which account."""

from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.platform.statements import Statement
from gridward.staffing.contract import TenureRole, Worker

_WORKER = text(
    """SELECT t.specialist_id, s.name_masked, t.role
       FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
       WHERE t.cell_id = :cell AND t.during @> CAST(:day AS date)
       ORDER BY t.role = 'responsible' DESC LIMIT 1"""
)

_WORKERS = text(
    """SELECT DISTINCT ON (t.cell_id) t.cell_id, t.specialist_id
       FROM staffing.tenure t JOIN grids.cell c ON c.id = t.cell_id
       WHERE c.plan_id = :plan AND t.during @> CAST(:day AS date) ORDER BY t.cell_id, t.role = 'responsible' DESC"""
)


async def specialist_of(session: AsyncSession, account_id: UUID) -> int | None:
    """The specialist who signs in with an account; None for any other account."""
    return await session.scalar(  # type: ignore[no-any-return]
        text("SELECT specialist_id FROM staffing.specialist_account WHERE account_id = :account"),
        {"account": account_id},
    )


_WORKS = Statement(
    """SELECT FROM staffing.tenure WHERE cell_id = :cell AND specialist_id = :specialist AND during @> CAST(:day AS date)
       LIMIT 1"""
)


async def works_cell(session: AsyncSession, specialist_id: int, cell_id: int, day: date) -> bool:
    """Whether a specialist is responsible for a cell on a day, or stands in there."""
    values = {"cell": cell_id, "specialist": specialist_id, "day": day}
    return await _WORKS.row(session, values) is not None


async def workers_of_plan(session: AsyncSession, plan_id: UUID, day: date) -> dict[int, int]:
    """Who works each cell of a plan on a day, by cell: the responsible specialist, else the stand-in."""
    rows = await session.execute(_WORKERS, {"plan": plan_id, "day": day})
    return {row.cell_id: row.specialist_id for row in rows}


async def worker_of_cell(session: AsyncSession, cell_id: int, day: date) -> Worker | None:
    """Who works a cell on a day: the responsible specialist, else the stand-in; None where there is neither."""
    row = (await session.execute(_WORKER, {"cell": cell_id, "day": day})).one_or_none()
    return None if row is None else Worker(row.specialist_id, row.name_masked, TenureRole(row.role))

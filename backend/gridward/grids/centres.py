"""Where the customers of each cell have their middle."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import CellCentre

_CENTRES = text(
    """SELECT c.id, c.number, c.load, sum(p.lon * p.customers) / sum(p.customers) AS lon,
           sum(p.lat * p.customers) / sum(p.customers) AS lat
       FROM grids.cell c JOIN grids.plan_place p ON p.cell_id = c.id
       WHERE c.plan_id = :plan GROUP BY c.id ORDER BY c.number"""
)


async def cell_centres(session: AsyncSession, plan_id: UUID) -> list[CellCentre]:
    """The cells of a plan by the middle of their customers, in the order of their numbers."""
    rows = await session.execute(_CENTRES, {"plan": plan_id})
    return [CellCentre(row.id, row.number, row.lon, row.lat, row.load) for row in rows]

"""To which cells somebody is confined: a specialist to those that he works today, a supervisor to those of his stations.

Of a station that has closed nobody sees anything as its lead.
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Role
from gridward.kernel.clock import today
from gridward.platform.statements import Statement

_CONFINED = frozenset({Role.SPECIALIST, Role.SUPERVISOR})

_CELLS = Statement(
    """SELECT t.cell_id FROM staffing.specialist_account a JOIN staffing.tenure t USING (specialist_id)
       WHERE a.account_id = :account AND t.during @> CAST(:today AS date)
       UNION
       SELECT c.cell_id FROM staffing.station_lead l JOIN stations.cell_station c USING (station_id)
       JOIN stations.station s ON s.id = l.station_id
       WHERE l.account_id = :account AND (s.closed_on IS NULL OR s.closed_on > CAST(:today AS date))"""
)


async def cells_of_account(
    session: AsyncSession, account_id: UUID, roles: frozenset[Role]
) -> frozenset[int] | None:
    """The cells that an account may see today; None for one that has a role which sees whole cities."""
    if not roles or roles - _CONFINED:
        return None
    return frozenset(await _CELLS.column(session, {"account": account_id, "today": today()}))

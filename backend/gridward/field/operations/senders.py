"""Who sends operations."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.receipts import Place, Sender
from gridward.identity.contract import Actor
from gridward.kernel.clock import today
from gridward.platform.statements import Statement

_SENDER = Statement(
    """SELECT s.id, s.name_masked, s.city_id, t.cell_id
       FROM staffing.specialist_account a JOIN book.specialist s ON s.id = a.specialist_id
       LEFT JOIN LATERAL (
           SELECT cell_id FROM staffing.tenure WHERE specialist_id = s.id AND NOT during >> daterange(:day, :day, '[]')
           ORDER BY during @> CAST(:day AS date) DESC, role = 'responsible' DESC, upper(during) DESC LIMIT 1
       ) t ON true
       WHERE a.account_id = :account"""
)


async def find_sender(session: AsyncSession, actor: Actor) -> Sender:
    """The specialist behind an account, with the cell that he works today or worked last."""
    row = await _SENDER.row(session, {"account": actor.account_id, "day": today()})
    if row is None:
        city_id = min(actor.scope.city_ids, default=None)
        return Sender(actor.account_id, None, None, Place(city_id, None, None))
    return Sender(actor.account_id, row.id, row.name_masked, Place(row.city_id, None, row.cell_id))

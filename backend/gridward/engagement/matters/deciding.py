"""Operations look at a matter, and decide on it once."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.matters.lists import MatterFilter, matter_rows
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.platform.crypto import cipher

_DECIDE = text(
    """UPDATE engagement.matter SET state = :state, decided_by = :account, decided_at = :now,
           answer_sealed = coalesce(CAST(:answer AS bytea), answer_sealed)
       WHERE id = :matter AND (state = 'open' OR state = 'looked_at' AND :state <> 'looked_at')
       RETURNING customer_id, city_id"""
)


async def decide_matter(
    session: AsyncSession, scope: DataScope, account_id: UUID, matter_id: UUID, state: str, answer: str
) -> int | None:
    """Set a matter to `looked_at`, `confirmed` or `dismissed`; returns the customer whom it is about.

    Raises `matter.not_found`, `matter.decided` (it is closed, or somebody looks at it already) and, where it is dismissed
    without one, `matter.answer_missing`.
    """
    if not await matter_rows(session, scope, MatterFilter(matter_id=matter_id), limit=1, notes=False):
        raise NotFound("matter.not_found", "There is no such matter.", "Load the list again.")
    if state == "dismissed" and not answer.strip():
        raise Invalid("matter.answer_missing", "It is dismissed without a reason.", "Say why.")
    row = (
        await session.execute(
            _DECIDE,
            {
                "matter": matter_id,
                "state": state,
                "account": account_id,
                "now": now(),
                "answer": cipher().seal(answer, f"engagement.matter.answer/{matter_id}") if answer else None,
            },
        )
    ).one_or_none()
    if row is None:
        raise Conflict("matter.decided", "Somebody has decided on it meanwhile.", "Load the list again.")
    customer: int | None = row.customer_id
    return customer

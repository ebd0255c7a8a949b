"""Giving a customer back to the queue who was not called."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.seats.beginning import forbidden_until
from gridward.seats.claims import end_claim, lock_claim
from gridward.seats.counts import tell_queue

_BACK = text(
    """UPDATE seats.queue_item SET claim_id = NULL, claimed_by = NULL, leased_until = NULL,
           not_before = greatest(not_before, CAST(:free_at AS timestamptz))
       WHERE claim_id = :claim"""
)


async def release_claim(
    session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID, *, until_free: bool = False
) -> None:
    """Give the customer back to the queue, `until_free` not to be called before he may be; nothing happens where the claim
    has ended. Raises `claim.not_found`.
    """
    claim = await lock_claim(session, scope, account_id, claim_id)
    if claim.ended_at is not None:
        return
    free_at = await forbidden_until(session, claim) if until_free else None
    await session.execute(_BACK, {"claim": claim_id, "free_at": free_at})
    await end_claim(session, claim_id, "released")
    await tell_queue(session, claim.city_id)

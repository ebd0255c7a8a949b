"""Beginning a call: only where the contact budget and the hours allow it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import Budget, contact_budget
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.seats.claims import get_claim, lock_claim

_BEGUN = text("UPDATE seats.claim SET begun_at = :now WHERE id = :claim AND begun_at IS NULL")
_ASKED = text(
    """SELECT callback AND not_before <= :now FROM seats.queue_item
       WHERE claim_id = :claim"""
)


async def call_budget(
    session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID
) -> dict[str, Any]:
    """Whether the customer of a claim may be called now, as `CallBudgetOut`. Raises `claim.not_found`."""
    claim = await get_claim(session, scope, account_id, claim_id)
    asked = await _asked(session, claim_id)
    budget = await _budget(session, claim["customer_id"], asked)
    return {
        "begun_at": claim["begun_at"],
        "windows": [
            {
                "days": use.window.days,
                "contacts": use.window.contacts,
                "used": [vars(one) for one in use.used],
            }
            for use in budget.windows
        ],
        "reasons": list(budget.reasons),
        "free_at": budget.free_at,
        "asked": asked,
    }


async def begin_call(session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID) -> None:
    """Note that the call begins; the second time changes nothing.

    Raises `claim.not_found`, `claim.ended`, and `call.forbidden` with the reasons and when it may be begun.
    """
    claim = await lock_claim(session, scope, account_id, claim_id)
    if claim.begun_at is not None:
        return
    if claim.ended_at is not None:
        raise Conflict(
            "claim.ended",
            "The customer is not in your hand any more.",
            "A call that you made can be saved all the same.",
            ended_by=claim.ended_by,
        )
    budget = await _budget(session, claim.customer_id, await _asked(session, claim_id))
    if budget.reasons:
        raise Conflict(
            "call.forbidden",
            "This customer may not be called now.",
            "Give him back: he comes into the queue again when he may be called.",
            reasons=list(budget.reasons),
            free_at=budget.free_at.isoformat() if budget.free_at else None,
        )
    await session.execute(_BEGUN, {"now": now(), "claim": claim_id})


async def forbidden_until(session: AsyncSession, claim: Row[Any]) -> datetime | None:
    """When somebody may be called whose call was not begun; empty where he may be called now, or was."""
    if claim.begun_at is not None:
        return None
    return (await _budget(session, claim.customer_id, await _asked(session, claim.id))).free_at


async def _budget(session: AsyncSession, customer_id: int, asked: bool) -> Budget:
    """The budget of service calls of a customer now. What he asked for passes."""
    return await contact_budget(session, customer_id, "service", "call", now(), passes=asked)


async def _asked(session: AsyncSession, claim_id: UUID) -> bool:
    """Whether the call was promised to the customer for this time."""
    return bool(await session.scalar(_ASKED, {"claim": claim_id, "now": now()}))

"""Whoever takes over a cell confirms that he took over its customers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def accept_handover(session: AsyncSession, handover_id: UUID, account_id: UUID, at: datetime) -> bool:
    """Confirm a hand-over; False where it was confirmed before, which changes nothing."""
    found = await session.scalar(
        text(
            """UPDATE staffing.handover SET accepted_at = :at, accepted_by = :account
               WHERE id = :id AND accepted_at IS NULL RETURNING id"""
        ),
        {"id": handover_id, "account": account_id, "at": at},
    )
    return found is not None

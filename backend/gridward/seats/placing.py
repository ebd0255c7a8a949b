"""Where a customer goes in the queue after a call. Whoever else has taken him meanwhile keeps him."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.seats.counts import day_start
from gridward.seats.outcomes import tried_again
from gridward.seats.rules import next_morning, next_try, seat_rules

LEAVE = "SELECT seats.leave({claim}, {moment}, {again})"
"""In one call of the database, as `gridward.seats.queue.TAKE`."""
_LEAVE = text(LEAVE.format(claim=":claim", moment=":moment", again=":again"))

_FREE = "q.customer_id = :customer AND (q.claim_id IS NULL OR q.claim_id = :claim)"
_CLEAR = "claim_id = NULL, claimed_by = NULL, leased_until = NULL"


async def call_later(session: AsyncSession, claim: Row[Any], at: datetime, *, promised: bool) -> None:
    """Put the customer back, not to be called before a time, which may have been promised to him."""
    await session.execute(
        text(f"UPDATE seats.queue_item q SET not_before = :at, callback = :promised, {_CLEAR} WHERE {_FREE}"),
        {"customer": claim.customer_id, "claim": claim.id, "at": at, "promised": promised},
    )


async def leave_queue(session: AsyncSession, claim: Row[Any], moment: datetime) -> None:
    """Take the customer out and end the claim; where he has another task for a seat, it waits until the next day."""
    await session.execute(
        _LEAVE,
        {"claim": claim.id, "moment": moment, "again": next_morning(moment, seat_rules().retry)},
    )


async def time_of_retry(session: AsyncSession, claim: Row[Any], moment: datetime) -> datetime:
    """When to call again after this try in vain, by how often it was tried today."""
    tries = await session.scalar(
        text(
            """SELECT count(*) FROM seats.call WHERE customer_id = :customer AND ended_at >= :start
               AND outcome = ANY(:vain)"""
        ),
        {"customer": claim.customer_id, "start": day_start(), "vain": tried_again()},
    )
    return next_try(moment, tries or 0, seat_rules().retry)

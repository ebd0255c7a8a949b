"""Taking a customer from the queue: the next one, or a certain one. Two seats at once never get the same."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.kernel.ids import new_id
from gridward.seats.counts import queue_counts, tell_queue
from gridward.seats.rules import lease_end, seat_rules

# Whoever is claimed just now by somebody else is passed over instead of waited for.
_FREE = """
    FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id AND t.state = 'open'
    WHERE q.city_id = :city AND (q.claim_id IS NULL OR q.leased_until <= :now) AND {which}
    LIMIT 1 FOR UPDATE OF q SKIP LOCKED
"""
_TAKE = """
    WITH item AS (SELECT q.id, q.city_id, q.customer_id, q.task_id, q.claim_id {free}),
    ended AS (
        UPDATE seats.claim c SET ended_at = :now, ended_by = 'lease' FROM item
        WHERE c.id = item.claim_id AND c.ended_at IS NULL
    ), made AS (
        INSERT INTO seats.claim (id, city_id, customer_id, task_id, account_id, claimed_at)
        SELECT :claim, city_id, customer_id, task_id, :account, :now FROM item
    )
    UPDATE seats.queue_item q SET claim_id = :claim, claimed_by = :account, leased_until = :until
    FROM item WHERE q.id = item.id RETURNING q.id
"""


def _take(which: str) -> str:
    return _TAKE.format(free=_FREE.format(which=which))


_CALLBACK = text(_take("q.callback AND q.not_before <= :now ORDER BY q.not_before, q.id"))
_NEXT = text(_take("(q.not_before IS NULL OR q.not_before <= :now) ORDER BY q.priority DESC, q.id"))
# Somebody who is chosen may be called before his time: he may have called himself.
_CERTAIN = text(_take("q.id = :item ORDER BY q.id"))


async def claim_next(session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int) -> UUID:
    """Take the next customer: whoever was promised a call back by now, then by priority. Returns the claim.

    Raises `queue.hand_full` and, with the queue's figures, `queue.empty`.
    """
    scope.require_city(city_id)
    await _require_free_hand(session, account_id)
    claim_id, moment = new_id(), now()
    for query in (_CALLBACK, _NEXT):
        if await _taken(session, query, claim_id, account_id, city_id, moment):
            return claim_id
    counts = await queue_counts(session, [city_id], account_id)
    raise Conflict(
        "queue.empty",
        "Nobody waits for a call at the moment.",
        "The queue shows who is called later, and whom others have.",
        claimed=counts.claimed,
        later=counts.later,
        next_at=counts.next_at.isoformat() if counts.next_at else None,
    )


async def claim_item(
    session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int, item_id: int
) -> UUID:
    """Take a certain customer, before his time too. Returns the claim.

    Raises `queue.hand_full`, `queue.taken` and, for somebody who does not wait any more, `queue.not_found`.
    """
    scope.require_city(city_id)
    await _require_free_hand(session, account_id)
    claim_id, moment = new_id(), now()
    if await _taken(session, _CERTAIN, claim_id, account_id, city_id, moment, item=item_id):
        return claim_id
    waits = await session.scalar(
        text(
            """SELECT EXISTS (SELECT FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id
                WHERE q.id = :item AND q.city_id = :city AND t.state = 'open')"""
        ),
        {"item": item_id, "city": city_id},
    )
    if waits:
        raise Conflict("queue.taken", "Somebody else has this customer.", "Take the next one.")
    raise NotFound("queue.not_found", "This customer does not wait any more.", "Load the queue again.")


async def _taken(
    session: AsyncSession,
    query: TextClause,
    claim_id: UUID,
    account_id: UUID,
    city_id: int,
    moment: datetime,
    **which: int,
) -> bool:
    """Whether the query found somebody, who is claimed now."""
    found = await session.scalar(
        query,
        {
            "claim": claim_id,
            "account": account_id,
            "city": city_id,
            "now": moment,
            "until": lease_end(moment),
            **which,
        },
    )
    if found is not None:
        await tell_queue(session, city_id)
    return found is not None


async def _require_free_hand(session: AsyncSession, account_id: UUID) -> None:
    # One person in two windows takes one after the other.
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('seat ' || :account, 0))"),
        {"account": str(account_id)},
    )
    held = await session.scalars(
        text("SELECT claim_id FROM seats.queue_item WHERE claimed_by = :account AND leased_until > :now"),
        {"account": account_id, "now": now()},
    )
    claims = held.all()
    most = seat_rules().claims_at_once
    if len(claims) >= most:
        raise Conflict(
            "queue.hand_full",
            f"You hold {len(claims)} customers already, and may hold {most}.",
            "Save the call or give the customer back first.",
            most=most,
            claim_id=str(claims[0]),
        )

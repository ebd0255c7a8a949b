"""A customer in a seat's hand: looked at, kept longer, given back."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.seats.counts import tell_queue
from gridward.seats.rules import lease_end
from gridward.seats.scripts import script_of

_CLAIM = """
    SELECT c.id AS claim_id, c.city_id, c.task_id, c.customer_id, t.kind, t.stage, t.due_on, t.why, c.claimed_at, c.begun_at,
        CASE WHEN q.leased_until > :now THEN q.leased_until END AS leased_until,
        EXISTS (SELECT FROM seats.call k WHERE k.claim_id = c.id) AS called
    FROM seats.claim c JOIN engagement.task t ON t.id = c.task_id
    LEFT JOIN seats.queue_item q ON q.claim_id = c.id
    WHERE c.account_id = :account
"""


async def get_claim(
    session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID
) -> dict[str, Any]:
    """One of the seat's own claims. Raises `claim.not_found`."""
    rows = await session.execute(
        text(f"{_CLAIM} AND c.id = :claim"), {"account": account_id, "claim": claim_id, "now": now()}
    )
    found = rows.mappings().one_or_none()
    if found is None or not scope.allows_city(found["city_id"]):
        raise _not_found()
    return _with_script(found)


async def claims_in_hand(
    session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int
) -> list[dict[str, Any]]:
    """The seat's claims in a city that have not ended, those whose lease ran out among them."""
    scope.require_city(city_id)
    rows = await session.execute(
        text(f"{_CLAIM} AND c.city_id = :city AND c.ended_at IS NULL ORDER BY c.claimed_at"),
        {"account": account_id, "city": city_id, "now": now()},
    )
    return [_with_script(row) for row in rows.mappings()]


async def renew_claim(session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID) -> None:
    """Keep the customer longer, also after the lease ended as long as nobody else took him.

    Raises `claim.not_found` and `claim.ended`.
    """
    claim = await lock_claim(session, scope, account_id, claim_id)
    if claim.ended_at is None:
        kept = await session.scalar(
            text("UPDATE seats.queue_item SET leased_until = :until WHERE claim_id = :claim RETURNING id"),
            {"until": lease_end(now()), "claim": claim_id},
        )
        if kept is not None:
            await tell_queue(session, claim.city_id)
            return
    raise Conflict(
        "claim.ended",
        "The customer is not in your hand any more.",
        "A call that you made can be saved all the same.",
        ended_by=claim.ended_by,
    )


async def lock_claim(session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID) -> Row[Any]:
    """The claim, and before it the customer's place in the queue, locked in the order in which all lock them.

    `held_until` is the end of the lease while the place is this claim's, else empty.
    """
    await get_claim(session, scope, account_id, claim_id)
    await session.execute(
        text(
            """SELECT FROM seats.queue_item WHERE customer_id = (SELECT customer_id FROM seats.claim WHERE id = :claim)
               FOR UPDATE"""
        ),
        {"claim": claim_id},
    )
    rows = await session.execute(
        text(
            """SELECT c.id, c.city_id, c.customer_id, c.task_id, c.claimed_at, c.begun_at, c.ended_at, c.ended_by,
                   (SELECT q.leased_until FROM seats.queue_item q WHERE q.claim_id = c.id) AS held_until
               FROM seats.claim c WHERE c.id = :claim FOR UPDATE"""
        ),
        {"claim": claim_id},
    )
    return rows.one()


async def end_claim(session: AsyncSession, claim_id: UUID, by: str) -> None:
    """Note how a claim ended, unless it has ended before."""
    await session.execute(
        text("UPDATE seats.claim SET ended_at = :now, ended_by = :by WHERE id = :claim AND ended_at IS NULL"),
        {"now": now(), "by": by, "claim": claim_id},
    )


def _with_script(claim: RowMapping) -> dict[str, Any]:
    return {**claim, "script": script_of(claim["kind"], claim["stage"])}


def _not_found() -> NotFound:
    return NotFound("claim.not_found", "There is no such claim of yours.", "See the customers in your hand.")

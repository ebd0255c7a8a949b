"""Taking a customer from the queue: the next one, or a certain one. Two seats at once never get the same."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.kernel.ids import new_id
from gridward.seats.counts import queue_counts, tell_queue
from gridward.seats.rules import lease_end, seat_rules

TAKE = "SELECT seats.take({claim}, {seat}, {city}, {moment}, {until}, {most}, {item})"
"""In one call of the database; `gridward bench seats` measures it. The parameters are filled in by each driver's marks."""

_NAMES = ("claim", "seat", "city", "moment", "until", "most", "item")
_TAKE = text(TAKE.format(**{name: f":{name}" for name in _NAMES}))
_GIVEN = text(
    """SELECT q.id FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id AND t.state = 'open'
       WHERE q.assigned_to = :account AND q.assigned_until > :now AND q.city_id = :city
         AND (q.claim_id IS NULL OR q.leased_until <= :now) AND (q.not_before IS NULL OR q.not_before <= :now)
       ORDER BY q.callback DESC, q.priority DESC, q.id LIMIT 1 FOR UPDATE OF q SKIP LOCKED"""
)


async def claim_next(session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int) -> UUID:
    """Take the next customer: whom a supervisor gave to this seat; then, of those whom the seat knows how to call, whoever
    was promised a call back by now, then by priority. Returns the claim.

    Raises `queue.hand_full`, `seat.away`, `seat.departed` and, with the queue's figures, `queue.empty`.
    """
    scope.require_city(city_id)
    given = await session.scalar(_GIVEN, {"account": account_id, "now": now(), "city": city_id})
    claim_id = await _take(session, account_id, city_id, given)
    if claim_id is not None:
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

    Raises `queue.hand_full`, `seat.away`, `seat.departed`, `queue.taken` and, for somebody who does not wait any more,
    `queue.not_found`.
    """
    scope.require_city(city_id)
    claim_id = await _take(session, account_id, city_id, item_id)
    if claim_id is not None:
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


async def _take(
    session: AsyncSession, account_id: UUID, city_id: int, item_id: int | None = None
) -> UUID | None:
    """The claim under which somebody is held now; None where nobody was found."""
    claim_id, moment, most = new_id(), now(), seat_rules().claims_at_once
    came_to = await session.scalar(
        _TAKE,
        {
            "claim": claim_id,
            "seat": account_id,
            "city": city_id,
            "moment": moment,
            "until": lease_end(moment),
            "most": most,
            "item": item_id,
        },
    )
    if came_to == "taken":
        await tell_queue(session, city_id)
        return claim_id
    if came_to == "full":
        raise await _hand_full(session, account_id, most)
    if came_to == "away":
        raise Conflict("seat.away", "You are marked as away.", "Ask your administrator to mark you as back.")
    if came_to == "departed":
        raise Conflict("seat.departed", "This account does not work any more.", "Ask your administrator.")
    return None


async def _hand_full(session: AsyncSession, account_id: UUID, most: int) -> Conflict:
    held = await session.scalars(
        text(
            """SELECT q.claim_id FROM seats.claim c JOIN seats.queue_item q ON q.claim_id = c.id
               WHERE c.account_id = :account AND c.ended_at IS NULL AND q.leased_until > :now ORDER BY c.claimed_at"""
        ),
        {"account": account_id, "now": now()},
    )
    claims = held.all()
    return Conflict(
        "queue.hand_full",
        f"You hold {len(claims)} customers already, and may hold {most}.",
        "Save the call or give the customer back first.",
        most=most,
        claim_id=str(claims[0]),
    )

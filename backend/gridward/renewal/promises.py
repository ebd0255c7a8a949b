"""Promises to pay: one open a policy, kept when the premium arrives by the day, broken after it."""

from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import reinstatable_to, suspended_on
from gridward.kernel.clock import POLICY_ZONE, now, today
from gridward.kernel.errors import Conflict, Invalid
from gridward.renewal.contract import NewPromise

_TAKE_BACK = text(
    """DELETE FROM renewal.promise WHERE id = :id AND state = 'open' RETURNING policy_id, number, created_at"""
)
_REOPEN = text(
    """UPDATE renewal.promise SET state = 'open', closed_at = NULL
       WHERE id = (SELECT id FROM renewal.promise WHERE policy_id = :policy_id AND state = 'replaced'
                   ORDER BY closed_at DESC LIMIT 1)
         AND number = :number AND promised_on >= :day
         AND closed_at BETWEEN CAST(:created_at AS timestamptz) AND CAST(:created_at AS timestamptz) + interval '1 minute'"""
)
_IS_KNOWN = text("SELECT true FROM renewal.promise WHERE id = :id")


async def record_promise(session: AsyncSession, promise: NewPromise) -> UUID:
    """Record a promise; it takes the place of one that is open for the policy.

    Raises `promise.id_taken`, `promise.not_due` where the instalment is not the customer's oldest unpaid one,
    `promise.in_past` for a day before the one on which it was made, and `promise.too_late` for a day after the last on which
    paying helps: the end of grace, or of the two years in which a suspended contract can be reinstated.
    """
    due = await _due(session, promise)
    if await session.scalar(_IS_KNOWN, {"id": promise.id}):
        raise Conflict("promise.id_taken", "Another promise has this number.", "Record the promise anew.")
    made_on = promise.made_at.astimezone(POLICY_ZONE).date()
    if promise.promised_on < made_on:
        raise Invalid(
            "promise.in_past",
            f"{promise.promised_on} was over when the promise was made.",
            "Choose that day or a later one.",
            promised_on=promise.promised_on.isoformat(),
        )
    last = reinstatable_to(suspended_on(due.due_on)) if due.state == "suspended" else due.grace_ends
    if promise.promised_on > last:
        raise Invalid(
            "promise.too_late",
            f"The premium has to be paid by {last}.",
            "Agree on a day until then.",
            last=last.isoformat(),
        )
    await session.execute(
        text(
            """UPDATE renewal.promise SET state = 'replaced', closed_at = :now
               WHERE policy_id = :policy AND state = 'open'"""
        ),
        {"now": now(), "policy": promise.policy_id},
    )
    await session.execute(
        text(
            """INSERT INTO renewal.promise (id, city_id, customer_id, policy_id, number, amount, promised_on, made_at,
                   made_to, source)
               VALUES (:id, :city_id, :customer_id, :policy_id, :number, :amount, :promised_on, :made_at, :made_to,
                   :source)"""
        ),
        {**vars(promise), "amount": due.amount},
    )
    return promise.id


async def take_back_promise(session: AsyncSession, promise_id: UUID) -> None:
    """Let a promise be as if it had never been made: the one that it replaced is open again, unless its day is over.

    Raises `promise.settled` where it was kept or broken meanwhile, or another one has taken its place.
    """
    row = (await session.execute(_TAKE_BACK, {"id": promise_id})).one_or_none()
    if row is not None:
        await session.execute(_REOPEN, {**row._mapping, "day": today()})
    elif await session.scalar(_IS_KNOWN, {"id": promise_id}):
        raise Conflict(
            "promise.settled",
            "The promise was kept, broken or replaced meanwhile.",
            "Record what the customer says now.",
        )


async def _due(session: AsyncSession, promise: NewPromise) -> Row[tuple[object, ...]]:
    # Locked, so that of two promises at once the second one replaces the first.
    rows = await session.execute(
        text(
            """SELECT due_on, grace_ends, amount, state FROM renewal.due
               WHERE policy_id = :policy_id AND number = :number AND customer_id = :customer_id
               AND city_id = :city_id FOR UPDATE"""
        ),
        {name: getattr(promise, name) for name in ("policy_id", "number", "customer_id", "city_id")},
    )
    due = rows.one_or_none()
    if due is None:
        raise Conflict(
            "promise.not_due",
            f"Instalment {promise.number} is not waiting to be paid.",
            "See what is due: it may have been paid meanwhile.",
            number=promise.number,
        )
    return due

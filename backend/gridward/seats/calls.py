"""A call is saved with all that it brings about, in one transaction, once.

A call is never lost: it is kept where the lease ended meanwhile, even if somebody else has the customer now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import move_on
from gridward.engagement.contract import REACHED_BY_CALL, CallOutcome, NewContact, NewRequest
from gridward.engagement.public import close_task, note_contact, raise_request
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid
from gridward.platform.crypto import cipher
from gridward.renewal.contract import NewPromise
from gridward.renewal.public import record_promise
from gridward.seats.claims import end_claim, lock_claim
from gridward.seats.counts import tell_queue
from gridward.seats.links import send_link
from gridward.seats.placing import call_later, leave_queue, time_of_retry
from gridward.seats.rules import seat_rules
from gridward.seats.schemas import CallIn, PromiseIn, RequestIn

_IN_VAIN = frozenset({CallOutcome.NO_ANSWER, CallOutcome.DECLINED_CALL})
_NEEDS = {
    CallOutcome.PROMISED: "promise",
    CallOutcome.CALL_BACK: "callback_at",
    CallOutcome.WANTS_VISIT: "visit",
}

_SPEAKS = text(
    """INSERT INTO seats.speaks (customer_id, language) VALUES (:customer, :language)
       ON CONFLICT (customer_id) DO UPDATE SET language = excluded.language"""
)


@dataclass(frozen=True)
class _Call:
    """What the parts of saving a call share."""

    account_id: UUID
    claim: Row[Any]
    task: Row[Any]
    body: CallIn
    moment: datetime


async def save_call(
    session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID, body: CallIn
) -> bool:
    """Save a call under a claim of the seat's own; False where this very call was saved before.

    Raises `claim.not_found`, `call.differs` (another call has this number), `call.saved_already` (the claim has a call),
    `call.promise_missing` (or `callback`, `visit`), `call.not_with_outcome`, `call.callback_out_of_range`,
    `call.link_not_due`, and what a promise and a visit raise.
    """
    claim = await lock_claim(session, scope, account_id, claim_id)
    content = cipher().fingerprint(f"{claim_id} {body.model_dump_json()}", "seats.call")
    if await _saved_before(session, claim_id, body.call_id, content):
        return False
    moment = now()
    _require_fitting(body, moment)
    task = await session.execute(
        text("SELECT id, cell_id, policy_id, why FROM engagement.task WHERE id = :task"),
        {"task": claim.task_id},
    )
    call = _Call(account_id, claim, task.one(), body, moment)
    await _note(session, call)
    promise_id = await _promise(session, call, body.promise) if body.promise else None
    request_id = await _ask_for_visit(session, scope, call, body.visit) if body.visit else None
    if body.link is not None:
        await send_link(session, claim.city_id, claim.customer_id, body.call_id, body.link)
    if body.language is not None:
        await _note_language(session, claim.customer_id, body.language)
    # A visit that was just asked for keeps gates closed.
    await move_on(session, claim.customer_id)
    await _insert(session, call, content, promise_id, request_id)
    await _go_on(session, call)
    await end_claim(session, claim_id, "call")
    await tell_queue(session, claim.city_id)
    return True


async def _saved_before(session: AsyncSession, claim_id: UUID, call_id: UUID, content: UUID) -> bool:
    rows = await session.execute(
        text("SELECT id, content_key FROM seats.call WHERE id = :call OR claim_id = :claim"),
        {"call": call_id, "claim": claim_id},
    )
    found = {row.id: row.content_key for row in rows}
    if found.get(call_id) == content:
        return True
    if call_id in found:
        raise _differs()
    if found:
        raise Conflict(
            "call.saved_already",
            "A call was saved for this customer already.",
            "Take him from the queue again to call him again.",
        )
    return False


def _require_fitting(body: CallIn, moment: datetime) -> None:
    """Raises where what was sent does not go with the outcome."""
    needed = _NEEDS.get(body.outcome)
    if needed is not None and getattr(body, needed) is None:
        raise Invalid(
            f"call.{needed.removesuffix('_at')}_missing",
            f"A call that came to {body.outcome} needs: {needed}.",
            "Say what was agreed on.",
        )
    for name in ("promise", "callback_at"):
        if getattr(body, name) is not None and name != needed:
            raise Invalid(
                "call.not_with_outcome",
                f"A call that came to {body.outcome} has no {name}.",
                "Choose the outcome that fits, or leave it out.",
                field=name,
                outcome=body.outcome.value,
            )
    days = seat_rules().callback.within_days
    if body.callback_at is not None and not moment < body.callback_at <= moment + timedelta(days=days):
        raise Invalid(
            "call.callback_out_of_range",
            f"A call back lies ahead, within {days} days.",
            "Choose another time.",
            within_days=days,
        )


async def _note(session: AsyncSession, call: _Call) -> None:
    await note_contact(
        session,
        NewContact(
            call.body.call_id,
            call.claim.city_id,
            call.claim.customer_id,
            call.moment,
            "service",
            "call",
            "seat",
            call.body.outcome.value,
            call.body.outcome in REACHED_BY_CALL,
            call.body.note,
            account_id=call.account_id,
            cell_id=call.task.cell_id,
            task_id=call.task.id,
        ),
    )


async def _promise(session: AsyncSession, call: _Call, promise: PromiseIn) -> UUID:
    return await record_promise(
        session,
        NewPromise(
            call.claim.city_id,
            call.claim.customer_id,
            promise.policy_id,
            promise.number,
            promise.promised_on,
            call.moment,
            call.account_id,
            "seat",
        ),
    )


async def _ask_for_visit(session: AsyncSession, scope: DataScope, call: _Call, visit: RequestIn) -> UUID:
    risk = await session.scalar(
        text("SELECT max(risk) FROM renewal.due WHERE customer_id = :customer"),
        {"customer": call.claim.customer_id},
    )
    request = NewRequest(
        call.claim.city_id,
        call.claim.customer_id,
        visit.reason,
        call.account_id,
        call.moment,
        visit.policy_id or call.task.policy_id,
        visit.note,
        visit.wished_on,
        visit.wished_part,
        risk or 0.0,
        tuple(call.task.why),
    )
    return (await raise_request(session, scope, request)).id


async def _note_language(session: AsyncSession, customer_id: int, language: str) -> None:
    """Whoever calls him next is somebody who speaks it."""
    values = {"customer": customer_id, "language": language}
    await session.execute(_SPEAKS, values)
    await session.execute(
        text("UPDATE seats.queue_item SET language = :language WHERE customer_id = :customer"), values
    )


async def _insert(
    session: AsyncSession, call: _Call, content: UUID, promise_id: UUID | None, request_id: UUID | None
) -> None:
    body, claim = call.body, call.claim
    made = await session.scalar(
        text(
            """INSERT INTO seats.call (id, claim_id, content_key, city_id, customer_id, task_id, account_id, begun_at,
                   ended_at, outcome, after_lease, note_sealed, callback_at, promise_id, visit_request_id,
                   link_sent, recording)
               VALUES (:id, :claim, :content, :city, :customer, :task, :account, :begun, :ended, :outcome, :after_lease,
                   :note, :callback_at, :promise, :request, :link_sent, :recording)
               ON CONFLICT (id) DO NOTHING RETURNING id"""
        ),
        {
            "id": body.call_id,
            "claim": claim.id,
            "content": content,
            "city": claim.city_id,
            "customer": claim.customer_id,
            "task": claim.task_id,
            "account": call.account_id,
            # A seat's clock may be wrong: a call lies between its claim and now.
            "begun": min(max(body.begun_at, claim.claimed_at), call.moment),
            "ended": call.moment,
            "outcome": body.outcome.value,
            "after_lease": claim.held_until is None or claim.held_until <= call.moment,
            "note": cipher().seal(body.note, f"seats.call.note/{body.call_id}") if body.note else None,
            "callback_at": body.callback_at,
            "promise": promise_id,
            "request": request_id,
            "link_sent": body.link is not None,
            "recording": body.recording or None,
        },
    )
    if made is None:
        raise _differs()


async def _go_on(session: AsyncSession, call: _Call) -> None:
    """The customer waits for another call, or the task is done; whoever has him meanwhile keeps him."""
    body, claim = call.body, call.claim
    if body.callback_at is not None:
        await call_later(session, claim, body.callback_at, promised=True)
    elif body.outcome in _IN_VAIN and body.visit is None:
        await call_later(session, claim, await time_of_retry(session, claim, call.moment), promised=False)
    else:
        await close_task(session, claim.task_id, "done", body.outcome.value, call.account_id)
        await leave_queue(session, claim, call.moment)


def _differs() -> Conflict:
    return Conflict(
        "call.differs",
        "Another call was saved under this number.",
        "Load the customer again, and save the call anew.",
    )

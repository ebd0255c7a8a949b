"""A call is saved with all that it brings about, in one transaction, once.

A call is never lost: it is kept where the lease ended meanwhile, even if somebody else has the customer now.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import close_task
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.platform.crypto import cipher
from gridward.seats.claims import end_claim, lock_claim
from gridward.seats.counts import tell_queue
from gridward.seats.following import Talk, follow, require_fitting
from gridward.seats.keeping import Kept, differs, keep_call
from gridward.seats.outcomes import rule_of
from gridward.seats.placing import call_later, leave_queue, time_of_retry
from gridward.seats.schemas import CallIn
from gridward.seats.scripts import script_of


async def save_call(
    session: AsyncSession, scope: DataScope, account_id: UUID, claim_id: UUID, body: CallIn
) -> bool:
    """Save a call under a claim of the seat's own; False where this very call was saved before.

    Raises `claim.not_found`, `call.differs` (another call has this number), `call.saved_already` (the claim has a call),
    `call.outcome_not_offered`, `call.promise_missing` (or `callback`, `visit`, `service`), `call.not_with_outcome`,
    `call.callback_out_of_range`, `call.link_not_due`, `service_item.unknown`,
    `suspicion.unknown_sign`, and what a promise and a visit raise.
    """
    claim = await lock_claim(session, scope, account_id, claim_id)
    content = cipher().fingerprint(f"{claim_id} {body.model_dump_json()}", "seats.call")
    if await _saved_before(session, claim_id, body.call_id, content):
        return False
    moment = now()
    require_fitting(body, moment, "outbound")
    task = (
        await session.execute(
            text("SELECT id, cell_id, policy_id, kind, stage, why FROM engagement.task WHERE id = :task"),
            {"task": claim.task_id},
        )
    ).one()
    talk = Talk(
        account_id,
        claim.city_id,
        claim.customer_id,
        moment,
        task.cell_id,
        task.id,
        task.policy_id,
        tuple(task.why),
    )
    followed = await follow(session, scope, talk, body, "outbound")
    kept = Kept(
        content,
        account_id,
        claim.city_id,
        claim.customer_id,
        claim.claimed_at,
        moment,
        script_of(task.kind, task.stage),
        claim.id,
        claim.task_id,
        claim.held_until is None or claim.held_until <= moment,
    )
    await keep_call(session, kept, body, followed)
    await _go_on(session, account_id, claim, body, moment)
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
        raise differs()
    if found:
        raise Conflict(
            "call.saved_already",
            "A call was saved for this customer already.",
            "Take him from the queue again to call him again.",
        )
    return False


async def _go_on(
    session: AsyncSession, account_id: UUID, claim: Row[Any], body: CallIn, moment: datetime
) -> None:
    """The customer waits for another call, or the task is done; whoever has him meanwhile keeps him."""
    after = rule_of(body.outcome, "outbound").after
    if body.callback_at is not None:
        await call_later(session, claim, body.callback_at, promised=True)
    elif after == "again" and body.visit is None:
        await call_later(session, claim, await time_of_retry(session, claim, moment), promised=False)
    else:
        await close_task(session, claim.task_id, "done", body.outcome.value, account_id)
        await leave_queue(session, claim, moment)

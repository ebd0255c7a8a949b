"""Visits that are taken back."""

from uuid import UUID, uuid5

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import drop_tasks, reopen_request, reopen_task
from gridward.field.operations.followups import forget
from gridward.field.operations.work import Work
from gridward.field.payloads import VisitBegin, VisitComplete
from gridward.kernel.errors import Conflict
from gridward.renewal.public import take_back_promise

_DROP = text(
    """DELETE FROM field.visit WHERE id = :id AND (completed_at IS NULL OR completed_at = begun_at) RETURNING true"""
)
_CLEAR = text(
    """UPDATE field.visit SET completed_at = NULL, outcome = NULL, next_step = NULL, policy_id = NULL, note_sealed = NULL,
           attachments = '{}', acknowledged = NULL WHERE id = :id"""
)
_COMPLETED = text("SELECT completed_at IS NOT NULL FROM field.visit WHERE id = :id FOR UPDATE")
_HELD = text("SELECT task_id, completed_at FROM field.visit WHERE id = :id FOR UPDATE")


def promise_of(visit_id: UUID) -> UUID:
    """The number of the promise that was made on a visit."""
    return uuid5(visit_id, "promise")


async def undo_begin(session: AsyncSession, work: Work, payload: VisitBegin, op_id: UUID) -> None:
    """Take a check-in back. Raises `visit.completed_already` where the visit has an outcome: that goes first."""
    if await session.scalar(_COMPLETED, {"id": payload.visit_id}):
        raise Conflict(
            "visit.completed_already", "The visit has its outcome already.", "Take its outcome back first."
        )
    await session.execute(_DROP, {"id": payload.visit_id})


async def undo_complete(
    session: AsyncSession, work: Work, payload: VisitComplete, op_id: UUID
) -> UUID | None:
    """Take an outcome back with all that followed from it; the check-in stays. Raises `promise.settled`.

    Returns the task that the visit was for where another visit, or the call of a seat, followed from it already.
    """
    held = (await session.execute(_HELD, {"id": payload.visit_id})).one()
    if payload.promise is not None:
        await take_back_promise(session, promise_of(payload.visit_id))
    dropped = [
        await drop_tasks(session, work.city_id, key, work.account_id)
        for key in (f"again/{payload.visit_id}", f"asked/{payload.visit_id}")
    ]
    reopened = False
    if held.task_id is not None:
        reopened = await reopen_task(session, held.task_id, op_id)
        await reopen_request(session, held.task_id, held.completed_at)
    await forget(session, work, payload.visit_id, op_id)
    # A visit that had no check-in of its own goes whole.
    if await session.scalar(_DROP, {"id": payload.visit_id}) is None:
        await session.execute(_CLEAR, {"id": payload.visit_id})
    return held.task_id if reopened and not all(dropped) else None

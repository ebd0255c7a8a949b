"""Calls and messages that a specialist made himself."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import REACHED_BY_CALL, NewContact
from gridward.engagement.public import agreed_on, close_tasks, note_contacts, reopen_task
from gridward.field.operations.followups import close_what_asks_for_contact, forget, settle
from gridward.field.operations.work import Outcome, Result, Work, their_tasks
from gridward.field.payloads import ContactLog
from gridward.kernel.errors import Conflict

_NOT_BY_CALL = {"flagged_visit", "appointment"}


async def log(session: AsyncSession, logged: Sequence[tuple[Work, ContactLog]]) -> list[Outcome]:
    """Keep contacts; `contact.id_taken` of one whose number another one has.

    The task of one is done where the customer was reached; a visit that a seat asked for takes a visit, and what something
    is agreed for that stands takes that: who calls to say that he is on his way still has to come.
    """
    tasks = await their_tasks(session, [(work, payload.task_id) for work, payload in logged])
    contacts = [_contact(work, payload, payload.task_id in tasks) for work, payload in logged]
    kept = await note_contacts(session, contacts)
    made = [(work, one) for (work, _), one in zip(logged, contacts, strict=True) if one.id in kept]
    done = {
        one.task_id: (one.result, work.op_id)
        for work, one in made
        if one.reached and one.task_id is not None and tasks[one.task_id].kind not in _NOT_BY_CALL
    }
    await close_what_asks_for_contact(session, made)
    # First, so that a call that was agreed on is over by it.
    await settle(session, made)
    agreed = await agreed_on(session, [work.person for work, _ in made], list(done))
    closings = {task: closing for task, closing in done.items() if task not in agreed}
    await close_tasks(session, closings, "done", logged[0][0].account_id)
    return [_outcome(payload, payload.contact_id in kept, payload.task_id in tasks) for _, payload in logged]


def _contact(work: Work, payload: ContactLog, his: bool) -> NewContact:
    return NewContact(
        payload.contact_id, work.city_id, work.person, work.at, "service", payload.channel, "field", payload.result,
        payload.result in REACHED_BY_CALL, payload.note, work.account_id, work.specialist_id, work.cell_id,
        payload.task_id if his else None,
    )  # fmt: skip


def _outcome(payload: ContactLog, kept: bool, his: bool) -> Outcome:
    if not kept:
        return Conflict("contact.id_taken", "Another contact has this number.", "Log the contact anew.")
    result = Result()
    if payload.task_id is not None and not his:
        result.fault("task.unknown", "task_id", "The customer has no such task.")
    return result


async def undo_log(session: AsyncSession, work: Work, payload: ContactLog, op_id: UUID) -> None:
    """Take a contact back; the task that it closed is open again."""
    if payload.task_id is not None:
        await reopen_task(session, payload.task_id, op_id)
    await forget(session, work, payload.contact_id, op_id)

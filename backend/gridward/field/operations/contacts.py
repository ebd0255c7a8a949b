"""Calls and messages that a specialist made himself."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import REACHED_BY_CALL, NewContact
from gridward.engagement.public import close_task, note_contact
from gridward.field.operations.followups import close_first_contacts
from gridward.field.operations.work import Result, Work, his_task
from gridward.field.payloads import ContactLog
from gridward.kernel.errors import Conflict


async def log(session: AsyncSession, work: Work, payload: ContactLog) -> Result:
    """Keep a contact. Its task is done where the customer was reached; a visit that a seat asked for takes a visit.

    Raises `contact.id_taken`.
    """
    result = Result()
    task = None
    if payload.task_id is not None:
        task = await his_task(session, work, payload.task_id)
        if task is None:
            result.fault("task.unknown", "task_id", "The customer has no such task.")
    reached = payload.result in REACHED_BY_CALL
    kept = await note_contact(
        session,
        NewContact(
            payload.contact_id, work.city_id, work.person, work.at, "service", payload.channel, "field",
            payload.result, reached, payload.note, work.account_id, work.specialist_id, work.cell_id, task and task.id,
        ),
    )  # fmt: skip
    if not kept:
        raise Conflict("contact.id_taken", "Another contact has this number.", "Log the contact anew.")
    if reached:
        if task is not None and task.kind != "flagged_visit":
            await close_task(session, task.id, "done", payload.result, work.account_id)
        await close_first_contacts(session, work, payload.result)
    return result

"""Appointments that specialists book, move and cancel. Each is for a task: what it was booked for, or one of its own."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewAppointment, NewTask, Stage
from gridward.engagement.public import (
    add_task,
    agreed_day,
    appointment_stop,
    book_appointment,
    cancel_appointment,
    close_appointment,
    close_task,
    confirm_appointment,
    hold_appointment,
    move_appointment,
    put_off,
    renew_task,
)
from gridward.field.operations.work import Result, Work, his_task
from gridward.field.payloads_appointments import (
    AppointmentBook,
    AppointmentCancel,
    AppointmentClose,
    AppointmentConfirm,
    AppointmentRebook,
)
from gridward.kernel.clock import policy_day

_STAGE = text("SELECT stage FROM engagement.care WHERE customer_id = :customer")


async def book(session: AsyncSession, work: Work, payload: AppointmentBook) -> Result:
    """Keep an appointment, and tell the customer who comes. Raises what `book_appointment` raises."""
    result = Result()
    day = policy_day(payload.starts_at)
    task = None if payload.task_id is None else await his_task(session, work, payload.task_id)
    if payload.task_id is not None and task is None:
        result.fault("task.unknown", "task_id", "The customer has no such task.")
    if task is not None and task.state != "open":
        # It was done elsewhere meanwhile. What was agreed has a stop of its own then, or nobody would be sent to it.
        task = None
    if task is None:
        own = await _own_task(session, work, payload)
        # Where the booking is corrected, the one that it had before is there.
        if not await renew_task(session, own):
            await add_task(session, own)
    new = NewAppointment(
        payload.appointment_id,
        work.city_id,
        work.person,
        work.cell_now,
        work.specialist_id,
        work.account_id,
        payload.appointment_id if task is None else task.id,
        payload.starts_at,
        payload.minutes,
        payload.place,
        work.at,
    )
    result.note = await book_appointment(session, new, payload.tell)
    if task is not None:
        await put_off(session, task.id, day)
    return result


async def rebook(session: AsyncSession, work: Work, payload: AppointmentRebook) -> Result:
    """Move an appointment. Raises what `hold_appointment` and `move_appointment` raise."""
    held = await hold_appointment(session, payload.appointment_id, work.person)
    note = await move_appointment(session, held, payload.starts_at, payload.minutes, work.at, payload.tell)
    if held["task_id"] is not None:
        agreed = {"at": payload.starts_at.isoformat(), "minutes": payload.minutes}
        await put_off(session, held["task_id"], policy_day(payload.starts_at), agreed)
    return Result(note=note)


async def confirm(session: AsyncSession, work: Work, payload: AppointmentConfirm) -> Result:
    """Tell the customer; the note says why not. Raises what `hold_appointment` raises."""
    held = await hold_appointment(session, payload.appointment_id, work.person)
    return Result(note=await confirm_appointment(session, held))


async def cancel(session: AsyncSession, work: Work, payload: AppointmentCancel) -> Result:
    """Cancel an appointment. What it was for is to be done at once, or on the day of another one that stands for it.

    Raises what `hold_appointment` raises.
    """
    held = await hold_appointment(session, payload.appointment_id, work.person)
    note = await cancel_appointment(session, held, payload.reason, work.at, payload.tell)
    await _over(session, work, held["task_id"], "skipped", payload.reason)
    return Result(note=note)


async def close(session: AsyncSession, work: Work, payload: AppointmentClose) -> Result:
    """Keep whether it was kept. Raises what `hold_appointment` and `close_appointment` raise."""
    held = await hold_appointment(session, payload.appointment_id, work.person)
    await close_appointment(session, held, payload.outcome, work.at)
    await _over(session, work, held["task_id"], "done", payload.outcome)
    return Result()


async def _over(session: AsyncSession, work: Work, task_id: UUID | None, state: str, outcome: str) -> None:
    task = None if task_id is None else await his_task(session, work, task_id)
    if task is None:
        return
    day = await agreed_day(session, work.person, task.id)
    if task.kind == "appointment" and day is None:
        await close_task(session, task.id, state, outcome, work.account_id, work.op_id)
    else:
        await put_off(session, task.id, day)


async def _own_task(session: AsyncSession, work: Work, payload: AppointmentBook) -> NewTask:
    stage = await session.scalar(_STAGE, {"customer": work.person})
    return appointment_stop(
        payload.appointment_id,
        work.city_id,
        work.person,
        work.cell_now,
        Stage(stage or Stage.RENEWAL),
        payload.starts_at,
        payload.minutes,
        payload.place,
    )

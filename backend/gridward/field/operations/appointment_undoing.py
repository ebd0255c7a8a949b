"""Appointments, confirmations and outcomes of appointments that are taken back."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import (
    agreed_day,
    drop_appointment,
    drop_tasks,
    hold_appointment,
    put_off,
    reopen_appointment,
    reopen_task,
    uncancel_appointment,
    unconfirm_appointment,
)
from gridward.field.operations.work import Work
from gridward.field.payloads_appointments import (
    AppointmentBook,
    AppointmentCancel,
    AppointmentClose,
    AppointmentConfirm,
)
from gridward.kernel.errors import Conflict


async def undo_book(session: AsyncSession, work: Work, payload: AppointmentBook, op_id: UUID) -> None:
    """Let it be as if it had never been booked. Raises what `drop_appointment` raises."""
    dropped = await drop_appointment(session, payload.appointment_id, work.person)
    await drop_tasks(session, work.city_id, f"appointment/{payload.appointment_id}", work.account_id)
    if dropped is not None:
        task, before = dropped
        # Where another one stands that was booked for the same, that one is gone to on its day.
        await put_off(session, task, await agreed_day(session, work.person, task) or before)


async def require_as_booked(session: AsyncSession, work: Work, payload: AppointmentBook) -> None:
    """Raises what `hold_appointment` raises, and `appointment.moved`.

    Whoever stands in for him, or he himself on another device, may have moved it or cancelled it with the customer since:
    corrected, it would stand again at a time at which nobody waits.
    """
    held = await hold_appointment(session, payload.appointment_id, work.person)
    if (held["starts_at"], held["minutes"]) != (payload.starts_at, payload.minutes):
        raise Conflict(
            "appointment.moved", "It was moved since.", "Move it, or cancel it and book another one."
        )


async def undo_confirm(session: AsyncSession, work: Work, payload: AppointmentConfirm, op_id: UUID) -> None:
    """Let the message not leave. Raises `appointment.told`."""
    await unconfirm_appointment(session, payload.appointment_id, work.person)


async def undo_cancel(session: AsyncSession, work: Work, payload: AppointmentCancel, op_id: UUID) -> None:
    """Let it stand again, with the stop that it was. Raises `appointment.told`."""
    task = await uncancel_appointment(session, payload.appointment_id, work.person)
    if task is not None:
        await reopen_task(session, task, op_id)
        await put_off(session, task, await agreed_day(session, work.person, task))


async def undo_close(session: AsyncSession, work: Work, payload: AppointmentClose, op_id: UUID) -> None:
    """Let nobody have said whether it was kept."""
    task: UUID | None = await reopen_appointment(
        session, payload.appointment_id, work.person, payload.outcome
    )
    if task is not None:
        await reopen_task(session, task, op_id)

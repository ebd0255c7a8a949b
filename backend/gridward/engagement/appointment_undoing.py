"""Appointments that are taken back."""

from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.appointment_messages import has_left, untell
from gridward.kernel.errors import Conflict

_DROP = text(
    """DELETE FROM engagement.appointment WHERE id = :id AND customer_id = :customer
       RETURNING task_id, task_started_on"""
)
_REOPEN = text(
    """UPDATE engagement.appointment SET state = 'booked', closed_at = NULL, closed_by = NULL, reason = NULL
       WHERE id = :id AND customer_id = :customer AND state = ANY(:states) RETURNING task_id"""
)
_UNSETTLE = text(
    """UPDATE engagement.appointment SET state = 'booked', closed_at = NULL, closed_by = NULL
       WHERE closed_by = :by RETURNING task_id"""
)
_STANDS = text(
    """SELECT city_id, state, confirmed_at FROM engagement.appointment
       WHERE id = :id AND customer_id = :customer FOR UPDATE"""
)
_UNCONFIRMED = text("UPDATE engagement.appointment SET confirmed_at = NULL WHERE id = :id")


async def drop_appointment(
    session: AsyncSession, appointment_id: UUID, customer_id: int
) -> tuple[UUID, date | None] | None:
    """Let it be as if it had never been booked; the task that it was for, and to which day that was put off before.

    Raises `undo.built_on` where it was kept or missed, and `appointment.told` where the customer has a message about it: he
    would wait in vain.
    """
    row = (await session.execute(_STANDS, {"id": appointment_id, "customer": customer_id})).one_or_none()
    if row is None:
        return None
    if row.state in ("kept", "missed"):
        raise Conflict(
            "undo.built_on", "It was said whether it was kept.", "Take the visit or the answer back first."
        )
    if await has_left(session, row.city_id, appointment_id):
        if row.state != "cancelled":
            raise _told("Move it, or cancel it.")
        # It is off already, which he is told by a message that is not to be lost with it.
        return None
    await untell(session, row.city_id, appointment_id)
    dropped = (await session.execute(_DROP, {"id": appointment_id, "customer": customer_id})).one()
    return None if dropped.task_id is None else (dropped.task_id, dropped.task_started_on)


async def unconfirm_appointment(session: AsyncSession, appointment_id: UUID, customer_id: int) -> None:
    """Let its message not leave. Raises `appointment.told` where it has."""
    row = (await session.execute(_STANDS, {"id": appointment_id, "customer": customer_id})).one_or_none()
    if row is None or row.confirmed_at is None:
        return
    unsent = await untell(session, row.city_id, appointment_id)
    if not unsent and await has_left(session, row.city_id, appointment_id):
        raise _told("Move it, or cancel it.")
    await session.execute(_UNCONFIRMED, {"id": appointment_id})


async def reopen_appointment(
    session: AsyncSession, appointment_id: UUID, customer_id: int, *states: str
) -> UUID | None:
    """Let it be booked again that was closed as one of `states`; the task that it is for."""
    values = {"id": appointment_id, "customer": customer_id, "states": list(states)}
    task: UUID | None = await session.scalar(_REOPEN, values)
    return task


async def uncancel_appointment(session: AsyncSession, appointment_id: UUID, customer_id: int) -> UUID | None:
    """Let it stand again; the task that it is for. Raises `appointment.told` where the customer knows."""
    row = (await session.execute(_STANDS, {"id": appointment_id, "customer": customer_id})).one_or_none()
    if row is None or row.state != "cancelled":
        return None
    unsent = await untell(session, row.city_id, appointment_id)
    if not unsent and await has_left(session, row.city_id, appointment_id, "appointment_cancelled"):
        raise _told("Book another one.")
    return await reopen_appointment(session, appointment_id, customer_id, "cancelled")


async def unsettle_appointments(session: AsyncSession, by: UUID) -> list[UUID]:
    """Open again what a visit or contact, which is taken back, had closed; the tasks that they are for."""
    return [task for task in await session.scalars(_UNSETTLE, {"by": by}) if task is not None]


def _told(instead: str) -> Conflict:
    return Conflict("appointment.told", "The customer has the message.", instead)

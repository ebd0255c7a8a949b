"""What a customer is told of his appointments: who comes, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.appointment_rules import appointment_rules
from gridward.engagement.contract import NewMessage
from gridward.engagement.outgoing import queue_messages, take_back
from gridward.kernel.clock import POLICY_ZONE, now

_DO_NOT_CALL = text(
    """SELECT coalesce(bool_or(c.do_not_call), false)
       FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id WHERE s.person_id = :customer"""
)
_TOLD = text(
    """SELECT count(*) FROM engagement.message
       WHERE customer_id = :customer AND starts_with(template, 'appointment_') AND state <> 'failed'
         AND created_at > :since"""
)
_AGAIN = text(
    """UPDATE engagement.message SET state = 'queued', adapter = NULL, reference = NULL, problem = NULL
       WHERE city_id = :city AND source_key = :key AND state = 'failed'"""
)
_FAILED = text(
    """SELECT EXISTS (SELECT FROM engagement.message
           WHERE city_id = :city AND starts_with(source_key, :key) AND customer_id = :customer AND state = 'failed')"""
)
_LEFT = text(
    """SELECT EXISTS (SELECT FROM engagement.message WHERE city_id = :city AND state = 'delivered'
           AND starts_with(source_key, :key) AND template = coalesce(:template, template))"""
)
_CONFIRMED = text("UPDATE engagement.appointment SET confirmed_at = :at WHERE id = :id")


@dataclass(frozen=True)
class Told:
    """An appointment as a customer is told of it."""

    id: UUID
    city_id: int
    customer_id: int
    starts_at: datetime
    revision: int


async def tell(session: AsyncSession, about: Told, template: str) -> str | None:
    """Queue a message; where there is to be none, the code that says why: it is over, he wants none, or had enough."""
    local = about.starts_at.astimezone(POLICY_ZONE)
    if local < now():
        return "appointment.over"
    if await session.scalar(_DO_NOT_CALL, {"customer": about.customer_id}):
        return "appointment.do_not_call"
    rules = appointment_rules().messages
    since = now() - timedelta(days=rules.days)
    if await session.scalar(_TOLD, {"customer": about.customer_id, "since": since}) >= rules.most:
        return "appointment.told_often"
    day = local.date().isoformat()
    params = {"on": day, "time": f"{local:%H:%M}", "leave_by": day}
    key = f"{key_of(about.id)}{about.revision}"
    await queue_messages(
        session, [NewMessage(about.city_id, about.customer_id, template, params, "service", key)]
    )
    # One that could not leave is tried once more: his number may be another one now.
    await session.execute(_AGAIN, {"city": about.city_id, "key": key})
    if template != "appointment_cancelled":
        await session.execute(_CONFIRMED, {"id": about.id, "at": now()})
    return None


async def untell(session: AsyncSession, city_id: int, appointment_id: UUID) -> bool:
    """Let what has not left not leave; whether there was something."""
    return bool(await take_back(session, city_id, key_of(appointment_id)))


async def has_left(
    session: AsyncSession, city_id: int, appointment_id: UUID, template: str | None = None
) -> bool:
    """Whether the customer has a message about an appointment, or one of a kind."""
    values = {"city": city_id, "key": key_of(appointment_id), "template": template}
    return bool(await session.scalar(_LEFT, values))


async def could_not_leave(session: AsyncSession, about: Told) -> bool:
    """Whether a message about an appointment failed."""
    values = {"city": about.city_id, "customer": about.customer_id, "key": key_of(about.id)}
    return bool(await session.scalar(_FAILED, values))


def key_of(appointment_id: UUID) -> str:
    """With what the keys of its messages begin."""
    return f"appointment/{appointment_id}/"

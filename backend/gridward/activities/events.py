"""An event held for a change: who has a seat and how many are left."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import SEATED, EventState, Said
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound

_EVENT = text("SELECT * FROM activities.event WHERE id = :event FOR UPDATE")
_TAKEN = text(
    "SELECT coalesce(sum(persons), 0) FROM activities.sign_up WHERE event_id = :event AND state = ANY(:seated)"
)


async def hold_event(session: AsyncSession, event_id: UUID) -> Row[Any] | None:
    """An event with all its columns, held to the end of the transaction: one after the other changes who comes to it."""
    return (await session.execute(_EVENT, {"event": event_id})).one_or_none()


async def hold_published(session: AsyncSession, event_id: UUID, said: Said) -> Row[Any]:
    """An event to which a customer of its city may be invited, held. Raises `event.unknown`, `event.cancelled`."""
    event = await hold_event(session, event_id)
    if event is None or event.city_id != said.city_id or event.state == EventState.DRAFT:
        raise NotFound("event.unknown", "There is no such event.", "Load the customer's page again.")
    if event.state == EventState.CANCELLED:
        raise Conflict("event.cancelled", "The event was cancelled.", "Choose another one.")
    return event


def require_open(event: Row[Any], said: Said) -> None:
    """Raises `event.begun`, `event.closed` and `event.answer_time_over` where nobody signs up any more."""
    if said.at >= event.starts_at:
        raise Conflict("event.begun", "The event has begun or is over.", "Choose another one.")
    if event.state == EventState.CLOSED:
        raise Conflict("event.closed", "Nobody signs up to this event any more.", "Choose another one.")
    if said.day > event.answer_by:
        raise Conflict(
            "event.answer_time_over",
            f"Sign-ups were taken up to {event.answer_by}.",
            "Ask ops whether somebody may still come.",
            answer_by=event.answer_by.isoformat(),
        )


async def seats_taken(session: AsyncSession, event_id: UUID) -> int:
    """How many persons have a seat."""
    values = {"event": event_id, "seated": list(SEATED)}
    return int(await session.scalar(_TAKEN, values) or 0)


def is_ahead(event: Row[Any]) -> bool:
    """Whether an event has not begun yet."""
    return bool(event.starts_at > now())

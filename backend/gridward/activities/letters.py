"""Messages about events. An invitation is marketing; what follows from somebody's own answer is service."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import SignUpState
from gridward.engagement.contract import NewMessage
from gridward.engagement.public import queue_messages
from gridward.kernel.clock import POLICY_ZONE

_STATION = text("SELECT name FROM stations.station WHERE id = :station")
_COMING = text("SELECT customer_id FROM activities.sign_up WHERE event_id = :event AND state = ANY(:states)")


async def invitation_to(session: AsyncSession, event: Row[Any], customer_id: int) -> NewMessage:
    """The message that invites a customer; it is not queued yet."""
    return NewMessage(
        event.city_id,
        customer_id,
        "event_invitation",
        {**await _about(session, event), "answer_by": event.answer_by.isoformat()},
        "marketing",
        f"event/{event.id}/invitation/{customer_id}",
    )


async def tell_of_seat(session: AsyncSession, event: Row[Any], customers: Iterable[tuple[int, str]]) -> None:
    """Tell customers who waited that they have a seat now; with each what tells this time from another."""
    about = await _about(session, event)
    await queue_messages(
        session,
        [
            NewMessage(
                event.city_id, customer, "event_seat", about, "service", f"event/{event.id}/seat/{customer}/{turn}"
            )
            for customer, turn in customers
        ],
    )  # fmt: skip


async def tell_those_who_come(session: AsyncSession, event: Row[Any], template: str, turn: str) -> int:
    """Tell those who signed up or wait that an event was cancelled or moved; returns how many are told."""
    states = [SignUpState.SIGNED_UP, SignUpState.WAITING]
    coming = await session.scalars(_COMING, {"event": event.id, "states": states})
    about = await _about(session, event)
    messages = [
        NewMessage(event.city_id, one, template, about, "service", f"event/{event.id}/{turn}/{one}")
        for one in coming
    ]
    await queue_messages(session, messages)
    return len(messages)


async def _about(session: AsyncSession, event: Row[Any]) -> dict[str, Any]:
    station = await session.scalar(_STATION, {"station": event.station_id}) if event.station_id else None
    starts = event.starts_at.astimezone(POLICY_ZONE)
    return {
        "event": event.title,
        "event_day": starts.date().isoformat(),
        "event_time": starts.strftime("%H:%M"),
        "event_place": "".join(part for part in (station, event.place) if part),
    }

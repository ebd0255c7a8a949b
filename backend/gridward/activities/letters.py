"""Messages about events. An invitation is marketing; what follows from it, or from somebody's own answer, is service."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.codes import guest_code
from gridward.activities.contract import SignUpState
from gridward.activities.events import is_ahead
from gridward.engagement.contract import NewMessage
from gridward.engagement.public import queue_messages, reword, take_back
from gridward.kernel.clock import POLICY_ZONE, now

_STATION = text("SELECT name FROM stations.station WHERE id = :station")
_COMING = text("SELECT customer_id FROM activities.sign_up WHERE event_id = :event AND state = ANY(:states)")
# Who said no, or took his word back, has done with it; who was sent nothing knows of nothing.
_ASKED = text(
    """SELECT DISTINCT i.customer_id FROM activities.invitation i
       LEFT JOIN engagement.message m ON m.id = i.message_id
       WHERE i.event_id = :event AND (i.message_id IS NULL OR m.state = 'delivered')
         AND NOT EXISTS (SELECT FROM activities.sign_up n
             WHERE n.event_id = i.event_id AND n.customer_id = i.customer_id)"""
)
_UNINVITE = text("DELETE FROM activities.invitation WHERE message_id = ANY(:messages)")


async def invitation_to(session: AsyncSession, event: Row[Any], customer_id: int) -> NewMessage:
    """The message that invites a customer; it is not queued yet, and does not leave once nobody can answer it."""
    return NewMessage(
        event.city_id,
        customer_id,
        "event_invitation",
        await _invitation_says(session, event),
        "marketing",
        f"{_key(event)}invitation/{customer_id}",
    )


async def take_invitations_back(session: AsyncSession, event: Row[Any]) -> None:
    """Let no invitation leave that still waits: who would have got it was not invited."""
    await _take_back(session, event, f"{_key(event)}invitation/")


async def tell_of_seat(
    session: AsyncSession, event: Row[Any], customers: Iterable[tuple[int, UUID, str]]
) -> None:
    """Tell customers who waited that they have a seat now; with each his sign-up, and what tells this time from another."""
    seats = list(customers)
    keys = {customer: f"seat/{customer}/{turn}" for customer, _, turn in seats}
    codes = {customer: guest_code(event.id, sign_up) for customer, sign_up, _ in seats}
    await _tell(session, event, "event_seat", keys, codes)


async def tell_of_sign_up(
    session: AsyncSession, event: Row[Any], customer_id: int, sign_up_id: UUID, at: datetime
) -> None:
    """Confirm to a customer that he has signed up, with the code by which he is known at the door; not once it has begun."""
    if not is_ahead(event):
        return
    keys = {customer_id: f"signed_up/{customer_id}/{at.isoformat()}"}
    codes = {customer_id: guest_code(event.id, sign_up_id)}
    await _tell(session, event, "event_signed_up", keys, codes)


async def take_confirmation_back(session: AsyncSession, event: Row[Any], customer_id: int) -> None:
    """Let what still waits not leave: he does not come."""
    for kind in ("signed_up", "seat"):
        await take_back(session, event.city_id, f"{_key(event)}{kind}/{customer_id}/")


async def tell_of_change(session: AsyncSession, event: Row[Any], moved: bool) -> None:
    """Let what waits about a changed event say what holds now, and tell of another time or place.

    Told are those who come or wait, and those who were asked and have not answered; who gets a message that still waited
    has the news from it.
    """
    told = await reword(session, event.city_id, _key(event), await _invitation_says(session, event))
    if not moved:
        return
    turn = f"moved/{now().isoformat()}"
    for template, customers in (
        ("event_moved", await _coming(session, event)),
        ("event_moved_asked", await _asked(session, event)),
    ):
        await _tell(session, event, template, {one: f"{turn}/{one}" for one in customers - told})


async def tell_of_end(session: AsyncSession, event: Row[Any]) -> int:
    """Tell of a cancelled event, and of nothing else of it any more; returns how many customers are told.

    Told are those who come or wait, and those who were asked and have not answered.
    """
    await _take_back(session, event, _key(event))
    customers = await _coming(session, event) | await _asked(session, event)
    await _tell(session, event, "event_cancelled", {one: f"cancelled/{one}" for one in customers})
    return len(customers)


async def _coming(session: AsyncSession, event: Row[Any]) -> set[int]:
    states = [SignUpState.SIGNED_UP, SignUpState.WAITING]
    return set(await session.scalars(_COMING, {"event": event.id, "states": states}))


async def _asked(session: AsyncSession, event: Row[Any]) -> set[int]:
    return set(await session.scalars(_ASKED, {"event": event.id}))


async def _tell(
    session: AsyncSession,
    event: Row[Any],
    template: str,
    keys: dict[int, str],
    codes: Mapping[int, str] | None = None,
) -> None:
    """Queue a message to each customer, under his key; with his code where there is one."""
    about = await _about(session, event)
    own = {customer: {"code": code} for customer, code in (codes or {}).items()}
    await queue_messages(
        session,
        [
            NewMessage(
                event.city_id,
                customer,
                template,
                about | own.get(customer, {}),
                "service",
                f"{_key(event)}{key}",
            )
            for customer, key in sorted(keys.items())
        ],
    )


async def _take_back(session: AsyncSession, event: Row[Any], key: str) -> None:
    messages = await take_back(session, event.city_id, key)
    await session.execute(_UNINVITE, {"messages": messages})


def _key(event: Row[Any]) -> str:
    """What the keys of all messages about an event begin with."""
    return f"event/{event.id}/"


async def _invitation_says(session: AsyncSession, event: Row[Any]) -> dict[str, str]:
    last = event.answer_by.isoformat()
    return {**await _about(session, event), "answer_by": last, "leave_by": last}


async def _about(session: AsyncSession, event: Row[Any]) -> dict[str, str]:
    station = await session.scalar(_STATION, {"station": event.station_id}) if event.station_id else None
    starts = event.starts_at.astimezone(POLICY_ZONE)
    return {
        "event": event.title,
        "event_day": starts.date().isoformat(),
        "event_time": starts.strftime("%H:%M"),
        "event_place": "".join(part for part in (station, event.place) if part),
    }

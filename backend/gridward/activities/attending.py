"""Who came to an event."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import SEATED, Said, SignUpState
from gridward.activities.events import hold_published
from gridward.activities.rules import activity_rules
from gridward.engagement.contract import FactKind, NewFact
from gridward.engagement.public import note_fact
from gridward.kernel.clock import policy_day
from gridward.kernel.errors import Conflict
from gridward.kernel.ids import new_id

_KNOWN = text(
    "SELECT state, marked_at FROM activities.sign_up WHERE event_id = :event AND customer_id = :customer_id"
)
_MARK = text(
    """INSERT INTO activities.sign_up (id, city_id, event_id, customer_id, state, persons, answered_at, marked_at,
           account_id, specialist_id, cell_id)
       VALUES (:id, :city_id, :event, :customer_id, :state, 1, :at, :at, :account_id, :specialist_id, :cell_id)
       ON CONFLICT (event_id, customer_id) DO UPDATE SET state = excluded.state,
           persons = greatest(sign_up.persons, excluded.persons), waiting_since = NULL, marked_at = excluded.marked_at,
           account_id = excluded.account_id, specialist_id = excluded.specialist_id, cell_id = excluded.cell_id"""
)


async def mark(session: AsyncSession, said: Said, event_id: UUID, attended: bool) -> str | None:
    """Note from the event's day on whether somebody came; the newest word counts, whenever it arrives.

    Who came without a seat is noted like the others: the room had a place for him. Returns `event.newer_mark` where
    something newer is noted already. Raises `event.unknown`, `event.cancelled`, `event.not_begun`, `event.over`, and
    `event.not_signed_up` for the absence of somebody who had no seat.
    """
    event = await _held(session, said, event_id)
    known = (await session.execute(_KNOWN, {**vars(said), "event": event_id})).one_or_none()
    if known is not None and known.marked_at is not None and known.marked_at > said.at:
        return "event.newer_mark"
    if not attended and (known is None or known.state not in SEATED):
        raise Conflict("event.not_signed_up", "The customer has not signed up.", "Load the list again.")
    await _keep(session, said, event.id, attended)
    return None


async def admit(session: AsyncSession, said: Said, event_id: UUID) -> str | None:
    """Note that somebody came to the door with his code; who came already is told to have.

    Returns `event.came_already` or `event.newer_mark`. Raises what `mark` does.
    """
    event = await _held(session, said, event_id)
    known = (await session.execute(_KNOWN, {**vars(said), "event": event_id})).one_or_none()
    if known is not None and known.state == SignUpState.ATTENDED:
        return "event.came_already"
    return await mark(session, said, event.id, True)


async def _held(session: AsyncSession, said: Said, event_id: UUID) -> Row[Any]:
    event = await hold_published(session, event_id, said)
    first, last = mark_days(event.starts_at)
    if said.day < first:
        raise Conflict("event.not_begun", f"The event is on {first}.", "Note on that day who came.")
    if said.day > last:
        raise Conflict("event.over", "The event is over for too long.", "Ask ops.")
    return event


async def _keep(session: AsyncSession, said: Said, event_id: UUID, attended: bool) -> None:
    state = SignUpState.ATTENDED if attended else SignUpState.ABSENT
    await session.execute(_MARK, {**vars(said), "event": event_id, "id": new_id(), "state": state})
    if attended:
        await _note_attendance(session, said, event_id)


def mark_days(starts_at: datetime) -> tuple[date, date]:
    """The first and the last day on which it may be noted who came to an event."""
    day = policy_day(starts_at)
    return day, day + timedelta(days=activity_rules().attend_days)


async def _note_attendance(session: AsyncSession, said: Said, event_id: UUID) -> None:
    fact = NewFact(
        said.city_id,
        said.customer_id,
        FactKind.EVENT_ATTENDED,
        said.at,
        f"event/{event_id}/{said.customer_id}/attended",
        said.account_id,
        said.specialist_id,
        said.cell_id,
        {"event_id": str(event_id)},
    )
    await note_fact(session, fact)

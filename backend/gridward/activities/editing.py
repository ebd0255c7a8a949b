"""Writing an event down and changing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import EventState
from gridward.activities.events import hold_event, seats_taken
from gridward.activities.letters import tell_of_change
from gridward.activities.moving_up import move_up
from gridward.activities.rules import activity_rules
from gridward.activities.schemas import EventChange, EventIn
from gridward.identity.contract import Actor, DataScope
from gridward.identity.public import display_name
from gridward.kernel.clock import now, policy_day, today
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.kernel.ids import new_id

_COLUMNS = (
    "kind", "title", "description", "station_id", "place", "starts_at", "ends_at", "answer_by", "seats", "interests",
    "age_from", "age_to", "district_ids",
)  # fmt: skip
_ADD = text(
    f"""INSERT INTO activities.event (id, city_id, created_by, {", ".join(_COLUMNS)})
        VALUES (:id, :city, :account, {", ".join(f":{name}" for name in _COLUMNS)})"""
)
_CHANGE = text(
    f"""UPDATE activities.event SET {", ".join(f"{name} = :{name}" for name in _COLUMNS)}, revision = revision + 1,
            changed_at = :at, changed_by = :account
        WHERE id = :event"""
)
_MOVED = ("starts_at", "station_id", "place")
"""What those who come, or were asked, have to be told."""


async def add_event(session: AsyncSession, city_id: int, account_id: UUID | None, new: EventIn) -> UUID:
    """Write an event down as a draft. Raises what `_check` does."""
    await _check(session, city_id, new)
    event_id = new_id()
    await session.execute(_ADD, {**_values(new), "id": event_id, "city": city_id, "account": account_id})
    return event_id


async def change_event(session: AsyncSession, actor: Actor, event_id: UUID, new: EventChange) -> None:
    """Change an event that has not been held. Who comes or was asked is told of another time or place; new seats go to who
    waits.

    What is sent once more, because its answer was lost, changes nothing. Raises `event.not_found`, `event.cancelled`,
    `event.over`, `event.changed`, `event.too_few_seats` and what `_check` does.
    """
    event = await own_event(session, actor.scope, event_id)
    if event.state == EventState.CANCELLED:
        raise Conflict("event.cancelled", "The event was cancelled.", "Write down a new one.")
    if event.starts_at <= now():
        raise Conflict("event.over", "The event has begun or is over.", "Write down a new one.")
    if new.revision != event.revision:
        if _values(new) == _values(event):
            return
        raise await _changed(session, event)
    await _check(session, event.city_id, new, event)
    taken = await seats_taken(session, event_id)
    if new.seats < taken:
        raise Conflict(
            "event.too_few_seats", f"{taken} seats are taken.", f"Give at least {taken}.", taken=taken
        )
    await session.execute(
        _CHANGE, {**_values(new), "event": event_id, "at": now(), "account": actor.account_id}
    )
    changed = await own_event(session, actor.scope, event_id)
    if event.state != EventState.DRAFT:
        moved = any(getattr(event, name) != getattr(changed, name) for name in _MOVED)
        await tell_of_change(session, changed, moved)
        await move_up(session, changed)


async def own_event(session: AsyncSession, scope: DataScope, event_id: UUID) -> Any:
    """An event in scope, held. Raises `event.not_found`."""
    event = await hold_event(session, event_id)
    if event is None or not scope.allows_city(event.city_id):
        raise NotFound("event.not_found", "There is no such event.", "See the list of events.")
    return event


def require_ahead(starts_at: datetime) -> None:
    """Raises `event.in_past`."""
    if starts_at <= now():
        raise Invalid("event.in_past", "The event would have begun already.", "Choose a later time.")


async def _changed(session: AsyncSession, event: Any) -> Conflict:
    return Conflict(
        "event.changed",
        "Somebody else has changed the event meanwhile.",
        "Look at what it is now, and save yours upon it.",
        by=await display_name(session, event.changed_by) if event.changed_by else None,
        at=event.changed_at and event.changed_at.isoformat(),
    )


async def _check(session: AsyncSession, city_id: int, new: EventIn, before: Any = None) -> None:
    """What was right once and is left as it was, such as a day up to which answers were taken, is not asked about again.

    Raises `event.unknown_kind`, `event.in_past`, `event.ends_before_start`, `event.several_days`, `event.answer_by`,
    `event.station`, `event.district`."""
    kinds = activity_rules().kinds
    if new.kind not in kinds:
        raise Invalid(
            "event.unknown_kind", f"There is no kind {new.kind}.", f"Take one of {', '.join(kinds)}."
        )
    require_ahead(new.starts_at)
    if new.ends_at <= new.starts_at:
        raise Invalid("event.ends_before_start", "The event ends before it begins.", "Choose a later end.")
    last = policy_day(new.starts_at)
    if policy_day(new.ends_at) != last:
        raise Invalid(
            "event.several_days",
            "The event goes on over midnight.",
            "Write each day down as an event of its own.",
        )
    is_past = new.answer_by < today() and (before is None or new.answer_by != before.answer_by)
    if is_past or new.answer_by > last:
        raise Invalid(
            "event.answer_by",
            f"Answers can be taken from today up to the day of the event ({last}).",
            "Choose a day between them.",
            last=last.isoformat(),
        )
    await _check_places(session, city_id, new, before)


async def _check_places(session: AsyncSession, city_id: int, new: EventIn, before: Any) -> None:
    if new.station_id is not None and (before is None or new.station_id != before.station_id):
        known = await session.scalar(
            text(
                """SELECT EXISTS (SELECT FROM stations.station WHERE id = :station AND city_id = :city
                       AND (closed_on IS NULL OR closed_on > :day))"""
            ),
            {"station": new.station_id, "city": city_id, "day": today()},
        )
        if not known:
            raise Invalid("event.station", "The city has no such open station.", "Choose one of the list.")
    known = await session.scalar(
        text("SELECT count(*) FROM city.district WHERE city_id = :city AND id = ANY(:districts)"),
        {"city": city_id, "districts": new.district_ids},
    )
    if known != len(set(new.district_ids)):
        raise Invalid("event.district", "The city has no such district.", "Choose from the list.")


def _values(event: Any) -> dict[str, Any]:
    """What ops writes down of an event, of one that comes in or of a row."""
    return {name: getattr(event, name) for name in _COLUMNS}

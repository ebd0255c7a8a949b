"""Giving seats that got free to those who wait."""

from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import EventState
from gridward.activities.events import is_ahead, seats_taken
from gridward.activities.letters import tell_of_seat
from gridward.activities.waiting import Party, who_moves_up

_WAITING = text(
    """SELECT id, customer_id, persons, waiting_since FROM activities.sign_up
       WHERE event_id = :event AND state = 'waiting' ORDER BY waiting_since, id"""
)
_MOVE_UP = text(
    "UPDATE activities.sign_up SET state = 'signed_up', waiting_since = NULL WHERE id = ANY(:moved)"
)


async def move_up(session: AsyncSession, event: Row[Any]) -> int:
    """Give the free seats of an event, which is held, to those who wait, and tell them; returns how many moved up.

    Once it has begun, or does not take place, nobody moves any more.
    """
    if event.state not in (EventState.OPEN, EventState.CLOSED) or not is_ahead(event):
        return 0
    waiting = (await session.execute(_WAITING, {"event": event.id})).all()
    if not waiting:
        return 0
    left = event.seats - await seats_taken(session, event.id)
    moved = {one.sign_up_id for one in who_moves_up(left, [Party(row.id, row.persons) for row in waiting])}
    if moved:
        await session.execute(_MOVE_UP, {"moved": list(moved)})
        who = [(row.customer_id, row.id, row.waiting_since.isoformat()) for row in waiting if row.id in moved]
        await tell_of_seat(session, event, who)
    return len(moved)

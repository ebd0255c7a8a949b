"""Codes by which guests are known at the door.

A code is twelve characters: four are of the event, so that a tablet without a network can tell another event's code from
one that was made up; eight are of the sign-up. Nobody without this installation's key can make one.
"""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.platform.crypto import cipher

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""As Crockford has them: none is taken for another."""
_BITS = 5
_OF_EVENT, _OF_SIGN_UP = 4, 8

_SIGN_UPS = text("SELECT id, customer_id FROM activities.sign_up WHERE event_id = :event")


def event_code(event_id: UUID) -> str:
    """What all codes of an event begin with."""
    return _letters(str(event_id), "activities.event.code", _OF_EVENT)


def guest_code(event_id: UUID, sign_up_id: UUID) -> str:
    """The code of a sign-up: it stays the same whatever the customer answers."""
    return event_code(event_id) + _letters(str(sign_up_id), "activities.sign_up.code", _OF_SIGN_UP)


async def guest_of_code(session: AsyncSession, event_id: UUID, code: str) -> int | None:
    """The customer whose code it is; None where nobody who answered to the event has it."""
    rows = await session.execute(_SIGN_UPS, {"event": event_id})
    return next((row.customer_id for row in rows if guest_code(event_id, row.id) == code), None)


def _letters(value: str, purpose: str, many: int) -> str:
    number = cipher().token(value, purpose) & (1 << _BITS * many) - 1
    return "".join(_LETTERS[number >> _BITS * place & 31] for place in reversed(range(many)))

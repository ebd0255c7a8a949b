"""Who came to an event."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import SEATED, Said, SignUpState
from gridward.activities.events import hold_published
from gridward.activities.rules import activity_rules
from gridward.engagement.contract import FactKind, NewFact
from gridward.engagement.public import note_fact
from gridward.kernel.clock import POLICY_ZONE
from gridward.kernel.errors import Conflict

_MARK = text(
    """UPDATE activities.sign_up SET state = :state, marked_at = :at, account_id = :account_id,
           specialist_id = :specialist_id, cell_id = :cell_id
       WHERE event_id = :event AND customer_id = :customer_id AND state = ANY(:seated) RETURNING id"""
)


async def mark(session: AsyncSession, said: Said, event_id: UUID, attended: bool) -> None:
    """Note from the event's day on whether somebody with a seat came; the last word counts.

    Raises `event.unknown`, `event.cancelled`, `event.not_begun`, `event.over`, `event.not_signed_up`.
    """
    event = await hold_published(session, event_id, said)
    day = event.starts_at.astimezone(POLICY_ZONE).date()
    if said.day < day:
        raise Conflict("event.not_begun", f"The event is on {day}.", "Note on that day who came.")
    if said.day > day + timedelta(days=activity_rules().attend_days):
        raise Conflict("event.over", "The event is over for too long.", "Ask ops.")
    state = SignUpState.ATTENDED if attended else SignUpState.ABSENT
    values = {**vars(said), "event": event_id, "state": state, "seated": list(SEATED)}
    if await session.scalar(_MARK, values) is None:
        raise Conflict("event.not_signed_up", "The customer has not signed up.", "Load the list again.")
    if attended:
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

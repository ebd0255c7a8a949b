"""Opening an event for answers, closing it, calling it off."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import EventState
from gridward.activities.editing import own_event, require_ahead
from gridward.activities.letters import take_invitations_back, tell_of_end
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now, policy_day, today
from gridward.kernel.errors import Conflict, Invalid

_FROM = {
    EventState.OPEN: {EventState.DRAFT, EventState.CLOSED},
    EventState.CLOSED: {EventState.OPEN},
    EventState.CANCELLED: {EventState.DRAFT, EventState.OPEN, EventState.CLOSED},
}


async def set_state(session: AsyncSession, scope: DataScope, event_id: UUID, state: EventState) -> int:
    """Move an event to a state; where it stands there already nothing changes. Returns how many customers are told.

    Of one that is called off they are told who come, wait, or were asked and have not answered. An invitation that still
    waits does not leave once the event takes no answers. Raises `event.not_found`, `event.wrong_state`,
    `event.over`, and for opening `event.in_past` and `event.answer_by`.
    """
    event = await own_event(session, scope, event_id)
    if event.state == state:
        return 0
    if EventState(event.state) not in _FROM[state]:
        raise Conflict(
            "event.wrong_state", f"The event is {event.state}.", "Load the list again.", state=event.state
        )
    if state is EventState.OPEN:
        require_ahead(event.starts_at)
        if event.answer_by < today():
            raise Invalid(
                "event.answer_by", "The last day for answers is over.", "Choose a later one first.",
                last=policy_day(event.starts_at).isoformat(),
            )  # fmt: skip
    elif event.ends_at <= now():
        raise Conflict("event.over", "The event is over.", "It stays as it was.")
    await session.execute(
        text("UPDATE activities.event SET state = :state WHERE id = :event"),
        {"event": event_id, "state": state},
    )
    if state is EventState.CANCELLED:
        return await tell_of_end(session, event)
    if state is EventState.CLOSED:
        await take_invitations_back(session, event)
    return 0

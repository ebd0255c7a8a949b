"""What customers answer: they sign up, say no, or take it back. One answer a customer and event, the newest word counts."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import Said, SignUpState
from gridward.activities.events import hold_published, require_open, seats_taken
from gridward.activities.inviting import note_face_to_face
from gridward.activities.letters import take_confirmation_back, tell_of_sign_up
from gridward.activities.moving_up import move_up
from gridward.activities.rules import activity_rules
from gridward.engagement.contract import FactKind, NewFact
from gridward.engagement.public import note_fact
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.kernel.ids import new_id

_EARLIER = text(
    """SELECT id, state, persons, answered_at, waiting_since FROM activities.sign_up
       WHERE event_id = :event AND customer_id = :customer"""
)
_KEEP = text(
    """INSERT INTO activities.sign_up (id, city_id, event_id, customer_id, state, persons, answered_at, waiting_since,
           account_id, specialist_id, cell_id)
       VALUES (:id, :city_id, :event, :customer_id, :state, :persons, :at, :waiting_since, :account_id, :specialist_id,
           :cell_id)
       ON CONFLICT (event_id, customer_id) DO UPDATE SET state = excluded.state, persons = excluded.persons,
           answered_at = excluded.answered_at, waiting_since = excluded.waiting_since, account_id = excluded.account_id,
           specialist_id = excluded.specialist_id, cell_id = excluded.cell_id
       RETURNING id"""
)


async def sign_up(session: AsyncSession, said: Said, event_id: UUID, persons: int) -> str | None:
    """Let a customer come with so many persons, himself among them; where the seats are gone he waits.

    Returns what he has to be told: `event.waiting`, `event.number_kept` where there was no room for more, and
    `event.newer_answer` where he has said something else since. Raises `event.unknown`, `event.cancelled`, `event.begun`,
    `event.closed`, `event.answer_time_over`, `event.too_many_persons`.
    """
    event = await hold_published(session, event_id, said)
    require_open(event, said)
    most = min(activity_rules().most_persons, event.seats)
    if persons > most:
        raise Conflict(
            "event.too_many_persons",
            f"One sign-up is for at most {most} persons.",
            "Ask for fewer.",
            most=most,
        )
    earlier = await _earlier(session, said, event_id)
    if _is_newer(earlier, said):
        return "event.newer_answer"
    had = earlier.persons if earlier is not None and earlier.state == SignUpState.SIGNED_UP else 0
    left = event.seats - await seats_taken(session, event_id) + had
    note = None
    if persons <= left:
        kept = await _keep(session, said, event_id, SignUpState.SIGNED_UP, persons)
        if not had:
            await tell_of_sign_up(session, event, said.customer_id, kept, said.at)
    elif had:
        # Who has seats does not lose them by asking for more. It is his newest word all the same.
        note = "event.number_kept"
        await _keep(session, said, event_id, SignUpState.SIGNED_UP, had)
    else:
        note = "event.waiting"
        since = (earlier.waiting_since if earlier is not None else None) or now()
        await _keep(session, said, event_id, SignUpState.WAITING, persons, since)
    await _note_answer(session, said, event_id)
    if had > persons:
        await move_up(session, event)
    return note


async def decline(session: AsyncSession, said: Said, event_id: UUID) -> str | None:
    """Keep that a customer does not come. A seat that he had goes to who waits.

    Returns and raises what `sign_up` does.
    """
    event = await hold_published(session, event_id, said)
    require_open(event, said)
    earlier = await _earlier(session, said, event_id)
    if _is_newer(earlier, said):
        return "event.newer_answer"
    await _keep(session, said, event_id, SignUpState.DECLINED, 0)
    await take_confirmation_back(session, event, said.customer_id)
    await _note_answer(session, said, event_id)
    await move_up(session, event)
    return None


async def withdraw(session: AsyncSession, said: Said, event_id: UUID) -> str | None:
    """Take a sign-up back, until the event begins; the second time changes nothing.

    Returns `event.newer_answer`; raises `event.unknown`, `event.cancelled`, `event.begun`, `event.not_signed_up`.
    """
    event = await hold_published(session, event_id, said)
    if said.at >= event.starts_at:
        raise Conflict("event.begun", "The event has begun or is over.", "Note who came instead.")
    earlier = await _earlier(session, said, event_id)
    if _is_newer(earlier, said):
        return "event.newer_answer"
    if earlier is not None and earlier.state == SignUpState.CANCELLED:
        return None
    if earlier is None or earlier.state not in (SignUpState.SIGNED_UP, SignUpState.WAITING):
        raise Conflict("event.not_signed_up", "The customer has not signed up.", "Load his page again.")
    await _keep(session, said, event_id, SignUpState.CANCELLED, earlier.persons)
    await take_confirmation_back(session, event, said.customer_id)
    await move_up(session, event)
    return None


async def _earlier(session: AsyncSession, said: Said, event_id: UUID) -> Row[Any] | None:
    values = {"event": event_id, "customer": said.customer_id}
    return (await session.execute(_EARLIER, values)).one_or_none()


def _is_newer(earlier: Row[Any] | None, said: Said) -> bool:
    """Whether something is known already that came after what is said."""
    if earlier is None:
        return False
    marked = earlier.state in (SignUpState.ATTENDED, SignUpState.ABSENT)
    return bool(marked or earlier.answered_at > said.at)


async def _keep(
    session: AsyncSession,
    said: Said,
    event_id: UUID,
    state: SignUpState,
    persons: int,
    waiting_since: Any = None,
) -> UUID:
    values = {"state": state, "persons": persons, "waiting_since": waiting_since}
    kept = await session.execute(_KEEP, {**vars(said), **values, "id": new_id(), "event": event_id})
    sign_up_id: UUID = kept.scalar_one()
    return sign_up_id


async def _note_answer(session: AsyncSession, said: Said, event_id: UUID) -> None:
    """Who answered was asked: face to face, where there is no other invitation."""
    await note_face_to_face(session, said, event_id)
    fact = NewFact(
        said.city_id,
        said.customer_id,
        FactKind.EVENT_ANSWERED,
        said.at,
        f"event/{event_id}/{said.customer_id}/answered",
        said.account_id,
        said.specialist_id,
        said.cell_id,
        {"event_id": str(event_id)},
    )
    await note_fact(session, fact)

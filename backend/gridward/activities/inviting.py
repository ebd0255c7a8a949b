"""Inviting customers, face to face or by a message that leaves when messages may."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import Channel, Said
from gridward.activities.events import hold_published, require_open
from gridward.activities.letters import invitation_to
from gridward.engagement.public import marketing_allowed, queue_messages
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.kernel.ids import new_id

_INVITE = text(
    """INSERT INTO activities.invitation (id, city_id, event_id, customer_id, channel, invited_at, account_id,
           specialist_id, cell_id, message_id)
       VALUES (:id, :city_id, :event, :customer_id, :channel, :at, :account_id, :specialist_id, :cell_id, :message)
       ON CONFLICT (event_id, customer_id, channel) DO NOTHING RETURNING id"""
)
_INVITED = text(
    """SELECT EXISTS (SELECT FROM activities.invitation
           WHERE event_id = :event AND customer_id = :customer
             AND (CAST(:channel AS text) IS NULL OR channel = :channel))"""
)
_ASKED = text(
    """SELECT EXISTS (SELECT FROM activities.invitation WHERE event_id = :event AND customer_id = :customer)
           OR EXISTS (SELECT FROM activities.sign_up WHERE event_id = :event AND customer_id = :customer)"""
)
_HAS_MOBILE = text(
    """SELECT EXISTS (SELECT FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id
           WHERE s.person_id = :customer AND c.mobile_sealed IS NOT NULL)"""
)


async def invite(session: AsyncSession, said: Said, event_id: UUID, channel: Channel) -> None:
    """Keep an invitation; by message a customer is invited once to an event, and face to face it is noted once.

    Raises `event.message_forbidden` with the `reasons`, and `event.unknown`, `event.cancelled`, `event.begun`,
    `event.closed`, `event.answer_time_over`.
    """
    event = await hold_published(session, event_id, said)
    require_open(event, said)
    if channel is Channel.FACE_TO_FACE:
        await _keep(session, said, event_id, channel)
        return
    if await _is_invited(session, said, event_id, channel):
        return
    reasons = await why_no_message(session, said.customer_id)
    if reasons:
        raise Conflict(
            "event.message_forbidden",
            "The customer may not be invited by a message now.",
            "See the reasons on his page; face to face he may be asked.",
            reasons=reasons,
        )
    message = await invitation_to(session, event, said.customer_id)
    await queue_messages(session, [message])
    await _keep(session, said, event_id, channel, message.id)


async def why_no_message(session: AsyncSession, customer_id: int) -> list[dict[str, Any]]:
    """Why a person cannot be invited by a message now, as `{"code", "params"}`; empty where he can."""
    reasons = await marketing_allowed(session, customer_id, now())
    if not await session.scalar(_HAS_MOBILE, {"customer": customer_id}):
        reasons.append({"code": "no_mobile", "params": {}})
    return reasons


async def require_asked(session: AsyncSession, said: Said, event_id: UUID) -> None:
    """Raises `event.not_asked` where a customer was not invited to an event and has not answered, and `event.unknown`,
    `event.cancelled`."""
    await hold_published(session, event_id, said)
    if not await session.scalar(_ASKED, {"event": event_id, "customer": said.customer_id}):
        raise Conflict(
            "event.not_asked", "The customer was not invited to the event.", "Let his specialist invite him."
        )


async def note_face_to_face(session: AsyncSession, said: Said, event_id: UUID) -> None:
    """Note that a customer was asked face to face, unless he was invited before."""
    if not await _is_invited(session, said, event_id, None):
        await _keep(session, said, event_id, Channel.FACE_TO_FACE)


async def _is_invited(session: AsyncSession, said: Said, event_id: UUID, channel: Channel | None) -> bool:
    values = {"event": event_id, "customer": said.customer_id, "channel": channel}
    return bool(await session.scalar(_INVITED, values))


async def _keep(
    session: AsyncSession, said: Said, event_id: UUID, channel: Channel, message_id: UUID | None = None
) -> None:
    values = {"id": new_id(), "event": event_id, "channel": channel, "message": message_id}
    await session.execute(_INVITE, {**vars(said), **values})

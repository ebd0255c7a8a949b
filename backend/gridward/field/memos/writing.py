"""Messages are sent, withdrawn, read and answered. Each change gets its reader's next number."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.crypto import cipher

_WRITE = text(
    """INSERT INTO field.memo (id, city_id, origin, sender_id, customer_id, text_sealed, code, params, sent_at)
       VALUES (:id, :city, :origin, :sender, :customer, :text, :code, CAST(:params AS jsonb), :now)
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)
# In the order of the accounts, so that no two transactions wait for each other.
_NUMBER = text(
    """WITH counted AS (
           INSERT INTO field.memo_feed AS f (account_id, cursor)
           SELECT a.id, 1 FROM unnest(CAST(:accounts AS uuid[])) AS a (id) ORDER BY a.id
           ON CONFLICT (account_id) DO UPDATE SET cursor = f.cursor + 1 RETURNING account_id, cursor)
       INSERT INTO field.memo_to (memo_id, account_id, seq) SELECT :memo, account_id, cursor FROM counted
       ON CONFLICT (memo_id, account_id) DO UPDATE SET seq = excluded.seq"""
)
_READERS = text("SELECT account_id FROM field.memo_to WHERE memo_id = :memo")
_WITHDRAW = text(
    """UPDATE field.memo SET withdrawn_at = :now WHERE id = :memo AND sender_id = :sender AND withdrawn_at IS NULL
       RETURNING id"""
)
_READ = text(
    """UPDATE field.memo_to t SET read_at = greatest(:at, m.sent_at) FROM field.memo m
       WHERE m.id = t.memo_id AND t.memo_id = :memo AND t.account_id = :account AND t.read_at IS NULL
       RETURNING t.memo_id"""
)
_REPLY = text(
    """UPDATE field.memo_to SET reply_sealed = :reply, replied_at = :at, read_at = coalesce(read_at, :at)
       WHERE memo_id = :memo AND account_id = :account AND replied_at IS NULL RETURNING memo_id"""
)
_HAS = text("SELECT EXISTS (SELECT FROM field.memo_to WHERE memo_id = :memo AND account_id = :account)")


@dataclass(frozen=True)
class NewMemo:
    """A message that is to be sent."""

    id: UUID
    city_id: int
    origin: str
    """`supervisor`, `seat`, `system`."""
    sender_id: UUID | None = None
    customer_id: int | None = None
    """The person whom it is about."""
    text: str | None = None
    code: str | None = None
    """What the system says."""
    params: dict[str, Any] = field(default_factory=dict)


async def send_memo(session: AsyncSession, memo: NewMemo, readers: Collection[UUID]) -> bool:
    """Send a message to some accounts; False where it was sent before."""
    made = await session.scalar(
        _WRITE,
        {
            "id": memo.id,
            "city": memo.city_id,
            "origin": memo.origin,
            "sender": memo.sender_id,
            "customer": memo.customer_id,
            "text": None if memo.text is None else cipher().seal(memo.text, text_context(memo.id)),
            "code": memo.code,
            "params": json.dumps(memo.params),
            "now": now(),
        },
    )
    if made is not None:
        await _number(session, memo.id, readers)
    return made is not None


async def withdraw_memo(session: AsyncSession, memo_id: UUID, sender_id: UUID) -> None:
    """Let nobody read one's message any more. Raises `memo.not_found`; a second time changes nothing."""
    if await session.scalar(_WITHDRAW, {"memo": memo_id, "sender": sender_id, "now": now()}) is not None:
        await _number(session, memo_id, (await session.scalars(_READERS, {"memo": memo_id})).all())
    elif not await session.scalar(
        text("SELECT EXISTS (SELECT FROM field.memo WHERE id = :memo AND sender_id = :sender)"),
        {"memo": memo_id, "sender": sender_id},
    ):
        raise NotFound("memo.not_found", "You sent no such message.", "Load the list again.")


async def mark_read(session: AsyncSession, memo_id: UUID, account_id: UUID, at: datetime) -> None:
    """Note when a message was read first, which it was not before it was sent.

    Of one that is not there, or is not his, there is nothing to note, and nothing for a person to decide.
    """
    if await session.scalar(_READ, {"memo": memo_id, "account": account_id, "at": at}) is not None:
        await _number(session, memo_id, [account_id])


async def reply_to(session: AsyncSession, memo_id: UUID, account_id: UUID, reply: str, at: datetime) -> None:
    """Answer a message, once. Raises `memo.not_found` and `memo.replied`."""
    sealed = cipher().seal(reply, reply_context(memo_id, account_id))
    values = {"memo": memo_id, "account": account_id, "reply": sealed, "at": at}
    if await session.scalar(_REPLY, values) is not None:
        await _number(session, memo_id, [account_id])
        return
    if not await session.scalar(_HAS, {"memo": memo_id, "account": account_id}):
        raise NotFound("memo.not_found", "You got no such message.", "Load the messages again.")
    raise Conflict("memo.replied", "The message was answered already.", "Call whoever sent it.")


def text_context(memo_id: UUID) -> str:
    """What a message's text is bound to."""
    return f"field.memo.text/{memo_id}"


def reply_context(memo_id: UUID, account_id: UUID) -> str:
    """... and an answer to it."""
    return f"field.memo.reply/{memo_id}/{account_id}"


async def _number(session: AsyncSession, memo_id: UUID, readers: Collection[UUID]) -> None:
    await session.execute(_NUMBER, {"memo": memo_id, "accounts": sorted(readers)})

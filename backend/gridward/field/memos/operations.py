"""Operations about one's own messages: they concern no customer, and need no cell."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.memos.writing import mark_read, reply_to
from gridward.field.payloads import Payload


class MessageRead(Payload):
    """A message was read."""

    message_id: UUID


class MessageReply(Payload):
    """... and answered."""

    message_id: UUID
    text: Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True)
class OwnKind:
    """A kind of operation that is about its sender alone."""

    model: type[Payload]
    apply: Callable[[AsyncSession, UUID, Any, datetime], Awaitable[None]]
    """Takes the account, the payload, and when it was done."""
    decidable: bool = True
    """Whether a person could decide about one that cannot be believed; else it has what effect it can have."""


async def _read(session: AsyncSession, account_id: UUID, payload: MessageRead, at: datetime) -> None:
    await mark_read(session, payload.message_id, account_id, at)


async def _reply(session: AsyncSession, account_id: UUID, payload: MessageReply, at: datetime) -> None:
    await reply_to(session, payload.message_id, account_id, payload.text, at)


OWN_KINDS = {
    "message.read": OwnKind(MessageRead, _read, decidable=False),
    "message.reply": OwnKind(MessageReply, _reply),
}

"""Messages that cannot wait for the next delivery, such as a code that somebody waits for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import anyio.to_thread
import structlog
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.engagement.messages.choosing import make_gateway
from gridward.engagement.messages.gateway import Envelope, Refused
from gridward.engagement.messages.templates import compose
from gridward.kernel.clock import now
from gridward.kernel.errors import Unavailable
from gridward.kernel.ids import new_id
from gridward.kernel.masking import mask_mobile
from gridward.platform.db import transaction

_log = structlog.get_logger()
_HIDDEN = "******"

_NOTE = text(
    """INSERT INTO engagement.message (id, city_id, customer_id, template, params, channel, purpose, source_key, state,
           created_at, delivered_at, adapter, reference, problem)
       VALUES (:id, :city_id, :customer_id, :template, :params, 'sms', :purpose, :source_key, :state, :at, :delivered_at,
           :adapter, :reference, :problem)"""
).bindparams(bindparam("params", type_=JSONB))


@dataclass(frozen=True)
class UrgentMessage:
    """A message that leaves at once, at any hour: its reader waits for it."""

    city_id: int
    customer_id: int
    """The person."""
    template: str
    to: str = field(repr=False)
    """The telephone number, which need not be the one in the book."""
    source_key: str
    params: Mapping[str, str] = field(default_factory=dict)
    """Nothing personal: kept."""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What only its reader may know: not kept, and never logged."""
    purpose: str = "service"
    id: UUID = field(default_factory=new_id)


async def send_now(sessions: async_sessionmaker[AsyncSession], message: UrgentMessage) -> str:
    """Send a message through the chosen gateway, in a thread; returns the gateway's name.

    It is kept with its proof, or with what went wrong, but without its secrets. Outside any transaction of the caller's:
    what has left cannot be rolled back. Raises `message.not_sent`.
    """
    adapter, reference, problem = await anyio.to_thread.run_sync(_deliver, message)
    moment = now()
    async with transaction(sessions) as session:
        await session.execute(
            _NOTE,
            {
                "id": message.id,
                "city_id": message.city_id,
                "customer_id": message.customer_id,
                "template": message.template,
                "params": {**message.params, **dict.fromkeys(message.secrets, _HIDDEN)},
                "purpose": message.purpose,
                "source_key": message.source_key,
                "state": "failed" if problem else "delivered",
                "at": moment,
                "delivered_at": None if problem else moment,
                "adapter": adapter,
                "reference": reference,
                "problem": problem,
            },
        )
    if problem is not None:
        raise Unavailable(
            "message.not_sent",
            "The message did not leave.",
            "Nothing was lost: send it again in a moment; if it stays so, tell your administrator.",
            problem=problem,
        )
    return adapter


def _deliver(message: UrgentMessage) -> tuple[str, str | None, str | None]:
    """The gateway's name, with its proof or with the code of what went wrong."""
    name = ""
    try:
        gateway = make_gateway()
        name = gateway.name
        shown = {**message.params, **dict.fromkeys(message.secrets, _HIDDEN)}
        envelope = Envelope(
            message.id,
            "sms",
            message.purpose,
            message.template,
            to=message.to,
            to_masked=mask_mobile(message.to),
            text=compose(message.template, {**message.params, **message.secrets}),
            text_masked=compose(message.template, shown),
            is_new=True,
        )
        reference = gateway.deliver(envelope)
        gateway.flush()
    except Refused as refused:
        return name, None, refused.code
    except Exception as error:
        # Whatever a gateway fails with, the message did not leave, and whoever waits is to be told so.
        _log.warning("gateway_failed", gateway=name, error=type(error).__name__)
        return name, None, "message.gateway_failed"
    return name, reference, None

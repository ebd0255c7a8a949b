"""A call as it is kept, whoever called whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.errors import Conflict
from gridward.platform.crypto import cipher
from gridward.seats.following import Followed
from gridward.seats.schemas import CallIn
from gridward.seats.scripts import script_rules

_INSERT = text(
    """INSERT INTO seats.call (id, claim_id, content_key, city_id, customer_id, task_id, account_id, begun_at, ended_at,
           outcome, after_lease, note_sealed, callback_at, promise_id, visit_request_id, link_sent, recording, script,
           purpose, number_sealed)
       VALUES (:id, :claim, :content, :city, :customer, :task, :account, :begun, :ended, :outcome, :after_lease, :note,
           :callback_at, :promise, :request, :link_sent, :recording, :script, :purpose, :number)
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)


@dataclass(frozen=True)
class Kept:
    """What stands with a call beside what the seat said of it."""

    content: UUID
    """The same call sent again has the same."""
    account_id: UUID
    city_id: int
    customer_id: int | None
    earliest: datetime
    """A seat's clock may be wrong: the call lies between this moment and the next one."""
    ended_at: datetime
    script: str
    """The code of what there was to say."""
    claim_id: UUID | None = None
    task_id: UUID | None = None
    after_lease: bool = False
    purpose: str | None = None
    number: str = ""
    """From which somebody called whom nobody knows."""


async def keep_call(session: AsyncSession, kept: Kept, body: CallIn, followed: Followed) -> None:
    """Write a call down. Raises `call.differs`."""
    made = await session.scalar(
        _INSERT,
        {
            "id": body.call_id,
            "claim": kept.claim_id,
            "content": kept.content,
            "city": kept.city_id,
            "customer": kept.customer_id,
            "task": kept.task_id,
            "account": kept.account_id,
            "begun": min(max(body.begun_at, kept.earliest), kept.ended_at),
            "ended": kept.ended_at,
            "outcome": body.outcome.value,
            "after_lease": kept.after_lease,
            "note": _sealed(body.note, f"seats.call.note/{body.call_id}"),
            "callback_at": body.callback_at,
            "promise": followed.promise_id,
            "request": followed.request_id,
            "link_sent": body.link is not None,
            "recording": body.recording or None,
            "script": f"{kept.script}/{script_rules().version}",
            "purpose": kept.purpose,
            "number": _sealed(kept.number, f"seats.call.number/{body.call_id}"),
        },
    )
    if made is None:
        raise differs()


def differs() -> Conflict:
    """Another call has this number."""
    return Conflict(
        "call.differs",
        "Another call was saved under this number.",
        "Load the customer again, and save the call anew.",
    )


def _sealed(words: str, context: str) -> bytes | None:
    return cipher().seal(words, context) if words else None

"""Operations as they are stored, with the receipts that they got."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.envelope import OperationIn
from gridward.platform.crypto import cipher


@dataclass(frozen=True)
class Verdict:
    """What became of an operation."""

    state: str
    """`applied`, `merged`, `forwarded`, `needs_attention`, `invalid`."""
    code: str | None = None
    faults: list[dict[str, str]] = field(default_factory=list)
    forwarded_to: str | None = None
    """Who serves the customer now, masked."""


@dataclass(frozen=True)
class Place:
    """Where an operation belongs: for whoever has to look at it."""

    city_id: int | None
    customer_id: int | None
    cell_id: int | None


@dataclass(frozen=True)
class Sender:
    """Who sent it."""

    account_id: UUID
    specialist_id: int | None
    name_masked: str | None
    home: Place
    """Where what cannot be placed otherwise belongs: his own cell."""


async def lock(session: AsyncSession, op_id: UUID) -> None:
    """Let one at a time apply an operation, to the end of the transaction: the other one finds the receipt then."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('field.operation/' || :id, 0))"),
        {"id": str(op_id)},
    )


async def stored(session: AsyncSession, op_id: UUID) -> RowMapping | None:
    """An operation that was received before: `account_id`, `received_at`, `payload_sealed`, `receipt`."""
    rows = await session.execute(
        text(
            """SELECT op_id, account_id, received_at, kind, payload_sealed, receipt FROM field.operation
               WHERE op_id = :id"""
        ),
        {"id": op_id},
    )
    return rows.mappings().one_or_none()


def is_same(row: RowMapping, operation: OperationIn) -> bool:
    """Whether what was stored is what is sent now."""
    return bool(row["kind"] == operation.kind and _open(row) == _plain(operation))


def payload_of(row: RowMapping) -> Any:
    """What was stored (from its `op_id` and `payload_sealed`), as it was sent."""
    return json.loads(_open(row))


def aside_id(operation: OperationIn, sender: Sender) -> UUID:
    """The id for an operation whose own id something else has: the same one whenever the same is sent again."""
    return uuid5(operation.op_id, f"{sender.account_id} {operation.kind} {_plain(operation)}")


async def store(
    session: AsyncSession,
    op_id: UUID,
    operation: OperationIn,
    sender: Sender,
    place: Place,
    verdict: Verdict,
    received_at: datetime,
) -> dict[str, Any]:
    """Store an operation whole with its receipt; returns the receipt. `op_id` is the id under which it is kept."""
    receipt = {
        "state": verdict.state,
        "code": verdict.code,
        "fields": verdict.faults,
        "credited_to": sender.name_masked,
        "forwarded_to": verdict.forwarded_to,
    }
    await session.execute(
        text(
            """INSERT INTO field.operation (op_id, account_id, device_id, seq, kind, protocol, occurred_at, received_at,
                   city_id, customer_id, cell_id, specialist_id, payload_sealed, state, receipt)
               VALUES (:op_id, :account, :device, :seq, :kind, :protocol, :occurred_at, :received_at, :city, :customer,
                   :cell, :specialist, :payload, :state, CAST(:receipt AS jsonb))"""
        ).bindparams(receipt=json.dumps(receipt)),
        {
            "op_id": op_id,
            "account": sender.account_id,
            "device": operation.device_id,
            "seq": operation.seq,
            "kind": operation.kind,
            "protocol": operation.protocol,
            "occurred_at": operation.occurred_at,
            "received_at": received_at,
            "city": place.city_id,
            "customer": place.customer_id,
            "cell": place.cell_id,
            "specialist": sender.specialist_id,
            "payload": cipher().seal(_plain(operation), _context(op_id)),
            "state": verdict.state,
        },
    )
    return {"op_id": operation.op_id, "received_at": received_at, **receipt}


def _open(row: RowMapping) -> str:
    return cipher().open(row["payload_sealed"], _context(row["op_id"]))


def _plain(operation: OperationIn) -> str:
    # ASCII: what a tablet sends may hold halves of characters, which have no bytes in UTF-8.
    return json.dumps(operation.payload, sort_keys=True)


def _context(op_id: UUID) -> str:
    return f"field.operation.payload/{op_id}"

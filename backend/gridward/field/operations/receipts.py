"""Operations as they are stored, with the receipts that they got."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.envelope import CorrectedOperation, OperationIn
from gridward.platform.crypto import cipher
from gridward.platform.db import columns
from gridward.platform.statements import Row, Statement


class Verdict(NamedTuple):
    """What became of an operation."""

    state: str
    """`applied`, `merged`, `forwarded`, `needs_attention`, `invalid`."""
    code: str | None = None
    faults: Sequence[dict[str, str]] = ()
    forwarded_to: str | None = None
    """Who serves the customer now, masked."""


class Place(NamedTuple):
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


_IN_ORDER = json.JSONEncoder(sort_keys=True)

# In one order, so that no two wait for each other.
_LOCK = Statement(
    """SELECT pg_advisory_xact_lock(hashtextextended('field.operation/' || id, 0))
       FROM (SELECT unnest(CAST(:ids AS uuid[])) AS id ORDER BY 1) AS o"""
)
_STORED = Statement(
    """SELECT op_id, account_id, received_at, kind, payload_sealed, receipt FROM field.operation
       WHERE op_id = ANY(:ids)"""
)


async def lock(session: AsyncSession, *op_ids: UUID) -> None:
    """Let one at a time apply operations, to the end of the transaction: the other one finds the receipts then."""
    await _LOCK.rows(session, {"ids": op_ids})


async def stored(session: AsyncSession, *op_ids: UUID) -> dict[UUID, Row]:
    """Operations that were received before: `account_id`, `received_at`, `kind`, `payload_sealed`, `receipt`."""
    return {row["op_id"]: row for row in await _STORED.rows(session, {"ids": op_ids})}


def is_same(row: Row, operation: OperationIn) -> bool:
    """Whether what was stored is what is sent now."""
    return bool(row["kind"] == operation.kind and _open(row) == _plain(operation))


def payload_of(row: Row | RowMapping) -> Any:
    """What was stored (from its `op_id` and `payload_sealed`), as it was sent."""
    return json.loads(_open(row))


def aside_id(operation: OperationIn, sender: Sender) -> UUID:
    """The id for an operation whose own id something else has: the same one whenever the same is sent again."""
    return uuid5(operation.op_id, f"{sender.account_id} {operation.kind} {_plain(operation)}")


_STORE = Statement(
    """INSERT INTO field.operation (op_id, account_id, device_id, seq, kind, protocol, occurred_at, device_at,
           received_at, city_id, customer_id, cell_id, specialist_id, payload_sealed, state, receipt)
       SELECT op_id, account, device, seq, kind, protocol, occurred_at, device_at, received_at, city, customer, cell,
           specialist, payload, state, CAST(receipt AS jsonb)
       FROM unnest(CAST(:op_id AS uuid[]), CAST(:account AS uuid[]), CAST(:device AS uuid[]), CAST(:seq AS bigint[]),
           CAST(:kind AS text[]), CAST(:protocol AS smallint[]), CAST(:occurred_at AS timestamptz[]),
           CAST(:device_at AS timestamptz[]), CAST(:received_at AS timestamptz[]), CAST(:city AS smallint[]),
           CAST(:customer AS bigint[]), CAST(:cell AS int[]), CAST(:specialist AS bigint[]), CAST(:payload AS bytea[]),
           CAST(:state AS text[]), CAST(:receipt AS text[]))
           AS o (op_id, account, device, seq, kind, protocol, occurred_at, device_at, received_at, city, customer,
               cell, specialist, payload, state, receipt)"""
)


def receipt_of(sender: Sender, verdict: Verdict) -> dict[str, Any]:
    """What is kept of a verdict, and told whenever the same is sent again."""
    return {
        "state": verdict.state,
        "code": verdict.code,
        "fields": verdict.faults,
        "credited_to": sender.name_masked,
        "forwarded_to": verdict.forwarded_to,
    }


def row_of(
    op_id: UUID,
    operation: OperationIn,
    sender: Sender,
    place: Place,
    receipt: Mapping[str, Any],
    received_at: datetime,
) -> dict[str, Any]:
    """An operation whole with its receipt, as it is stored. `op_id` is the id under which it is kept."""
    return {
        "op_id": op_id,
        "account": sender.account_id,
        "device": operation.device_id,
        "seq": operation.seq,
        "kind": operation.kind,
        "protocol": operation.protocol,
        "occurred_at": operation.occurred_at,
        "device_at": operation.device_at if isinstance(operation, CorrectedOperation) else None,
        "received_at": received_at,
        "city": place.city_id,
        "customer": place.customer_id,
        "cell": place.cell_id,
        "specialist": sender.specialist_id,
        "payload": cipher().seal(_plain(operation), _context(op_id)),
        "state": receipt["state"],
        "receipt": json.dumps(receipt),
    }


async def store(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Store operations with their receipts, as `row_of` gives them."""
    await _STORE.rows(session, columns(rows))


def _open(row: Row | RowMapping) -> str:
    return cipher().open(row["payload_sealed"], _context(row["op_id"]))


def _plain(operation: OperationIn) -> str:
    # ASCII: what a tablet sends may hold halves of characters, which have no bytes in UTF-8.
    return _IN_ORDER.encode(operation.payload)


def _context(op_id: UUID) -> str:
    return f"field.operation.payload/{op_id}"

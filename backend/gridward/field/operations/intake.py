"""How operations are taken in: each is applied together with its receipt, or neither is.

A batch is one transaction. Where it fails it is begun again, guarded: with a savepoint for the effects of operations that
are applied together (`waves`), and for each where they fail, so that one that cannot be applied is still stored whole with
its receipt and stops no other. What concerns many of them is read and written once for all (`batch`).
Where that fails too (two batches wait for each other, a fault of ours) each operation gets a transaction of its own, so that
what can be kept is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.field.envelope import OperationIn
from gridward.field.operations.batch import Batch
from gridward.field.operations.clock import by_our_clock
from gridward.field.operations.deciding import Decision, decide
from gridward.field.operations.receipts import (
    Place,
    Sender,
    Verdict,
    aside_id,
    is_same,
    lock,
    receipt_of,
    row_of,
    stored,
)
from gridward.field.operations.senders import find_sender
from gridward.field.operations.waves import decide_all, parts
from gridward.field.rules import next_sync_after_s
from gridward.identity.contract import Actor
from gridward.identity.public import act_as
from gridward.kernel.clock import now
from gridward.platform.db import transaction
from gridward.platform.statements import Row

_log = structlog.get_logger()
_TRIES = 3
_CLASHES = {"40001", "40P01"}
"""SQLSTATE of a serialisation failure and of a deadlock: the same again may well go through."""

Sessions = async_sessionmaker[AsyncSession]
Receipt = dict[str, Any]


async def receive(
    sessions: Sessions, actor: Actor, sent: Sequence[OperationIn], sent_at: datetime | None = None
) -> dict[str, Any]:
    """Apply operations in their order; a receipt for each, and in how many seconds to send again.

    `sent_at` is when they were sent, by the tablet's clock.
    """
    operations = by_our_clock(sent, sent_at)
    receipts = await _together(sessions, actor, operations)
    if receipts is None:
        async with transaction(sessions) as session:
            sender = await find_sender(session, actor)
        receipts = [await _receive(sessions, actor, sender, one) for one in operations]
    return {"receipts": receipts, "next_sync_after_s": next_sync_after_s()}


async def _together(
    sessions: Sessions, actor: Actor, operations: Sequence[OperationIn]
) -> list[Receipt] | None:
    """Apply a batch in one transaction; None where that failed and nothing of it was kept."""
    if len({one.op_id for one in operations}) < len(operations):
        # The second of two with the same number has to find the first one's receipt.
        return None
    for guarded in (False, True):
        try:
            async with transaction(sessions) as session:
                await act_as(session, actor, plan_once=True)
                sender = await find_sender(session, actor)
                return await take_in_all(session, sender, operations, guarded=guarded)
        except Exception as error:
            # Also what nobody has thought of: one operation with which we cannot cope would hold back all that a tablet has.
            _log.warning(
                "batch_failed",
                operations=len(operations),
                guarded=guarded,
                sqlstate=_state(error),
                error=type(error).__name__,
            )
    return None


async def take_in_all(
    session: AsyncSession, sender: Sender, operations: Sequence[OperationIn], *, guarded: bool
) -> list[Receipt]:
    """Apply operations with different numbers in a transaction; receipts in their order.

    Unless `guarded`, all of them fail with one whose effects fail in the database.
    """
    numbers = [one.op_id for one in operations]
    await lock(session, *numbers)
    known = await stored(session, *numbers)
    batch = await Batch.begin(session, sender, operations, guarded=guarded)
    receipts = []
    for part in parts(operations):
        decisions = await decide_all(batch, [one for one in part if one.op_id not in known])
        receipts += await _answers(batch, part, known, decisions)
    await batch.end()
    return receipts


async def _receive(sessions: Sessions, actor: Actor, sender: Sender, operation: OperationIn) -> Receipt:
    for left in reversed(range(_TRIES)):
        try:
            async with transaction(sessions) as session:
                await act_as(session, actor, plan_once=True)
                return await take_in(session, sender, operation)
        except DBAPIError as error:
            if not left or _state(error) not in _CLASHES:
                raise
    raise AssertionError


async def take_in(session: AsyncSession, sender: Sender, operation: OperationIn) -> Receipt:
    """Apply one by itself in a transaction, and keep it whatever fails."""
    await lock(session, operation.op_id)
    known = await stored(session, operation.op_id)
    batch = await Batch.begin(session, sender, [operation], guarded=True)
    decisions = [] if known else [await _decide_whatever_fails(batch, operation)]
    (receipt,) = await _answers(batch, [operation], known, decisions)
    await batch.end()
    return receipt


async def _answers(
    batch: Batch,
    operations: Sequence[OperationIn],
    known: Mapping[UUID, Row],
    decisions: Iterable[Decision],
) -> list[Receipt]:
    """Receipts; `known` is what is stored under their numbers, `decisions` are those of the others."""
    decided, receipts = iter(decisions), []
    for one in operations:
        row = known.get(one.op_id)
        if row is None:
            verdict, place = next(decided)
            receipts.append(_kept(batch, one.op_id, one, place, verdict))
        elif row["account_id"] == batch.sender.account_id and is_same(row, one):
            receipts.append(_answer(one.op_id, row))
        else:
            receipts.append(await _keep_aside(batch, one))
    return receipts


async def _decide_whatever_fails(batch: Batch, operation: OperationIn) -> Decision:
    try:
        async with batch.session.begin_nested():
            decision = await decide(batch, operation)
            await batch.move()
            return decision
    except Exception as error:
        # A fault of ours must not stand in the way of the operations behind it; the work is kept for a person to look at.
        if getattr(error, "connection_invalidated", False) or _state(error) in _CLASHES:
            raise
        _log.error(
            "operation_failed",
            kind=operation.kind,
            op_id=str(operation.op_id),
            sqlstate=_state(error),
            error=type(error).__name__,
        )
        return Verdict("needs_attention", "operation.failed"), batch.sender.home


async def _keep_aside(batch: Batch, operation: OperationIn) -> Receipt:
    """Keep what came under an id that something else has: whole, under another id, and without a word about the other."""
    aside = aside_id(operation, batch.sender)
    row = (await stored(batch.session, aside)).get(aside)
    if row is not None:
        return _answer(operation.op_id, row)
    return _kept(batch, aside, operation, batch.sender.home, Verdict("invalid", "operation.id_taken"))


def _kept(batch: Batch, op_id: UUID, operation: OperationIn, place: Place, verdict: Verdict) -> Receipt:
    receipt, received_at = receipt_of(batch.sender, verdict), now()
    batch.keep(row_of(op_id, operation, batch.sender, place, receipt, received_at))
    return {"op_id": operation.op_id, "received_at": received_at, **receipt}


def _answer(op_id: UUID, row: Any) -> Receipt:
    return {"op_id": op_id, "received_at": row["received_at"], **row["receipt"]}


def _state(error: Exception) -> str | None:
    return getattr(getattr(error, "orig", None), "sqlstate", None)

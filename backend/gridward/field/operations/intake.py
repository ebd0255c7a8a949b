"""How operations are taken in: each is applied together with its receipt, or neither is.

One transaction for each operation, not one for the batch: what was acknowledged stays when the connection is cut in the
middle, locks on a customer's rows are short, and a batch that is sent twice at once waits for one operation, not for fifty.
Inside it a savepoint holds the effects, so that one that cannot be applied is still stored whole with its receipt.
"""

import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.field.envelope import OperationIn
from gridward.field.operations.deciding import decide
from gridward.field.operations.receipts import (
    Place,
    Sender,
    Verdict,
    aside_id,
    is_same,
    lock,
    store,
    stored,
)
from gridward.field.operations.senders import find_sender
from gridward.field.rules import field_rules
from gridward.identity.contract import Actor
from gridward.identity.public import act_as
from gridward.kernel.clock import now
from gridward.platform.db import transaction

_log = structlog.get_logger()
_TRIES = 3
_CLASHES = {"40001", "40P01"}
"""SQLSTATE of a serialisation failure and of a deadlock: the same again may well go through."""

Sessions = async_sessionmaker[AsyncSession]
Receipt = dict[str, Any]


async def receive(sessions: Sessions, actor: Actor, operations: Sequence[OperationIn]) -> dict[str, Any]:
    """Apply operations in their order; a receipt for each, and in how many seconds to send again."""
    async with transaction(sessions) as session:
        sender = await find_sender(session, actor)
    receipts = [await _receive(sessions, actor, sender, one) for one in operations]
    wait = field_rules().batch.next_sync_after_s
    # Scattered, so that tablets that began to send at the same time do not stay together.
    return {"receipts": receipts, "next_sync_after_s": round(wait * random.uniform(0.75, 1.25))}


async def _receive(sessions: Sessions, actor: Actor, sender: Sender, operation: OperationIn) -> Receipt:
    for left in reversed(range(_TRIES)):
        try:
            async with transaction(sessions) as session:
                await act_as(session, actor)
                return await _once(session, actor, sender, operation)
        except DBAPIError as error:
            if not left or _state(error) not in _CLASHES:
                raise
    raise AssertionError


async def _once(session: AsyncSession, actor: Actor, sender: Sender, operation: OperationIn) -> Receipt:
    await lock(session, operation.op_id)
    row = await stored(session, operation.op_id)
    if row is None:
        verdict, place = await _apply(session, sender, operation)
        return await store(session, operation.op_id, operation, sender, place, verdict, now())
    if row["account_id"] == actor.account_id and is_same(row, operation):
        return _answer(operation.op_id, row)
    return await _keep_aside(session, sender, operation)


async def _apply(session: AsyncSession, sender: Sender, operation: OperationIn) -> tuple[Verdict, Place]:
    try:
        async with session.begin_nested():
            return await decide(session, sender, operation)
    except DBAPIError as error:
        # A fault of ours must not stand in the way of the operations behind it; the work is kept for a person to look at.
        if error.connection_invalidated or _state(error) in _CLASHES:
            raise
        _log.error(
            "operation_failed", kind=operation.kind, op_id=str(operation.op_id), sqlstate=_state(error)
        )
        return Verdict("needs_attention", "operation.failed"), sender.home


async def _keep_aside(session: AsyncSession, sender: Sender, operation: OperationIn) -> Receipt:
    """Keep what came under an id that something else has: whole, under another id, and without a word about the other."""
    aside = aside_id(operation, sender)
    row = await stored(session, aside)
    if row is not None:
        return _answer(operation.op_id, row)
    verdict = Verdict("invalid", "operation.id_taken")
    return await store(session, aside, operation, sender, sender.home, verdict, now())


def _answer(op_id: UUID, row: Any) -> Receipt:
    return {"op_id": op_id, "received_at": row["received_at"], **row["receipt"]}


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)

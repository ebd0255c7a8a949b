"""Taking an earlier operation back: its effect goes, itself it stays as it came.

What others build on at once (an answer to an event, a request that was accepted, a consent) is not taken back but said anew.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.kind import Kind
from gridward.field.operations.plain_kinds import PLAIN
from gridward.field.operations.protocol import CORRECTION, upgraded
from gridward.field.operations.receipts import lock, payload_of
from gridward.field.operations.work import Result, Work, his_task
from gridward.field.payloads import Payload, RowId
from gridward.field.rules import field_rules
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound

_ONE = text(
    """SELECT o.op_id, o.kind, o.protocol, o.occurred_at, o.received_at, o.cell_id, o.payload_sealed, o.state,
           CASE WHEN o.state = 'needs_attention' THEN d.verdict = 'taken' OR jsonb_array_length(o.receipt -> 'fields') > 0
               ELSE o.state <> 'invalid' END AS has_effect,
           EXISTS (SELECT FROM field.undone u WHERE u.op_id = o.op_id) AS undone
       FROM field.operation o LEFT JOIN field.decision d USING (op_id)
       WHERE o.op_id = :id AND o.account_id = :account
         AND (o.customer_id IS NULL OR o.customer_id = :person
              OR o.customer_id IN (SELECT customer_id FROM census.customer_standing WHERE person_id = :person))"""
)
_NOTE = text("INSERT INTO field.undone (op_id, by_op_id, at) VALUES (:id, :by, :at)")


class OperationUndo(Payload):
    """An earlier operation of his own that he takes back."""

    target: UUID
    """Its `op_id`."""
    customer_id: RowId


@dataclass(frozen=True)
class Target:
    """An operation that is to be taken back. Of a correction, what it said another one should have been."""

    row: RowMapping
    name: str
    """Of its kind."""
    kind: Kind
    payload: Any
    first: RowMapping
    """What was corrected, or itself."""


async def undo(session: AsyncSession, work: Work, payload: OperationUndo) -> Result:
    """Take an operation back. Raises what `find_target`, `take_back` and `require_asked_once` raise."""
    open_again = await take_back(session, work, await find_target(session, work, payload.target))
    await require_asked_once(session, work, open_again)
    return Result()


async def find_target(session: AsyncSession, work: Work, op_id: UUID) -> Target:
    """An operation of his own about this customer that may still be taken back; held to the end of the transaction.

    Raises `undo.unknown`, `undo.again`, `undo.not_this` and `undo.too_late`.
    """
    await lock(session, op_id)
    row = await _sent(session, work, op_id)
    if row is None:
        raise NotFound(
            "undo.unknown", "You sent no such operation about this customer.", "See what you sent."
        )
    if row["undone"]:
        raise Conflict("undo.again", "It was taken back before.", "Record what happened as something new.")
    name, payload = _meant(row)
    kind = PLAIN.get(name)
    if kind is None or kind.undo is None:
        raise Conflict(
            "undo.not_this", "Others go by it already.", "Record what counts now as something new."
        )
    hours = field_rules().undo.hours
    first = await _first(session, work, row)
    if work.at - first["occurred_at"] > timedelta(hours=hours):
        raise Conflict(
            "undo.too_late",
            f"It was done more than {hours} hours ago.",
            "Record what counts now as something new.",
            hours=hours,
        )
    return Target(row, name, kind, payload, first)


async def take_back(session: AsyncSession, work: Work, target: Target) -> UUID | None:
    """Let its effect go and note that it was taken back. Raises what the kind raises where others have built on it.

    Returns the task for `require_asked_once`.
    """
    row, open_again = target.row, None
    if row["has_effect"]:
        assert target.kind.undo is not None
        payload = target.kind.model.model_validate(target.payload)
        open_again = await target.kind.undo(session, work, payload, row["op_id"])
    await session.execute(_NOTE, {"id": row["op_id"], "by": work.op_id, "at": now()})
    return open_again


async def require_asked_once(session: AsyncSession, work: Work, open_again: UUID | None) -> None:
    """Raises `task.followed_up` where a task is left open although what followed from it is closed already.

    The customer would be asked twice about the same. A correction, which closes the task again, asks nobody.
    """
    task = None if open_again is None else await his_task(session, work, open_again)
    if task is not None and task.state == "open":
        raise Conflict(
            "task.followed_up", "What followed from it is closed already.", "Take back first what closed it."
        )


async def _sent(session: AsyncSession, work: Work, op_id: Any) -> RowMapping | None:
    values = {"id": op_id, "account": work.account_id, "person": work.person}
    return (await session.execute(_ONE, values)).mappings().one_or_none()


def _meant(row: RowMapping) -> tuple[str, Any]:
    """Kind and payload of what had its effect."""
    payload = upgraded(row["kind"], row["protocol"], payload_of(row))
    if row["kind"] == CORRECTION and row["state"] != "invalid":
        return payload["kind"], payload["payload"]
    return row["kind"], payload


async def _first(session: AsyncSession, work: Work, row: RowMapping) -> RowMapping:
    """What was sent before all corrections of it."""
    while row["kind"] == CORRECTION and row["state"] != "invalid":
        corrected = await _sent(session, work, payload_of(row)["target"])
        # One that named what had not come, or itself, leads nowhere.
        if corrected is None or corrected["received_at"] >= row["received_at"]:
            break
        row = corrected
    return row

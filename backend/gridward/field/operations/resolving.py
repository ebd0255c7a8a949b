"""What a person decides about an operation that could not simply be applied: taken after all, or refused with a reason.

The operation and its receipt stay as they are. What was done is credited to whoever did it, when he did it.
"""

from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import move_on
from gridward.field.memos.operations import OWN_KINDS, OwnKind
from gridward.field.memos.telling import tell_decided
from gridward.field.operations.authority import Known, cells_of
from gridward.field.operations.batch import tell_cells
from gridward.field.operations.kind import Kind
from gridward.field.operations.kinds import KINDS
from gridward.field.operations.protocol import upgraded
from gridward.field.operations.receipts import lock, payload_of
from gridward.field.operations.work import Work
from gridward.field.payloads import Payload
from gridward.identity.contract import Actor, DataScope
from gridward.identity.public import act_as
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.crypto import cipher

_ONE = text(
    """SELECT o.op_id, o.account_id, o.kind, o.protocol, o.occurred_at, o.received_at, o.city_id, o.cell_id,
           o.payload_sealed, o.receipt,
           coalesce(o.specialist_id, a.specialist_id) AS specialist_id,
           d.verdict IS NOT NULL OR EXISTS (SELECT FROM field.undone u WHERE u.op_id = o.op_id) AS decided
       FROM field.operation o LEFT JOIN staffing.specialist_account a USING (account_id)
       LEFT JOIN field.decision d USING (op_id)
       WHERE o.op_id = :id AND o.state = 'needs_attention'"""
)
_DECIDED = text(
    """INSERT INTO field.decision (op_id, verdict, reason_sealed, code, account_id, decided_at)
       VALUES (:op_id, :verdict, :reason, :code, :account, :at)"""
)


async def take(session: AsyncSession, actor: Actor, op_id: UUID) -> str | None:
    """Let an operation have its effect after all, whoever served the customer then and whatever the tablet's clock said.

    What was kept of it in part stays as it is. Returns what could not be kept, as a code.
    Raises `operation.not_found`, `operation.decided`, `operation.unreadable`, `operation.no_customer`,
    `operation.no_specialist`, and what its handler raises.
    """
    row = await _find(session, actor, op_id)
    code = None if row["receipt"]["fields"] else await _apply(session, actor.scope, row)
    await _note(session, actor, row, "taken", code=code)
    await _tell(session, row, "taken", None)
    return code


async def refuse(session: AsyncSession, actor: Actor, op_id: UUID, reason: str) -> None:
    """Let it have no effect; `reason` is for whoever sent it. Raises `operation.not_found` and `operation.decided`."""
    row = await _find(session, actor, op_id)
    await _note(session, actor, row, "refused", reason=cipher().seal(reason, _context(op_id)))
    await _tell(session, row, "refused", reason)


def open_reason(row: RowMapping) -> str | None:
    """Why an operation was refused, from its `op_id` and `reason_sealed`."""
    return (
        None if row["reason_sealed"] is None else cipher().open(row["reason_sealed"], _context(row["op_id"]))
    )


async def _find(session: AsyncSession, actor: Actor, op_id: UUID) -> RowMapping:
    await act_as(session, actor)
    await lock(session, op_id)
    row = (await session.execute(_ONE, {"id": op_id})).mappings().one_or_none()
    if row is None or row["city_id"] is None or not actor.scope.allows_cell(row["city_id"], row["cell_id"]):
        raise NotFound(
            "operation.not_found",
            "Nothing of this number waits for a decision.",
            "Load the list: it may belong to another station.",
        )
    if row["decided"]:
        raise Conflict(
            "operation.decided",
            "Somebody has decided about it already, or whoever sent it has taken it back.",
            "Load the list: it does not wait any more.",
        )
    return row


async def _apply(session: AsyncSession, scope: DataScope, row: RowMapping) -> str | None:
    kind, payload = _read(row)
    at = min(row["occurred_at"], row["received_at"])
    if isinstance(kind, OwnKind):
        await kind.apply(session, row["account_id"], payload, at)
        return None
    subject = await kind.subject(session, payload)
    cell_then, cell_now = (None, None) if subject is None else await cells_of(session, Known(), subject, at)
    cell = cell_then or cell_now
    # The same answer whether or not there is such a customer.
    if (
        subject is None
        or cell is None
        or not any(scope.allows_cell(subject.city_id, one) for one in (cell_then, cell_now))
    ):
        raise Conflict(
            "operation.no_customer",
            "There is no such customer in your cells.",
            "Refuse it with a reason, or let operations decide.",
        )
    if row["specialist_id"] is None:
        raise Conflict(
            "operation.no_specialist",
            "No specialist belongs to the account that sent it.",
            "Have the account joined to its specialist first, or refuse it with a reason.",
        )
    work = Work(
        row["op_id"],
        row["account_id"],
        row["specialist_id"],
        subject.city_id,
        subject.customer_id,
        cell,
        cell_now,
        at,
    )
    result = await kind.apply(session, work, payload)
    if work.customer_id is not None:
        await move_on(session, work.customer_id)
    await tell_cells(session, (cell_then, cell_now))
    return result.code


def _read(row: RowMapping) -> tuple[Kind | OwnKind, Payload]:
    kind = KINDS.get(row["kind"]) or OWN_KINDS.get(row["kind"])
    try:
        if kind is not None:
            return kind, kind.model.model_validate(upgraded(row["kind"], row["protocol"], payload_of(row)))
    except ValidationError:
        pass  # as good as a kind that nobody knows
    raise Conflict(
        "operation.unreadable",
        "This version of the server does not know what it is.",
        "Refuse it with a reason, or wait until the server is updated.",
    )


async def _note(session: AsyncSession, actor: Actor, row: RowMapping, verdict: str, **more: Any) -> None:
    values = {"reason": None, "code": None, **more}
    await session.execute(
        _DECIDED,
        {"op_id": row["op_id"], "verdict": verdict, "account": actor.account_id, "at": now(), **values},
    )
    await tell_cells(session, (row["cell_id"],))


async def _tell(session: AsyncSession, row: RowMapping, verdict: str, reason: str | None) -> None:
    await tell_decided(session, row["city_id"], row["account_id"], row["op_id"], row["kind"], verdict, reason)


def _context(op_id: UUID) -> str:
    return f"field.decision.reason/{op_id}"

"""Reads of one's own operations, the last received first."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.receipts import payload_of
from gridward.field.operations.resolving import open_reason
from gridward.field.operations.saying import customer_said_in, told_in

_OWN = text(
    """SELECT o.op_id, o.kind, o.customer_id, o.occurred_at, o.received_at, o.state, o.receipt ->> 'code' AS code,
           o.payload_sealed,
           (SELECT u.at FROM field.undone u WHERE u.op_id = o.op_id) AS undone_at,
           d.verdict, d.reason_sealed, d.code AS left_out, d.decided_at
       FROM field.operation o LEFT JOIN field.decision d USING (op_id)
       WHERE o.account_id = :account AND (CAST(:state AS text) IS NULL OR o.state = :state)
         AND (CAST(:before AS uuid) IS NULL OR (o.received_at, o.op_id) < (
             SELECT b.received_at, b.op_id FROM field.operation b WHERE b.op_id = :before))
       ORDER BY o.received_at DESC, o.op_id DESC LIMIT :limit"""
)


async def own_operations(
    session: AsyncSession, account_id: UUID, state: str | None, before: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """What an account sent, with what was decided about it; `before` is the operation after which the page begins."""
    values = {"account": account_id, "state": state, "before": before, "limit": limit}
    return [_shown(row) for row in (await session.execute(_OWN, values)).mappings()]


def _shown(row: RowMapping) -> dict[str, Any]:
    decision = None
    if row["verdict"] is not None:
        decision = {
            "verdict": row["verdict"],
            "reason": open_reason(row),
            "code": row["left_out"],
            "decided_at": row["decided_at"],
        }
    payload = payload_of(row)
    # What waits for somebody has not been found to be about anyone; whoever sent it knows whom he meant.
    customer = row["customer_id"] or customer_said_in(payload)
    return {**row, "customer_id": customer, "said": told_in(payload), "decision": decision}

"""The edits of a plan: what was done, undone, and what comes next."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.editing.exchange import Side
from gridward.grids.queries import get_plan
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now

_MOST_SHOWN = 200

_SHOWN = 'number, kind, params, "by", at, undone'
_EDITS = text(f"SELECT {_SHOWN} FROM grids.plan_edit WHERE plan_id = :plan ORDER BY number DESC LIMIT :most")
_FORGET_UNDONE = text("DELETE FROM grids.plan_edit WHERE plan_id = :plan AND undone")
_KEEP = text(
    """INSERT INTO grids.plan_edit (plan_id, number, kind, params, "by", at, other_side)
       VALUES (:plan, :number, :kind, CAST(:params AS jsonb), :by, :at, CAST(:side AS jsonb))"""
)
_NEXT = """SELECT {columns} FROM grids.plan_edit WHERE plan_id = :plan AND undone = :undone
    ORDER BY CASE WHEN undone THEN number ELSE -number END LIMIT 1"""
_TURN = text(
    """UPDATE grids.plan_edit SET undone = NOT undone, other_side = CAST(:side AS jsonb)
       WHERE plan_id = :plan AND number = :number"""
)


async def edit_history(session: AsyncSession, scope: DataScope, plan_id: UUID) -> dict[str, Any]:
    """The last edits of a plan, and which of them would be undone and redone. Raises `plan.not_found`."""
    await get_plan(session, scope, plan_id)
    rows = await session.execute(_EDITS, {"plan": plan_id, "most": _MOST_SHOWN})
    return {
        "edits": list(rows.mappings()),
        "undo": await next_to_turn(session, plan_id, undone=False),
        "redo": await next_to_turn(session, plan_id, undone=True),
    }


async def keep_edit(
    session: AsyncSession,
    plan_id: UUID,
    number: int,
    kind: str,
    params: dict[str, Any],
    by: str,
    before: Side,
) -> None:
    """Keep an edit. What was undone before it can no longer be redone."""
    await session.execute(_FORGET_UNDONE, {"plan": plan_id})
    values = {"plan": plan_id, "number": number, "kind": kind, "by": by, "at": now()}
    await session.execute(_KEEP, {**values, "params": json.dumps(params), "side": json.dumps(before)})


async def next_to_turn(
    session: AsyncSession, plan_id: UUID, *, undone: bool, columns: str = _SHOWN
) -> RowMapping | None:
    """The edit to be undone, or of those that are `undone` the one to be redone."""
    query = text(_NEXT.format(columns=columns))
    return (await session.execute(query, {"plan": plan_id, "undone": undone})).mappings().one_or_none()


async def turn(session: AsyncSession, plan_id: UUID, number: int, other: Side) -> None:
    """Keep that an edit was undone or redone."""
    await session.execute(_TURN, {"plan": plan_id, "number": number, "side": json.dumps(other)})

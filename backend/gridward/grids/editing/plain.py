"""Edits that leave every border and place where it is: another name, a lock."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.design.edit_errors import locked
from gridward.grids.editing.exchange import Side, side_of
from gridward.grids.editing.problems import name_taken, no_such_cells
from gridward.grids.editing.schemas import LockIn, RenameIn

_FOUND = text(
    "SELECT id, number, name, locked FROM grids.cell WHERE plan_id = :plan AND number = ANY(:numbers) ORDER BY number"
)
_NAMED = text("SELECT number FROM grids.cell WHERE plan_id = :plan AND name = :name AND number <> :number")
_NAME = text("UPDATE grids.cell SET name = :name WHERE id = ANY(:cells)")
_LOCK = text("UPDATE grids.cell SET locked = :locked WHERE id = ANY(:cells)")


async def make_plain(
    session: AsyncSession, plan_id: UUID, edit: RenameIn | LockIn
) -> tuple[Side, dict[str, Any]]:
    """Make such an edit; returns how it was before, and what the history tells.

    Raises `plan.no_such_cells`, `plan.cell_locked` and `plan.name_taken`.
    """
    numbers = [edit.cell] if isinstance(edit, RenameIn) else sorted(set(edit.cells))
    rows = (await session.execute(_FOUND, {"plan": plan_id, "numbers": numbers})).all()
    if missing := sorted(set(numbers) - {row.number for row in rows}):
        raise no_such_cells(missing)
    cells = [row.id for row in rows]
    before = await side_of(session, plan_id, cells, [], [])
    if isinstance(edit, LockIn):
        await session.execute(_LOCK, {"cells": cells, "locked": edit.locked})
        return before, {"cells": numbers, "locked": edit.locked}
    if rows[0].locked:
        raise locked(numbers)
    name = edit.name.strip()
    taken = await session.scalar(_NAMED, {"plan": plan_id, "name": name, "number": edit.cell})
    if not name or taken is not None:
        raise name_taken(name, taken)
    await session.execute(_NAME, {"cells": cells, "name": name})
    return before, {"cell": edit.cell, "from": rows[0].name, "name": name}

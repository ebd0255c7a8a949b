"""Making, undoing and redoing edits: each is one transaction that holds the plan."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np
from anyio.to_thread import run_sync
from numpy.typing import NDArray
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.changes import Change, note_change, require_unchanged
from gridward.grids.contract import plan_is
from gridward.grids.editing.carrying_out import Carried, carry_out, plot
from gridward.grids.editing.crossing import crossing_warnings, load_barriers, require_no_barrier
from gridward.grids.editing.exchange import Side, exchange
from gridward.grids.editing.figures import After, after
from gridward.grids.editing.history import edit_history, keep_edit, next_to_turn, turn
from gridward.grids.editing.loading import load_shapes, load_sheet
from gridward.grids.editing.naming import new_names, told_of
from gridward.grids.editing.plain import make_plain
from gridward.grids.editing.problems import nothing_to_redo, nothing_to_undo
from gridward.grids.editing.reads import deviations_of, moved_customers
from gridward.grids.editing.saving import save_edit
from gridward.grids.editing.schemas import Edit, LockIn, RenameIn
from gridward.grids.editing.sheet import Sheet
from gridward.grids.queries import cell_features, get_plan
from gridward.grids.reviewing import drop_review
from gridward.identity.contract import DataScope


@dataclass(frozen=True)
class Computed:
    """An edit that was computed and not stored."""

    sheet: Sheet
    ids: NDArray[np.int64]
    """Of the sheet's cells."""
    carried: Carried
    after: After
    skipped_locked: int
    warnings: list[dict[str, Any]]

    @property
    def moved(self) -> dict[str, int]:
        """What gets another cell."""
        places = self.after.moved
        return {"places": len(places), "customers": int(self.sheet.places.customers[places].sum())}


async def make_edit(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int, edit: Edit, login: str
) -> dict[str, Any]:
    """Change a draft by hand; a review is taken back.

    Raises `plan.not_found`, `plan.changed`, `plan.wrong_status` where it is no draft, and what is wrong with the edit.
    """
    plan = await _held_draft(session, scope, plan_id, seen)
    if isinstance(edit, RenameIn | LockIn):
        before, params = await make_plain(session, plan_id, edit)
        changed, gone, computed = _numbers(before), list[int](), None
    else:
        computed = await compute(session, plan, edit)
        names = new_names(computed.sheet, computed.carried)
        before = await save_edit(session, plan, computed.sheet, computed.ids, computed.after, names)
        params = told_of(edit, computed.sheet, computed.after)
        changed = computed.after.numbers[computed.after.changed].tolist()
        gone = computed.after.gone
    await drop_review(session, plan_id)
    number = await note_change(session, plan_id, Change.EDITED, login, kind=edit.kind)
    await keep_edit(session, plan_id, number, edit.kind, params, login, before)
    answer = await _answer(session, scope, plan_id, changed, gone, before["deviations"])
    if computed is not None:
        answer |= {
            "moved": computed.moved,
            "skipped_locked": computed.skipped_locked,
            "warnings": computed.warnings,
        }
    return answer


async def undo_edit(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int, login: str
) -> dict[str, Any]:
    """Undo the last edit that is not undone. Raises as `make_edit`, and `plan.nothing_to_undo`."""
    return await _turn(session, scope, plan_id, seen, login, Change.UNDONE)


async def redo_edit(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int, login: str
) -> dict[str, Any]:
    """Make the edit again that was undone last. Raises as `make_edit`, and `plan.nothing_to_redo`."""
    return await _turn(session, scope, plan_id, seen, login, Change.REDONE)


async def compute(session: AsyncSession, plan: RowMapping, edit: Edit) -> Computed:
    """Compute an edit. Raises what is wrong with it."""
    sheet, ids = await load_sheet(session, plan)
    plotted = await run_sync(partial(plot, sheet, edit))
    shapes = await load_shapes(session, ids, plotted.cells)
    barriers = await load_barriers(session, plan, sheet, plotted.cells)

    def cut() -> tuple[Carried, After, list[dict[str, Any]]]:
        carried = carry_out(edit, plotted, sheet, sheet.around(plotted.cells, shapes))
        found = after(sheet, carried, plan["quality"], tolerance)
        remarks = _beyond(found)
        if barriers is not None:
            require_no_barrier(edit, sheet, barriers)
            remarks += crossing_warnings(sheet, found, barriers)
        return carried, found, remarks

    # Nobody asked a drawn plan to be even.
    tolerance = plan["tolerance"] if plan["origin"] == "built" else None
    carried, found, warnings = await run_sync(cut)
    return Computed(sheet, ids, carried, found, plotted.skipped_locked, warnings)


def _beyond(found: After) -> list[dict[str, Any]]:
    cells = found.numbers[np.intersect1d(found.beyond, found.changed)].tolist()
    return [{"code": "plan.beyond_tolerance", "params": {"cells": cells}}] if cells else []


async def _turn(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int, login: str, change: Change
) -> dict[str, Any]:
    await _held_draft(session, scope, plan_id, seen)
    undo = change is Change.UNDONE
    edit = await next_to_turn(session, plan_id, undone=not undo, columns="number, kind, other_side")
    if edit is None:
        raise nothing_to_undo() if undo else nothing_to_redo()
    side: Side = edit["other_side"]
    other = await exchange(session, plan_id, side)
    await turn(session, plan_id, edit["number"], other)
    await drop_review(session, plan_id)
    await note_change(session, plan_id, change, login, kind=edit["kind"])
    there = _numbers(side)
    gone = sorted(set(_numbers(other)) - set(there))
    answer = await _answer(session, scope, plan_id, there, gone, side["deviations"])
    cell_of = {place[0]: place[1] for place in other["places"]}
    moved = [place[0] for place in side["places"] if cell_of[place[0]] != place[1]]
    return answer | {"moved": await moved_customers(session, moved)}


async def _held_draft(session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int) -> RowMapping:
    await get_plan(session, scope, plan_id)  # out of scope nobody is told that it was changed
    await require_unchanged(session, plan_id, seen)
    return await require_draft(session, scope, plan_id)


async def require_draft(session: AsyncSession, scope: DataScope, plan_id: UUID) -> RowMapping:
    """A plan that can be edited. Raises `plan.not_found` and `plan.wrong_status`."""
    plan = await get_plan(session, scope, plan_id)
    if plan["status"] not in {"draft", "reviewed"}:
        raise plan_is(plan["status"], "draft", plan["version"])
    return plan


def _numbers(side: Side) -> list[int]:
    return [row["number"] for row in side["cells"]]


async def _answer(
    session: AsyncSession,
    scope: DataScope,
    plan_id: UUID,
    changed: list[int],
    gone: list[int],
    shifted: list[list[Any]],
) -> dict[str, Any]:
    return {
        "plan": await get_plan(session, scope, plan_id),
        "cells": await cell_features(session, scope, plan_id, changed),
        "gone": gone,
        "deviations": await deviations_of(session, [one[0] for one in shifted]),
        "moved": {"places": 0, "customers": 0},
        "skipped_locked": 0,
        "warnings": [],
        "history": await edit_history(session, scope, plan_id),
    }

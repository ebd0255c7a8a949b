"""What an edit would change, before it is made."""

from typing import Any
from uuid import UUID

from gridward.grids.editing.making import Computed, compute, require_draft
from gridward.grids.editing.schemas import Edit, LockIn, RenameIn
from gridward.identity.contract import DataScope
from gridward.identity.public import ReadSession
from gridward.kernel.errors import Conflict, Invalid

_NOTHING = {
    "cells": [],
    "moved": {"places": 0, "customers": 0},
    "skipped_locked": 0,
    "warnings": [],
    "problem": None,
}


async def try_edit(session: ReadSession, scope: DataScope, plan_id: UUID, edit: Edit) -> dict[str, Any]:
    """The figures of the cells that an edit would change, or why it would be refused.

    Raises `plan.not_found` and `plan.wrong_status`.
    """
    plan = await require_draft(session, scope, plan_id)
    if isinstance(edit, RenameIn | LockIn):
        return _NOTHING
    try:
        computed = await compute(session, plan, edit)
    except (Conflict, Invalid) as error:
        problem = {"code": error.code, "detail": error.detail, "hint": error.hint, "params": error.params}
        return _NOTHING | {"problem": problem}
    return _NOTHING | {
        "cells": _cells(computed),
        "moved": computed.moved,
        "skipped_locked": computed.skipped_locked,
        "warnings": computed.warnings,
    }


def _cells(computed: Computed) -> list[dict[str, Any]]:
    found = computed.after
    return [
        {
            "number": int(found.numbers[cell]),
            "load": int(found.load[cell]),
            "hours": None if found.hours is None else float(found.hours[cell]),
            "deviation": float(found.deviation[cell]),
            "polsby_popper": float(found.polsby_popper[at]),
            "mean_distance_m": float(found.mean_distance_m[at]),
        }
        for at, cell in enumerate(found.changed.tolist())
    ]

"""Edits and what the plan was not to cross: merging over it is refused, anything else that crosses it is remarked."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import districts_of, features_within
from gridward.grids.contract import BARRIER_LAYERS, Barrier
from gridward.grids.design.barriers import Barriers
from gridward.grids.design.edit_barriers import hang_together, sides
from gridward.grids.design.edit_errors import over_barrier
from gridward.grids.editing.figures import After
from gridward.grids.editing.schemas import Edit, MergeIn
from gridward.grids.editing.sheet import Sheet


async def load_barriers(
    session: AsyncSession, plan: RowMapping, sheet: Sheet, cells: NDArray[np.int64]
) -> Barriers | None:
    """What lies around some cells and is not to be crossed; None where nothing was asked for."""
    if not plan["barriers"]:
        return None
    boxes = sheet.cells.bounds[cells]
    box = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())
    asked = [Barrier(one) for one in plan["barriers"]]
    layers = [BARRIER_LAYERS[one] for one in asked if one in BARRIER_LAYERS]
    shapes = list(await features_within(session, plan["city_id"], layers, box))
    if Barrier.DISTRICTS in asked:
        shapes += list(await districts_of(session, plan["city_id"]))
    return Barriers(sheet.city.projection.project_geometry(np.array(shapes, dtype=object)))


def require_no_barrier(edit: Edit, sheet: Sheet, barriers: Barriers) -> None:
    """Raises `plan.edit_barrier` where cells are to be merged that only meet over one."""
    if not isinstance(edit, MergeIn):
        return
    inside = np.flatnonzero(np.isin(sheet.cell_of_place, sheet.indices(edit.cells)))
    if len(inside) and not hang_together(sheet.places.xy[inside], sheet.cell_of_place[inside], barriers):
        raise over_barrier(edit.cells)


def crossing_warnings(sheet: Sheet, found: After, barriers: Barriers) -> list[dict[str, Any]]:
    """The cells that come to lie on more sides of barriers than before."""
    before = dict(zip(sheet.cells.numbers.tolist(), range(len(sheet.cells.numbers)), strict=True))
    crossing = []
    for cell in found.changed.tolist():
        number = int(found.numbers[cell])
        now = _sides(sheet, found.cell_of_place == cell, barriers)
        was = _sides(sheet, sheet.cell_of_place == before[number], barriers) if number in before else 1
        if now > max(was, 1):
            crossing.append(number)
    return [{"code": "plan.crosses_barrier", "params": {"cells": crossing}}] if crossing else []


def _sides(sheet: Sheet, inside: NDArray[np.bool_], barriers: Barriers) -> int:
    return len(np.unique(sides(sheet.places.xy[inside], barriers))) if inside.any() else 0

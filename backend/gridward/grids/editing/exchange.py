"""What an edit changed, as it was before, kept so that it comes back to the byte; undoing and redoing exchange the two.

A side holds whole rows of cells, the cells that were not there, the places concerned, deviations that changed because the
mean did, and the plan's record.
"""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.editing.problems import cell_in_use
from gridward.grids.models import Cell

Side = dict[str, Any]

_COLUMNS = ", ".join(column.name for column in Cell.__table__.columns)
_OTHERS = ", ".join(
    f"{column.name} = excluded.{column.name}" for column in Cell.__table__.columns if column.name != "id"
)

_SIDE = text(
    """SELECT jsonb_build_object(
        'cells', coalesce((SELECT jsonb_agg(to_jsonb(c) ORDER BY c.id) FROM grids.cell c WHERE c.id = ANY(:cells)), '[]'),
        'places', coalesce((SELECT jsonb_agg(jsonb_build_array(p.id, p.cell_id, p.from_cell_id, p.why) ORDER BY p.id)
            FROM grids.plan_place p WHERE p.id = ANY(:places)), '[]'),
        'deviations', coalesce((SELECT jsonb_agg(jsonb_build_array(c.id, c.deviation) ORDER BY c.id)
            FROM grids.cell c WHERE c.id = ANY(:shifted)), '[]'),
        'plan', (SELECT jsonb_build_object('cells', p.cells, 'quality', p.quality) FROM grids.plan p WHERE p.id = :plan))"""
)
_PUT_CELLS = text(
    f"""INSERT INTO grids.cell ({_COLUMNS})
        SELECT {_COLUMNS} FROM jsonb_populate_recordset(CAST(NULL AS grids.cell), CAST(:side AS jsonb) -> 'cells')
        ON CONFLICT (id) DO UPDATE SET {_OTHERS}"""
)
_PUT_PLACES = text(
    """UPDATE grids.plan_place p SET cell_id = CAST(one ->> 1 AS integer), from_cell_id = CAST(one ->> 2 AS integer),
           why = one ->> 3
       FROM jsonb_array_elements(CAST(:side AS jsonb) -> 'places') one WHERE p.id = CAST(one ->> 0 AS bigint)"""
)
_PUT_DEVIATIONS = text(
    """UPDATE grids.cell c SET deviation = CAST(one ->> 1 AS double precision)
       FROM jsonb_array_elements(CAST(:side AS jsonb) -> 'deviations') one WHERE c.id = CAST(one ->> 0 AS integer)"""
)
_PUT_PLAN = text(
    """UPDATE grids.plan SET cells = CAST(CAST(:side AS jsonb) #>> '{plan,cells}' AS integer),
           quality = CAST(:side AS jsonb) #> '{plan,quality}' WHERE id = :plan"""
)
_REMOVE = text("DELETE FROM grids.cell WHERE id = ANY(:cells)")


async def side_of(
    session: AsyncSession, plan_id: UUID, cells: list[int], places: list[int], shifted: list[int]
) -> Side:
    """How some cells (by id), places and deviations of other cells are now; `absent` are those that are not there."""
    values = {"plan": plan_id, "cells": cells, "places": places, "shifted": shifted}
    side: Side = await session.scalar(_SIDE, values)
    return side | {"absent": sorted(set(cells) - {row["id"] for row in side["cells"]})}


async def exchange(session: AsyncSession, plan_id: UUID, side: Side) -> Side:
    """Put a side in place; returns the one that was there. Raises `plan.cell_in_use`."""
    cells = [row["id"] for row in side["cells"]] + side["absent"]
    other = await side_of(
        session, plan_id, cells, [one[0] for one in side["places"]], [one[0] for one in side["deviations"]]
    )
    values = {"plan": plan_id, "side": json.dumps(side)}
    for statement in (_PUT_CELLS, _PUT_PLACES, _PUT_DEVIATIONS, _PUT_PLAN):
        await session.execute(statement, values)
    await remove_cells(
        session, [(row["id"], row["number"]) for row in other["cells"] if row["id"] in side["absent"]]
    )
    return other


async def remove_cells(session: AsyncSession, cells: list[tuple[int, int]]) -> None:
    """Remove cells, by id and number, in which no place is left. Raises `plan.cell_in_use`."""
    if not cells:
        return
    try:
        async with session.begin_nested():
            await session.execute(_REMOVE, {"cells": [cell for cell, _ in cells]})
    except IntegrityError as error:
        raise cell_in_use(cells[0][1]) from error

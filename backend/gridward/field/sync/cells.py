"""The cells that a tablet keeps, with how far their feeds have come."""

from typing import Any

import shapely
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.field.rules import next_sync_after_s
from gridward.field.sync.feed import bring_to_today
from gridward.field.worked import worked_cells
from gridward.identity.contract import Actor
from gridward.kernel.clock import today
from gridward.platform.db import transaction

_CELLS = text(
    """SELECT c.id, c.geometry, f.feed, f.cursor,
           (SELECT s.name_masked FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
            WHERE t.cell_id = c.id AND t.role = 'responsible' AND t.during @> CAST(:day AS date)) AS specialist,
           (SELECT s.name_masked FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
            WHERE t.cell_id = c.id AND t.role = 'stand_in' AND t.during @> CAST(:day AS date)) AS stand_in
       FROM grids.cell c JOIN field.feed_cell f ON f.cell_id = c.id WHERE c.id = ANY(:cells)"""
)


async def cells_to_keep(sessions: async_sessionmaker[AsyncSession], actor: Actor) -> dict[str, Any]:
    """The cells that whoever is behind an account works today, as `SyncCells`."""
    await bring_to_today(sessions, actor.scope.cell_list or [])
    async with transaction(sessions) as session:
        worked = await worked_cells(session, actor.scope, actor.account_id)
        cells = [cell["cell_id"] for cell in worked]
        rows = (await session.execute(_CELLS, {"cells": cells, "day": today()})).mappings()
        found = {row["id"]: dict(row) for row in rows}
    return {
        "day": today(),
        "cells": [{**cell, **_shown(found[cell["cell_id"]])} for cell in worked if cell["cell_id"] in found],
        "next_sync_after_s": next_sync_after_s(),
    }


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"geometry": shapely.geometry.mapping(shapely.from_wkb(row["geometry"]))}

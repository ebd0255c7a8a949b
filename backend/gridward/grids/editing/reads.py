"""Small reads for what an edit answers."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_MOVED = text(
    """SELECT count(*) AS places, coalesce(sum(customers), 0) AS customers
       FROM grids.plan_place WHERE id = ANY(:places)"""
)
_DEVIATIONS = text("SELECT number, deviation FROM grids.cell WHERE id = ANY(:cells) ORDER BY number")


async def moved_customers(session: AsyncSession, places: list[int]) -> dict[str, Any]:
    """How many live at some places."""
    return dict((await session.execute(_MOVED, {"places": places})).mappings().one())


async def deviations_of(session: AsyncSession, cells: list[int]) -> list[dict[str, Any]]:
    """The deviations of some cells, by id."""
    rows = await session.execute(_DEVIATIONS, {"cells": cells})
    return [dict(row) for row in rows.mappings()]

"""Examining a plan that was edited by hand once more as a whole, before somebody stands for it or it takes effect."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from anyio.to_thread import run_sync
from numpy.typing import NDArray
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import districts_of, projection_of
from gridward.geo.projection import Projection
from gridward.grids.design import judge
from gridward.grids.design.land import Land
from gridward.kernel.errors import Conflict

_MORE_GAP = 1e-5
"""Corners on the border of the land are rounded to a centimetre."""

_EDITED = text(
    """SELECT city_id, version, origin, quality FROM grids.plan p WHERE id = :plan
       AND EXISTS (SELECT FROM grids.plan_edit e WHERE e.plan_id = p.id AND NOT e.undone)"""
)
_CELLS = text("SELECT id, geometry, load FROM grids.cell WHERE plan_id = :plan ORDER BY number")
_PLACES = text("SELECT lon, lat, customers, cell_id FROM grids.plan_place WHERE plan_id = :plan")


async def require_whole(session: AsyncSession, plan_id: UUID) -> None:
    """Raises `plan.broken` where a plan that was edited no longer keeps what every plan promises."""
    plan = (await session.execute(_EDITED, {"plan": plan_id})).one_or_none()
    if plan is None:
        return
    cells = (await session.execute(_CELLS, {"plan": plan_id})).all()
    places = (await session.execute(_PLACES, {"plan": plan_id})).all()
    projection = await projection_of(session, plan.city_id)
    districts = await districts_of(session, plan.city_id)
    found = await run_sync(partial(_broken, plan, cells, places, projection, districts))
    if found is not None:
        raise Conflict(
            "plan.broken",
            f"Plan {plan.version} did not pass its examination ({found} is not as it must be).",
            "Undo the last edits, then review or publish it.",
            version=plan.version,
            figure=found,
        )


def _broken(
    plan: Row[Any],
    cells: Sequence[Row[Any]],
    places: Sequence[Row[Any]],
    projection: Projection,
    districts: NDArray[np.object_],
) -> str | None:
    """The figure in which a promise is broken."""
    index = {row.id: at for at, row in enumerate(cells)}
    labels = np.array([index[row.cell_id] for row in places])
    lonlat = np.array([(row.lon, row.lat) for row in places], float)
    weight = np.array([row.customers for row in places], np.int64)
    polygons = projection.project_geometry(shapely.from_wkb([row.geometry for row in cells]))
    land = Land(shapely.union_all(projection.project_geometry(districts)))
    quality, figures = judge(polygons, land.area, projection.project(lonlat), weight, labels)
    broken = {
        "coverage_valid": not (quality.coverage_valid and shapely.is_valid(polygons).all()),
        "gap_share": quality.gap_share > plan.quality["gap_share"] + _MORE_GAP,
        "points_outside_their_own_cell": quality.points_outside_their_own_cell > 0,
        "buildings_split": quality.buildings_split > 0,
        "load": [row.load for row in cells] != figures.load.tolist(),
        # Whoever drew a plan may have wanted cells in pieces, or without anybody.
        "cells_in_pieces": plan.origin == "built" and quality.cells_in_pieces > 0,
        "empty_cells": plan.origin == "built" and quality.empty_cells > 0,
    }
    return next((figure for figure, is_broken in broken.items() if is_broken), None)

"""The cells in force as features. Who is confined to cells gets those."""

from typing import Any

import shapely
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.ogc.asking import Asked
from gridward.ogc.features import Found, feature, no_feature

PROPERTIES = ("number", "name", "load", "deviation", "communities", "area_km2", "mean_distance_m", "version")

_CELLS = text(
    """SELECT c.number, c.name, c.load, c.deviation, c.communities, c.area_km2, c.mean_distance_m, p.version, c.geometry
       FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id
       WHERE p.city_id = :city AND p.status = 'published' AND p.effective @> CAST(:day AS date)
         AND (CAST(:cells AS integer[]) IS NULL OR c.id = ANY(CAST(:cells AS integer[])))
         AND c.number > :after AND (CAST(:number AS bigint) IS NULL OR c.number = :number)
         AND (CAST(:name AS text) IS NULL OR c.name = :name)
         AND c.west <= :east AND c.east >= :west AND c.south <= :north AND c.north >= :south
       ORDER BY c.number LIMIT :limit"""
)
_EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)


async def find_cells(session: AsyncSession, scope: DataScope, city_id: int, asked: Asked) -> Found:
    """The cells that were asked for, by number."""
    number = asked.properties.get("number")
    rows = await _read(
        session,
        scope,
        city_id,
        asked.after,
        None if number is None else int(number),
        asked.properties.get("name"),
        asked.box,
        # Boxes of cells overlap more than cells do: which of them are in it is found from their shapes.
        None if asked.box is not None else asked.limit + 1,
    )
    if asked.box is not None:
        rows = [row for row in rows if shapely.intersects(shapely.from_wkb(row["geometry"]), asked.box)]
    features = [_feature(row) for row in rows[: asked.limit]]
    matched = None
    if asked.everything:
        matched = len(rows) if len(rows) <= asked.limit else await _count(session, scope, city_id)
    return Found(features, len(rows) > asked.limit, matched)


async def one_cell(session: AsyncSession, scope: DataScope, city_id: int, number: int) -> dict[str, Any]:
    """A cell by its number. Raises `ogc.no_feature`."""
    rows = await _read(session, scope, city_id, -1, number, None, None, 1)
    if not rows:
        raise no_feature(number)
    return _feature(rows[0])


async def _read(
    session: AsyncSession,
    scope: DataScope,
    city_id: int,
    after: int,
    number: int | None,
    name: str | None,
    box: shapely.Geometry | None,
    limit: int | None,
) -> list[RowMapping]:
    scope.require_city(city_id)
    west, south, east, north = _EVERYWHERE if box is None else box.bounds
    rows = await session.execute(
        _CELLS,
        {
            "city": city_id,
            "day": today(),
            "cells": scope.cell_list,
            "after": after,
            "number": number,
            "name": name,
            "west": west,
            "south": south,
            "east": east,
            "north": north,
            "limit": limit,
        },
    )
    return list(rows.mappings())


async def _count(session: AsyncSession, scope: DataScope, city_id: int) -> int:
    found = await session.scalar(
        text(
            """SELECT count(*) FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id
               WHERE p.city_id = :city AND p.status = 'published' AND p.effective @> CAST(:day AS date)
                 AND (CAST(:cells AS integer[]) IS NULL OR c.id = ANY(CAST(:cells AS integer[])))"""
        ),
        {"city": city_id, "day": today(), "cells": scope.cell_list},
    )
    return int(found or 0)


def _feature(row: RowMapping) -> dict[str, Any]:
    geometry = shapely.geometry.mapping(shapely.from_wkb(row["geometry"]))
    return feature(row["number"], geometry, {name: row[name] for name in PROPERTIES})

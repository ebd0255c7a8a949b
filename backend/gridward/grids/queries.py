"""Reads of plans and cells for the API. Every one takes the scope of the person who asks."""

from typing import Any
from uuid import UUID

import shapely
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import plan_not_found
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound

_PLAN = """
    SELECT p.id, c.code AS city, p.city_id, p.version, p.origin, p.cells, p.capacity, p.tolerance, p.pool, p.barriers,
        p.load, p.keeps_plan_id, k.version AS keeps_version, p.leaving, p.locked, p.closing, p.customers,
        p.quality, nullif(p.progress, '{}') AS progress, p.problem, p.created_by, p.created_at, p.published_by,
        p.published_at, lower(p.effective) AS effective_from, upper(p.effective) AS effective_until,
        p.reviewed_by, p.reviewed_at, p.copied_from_version, p.revision,
        CASE WHEN p.status = 'published' AND upper(p.effective) <= :today THEN 'superseded'
            WHEN p.status = 'draft' AND p.reviewed_at IS NOT NULL THEN 'reviewed' ELSE p.status END AS status
    FROM grids.plan p JOIN city.city c ON c.id = p.city_id LEFT JOIN grids.plan k ON k.id = p.keeps_plan_id
"""


async def list_plans(
    session: AsyncSession, scope: DataScope, city_id: int, before: int | None, limit: int
) -> list[RowMapping]:
    """The city's plans, newest version first; `before` is the version after which the page begins."""
    scope.require_city(city_id)
    rows = await session.execute(
        text(
            f"""{_PLAN} WHERE p.city_id = :city AND (CAST(:before AS bigint) IS NULL OR p.version < :before)
            ORDER BY p.version DESC LIMIT :limit"""
        ),
        {"city": city_id, "before": before, "limit": limit, "today": today()},
    )
    return list(rows.mappings())


async def get_plan(session: AsyncSession, scope: DataScope, plan_id: UUID) -> RowMapping:
    """One plan, or `plan.not_found` where it does not exist or lies in another's city."""
    rows = await session.execute(text(f"{_PLAN} WHERE p.id = :plan"), {"plan": plan_id, "today": today()})
    plan = rows.mappings().one_or_none()
    if plan is None or not scope.allows_city(plan["city_id"]):
        raise plan_not_found(plan_id)
    return plan


async def cell_features(
    session: AsyncSession, scope: DataScope, plan_id: UUID, numbers: list[int] | None = None
) -> dict[str, Any]:
    """The plan's cells, or some of them, as a GeoJSON FeatureCollection in WGS-84, in the order of their numbers."""
    await get_plan(session, scope, plan_id)
    rows = await session.execute(
        text(
            """SELECT id AS cell_id, number, name, geometry, load, hours, deviation, communities, area_km2,
                mean_distance_m, polsby_popper, locked, west, south, east, north
               FROM grids.cell WHERE plan_id = :plan AND (CAST(:numbers AS integer[]) IS NULL OR number = ANY(:numbers))
               ORDER BY number"""
        ),
        {"plan": plan_id, "numbers": numbers},
    )
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows.mappings()]}


def _feature(row: RowMapping) -> dict[str, Any]:
    shape = shapely.from_wkb(row["geometry"])
    mark = shapely.point_on_surface(shape)
    properties = {
        key: row[key]
        for key in (
            "cell_id",
            "number",
            "name",
            "load",
            "hours",
            "deviation",
            "communities",
            "area_km2",
            "mean_distance_m",
            "polsby_popper",
            "locked",
        )
    }
    return {
        "type": "Feature",
        "id": row["cell_id"],
        "bbox": [row["west"], row["south"], row["east"], row["north"]],
        # A point inside, where maps write the cell's number.
        "properties": properties | {"mark": [round(mark.x, 6), round(mark.y, 6)]},
        "geometry": shapely.geometry.mapping(shape),
    }


async def get_cell(session: AsyncSession, scope: DataScope, plan_id: UUID, number: int) -> dict[str, Any]:
    """One cell with the places in it, the most customers first.

    The point at which a single customer lives is his own: who is confined to cells sees it in those only.
    """
    plan = await get_plan(session, scope, plan_id)
    rows = await session.execute(
        text(
            """SELECT id, number, name, load, hours, deviation, communities, area_km2, mean_distance_m, polsby_popper
               FROM grids.cell WHERE plan_id = :plan AND number = :number"""
        ),
        {"plan": plan_id, "number": number},
    )
    cell = rows.mappings().one_or_none()
    if cell is None:
        raise NotFound(
            "cell.not_found",
            f"The plan has no cell {number}.",
            "See the plan's list of cells.",
            number=number,
        )
    places = await session.execute(
        text(
            """SELECT p.id, p.community_id, p.customer_id, m.name, coalesce(d.name, m.stated_district, '') AS district,
                p.customers, p.lon, p.lat
               FROM grids.plan_place p
               LEFT JOIN city.community m ON m.id = p.community_id
               LEFT JOIN city.district d ON d.id = m.district_id
               WHERE p.cell_id = :cell AND (p.customer_id IS NULL OR :points) ORDER BY p.customers DESC, m.name, p.id"""
        ),
        {"cell": cell["id"], "points": scope.allows_cell(plan["city_id"], cell["id"])},
    )
    return {**cell, "places": list(places.mappings())}

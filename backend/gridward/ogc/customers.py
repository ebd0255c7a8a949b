"""Where customers live, as features: cell, community, kind, state of care, tier. No name, no number, no address.

A customer who was located to his community has its point, as the whole community has. Only one who was put on the map by
hand has a point of his own: who may not see addresses in the clear gets it to about a kilometre.
"""

from typing import Any

import shapely
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Action, Actor
from gridward.kernel.clock import today
from gridward.ogc.asking import Asked
from gridward.ogc.features import Found, feature, no_feature

PROPERTIES = ("cell", "community", "kind", "state", "tier", "placed")

# The point that is answered is also the one that a box finds: small boxes must not tell more than the answer does.
_CUSTOMERS = """
    SELECT * FROM (
        SELECT s.person_id AS number, c.number AS cell, m.name AS community, s.kind, a.state, b.tier,
            CASE WHEN m.id IS NOT NULL THEN 'community' WHEN :exact THEN 'point' ELSE 'about' END AS placed,
            coalesce(m.lon, CASE WHEN :exact THEN h.lon ELSE CAST(round(CAST(h.lon AS numeric), 2) AS float) END) AS lon,
            coalesce(m.lat, CASE WHEN :exact THEN h.lat ELSE CAST(round(CAST(h.lat AS numeric), 2) AS float) END) AS lat
        FROM census.customer_standing s
        JOIN book.customer b ON b.id = s.person_id
        JOIN LATERAL (
            SELECT community_id, lon, lat FROM census.home x
            WHERE x.city_id = s.city_id AND x.kind = s.kind AND x.person_id = s.person_id
        ) h ON true
        LEFT JOIN engagement.care a ON a.customer_id = s.person_id
        LEFT JOIN city.community m ON m.id = h.community_id
        LEFT JOIN grids.cells_on(CAST(:day AS date)) k ON k.customer_id = s.person_id
        LEFT JOIN grids.cell c ON c.id = k.cell_id
        WHERE s.customer_id = s.person_id AND s.city_id = :city AND s.kind IN ('orphan', 'mixed')
          AND (CAST(:cells AS integer[]) IS NULL OR k.cell_id = ANY(CAST(:cells AS integer[])))
          AND s.person_id > :after AND (CAST(:person AS bigint) IS NULL OR s.person_id = :person)
          AND (CAST(:cell AS bigint) IS NULL OR c.number = :cell)
          AND (CAST(:kind AS text) IS NULL OR s.kind = :kind)
          AND (CAST(:state AS text) IS NULL OR a.state = :state)
          AND (CAST(:tier AS text) IS NULL OR b.tier = :tier)
    ) found
    WHERE lat BETWEEN :south AND :north AND (lon BETWEEN :west AND :east OR lon BETWEEN :west_2 AND :east_2)
"""
_EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
_PAGE = text(f"{_CUSTOMERS} ORDER BY number LIMIT :limit")
_COUNT = text(f"SELECT count(*) FROM ({_CUSTOMERS}) counted")


async def find_customers(session: AsyncSession, actor: Actor, city_id: int, asked: Asked) -> Found:
    """The customers of the pool who have a place and were asked for, in the order of their numbers."""
    values = _values(actor, city_id, asked)
    rows = (await session.execute(_PAGE, values | {"limit": asked.limit + 1})).mappings().all()
    matched = await session.scalar(_COUNT, values) if asked.everything else None
    return Found([_feature(row) for row in rows[: asked.limit]], len(rows) > asked.limit, matched)


async def one_customer(session: AsyncSession, actor: Actor, city_id: int, number: int) -> dict[str, Any]:
    """A customer by his number. Raises `ogc.no_feature`."""
    values = _values(actor, city_id, Asked(1, -1)) | {"person": number, "limit": 1}
    row = (await session.execute(_PAGE, values)).mappings().one_or_none()
    if row is None:
        raise no_feature(number)
    return _feature(row)


def _values(actor: Actor, city_id: int, asked: Asked) -> dict[str, Any]:
    actor.scope.require_city(city_id)
    cell = asked.properties.get("cell")
    return {
        "city": city_id,
        "day": today(),
        "cells": actor.scope.cell_list,
        "exact": actor.may(Action.REVEAL),
        "after": asked.after,
        "person": None,
        "cell": None if cell is None else int(cell),
        "kind": asked.properties.get("kind"),
        "state": asked.properties.get("state"),
        "tier": asked.properties.get("tier"),
        **_sides(asked.box),
    }


def _sides(box: shapely.Geometry | None) -> dict[str, float]:
    """The sides of a box; across the antimeridian it has two parts."""
    parts = [_EVERYWHERE] if box is None else [part.bounds for part in shapely.get_parts(box)]
    (west, south, east, north), (west_2, _, east_2, _) = parts[0], parts[-1]
    return {"west": west, "south": south, "east": east, "north": north, "west_2": west_2, "east_2": east_2}


def _feature(row: RowMapping) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return feature(row["number"], geometry, {name: row[name] for name in PROPERTIES})

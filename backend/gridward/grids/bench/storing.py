"""A draft of a made city in a database, for measuring what reads and writes it."""

import json
import uuid
from typing import Any

import shapely
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.bench.city import EPSG
from gridward.grids.bench.drafts import Draft
from gridward.kernel.ids import new_id


async def store_draft(session: AsyncSession, draft: Draft) -> uuid.UUID:
    """A city, its communities, and the draft with all its places."""
    sheet, plan = draft.sheet, new_id()
    places, cells, projection = sheet.places, sheet.cells, sheet.city.projection
    land = shapely.to_wkb(projection.unproject_geometry(sheet.city.land.area))
    city = await session.scalar(
        text(
            """INSERT INTO city.city (code, name, name_en, epsg, west, south, east, north)
               VALUES (:code, '造城', '', :epsg, 0, 0, 0, 0) RETURNING id"""
        ),
        {"code": f"bench-{plan}", "epsg": EPSG},
    )
    district = text(
        """INSERT INTO city.district (city_id, name, name_en, geometry, west, south, east, north)
           VALUES (:city, '造城区', '', :land, 0, 0, 0, 0)"""
    )
    await session.execute(district, {"city": city, "land": land})
    await session.execute(
        text(
            """INSERT INTO grids.plan (id, city_id, version, status, cells, tolerance, pool, customers, quality, created_by)
               VALUES (:plan, :city, 1, 'draft', :cells, 0.05, 'orphan', :customers, CAST(:quality AS jsonb), 'bench')"""
        ),
        {
            "plan": plan,
            "city": city,
            "cells": len(cells.numbers),
            "customers": int(places.customers.sum()),
            "quality": json.dumps(draft.record | _UNTOLD),
        },
    )
    west, south, east, north = cells.bounds.T.tolist()
    await session.execute(
        text(
            """INSERT INTO grids.cell (plan_id, city_id, number, name, geometry, west, south, east, north, load, deviation,
                   communities, area_km2, mean_distance_m, polsby_popper)
               SELECT :plan, :city, c.* FROM unnest(CAST(:number AS int[]), CAST(:name AS text[]), CAST(:shape AS bytea[]),
                   CAST(:west AS float[]), CAST(:south AS float[]), CAST(:east AS float[]), CAST(:north AS float[]),
                   CAST(:load AS int[]), CAST(:deviation AS float[]), CAST(:zero AS int[]), CAST(:area AS float[]),
                   CAST(:distance AS float[]), CAST(:compact AS float[])) c"""
        ),
        {
            "plan": plan,
            "city": city,
            "number": cells.numbers.tolist(),
            "name": cells.names,
            "shape": [shapely.to_wkb(draft.shapes[cell]) for cell in range(len(draft.shapes))],
            "west": west,
            "south": south,
            "east": east,
            "north": north,
            "load": cells.load.tolist(),
            "deviation": cells.deviation.tolist(),
            "zero": [0] * len(west),
            "area": [0.0] * len(west),
            "distance": cells.mean_distance_m.tolist(),
            "compact": cells.polsby_popper.tolist(),
        },
    )
    await session.execute(
        text(
            """WITH given AS (SELECT * FROM unnest(CAST(:number AS int[]), CAST(:lon AS float[]), CAST(:lat AS float[]),
                   CAST(:customers AS int[])) WITH ORDINALITY g(number, lon, lat, customers, at)),
               added AS (INSERT INTO city.community (city_id, name, normal_name, stated_district, lon, lat, delivered_frame,
                       position_check)
                   SELECT :city, CAST(at AS text), CAST(at AS text), '', lon, lat, 'wgs84', 'agrees' FROM given
                   RETURNING id, name)
               INSERT INTO grids.plan_place (plan_id, cell_id, community_id, lon, lat, customers)
               SELECT :plan, c.id, a.id, g.lon, g.lat, g.customers FROM given g JOIN added a ON a.name = CAST(g.at AS text)
               JOIN grids.cell c ON c.plan_id = :plan AND c.number = g.number ORDER BY g.at"""
        ),
        {
            "plan": plan,
            "city": city,
            "number": cells.numbers[sheet.cell_of_place].tolist(),
            "lon": places.lonlat[:, 0].tolist(),
            "lat": places.lonlat[:, 1].tolist(),
            "customers": places.customers.tolist(),
        },
    )
    for table in ("cell", "plan_place"):
        await session.execute(text(f"ANALYZE grids.{table}"))
    return plan


_UNTOLD: dict[str, Any] = {
    "heavy_communities": [], "cells_beyond": 0, "cells_that_would_do": None, "crossings": [], "hours_max_deviation": None,
    "moved_customers": None, "moved_share": None, "moved_bound": None, "seconds": {},
}  # fmt: skip

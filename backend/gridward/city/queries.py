"""Reads of cities for the API. Every one takes the scope of the person who asks."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.contract import city_not_found
from gridward.city.drawing import basemap_path
from gridward.geo.projection import Projection
from gridward.identity.contract import DataScope


async def list_cities(session: AsyncSession, scope: DataScope) -> list[dict[str, Any]]:
    """The cities in scope."""
    rows = await session.execute(
        text(
            """SELECT code, name, name_en, west, south, east, north FROM city.city
               WHERE :everything OR id = ANY(:ids) ORDER BY code"""
        ),
        {"everything": scope.all_cities, "ids": sorted(scope.city_ids)},
    )
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "name_en": row["name_en"],
            "bbox": [row["west"], row["south"], row["east"], row["north"]],
            "basemap": basemap_path(row["code"]).exists(),
        }
        for row in rows.mappings()
    ]


async def city_id(session: AsyncSession, scope: DataScope, code: str) -> int:
    """The number of a city in scope. Raises `city.not_found`."""
    found = await session.scalar(text("SELECT id FROM city.city WHERE code = :code"), {"code": code})
    if found is None or not scope.allows_city(found):
        raise city_not_found(code)
    return int(found)


async def projection_of(session: AsyncSession, city_id: int) -> Projection:
    """The city's frame in metres."""
    epsg = await session.scalar(text("SELECT epsg FROM city.city WHERE id = :city"), {"city": city_id})
    if epsg is None:
        raise city_not_found(str(city_id))
    return Projection(int(epsg))


async def districts_of(session: AsyncSession, city_id: int) -> NDArray[np.object_]:
    """The areas of a city's districts, in degrees, WGS-84."""
    rows = await session.scalars(
        text("SELECT geometry FROM city.district WHERE city_id = :city ORDER BY id"), {"city": city_id}
    )
    return np.asarray(shapely.from_wkb(list(rows)), dtype=object)


async def features_within(
    session: AsyncSession, city_id: int, kinds: list[str], box: tuple[float, float, float, float]
) -> NDArray[np.object_]:
    """The features of some kinds that meet a box (west, south, east, north), in degrees, WGS-84."""
    rows = await session.scalars(
        text(
            """SELECT geometry FROM city.feature WHERE city_id = :city AND kind = ANY(:kinds)
               AND west <= :east AND east >= :west AND south <= :north AND north >= :south ORDER BY id"""
        ),
        {"city": city_id, "kinds": kinds} | dict(zip(("west", "south", "east", "north"), box, strict=True)),
    )
    return np.asarray(shapely.from_wkb(list(rows)), dtype=object)


async def city_codes(session: AsyncSession) -> dict[int, str]:
    """The codes of all cities by number, for lists of who may see what."""
    return {row.id: row.code for row in await session.execute(text("SELECT id, code FROM city.city"))}


async def district_features(session: AsyncSession, scope: DataScope, code: str) -> dict[str, Any]:
    """The districts of a city as GeoJSON."""
    number = await city_id(session, scope, code)
    rows = await session.execute(
        text("SELECT id, name, name_en, geometry FROM city.district WHERE city_id = :city ORDER BY id"),
        {"city": number},
    )
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows.mappings()]}


def _feature(row: RowMapping) -> dict[str, Any]:
    shape = shapely.from_wkb(row["geometry"])
    properties = {"id": row["id"], "name": row["name"], "name_en": row["name_en"]}
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)}


async def find_communities(
    session: AsyncSession, scope: DataScope, code: str, query: str, limit: int = 20
) -> list[RowMapping]:
    """Communities whose name contains a text, those that begin with it first."""
    number = await city_id(session, scope, code)
    rows = await session.execute(
        text(
            """SELECT m.id AS community_id, m.name, coalesce(d.name, m.stated_district) AS district, m.lon, m.lat
               FROM city.community m LEFT JOIN city.district d ON d.id = m.district_id
               WHERE m.city_id = :city AND strpos(lower(m.name), lower(:query)) > 0
               ORDER BY strpos(lower(m.name), lower(:query)), length(m.name), m.id LIMIT :limit"""
        ),
        {"city": number, "query": query.strip(), "limit": limit},
    )
    return list(rows.mappings())

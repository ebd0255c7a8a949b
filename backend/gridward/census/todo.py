"""The to-do list: customers whose address gives them no place by itself, to be placed by a person."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import shapely
from rapidfuzz import fuzz, process
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.addressing.writing import head, normal_address, skip_city
from gridward.census.searching import search_terms
from gridward.identity.contract import DataScope
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.kernel.places import normal_name
from gridward.platform.audit import record_read
from gridward.platform.crypto import cipher

REASONS = (
    "no_community",
    "fuzzy_ambiguous",
    "unknown_district",
    "district_only",
    "position_conflict",
    "outside_city",
    "no_address",
)
_SUGGESTIONS = 5
_LEAST_SCORE = 50.0

_TODO = """
    SELECT p.customer_id, p.city_id, c.customer_no, c.name_masked, c.address_masked, p.reason, p.precision,
        d.name AS stated_district, s.kind, p.lon, p.lat
    FROM census.placement p JOIN book.customer c ON c.id = p.customer_id
    JOIN census.customer_standing s ON s.customer_id = p.customer_id
    LEFT JOIN city.district d ON d.id = p.stated_district_id
"""


@dataclass(frozen=True)
class TodoFilter:
    """Which part of the list is wanted; None means all."""

    reason: str | None = None
    district: str | None = None
    kind: str | None = None
    text: str | None = None
    """A customer number, or a name or the initials of one."""


async def list_todo(
    session: AsyncSession, scope: DataScope, city_id: int, wanted: TodoFilter, after: int | None, limit: int
) -> list[dict[str, Any]]:
    """The list in the order of customers; `after` is the customer after whom the page begins."""
    scope.require_city(city_id)
    terms = search_terms(wanted.text)
    rows = await session.execute(
        text(
            f"""{_TODO} WHERE p.city_id = :city AND p.reason IS NOT NULL
                AND (CAST(:reason AS text) IS NULL OR p.reason = :reason)
                AND (CAST(:district AS text) IS NULL OR d.name = :district)
                AND (CAST(:kind AS text) IS NULL OR s.kind = :kind)
                AND (CAST(:number AS text) IS NULL OR c.customer_no LIKE :number)
                AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
                AND (CAST(:after AS bigint) IS NULL OR p.customer_id > :after)
            ORDER BY p.customer_id LIMIT :limit"""
        ),
        {
            "city": city_id,
            "reason": wanted.reason,
            "district": wanted.district,
            "kind": wanted.kind,
            "number": terms.number,
            "tokens": terms.tokens,
            "after": after,
            "limit": limit,
        },
    )
    return [_shown(row) for row in rows.mappings()]


async def todo_counts(session: AsyncSession, scope: DataScope, city_id: int) -> list[RowMapping]:
    """How many wait for each reason in each district."""
    scope.require_city(city_id)
    rows = await session.execute(
        text(
            """SELECT p.reason, coalesce(d.name, '') AS district, count(*) AS customers FROM census.placement p
               LEFT JOIN city.district d ON d.id = p.stated_district_id
               WHERE p.city_id = :city AND p.reason IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC"""
        ),
        {"city": city_id},
    )
    return list(rows.mappings())


async def get_todo(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, Any]:
    """One customer with the whole address, and the communities that it may mean. Reading the address is recorded."""
    row = await _placement(session, scope, customer_id)
    sealed = await session.scalar(
        text("SELECT address_sealed FROM book.customer WHERE id = :id"), {"id": customer_id}
    )
    address = cipher().open(sealed, f"book.customer.address/{row['customer_no']}") if sealed else ""
    await record_read(session, "book.customer", f"{customer_id}", "address_sealed")
    return _shown(row) | {"address": address, "suggestions": await _suggestions(session, row, address)}


async def place_by_community(
    session: AsyncSession, scope: DataScope, customer_id: int, community_id: int, account_id: UUID
) -> dict[str, Any]:
    """Place a customer in a community. Raises `todo.not_found` and `community.not_found`."""
    row = await _placement(session, scope, customer_id)
    found = await session.execute(
        text(
            """SELECT lon, lat, district_id FROM city.community
               WHERE id = :community AND city_id = :city AND position_check <> 'outside_city'"""
        ),
        {"community": community_id, "city": row["city_id"]},
    )
    community = found.mappings().one_or_none()
    if community is None:
        raise NotFound("community.not_found", "There is no such community in this city.", "Choose another.")
    return await _place(
        session, scope, customer_id, account_id, community_id, community["lon"], community["lat"]
    )


async def place_by_position(
    session: AsyncSession, scope: DataScope, customer_id: int, lon: float, lat: float, account_id: UUID
) -> dict[str, Any]:
    """Place a customer at a point of the map. Raises `todo.not_found` and `place.outside_city`."""
    row = await _placement(session, scope, customer_id)
    if not await _in_city(session, row["city_id"], lon, lat):
        raise Invalid(
            "place.outside_city", "The point lies outside the city.", "Choose a point inside its districts."
        )
    return await _place(session, scope, customer_id, account_id, None, lon, lat)


async def _place(
    session: AsyncSession,
    scope: DataScope,
    customer_id: int,
    account_id: UUID,
    community_id: int | None,
    lon: float,
    lat: float,
) -> dict[str, Any]:
    await session.execute(
        text(
            """UPDATE census.placement SET precision = 'manual', reason = NULL, community_id = :community, score = NULL,
                lon = :lon, lat = :lat, position_check = 'agrees', placed_by = :by, placed_at = now()
               WHERE customer_id = :customer"""
        ),
        {"community": community_id, "lon": lon, "lat": lat, "by": account_id, "customer": customer_id},
    )
    return _shown(await _placement(session, scope, customer_id))


async def get_placement(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, Any]:
    """One customer as the list shows him, whether or not he still is on it."""
    return _shown(await _placement(session, scope, customer_id))


async def require_manual(session: AsyncSession, scope: DataScope, customer_id: int) -> None:
    """Raises `todo.not_placed` for a customer who was not placed by hand: there is nothing to undo."""
    row = await _placement(session, scope, customer_id)
    if row["precision"] != "manual":
        raise Conflict(
            "todo.not_placed", "This customer was not placed by hand.", "There is nothing to undo."
        )


async def _placement(session: AsyncSession, scope: DataScope, customer_id: int) -> RowMapping:
    rows = await session.execute(text(f"{_TODO} WHERE p.customer_id = :id"), {"id": customer_id})
    row = rows.mappings().one_or_none()
    if row is None or not scope.allows_city(row["city_id"]):
        raise NotFound("todo.not_found", "There is no such customer.", "Load the list again.")
    return row


async def _suggestions(session: AsyncSession, row: RowMapping, address: str) -> list[dict[str, Any]]:
    """The communities whose names are most like what the address says; of the stated district only, where it says one."""
    city = (
        await session.execute(text("SELECT name FROM city.city WHERE id = :city"), {"city": row["city_id"]})
    ).scalar_one()
    plain = normal_address(address)
    if not plain:
        return []
    rest = plain[skip_city(plain, city, city.removesuffix("市")) :]
    found = await session.execute(
        text(
            """SELECT m.id AS community_id, m.name, m.normal_name, coalesce(d.name, '') AS district, m.lon, m.lat
               FROM city.community m LEFT JOIN city.district d ON d.id = m.district_id
               WHERE m.city_id = :city AND m.position_check <> 'outside_city'
                 AND (CAST(:district AS text) IS NULL OR d.name = :district) ORDER BY m.id"""
        ),
        {"city": row["city_id"], "district": row["stated_district"]},
    )
    communities = list(found.mappings())
    stated = row["stated_district"] or ""
    wanted = normal_name(
        head(rest.removeprefix(stated).removeprefix(stated.removesuffix("区")), 0)
    ) or normal_name(rest)
    best = process.extract(
        wanted,
        [one["normal_name"] for one in communities],
        scorer=fuzz.WRatio,
        limit=_SUGGESTIONS,
        score_cutoff=_LEAST_SCORE,
    )
    return [
        {
            "community_id": communities[index]["community_id"],
            "name": communities[index]["name"],
            "district": communities[index]["district"],
            "score": round(score / 100, 2),
            "lon": communities[index]["lon"],
            "lat": communities[index]["lat"],
        }
        for _, score, index in best
    ]


async def _in_city(session: AsyncSession, city_id: int, lon: float, lat: float) -> bool:
    rows = await session.scalars(
        text(
            """SELECT geometry FROM city.district
               WHERE city_id = :city AND :lon BETWEEN west AND east AND :lat BETWEEN south AND north"""
        ),
        {"city": city_id, "lon": lon, "lat": lat},
    )
    return any(shapely.intersects_xy(shapely.from_wkb(shape), lon, lat) for shape in rows)


def _shown(row: RowMapping) -> dict[str, Any]:
    point = {"lon": row["lon"], "lat": row["lat"]} if row["lon"] is not None else None
    return {key: row[key] for key in row if key not in {"lon", "lat", "city_id"}} | {"point": point}

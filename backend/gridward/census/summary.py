"""The census in figures."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope

_KINDS = ("orphan", "mixed", "served", "dormant", "no_policy")
_PRECISIONS = ("exact", "fuzzy", "district", "none", "manual")
_CHECKS = ("agrees", "other_district", "outside_city", "unknown")
_STANDINGS = ("orphan", "served", "ended")


async def census_summary(session: AsyncSession, scope: DataScope, city_id: int) -> dict[str, Any]:
    """How many customers there are, where they live, who serves them.

    `kinds` counts persons; `coverage` is the share of live policies, and of persons with one, that somebody in service
    serves (a person only where all of his live policies are served).
    """
    scope.require_city(city_id)
    city = {"city": city_id}
    totals = (await session.execute(text(_TOTALS), city)).mappings().one()
    kinds = await _counts(
        session,
        "SELECT kind, count(DISTINCT person_id) FROM census.customer_standing WHERE city_id = :city GROUP BY 1",
        city,
        _KINDS,
    )
    standings = await _counts(
        session,
        "SELECT standing, count(*) FROM census.policy_standing WHERE city_id = :city GROUP BY 1",
        city,
        _STANDINGS,
    )
    places = (await session.execute(text(_PLACES), city)).all()
    live = kinds["orphan"] + kinds["mixed"] + kinds["served"]
    return {
        **totals,
        "placed": _sums(places, 0, _PRECISIONS),
        "position_check": _sums(places, 1, _CHECKS),
        "todo": sum(row[3] for row in places if row[2]),
        "kinds": kinds,
        "persons": sum(kinds.values()),
        "policies": sum(standings.values()),
        "policies_live": standings["orphan"] + standings["served"],
        "policies_by": standings,
        "coverage": {
            "policies": {"covered": standings["served"], "total": standings["orphan"] + standings["served"]},
            "customers": {"covered": kinds["served"], "total": live},
        },
        "by_district": list((await session.execute(text(_BY_DISTRICT), city)).mappings()),
    }


_TOTALS = """
    SELECT (SELECT max(as_of) FROM census.import_run WHERE city_id = :city AND status = 'done') AS as_of,
        (SELECT id FROM census.import_run WHERE city_id = :city AND status = 'done'
         ORDER BY finished_at DESC LIMIT 1) AS last_import_id,
        (SELECT count(*) FROM book.customer WHERE city_id = :city) AS customers,
        (SELECT count(*) FROM census.customer_standing WHERE city_id = :city AND person_id <> customer_id) AS second_records,
        (SELECT count(*) FROM book.agent WHERE city_id = :city) AS agents,
        (SELECT count(*) FROM book.agent WHERE city_id = :city AND status = 'in_service') AS agents_in_service
"""

_PLACES = """
    SELECT precision, position_check, reason IS NOT NULL, count(*) FROM census.placement
    WHERE city_id = :city GROUP BY 1, 2, 3
"""

_BY_DISTRICT = """
    SELECT coalesce(d.name, '') AS district, count(*) AS customers,
        count(*) FILTER (WHERE s.kind = 'orphan') AS orphan_customers, count(*) FILTER (WHERE p.reason IS NULL) AS placed
    FROM census.placement p JOIN census.customer_standing s USING (customer_id)
    LEFT JOIN city.community m ON m.id = p.community_id
    LEFT JOIN city.district d ON d.id = coalesce(m.district_id, p.stated_district_id)
    WHERE p.city_id = :city GROUP BY 1 ORDER BY 2 DESC
"""


async def _counts(
    session: AsyncSession, sql: str, city: dict[str, Any], names: tuple[str, ...]
) -> dict[str, int]:
    found = {row[0]: int(row[1]) for row in await session.execute(text(sql), city)}
    return {name: found.get(name, 0) for name in names}


def _sums(rows: Any, column: int, names: tuple[str, ...]) -> dict[str, int]:
    return {name: sum(row[3] for row in rows if row[column] == name) for name in names}

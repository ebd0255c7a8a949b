"""Who is looked after: by an agent in service, or by a specialist or stand-in of the cell.

Figures are sums of groups, rows are single persons; a test holds each figure to its rows.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import search_terms
from gridward.insights.view import View, holder_in_view, in_view

PeopleFigure = Literal[
    "customers",
    "customers_by_agent",
    "orphans",
    "orphans_in_cells",
    "orphans_without_worker",
    "orphans_contacted",
    "orphans_not_contacted",
    "members",
    "members_contacted",
]

_IN_CELLS = "s.kind = 'orphan' AND w.cell_id IS NOT NULL"
_CONDITIONS: dict[PeopleFigure, str] = {
    "customers": "s.kind IN ('orphan', 'mixed', 'served')",
    "customers_by_agent": "s.kind = 'served'",
    "orphans": "s.kind = 'orphan'",
    "orphans_in_cells": _IN_CELLS,
    "orphans_without_worker": "s.kind = 'orphan' AND w.cell_id IS NULL",
    "orphans_contacted": f"{_IN_CELLS} AND e.first_contact_at IS NOT NULL",
    "orphans_not_contacted": f"{_IN_CELLS} AND e.first_contact_at IS NULL",
    # Whoever has a cell today, whatever became of his policies since.
    "members": "k.cell_id IS NOT NULL",
    "members_contacted": "k.cell_id IS NOT NULL AND e.first_contact_at IS NOT NULL",
}

# One row a person: that of the customer number which stands for him.
_PERSONS = f"""
    FROM census.customer_standing s
    LEFT JOIN grids.cells_on(:today) k ON k.customer_id = s.person_id
    LEFT JOIN (SELECT DISTINCT cell_id FROM staffing.tenure
               WHERE city_id = :city AND during @> CAST(:today AS date)) w ON w.cell_id = k.cell_id
    LEFT JOIN engagement.care e ON e.customer_id = s.person_id
    WHERE s.city_id = :city AND s.customer_id = s.person_id AND {in_view("k.cell_id")}
"""

_POLICIES = f"""
    FROM census.policy_standing t JOIN book.policy p ON p.id = t.policy_id
    WHERE t.city_id = :city AND t.standing <> 'ended' AND {holder_in_view("p.holder_id")}
"""

# A whole city's policies and persons are counted without their terms and their cells.
_CITY_POLICIES = "FROM census.policy_standing t WHERE t.city_id = :city AND t.standing <> 'ended'"
_CITY_KINDS = """SELECT kind, count(*) FROM census.customer_standing
    WHERE city_id = :city AND customer_id = person_id GROUP BY 1"""


async def coverage(session: AsyncSession, view: View, members: Sequence[RowMapping]) -> dict[str, Any]:
    """The shares of policies and persons that somebody looks after; `members` are those of the cells in view."""
    policies = (
        await session.execute(
            text(
                f"""SELECT count(*) FILTER (WHERE t.standing = 'served') AS served, count(*) AS live
                    {_CITY_POLICIES if view.whole_city else _POLICIES}"""
            ),
            view.parameters,
        )
    ).one()
    kinds = await _kinds(session, view, members)
    in_cells = [one for one in members if one["kind"] == "orphan" and one["worked"]]
    orphans = sum(one["persons"] for one in in_cells)
    return {
        "policies_by_agent": _share(policies.served, policies.live),
        "customers_by_agent": _share(kinds["served"], kinds["served"] + kinds["mixed"] + kinds["orphan"]),
        "orphans_in_cells": _share(orphans, kinds["orphan"]),
        "orphans_contacted": _share(sum(one["contacted"] for one in in_cells), orphans),
    }


async def people_rows(
    session: AsyncSession,
    view: View,
    figure: PeopleFigure,
    cell: int | None,
    query: str | None,
    after: int | None,
    limit: int,
) -> list[RowMapping]:
    """The persons behind a figure in the order of their numbers; `after` is the one after whom the page begins."""
    terms = search_terms(query)
    rows = await session.execute(
        text(
            f"""SELECT f.customer_id, c.customer_no, c.name_masked, f.kind, g.name AS cell_name, f.care_state,
                    f.live_policies, f.orphan_policies, f.first_contact_at
                FROM (SELECT s.person_id AS customer_id, s.kind, s.live_policies, s.orphan_policies, k.cell_id,
                          e.state AS care_state, e.first_contact_at
                      {_PERSONS} AND {_CONDITIONS[figure]}
                      AND (CAST(:after AS bigint) IS NULL OR s.person_id > :after)
                      AND (CAST(:cell AS integer) IS NULL OR k.cell_id = :cell)) f
                JOIN book.customer c ON c.id = f.customer_id
                LEFT JOIN grids.cell g ON g.id = f.cell_id
                WHERE (CAST(:number AS text) IS NULL OR c.customer_no LIKE :number)
                  AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
                ORDER BY f.customer_id LIMIT :limit"""
        ),
        view.parameters | vars(terms) | {"cell": cell, "after": after, "limit": limit},
    )
    return list(rows.mappings())


async def policy_rows(
    session: AsyncSession,
    view: View,
    standing: str | None,
    query: str | None,
    after: int | None,
    limit: int,
) -> list[RowMapping]:
    """The live policies in the order of their keys; `after` is the one after which the page begins."""
    terms = search_terms(query)
    rows = await session.execute(
        text(
            f"""SELECT f.policy_id, f.policy_no, f.product_name, s.person_id AS customer_id, c.name_masked,
                    g.name AS cell_name, f.standing, f.reason
                FROM (SELECT p.id AS policy_id, p.policy_no, p.product_name, p.holder_id, t.standing, t.reason
                      {_POLICIES} AND (CAST(:standing AS text) IS NULL OR t.standing = :standing)
                      AND (CAST(:after AS bigint) IS NULL OR p.id > :after)) f
                JOIN census.customer_standing s ON s.customer_id = f.holder_id
                JOIN book.customer c ON c.id = s.person_id
                LEFT JOIN LATERAL (
                    SELECT cell_id FROM grids.cells_on(:today) WHERE customer_id = s.person_id LIMIT 1
                ) k ON true
                LEFT JOIN grids.cell g ON g.id = k.cell_id
                WHERE (CAST(:number AS text) IS NULL OR f.policy_no LIKE :number OR c.customer_no LIKE :number)
                  AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
                ORDER BY f.policy_id LIMIT :limit"""
        ),
        view.parameters | vars(terms) | {"standing": standing, "after": after, "limit": limit},
    )
    return list(rows.mappings())


async def _kinds(session: AsyncSession, view: View, members: Sequence[RowMapping]) -> Counter[str]:
    """The persons in view by kind."""
    kinds: Counter[str] = Counter()
    if view.whole_city:
        for kind, persons in await session.execute(text(_CITY_KINDS), view.parameters):
            kinds[kind] = persons
    else:
        for one in members:
            kinds[one["kind"]] += one["persons"]
    return kinds


def _share(count: int, total: int) -> dict[str, int]:
    return {"count": count, "total": total}

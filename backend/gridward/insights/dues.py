"""The due list in figures and rows."""

from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import search_terms
from gridward.insights.view import View, in_view
from gridward.platform.paging import after_pair

_STATES = ("upcoming", "due", "in_grace", "suspended")
_DUES = f"FROM renewal.due d WHERE d.city_id = :city AND {in_view('d.cell_id')}"


async def due_figures(session: AsyncSession, view: View) -> list[dict[str, Any]]:
    """Open dues by state, in the order in which a premium goes through them; yuan of the oldest unpaid instalments."""
    rows = await session.execute(
        text(f"SELECT d.state, count(*) AS count, sum(d.amount) AS amount {_DUES} GROUP BY 1"),
        view.parameters,
    )
    found = {row["state"]: dict(row) for row in rows.mappings()}
    return [found.get(state, {"state": state, "count": 0, "amount": 0}) for state in _STATES]


async def due_rows(
    session: AsyncSession,
    view: View,
    state: str | None,
    cell: int | None,
    tier: str | None,
    query: str | None,
    cursor: str | None,
    limit: int,
) -> list[RowMapping]:
    """Open dues, the oldest first. `key` is the due date's number of days, and the policy."""
    terms = search_terms(query)
    day, policy = after_pair(cursor)
    rows = await session.execute(
        text(
            f"""SELECT f.key, f.policy_id, p.policy_no, f.customer_id, c.name_masked, f.cell_id, g.name AS cell_name,
                    p.product_name, f.number, f.due_on, f.grace_ends, f.amount, f.state, f.risk, f.tier
                FROM (SELECT d.*, d.due_on - date '2000-01-01' || '.' || d.policy_id AS key {_DUES}
                      AND (CAST(:day AS integer) IS NULL
                           OR (d.due_on, d.policy_id) > (date '2000-01-01' + CAST(:day AS integer), :policy))
                      AND (CAST(:state AS text) IS NULL OR d.state = :state)
                      AND (CAST(:cell AS integer) IS NULL OR d.cell_id = :cell)
                      AND (CAST(:tier AS text) IS NULL OR d.tier = :tier)) f
                JOIN book.policy p ON p.id = f.policy_id
                JOIN book.customer c ON c.id = f.customer_id
                LEFT JOIN grids.cell g ON g.id = f.cell_id
                WHERE (CAST(:number AS text) IS NULL OR p.policy_no LIKE :number OR c.customer_no LIKE :number)
                  AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
                ORDER BY f.due_on, f.policy_id LIMIT :limit"""
        ),
        view.parameters
        | vars(terms)
        | {"day": day, "policy": policy, "state": state, "cell": cell, "tier": tier, "limit": limit},
    )
    return list(rows.mappings())

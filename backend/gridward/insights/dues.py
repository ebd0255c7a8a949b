"""The due list in figures and rows."""

from collections import defaultdict
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import COMPANY_AGENT, search_terms
from gridward.insights.persistency.owners import By, Owned, owned
from gridward.insights.view import View, in_view
from gridward.platform.paging import after_pair

_STATES = ("upcoming", "due", "in_grace", "suspended")
_DUES = f"FROM renewal.due d WHERE d.city_id = :city AND {in_view('d.cell_id')}"
# As `owned` takes what it tells apart: who holds it, and owned today.
_AS_JUDGED = f"""judged AS (
    SELECT d.*, d.customer_id AS holder_id, CAST(:today AS date) AS begins, d.grace_ends AS settled, p.product_code,
        p.product_name, p.selling_agent_no, p.service_agent_no
    FROM (SELECT d.* {_DUES}) d JOIN book.policy p ON p.id = d.policy_id)"""


async def due_figures(session: AsyncSession, view: View) -> list[dict[str, Any]]:
    """Open dues by state, in the order in which a premium goes through them; yuan of the oldest unpaid instalments."""
    rows = await session.execute(
        text(f"SELECT d.state, count(*) AS count, sum(d.amount) AS amount {_DUES} GROUP BY 1"),
        view.parameters,
    )
    found = {row["state"]: dict(row) for row in rows.mappings()}
    return [found.get(state, {"state": state, "count": 0, "amount": 0}) for state in _STATES]


async def owner_dues(session: AsyncSession, view: View, by: By) -> list[dict[str, Any]]:
    """Open dues by today's owner and by state, the most yuan first; a seat's are those on which he called last."""
    rows = await session.execute(
        text(
            f"""WITH {_AS_JUDGED}, {owned(by)} SELECT owner, max(owner_name) AS name, state, count(*) AS count,
                    sum(amount) AS amount FROM owned GROUP BY owner, state"""
        ),
        view.parameters | {"company": COMPANY_AGENT},
    )
    found: dict[str, dict[str, RowMapping]] = defaultdict(dict)
    for row in rows.mappings():
        found[row["owner"]][row["state"]] = row
    owners = [
        {
            "owner": owner,
            "name": next((row["name"] for row in of.values() if row["name"]), None),
            "count": sum(row["count"] for row in of.values()),
            "amount": sum(row["amount"] for row in of.values()),
            "states": [
                {
                    "state": state,
                    "count": of[state]["count"] if state in of else 0,
                    "amount": of[state]["amount"] if state in of else 0,
                }
                for state in _STATES
            ],
        }
        for owner, of in found.items()
    ]
    return sorted(owners, key=lambda one: (-one["amount"], one["owner"]))


async def due_rows(
    session: AsyncSession,
    view: View,
    of: Owned,
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
            f"""WITH {_AS_JUDGED}, {owned(of.by)}
                SELECT f.key, f.policy_id, p.policy_no, f.customer_id, c.name_masked, f.cell_id, g.name AS cell_name,
                    p.product_name, f.number, f.due_on, f.grace_ends, f.amount, f.state, f.risk, f.tier
                FROM (SELECT d.*, d.due_on - date '2000-01-01' || '.' || d.policy_id AS key FROM owned d
                      WHERE (CAST(:owner AS text) IS NULL OR d.owner = :owner)
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
        | {"company": COMPANY_AGENT, "owner": of.owner, "day": day, "policy": policy}
        | {"state": state, "cell": cell, "tier": tier, "limit": limit},
    )
    return list(rows.mappings())

"""Tasks and visits asked for, in figures and rows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import search_terms
from gridward.insights.view import View, in_view
from gridward.kernel.clock import now

_WORKPLACES = ("field", "seat")
_STATES = ("pending", "accepted", "returned", "expired", "done")
_RECENT = timedelta(days=7)

_TASKS = f"FROM engagement.task t WHERE t.city_id = :city AND {in_view('t.cell_id')}"
_OVERDUE = "t.state = 'open' AND t.due_on < :today"
_DONE_LATELY = "t.state = 'done' AND t.closed_at > :recent"
# A request for a cell that nobody works has none of its own: the task tells where it belongs.
_REQUESTS = f"""
    FROM engagement.visit_request r LEFT JOIN engagement.task t ON t.id = r.task_id
    WHERE r.city_id = :city AND {in_view("coalesce(r.cell_id, t.cell_id)")}
"""


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks are wanted; None means all."""

    workplace: str | None = None
    state: str | None = None
    cell: int | None = None
    overdue: bool = False
    """Open past their day."""
    recent: bool = False
    """Closed within seven days."""
    text: str | None = None


async def task_figures(session: AsyncSession, view: View) -> list[dict[str, Any]]:
    """Tasks by workplace."""
    rows = await session.execute(
        text(
            f"""SELECT t.workplace, count(*) FILTER (WHERE t.state = 'open') AS open,
                count(*) FILTER (WHERE {_OVERDUE}) AS overdue,
                count(*) FILTER (WHERE {_DONE_LATELY}) AS done_7_days {_TASKS} GROUP BY 1"""
        ),
        view.parameters | {"recent": now() - _RECENT},
    )
    found = {row["workplace"]: dict(row) for row in rows.mappings()}
    nothing = {"open": 0, "overdue": 0, "done_7_days": 0}
    return [found.get(place, {"workplace": place} | nothing) for place in _WORKPLACES]


async def request_figures(session: AsyncSession, view: View) -> tuple[list[dict[str, Any]], float | None]:
    """Visits asked for by state, and the median hours from asking to the visit."""
    rows = await session.execute(text(f"SELECT r.state, count(*) {_REQUESTS} GROUP BY 1"), view.parameters)
    found = {row[0]: row[1] for row in rows}
    hours = await session.scalar(
        text(
            f"""SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY r.closed_at - r.raised_at)
                {_REQUESTS} AND r.state = 'done'"""
        ),
        view.parameters,
    )
    counts = [{"state": state, "count": found.get(state, 0)} for state in _STATES]
    return counts, None if hours is None else hours.total_seconds() / 3600


async def task_rows(
    session: AsyncSession, view: View, wanted: TaskFilter, after: UUID | None, limit: int
) -> list[RowMapping]:
    """Tasks in the order in which they were made; `after` is the one after which the page begins."""
    terms = search_terms(wanted.text)
    rows = await session.execute(
        text(
            f"""SELECT f.id AS task_id, f.customer_id, c.name_masked, g.name AS cell_name, f.kind, f.stage, f.workplace,
                    f.due_on, f.state, f.outcome, f.closed_at
                FROM (SELECT t.* {_TASKS} AND (CAST(:after AS uuid) IS NULL OR t.id > :after)
                      AND (CAST(:workplace AS text) IS NULL OR t.workplace = :workplace)
                      AND (CAST(:state AS text) IS NULL OR t.state = :state)
                      AND (CAST(:cell AS integer) IS NULL OR t.cell_id = :cell)
                      AND (NOT :overdue OR {_OVERDUE})
                      AND (NOT :lately OR t.closed_at > :recent)) f
                JOIN book.customer c ON c.id = f.customer_id
                LEFT JOIN grids.cell g ON g.id = f.cell_id
                WHERE (CAST(:number AS text) IS NULL OR c.customer_no LIKE :number)
                  AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
                ORDER BY f.id LIMIT :limit"""
        ),
        view.parameters
        | vars(terms)
        | {
            "after": after,
            "workplace": wanted.workplace,
            "state": wanted.state,
            "cell": wanted.cell,
            "overdue": wanted.overdue,
            "lately": wanted.recent,
            "recent": now() - _RECENT,
            "limit": limit,
        },
    )
    return list(rows.mappings())

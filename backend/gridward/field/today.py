"""A specialist's day: what is to be done in the cells that he works, in order, with the reason why now."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import RequestFilter, request_rows
from gridward.field.worked import worked_cells
from gridward.identity.contract import DataScope
from gridward.kernel.clock import POLICY_ZONE, today
from gridward.kernel.errors import NotFound

MOST_ITEMS = 200
"""More than a week's work; the counts say how much there is behind it."""

_FLAGGED = "kind = 'flagged_visit'"
_OPEN = """cell_id = ANY(:cells) AND state = 'open' AND workplace = 'field' AND (starts_on IS NULL OR starts_on <= :day)
    AND (kind <> 'occasion' OR due_on >= :day)"""

OF_TASK = """
    LEFT JOIN LATERAL (
        SELECT policy_id, amount, grace_ends, tier FROM renewal.due d
        WHERE d.customer_id = t.customer_id AND (t.policy_id IS NULL OR d.policy_id = t.policy_id)
        ORDER BY risk DESC, policy_id LIMIT 1
    ) d ON true
    LEFT JOIN book.policy p ON p.id = coalesce(t.policy_id, d.policy_id)
"""
"""A task's due and policy, beside `t`: the riskiest due where it is about none in particular."""
IN_ORDER = "t.kind = 'flagged_visit' DESC, t.priority DESC, t.due_on, t.id"

_ITEMS = """
    SELECT t.id AS task_id, t.customer_id, c.name_masked, c.mobile_masked, c.address_masked,
        h.community, h.lon, h.lat, t.kind, t.stage, t.due_on, greatest(CAST(:day AS date) - t.due_on, 0) AS overdue_days,
        t.priority, t.why, p.id AS policy_id, p.policy_no, p.product_name, d.amount, d.grace_ends, d.tier,
        (SELECT count(*) FROM book.customer n JOIN engagement.task o ON o.customer_id = n.id
         WHERE n.address_key = c.address_key AND n.city_id = c.city_id AND o.id <> t.id AND o.state = 'open'
           AND o.workplace = 'field' AND o.cell_id = ANY(:cells)) AS household
    FROM ({chosen}) t
    JOIN book.customer c ON c.id = t.customer_id
    LEFT JOIN LATERAL (
        SELECT p.lon, p.lat, m.name AS community
        FROM census.customer_standing s JOIN census.placement p USING (customer_id)
        LEFT JOIN city.community m ON m.id = p.community_id
        WHERE s.person_id = t.customer_id AND p.reason IS NULL AND p.lon IS NOT NULL
        ORDER BY s.customer_id = s.person_id DESC, s.customer_id LIMIT 1
    ) h ON true
    {of_task}
    ORDER BY {in_order}
"""
_DAY = text(
    _ITEMS.format(
        of_task=OF_TASK,
        in_order=IN_ORDER,
        chosen=f"""SELECT * FROM engagement.task WHERE {_OPEN}
                   ORDER BY {_FLAGGED} DESC, priority DESC, due_on, id LIMIT {MOST_ITEMS}""",
    )
)
_ONE = text(
    _ITEMS.format(
        of_task=OF_TASK,
        in_order=IN_ORDER,
        chosen="""SELECT * FROM engagement.task
                  WHERE id = :task AND workplace = 'field' AND cell_id = ANY(:cells)""",
    )
)
_COUNTS = text(
    f"""SELECT count(*) AS open, count(*) FILTER (WHERE due_on < :day) AS overdue,
            count(*) FILTER (WHERE {_FLAGGED}) AS flagged,
            (SELECT count(*) FROM engagement.task
             WHERE closed_by = :account AND closed_at >= :midnight AND state = 'done' AND workplace = 'field') AS done_today
        FROM engagement.task WHERE {_OPEN}"""
)


async def today_list(session: AsyncSession, scope: DataScope, account_id: UUID) -> dict[str, Any]:
    """The day of the specialist behind an account, as `TodayOut`. Without a cell it is empty."""
    cells = await worked_cells(session, scope, account_id)
    numbers = [cell["cell_id"] for cell in cells]
    rows = await session.execute(_DAY, {"cells": numbers, "day": today()})
    return {
        "day": today(),
        "cells": cells,
        "counts": await _counts(session, numbers, account_id),
        "items": await _with_requests(session, scope, list(rows.mappings())),
    }


async def get_task(session: AsyncSession, scope: DataScope, task_id: UUID) -> dict[str, Any]:
    """One task of the cells in scope, open or not, as `TodayItem`. Raises `task.not_found`."""
    rows = await session.execute(_ONE, {"task": task_id, "cells": scope.cell_list or [], "day": today()})
    found = await _with_requests(session, scope, list(rows.mappings()))
    if not found:
        raise NotFound("task.not_found", "There is no such task.", "Load the day's work again.")
    return found[0]


async def today_counts(session: AsyncSession, scope: DataScope, account_id: UUID) -> RowMapping:
    """The day in figures, as `TodayCounts`."""
    cells = await worked_cells(session, scope, account_id)
    return await _counts(session, [cell["cell_id"] for cell in cells], account_id)


async def _counts(session: AsyncSession, cells: list[int], account_id: UUID) -> RowMapping:
    midnight = datetime.combine(today(), time(), POLICY_ZONE)
    rows = await session.execute(
        _COUNTS, {"cells": cells, "day": today(), "account": account_id, "midnight": midnight}
    )
    return rows.mappings().one()


async def _with_requests(
    session: AsyncSession, scope: DataScope, rows: list[RowMapping]
) -> list[dict[str, Any]]:
    flagged = [row["task_id"] for row in rows if row["kind"] == "flagged_visit"]
    requests = {}
    if flagged:
        found = await request_rows(session, scope, RequestFilter(task_ids=flagged), limit=MOST_ITEMS)
        requests = {request["task_id"]: request for request in found}
    return [{**row, "request": requests.get(row["task_id"])} for row in rows]

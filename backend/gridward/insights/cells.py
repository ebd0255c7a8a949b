"""The cells in force, each with its people and its work."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.insights.view import View, in_view

# Each part is summed by cell before it is joined, so that the parts do not multiply.
_CELLS = f"""
    WITH owed AS (
        SELECT cell_id, count(*) AS dues, sum(amount) AS amount FROM renewal.due WHERE city_id = :city GROUP BY 1
    ), work AS (
        SELECT cell_id, count(*) AS open, count(*) FILTER (WHERE due_on < :today) AS overdue
        FROM engagement.task WHERE city_id = :city AND state = 'open' GROUP BY 1
    ), asked AS (
        SELECT coalesce(r.cell_id, t.cell_id) AS cell_id, count(*) AS pending
        FROM engagement.visit_request r LEFT JOIN engagement.task t ON t.id = r.task_id
        WHERE r.city_id = :city AND r.state = 'pending' GROUP BY 1
    ), worker AS (
        SELECT t.cell_id, t.role, a.name_masked FROM staffing.tenure t JOIN book.specialist a ON a.id = t.specialist_id
        WHERE t.city_id = :city AND t.during @> CAST(:today AS date)
    )
    SELECT g.id AS cell_id, g.number, g.name, o.name AS station, r.name_masked AS specialist, i.name_masked AS stand_in,
        coalesce(d.dues, 0) AS open_dues, coalesce(d.amount, 0) AS open_amount,
        coalesce(w.open, 0) AS open_tasks, coalesce(w.overdue, 0) AS overdue_tasks,
        coalesce(v.pending, 0) AS pending_requests
    FROM grids.plan n JOIN grids.cell g ON g.plan_id = n.id
    LEFT JOIN stations.cell_station h ON h.cell_id = g.id LEFT JOIN stations.station o ON o.id = h.station_id
    LEFT JOIN worker r ON r.cell_id = g.id AND r.role = 'responsible'
    LEFT JOIN worker i ON i.cell_id = g.id AND i.role = 'stand_in'
    LEFT JOIN owed d ON d.cell_id = g.id
    LEFT JOIN work w ON w.cell_id = g.id
    LEFT JOIN asked v ON v.cell_id = g.id
    WHERE n.city_id = :city AND n.status = 'published' AND n.effective @> CAST(:today AS date) AND {in_view("g.id")}
    ORDER BY g.number
"""


async def cell_figures(
    session: AsyncSession, view: View, members: Sequence[RowMapping]
) -> list[dict[str, Any]]:
    """The cells of the plan in force by number; none where no plan is in force."""
    customers: Counter[int] = Counter()
    contacted: Counter[int] = Counter()
    for one in members:
        customers[one["cell_id"]] += one["persons"]
        contacted[one["cell_id"]] += one["contacted"]
    rows = await session.execute(text(_CELLS), view.parameters)
    return [
        {**row, "customers": customers[row["cell_id"]], "contacted": contacted[row["cell_id"]]}
        for row in rows.mappings()
    ]

"""Visits that somebody accepted who does not work the cell any more: somebody else is asked."""

from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.visit_requests import request_rules, tell
from gridward.kernel.clock import now

_RELEASE = text(
    """UPDATE engagement.visit_request r SET state = 'pending', specialist_id = NULL, answered_at = NULL,
           accept_by = :accept_by, cell_id = n.cell_id
       FROM (
           SELECT r.id, t.cell_id AS task_cell, worked.cell_id
           FROM engagement.visit_request r JOIN engagement.task t ON t.id = r.task_id
           LEFT JOIN LATERAL (SELECT DISTINCT w.cell_id FROM staffing.tenure w
               WHERE w.cell_id = t.cell_id AND w.during @> CAST(:day AS date)) worked ON true
           WHERE r.city_id = :city AND (
               r.state = 'pending' AND r.cell_id IS DISTINCT FROM worked.cell_id
               OR r.state = 'accepted' AND NOT EXISTS (SELECT FROM staffing.tenure w WHERE w.cell_id = t.cell_id
                   AND w.specialist_id = r.specialist_id AND w.during @> CAST(:day AS date)))
       ) n
       WHERE n.id = r.id RETURNING r.raised_by, n.task_cell"""
)


async def release_requests(session: AsyncSession, city_id: int, day: date) -> int:
    """Ask anew for open visits whose specialist does not work their cell on a day; returns how many.

    They wait for whoever works the cell, with the whole time to accept, or for a supervisor where nobody does.
    """
    accept_by = now() + timedelta(hours=request_rules().accept_within_hours)
    rows = await session.execute(_RELEASE, {"city": city_id, "day": day, "accept_by": accept_by})
    released = rows.all()
    for row in released:
        await tell(session, row.raised_by, row.task_cell)
    return len(released)

"""What a station's closing touches: the cells on it, who leads it, the events that are to be held in it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import now, today

_TOUCHED = text(
    """SELECT s.station_no, s.name,
           ARRAY(SELECT c.number FROM stations.cell_station h JOIN grids.cell c ON c.id = h.cell_id
                 JOIN grids.plan p ON p.id = c.plan_id
                 WHERE h.station_id = s.id AND p.status = 'published' AND upper(p.effective) IS NULL
                 ORDER BY c.number) AS cells,
           ARRAY(SELECT a.login FROM staffing.station_lead l JOIN identity.account a ON a.id = l.account_id
                 WHERE l.station_id = s.id AND a.active ORDER BY a.login) AS leads,
           ARRAY(SELECT a.login FROM staffing.station_lead l JOIN identity.account a ON a.id = l.account_id
                 WHERE l.station_id = s.id AND a.active AND NOT EXISTS (
                     SELECT FROM staffing.station_lead o JOIN stations.station t ON t.id = o.station_id
                     WHERE o.account_id = a.id AND t.closed_on IS NULL AND t.station_no <> ALL(:numbers))
                 ORDER BY a.login) AS left_without,
           (SELECT count(*) FROM activities.event e
            WHERE e.station_id = s.id AND e.state <> 'cancelled' AND e.ends_at > :now) AS events
       FROM stations.station s
       WHERE s.city_id = :city AND s.station_no = ANY(:numbers) AND (s.closed_on IS NULL OR s.closed_on > :day)
       ORDER BY s.station_no"""
)


async def touched_by_closing(
    session: AsyncSession, city_id: int, numbers: Sequence[str]
) -> list[dict[str, Any]]:
    """Of each of these stations that are open, as far as is planned: whoever closes it sees this before.

    `left_without` are those of its leads who would lead no station any more.
    """
    names = {"city": city_id, "numbers": list(numbers), "day": today(), "now": now()}
    return [dict(row) for row in (await session.execute(_TOUCHED, names)).mappings()]

"""What a specialist planned and did in a week, counted once for all who look at it.

Work counts for whoever did it, on the day on which he did it, whoever serves the customer now.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import REACHED_BY_CALL, REACHED_BY_VISIT
from gridward.field.week.rules import week_rules
from gridward.kernel.clock import POLICY_ZONE, now

_ON = f"CAST({{}} AT TIME ZONE '{POLICY_ZONE.key}' AS date)"
_DAYS = text(
    f"""WITH contact AS (
        SELECT {_ON.format("k.at")} AS day, count(*) FILTER (WHERE k.channel = 'visit') AS visits,
            count(*) FILTER (WHERE k.channel <> 'visit') AS calls,
            count(*) FILTER (WHERE k.result = ANY(CASE k.channel WHEN 'visit' THEN CAST(:met AS text[])
                ELSE CAST(:reached AS text[]) END)) AS reached
        FROM engagement.contact k WHERE k.specialist_id = :specialist AND k.department = 'field' AND NOT k.inbound
            AND k.at >= :since AND k.at < :until GROUP BY 1
    ), promise AS (
        SELECT {_ON.format("p.made_at")} AS day, count(*) AS promises, count(*) FILTER (WHERE p.state = 'kept') AS kept
        FROM renewal.promise p WHERE p.made_to = :account AND p.source = 'field' AND p.state <> 'replaced'
            AND p.made_at >= :since AND p.made_at < :until GROUP BY 1
    ), task AS (
        SELECT {_ON.format("t.closed_at")} AS day, count(*) AS tasks FROM engagement.task t
        WHERE t.closed_by = :account AND t.workplace = 'field' AND t.state = 'done'
            AND t.closed_at >= :since AND t.closed_at < :until GROUP BY 1
    ), planned AS (
        SELECT t.due_on AS day, count(*) AS planned FROM engagement.task t
        JOIN staffing.tenure w ON w.cell_id = t.cell_id AND w.specialist_id = :specialist
            AND w.during @> CAST(:today AS date)
        WHERE t.workplace = 'field' AND t.state = 'open' AND t.due_on BETWEEN CAST(:monday AS date) AND CAST(:sunday AS date)
        GROUP BY 1
    ), appointment AS (
        SELECT {_ON.format("a.starts_at")} AS day, count(*) AS appointments,
            count(*) FILTER (WHERE a.state = 'kept') AS appointments_kept
        FROM engagement.appointment a WHERE a.specialist_id = :specialist AND a.state <> 'cancelled'
            AND a.starts_at >= :since AND a.starts_at < :until GROUP BY 1
    )
    SELECT d.day, coalesce(visits, 0) AS visits, coalesce(calls, 0) AS calls, coalesce(reached, 0) AS reached,
        coalesce(promises, 0) AS promises, coalesce(kept, 0) AS promises_kept, coalesce(tasks, 0) AS tasks,
        coalesce(planned, 0) AS planned, coalesce(appointments, 0) AS appointments,
        coalesce(appointments_kept, 0) AS appointments_kept
    FROM (SELECT CAST(:monday AS date) + n AS day FROM generate_series(0, 6) AS g (n)) d
    LEFT JOIN contact USING (day) LEFT JOIN promise USING (day) LEFT JOIN task USING (day)
    LEFT JOIN planned USING (day) LEFT JOIN appointment USING (day) ORDER BY d.day"""
)
_WAITING = text(
    """SELECT count(*) FROM field.operation o WHERE o.account_id = :account AND o.state = 'needs_attention'
           AND o.occurred_at >= :since AND o.occurred_at < :until
           AND NOT EXISTS (SELECT FROM field.decision d WHERE d.op_id = o.op_id)
           AND NOT EXISTS (SELECT FROM field.undone u WHERE u.op_id = o.op_id)"""
)
_WHO = text(
    """SELECT s.id, coalesce(f.grade, s.grade) AS grade,
           ARRAY(SELECT n.station_no FROM staffing.tenure t JOIN stations.cell_station c USING (cell_id)
                 JOIN stations.station n ON n.id = c.station_id
                 WHERE t.specialist_id = s.id AND t.during @> CAST(:today AS date)) AS stations
       FROM staffing.specialist_account a JOIN book.specialist s ON s.id = a.specialist_id
       LEFT JOIN staffing.profile f ON f.specialist_id = s.id WHERE a.account_id = :account"""
)


async def week_of(session: AsyncSession, account_id: UUID, day: date) -> dict[str, Any]:
    """The week around a day of the specialist behind an account, as `WeekOut`; for any other account nothing happened."""
    as_of = now()
    monday = day - timedelta(days=day.weekday())
    who = (
        await session.execute(_WHO, {"account": account_id, "today": as_of.astimezone(POLICY_ZONE).date()})
    ).one_or_none()
    values = {
        "account": account_id,
        "specialist": who and who.id,
        "today": as_of.astimezone(POLICY_ZONE).date(),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "since": datetime.combine(monday, time(), POLICY_ZONE),
        "until": datetime.combine(monday + timedelta(days=7), time(), POLICY_ZONE),
        "met": sorted(REACHED_BY_VISIT),
        "reached": sorted(REACHED_BY_CALL),
    }
    rules = week_rules()
    return {
        "monday": monday,
        "as_of": as_of,
        "days": list((await session.execute(_DAYS, values)).mappings()),
        "waiting": await session.scalar(_WAITING, values),
        "targets": rules.targets_of(who.grade if who else None, who.stations if who else ()),
        "rules": rules.version,
    }

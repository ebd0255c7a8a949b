"""What came of the programme, by occasion and month of the message, beside those whom a lot kept it from."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import LOAN_CHANNELS
from gridward.engagement.contract import REACHED_BY_CALL, REACHED_BY_VISIT
from gridward.nurture.figures import Counted, Delivered, figures
from gridward.nurture.rules import NurtureRules

_OTHER_ENDS = ("ended_by_claim", "matured", "cancelled", "moved_out")
"""What ends a contract and is no lapse."""

_COUNTED = text(
    """WITH touched AS MATERIALIZED (
        SELECT occasion, CAST(date_trunc('month', day) AS date) AS month, lot, customer_id, min(day) AS day,
            coalesce(min(cell_id), -1) AS cell_id
        FROM nurture.touch WHERE city_id = :city AND day BETWEEN CAST(:since AS date) AND CAST(:day AS date)
        GROUP BY 1, 2, 3, 4
    ), counted AS MATERIALIZED (
        SELECT * FROM touched
        UNION ALL
        SELECT NULL, NULL, lot, customer_id, min(day), min(cell_id) FROM touched GROUP BY lot, customer_id
    ), due AS (
        SELECT DISTINCT ON (c.occasion, c.month, c.customer_id, p.id) c.occasion, c.month, c.lot, c.cell_id, i.due_on,
            coalesce(i.paid_on <= i.due_on + CAST(:within AS integer) AND NOT coalesce(i.channel = ANY(:loan), false), false)
                AS paid
        FROM counted c JOIN census.customer_standing s ON s.person_id = c.customer_id
        JOIN book.policy p ON p.holder_id = s.customer_id AND p.state <> ALL(CAST(:other_ends AS text[]))
        JOIN census.policy_standing o ON o.policy_id = p.id AND o.standing <> 'served'
        JOIN book.instalment i ON i.policy_id = p.id AND i.due_on > c.day AND i.due_on <= c.day + CAST(:follow AS integer)
        WHERE c.day < CAST(:closed AS date)
        ORDER BY c.occasion, c.month, c.customer_id, p.id, i.due_on
    ), closed AS (
        SELECT * FROM due WHERE due_on <= CAST(:closed AS date)
    )
    SELECT 'persons' AS what, occasion, month, lot, cell_id, count(*) AS many, CAST(0 AS bigint) AS paid
    FROM counted GROUP BY occasion, month, lot, cell_id
    UNION ALL
    SELECT 'opted_out', c.occasion, c.month, c.lot, c.cell_id, count(DISTINCT c.customer_id), 0
    FROM counted c JOIN engagement.consent n ON n.customer_id = c.customer_id AND n.purpose = 'marketing' AND NOT n.given
      AND CAST(n.at AT TIME ZONE 'Asia/Shanghai' AS date) BETWEEN c.day AND c.day + CAST(:opted_out AS integer)
    GROUP BY c.occasion, c.month, c.lot, c.cell_id
    UNION ALL
    SELECT 'promised', c.occasion, c.month, c.lot, c.cell_id, count(DISTINCT c.customer_id), 0
    FROM counted c JOIN renewal.promise r ON r.customer_id = c.customer_id
      AND CAST(r.made_at AT TIME ZONE 'Asia/Shanghai' AS date) BETWEEN c.day AND c.day + CAST(:promised AS integer)
    GROUP BY c.occasion, c.month, c.lot, c.cell_id
    UNION ALL
    SELECT 'dues', occasion, month, lot, cell_id, count(*), count(*) FILTER (WHERE paid)
    FROM closed GROUP BY occasion, month, lot, cell_id"""
)
_DELIVERED = text(
    """SELECT t.occasion, CAST(date_trunc('month', t.day) AS date) AS month, count(t.message_id) AS messages,
           count(*) FILTER (WHERE m.state = 'delivered') AS delivered, count(*) FILTER (WHERE m.state = 'failed') AS failed,
           count(t.task_id) FILTER (WHERE t.step = 'call') AS calls,
           count(t.task_id) FILTER (WHERE t.step = 'field') AS tasks,
           count(*) FILTER (WHERE k.outcome = ANY(:reached)) AS reached
       FROM nurture.touch t LEFT JOIN engagement.message m ON m.id = t.message_id
       LEFT JOIN engagement.task k ON k.id = t.task_id
       WHERE t.city_id = :city AND t.day BETWEEN CAST(:since AS date) AND CAST(:day AS date)
       GROUP BY 1, 2"""
)


async def measures(session: AsyncSession, city_id: int, day: date, rules: NurtureRules) -> dict[str, Any]:
    """The figures of the last months, as `MeasuresOut`."""
    how = rules.measuring
    months = day.year * 12 + day.month - how.months
    values = {"city": city_id, "day": day, "since": date(months // 12, months % 12 + 1, 1)}
    counted = await session.execute(
        _COUNTED,
        {
            **values,
            "within": how.paid_within_days,
            "loan": sorted(LOAN_CHANNELS),
            "other_ends": list(_OTHER_ENDS),
            "follow": how.follow_days,
            "closed": day - timedelta(days=how.closed_after_days),
            "opted_out": how.opted_out_days,
            "promised": how.promised_days,
        },
    )
    delivered = await session.execute(
        _DELIVERED, {**values, "reached": sorted(REACHED_BY_CALL | REACHED_BY_VISIT)}
    )
    return figures([Counted(*row) for row in counted], [Delivered(*row) for row in delivered])

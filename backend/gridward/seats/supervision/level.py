"""The service level: the share of items that were handled within the target.

An item is the first call about a task, or the call that was promised for a certain time; what is tried again in between is
none. A promised call is in time until so many minutes after its time, a first one until so many days after its day.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.seats.counts import day_start
from gridward.seats.supervision.rules import supervision_rules

_DAYS = 14

_HANDLED = text(
    """WITH made AS (
           SELECT k.id, k.task_id, k.begun_at, t.due_on,
               (k.begun_at AT TIME ZONE 'Asia/Shanghai') AS local_at,
               (SELECT p.callback_at FROM seats.call p
                WHERE p.customer_id = k.customer_id AND p.ended_at < k.ended_at
                ORDER BY p.ended_at DESC LIMIT 1) AS promised,
               EXISTS (SELECT FROM seats.call p WHERE p.customer_id = k.customer_id AND p.task_id = k.task_id
                   AND p.ended_at < k.ended_at) AS again
           FROM seats.call k JOIN engagement.task t ON t.id = k.task_id
           WHERE k.city_id = :city AND k.ended_at >= :since
             AND (CAST(:cells AS int[]) IS NULL OR t.cell_id = ANY(:cells))
       )
       SELECT local_at::date AS day, extract(hour FROM local_at)::int AS hour, count(*) AS handled,
           count(*) FILTER (WHERE CASE WHEN promised IS NOT NULL
               THEN begun_at <= promised + make_interval(mins => :minutes)
               ELSE local_at::date <= due_on + CAST(:days AS int) END) AS in_time
       FROM made WHERE promised IS NOT NULL OR NOT again GROUP BY 1, 2 ORDER BY 1, 2"""
)


async def service_level(session: AsyncSession, scope: DataScope, city_id: int) -> dict[str, Any]:
    """By hour of today and by day of the last fourteen, each with how many were handled and how many in time."""
    target = supervision_rules().target
    rows = await session.execute(
        _HANDLED,
        {
            "city": city_id,
            "cells": scope.cell_list,
            "since": day_start() - timedelta(days=_DAYS - 1),
            "minutes": target.callback_minutes,
            "days": target.days,
        },
    )
    days: dict[Any, dict[str, Any]] = {}
    hours = []
    for row in rows.mappings():
        one = days.setdefault(row["day"], {"day": row["day"], "handled": 0, "in_time": 0})
        one["handled"] += row["handled"]
        one["in_time"] += row["in_time"]
        if row["day"] == today():
            hours.append({"hour": row["hour"], "handled": row["handled"], "in_time": row["in_time"]})
    return {
        "target_share": target.share,
        "callback_minutes": target.callback_minutes,
        "days_allowed": target.days,
        "hours": hours,
        "days": list(days.values()),
    }

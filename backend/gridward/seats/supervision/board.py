"""The live board: what waits, how long, and for whom."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now, today
from gridward.seats.supervision.level import service_level
from gridward.seats.supervision.people import seats_of
from gridward.seats.supervision.rules import supervision_rules

_SHOWN = 20

# What waits, with the moment since which it does: a promised call back since its time, anything else since its
# day, or since it was made where that was before.
_ITEMS = """
    SELECT q.id AS item_id, q.city_id, q.customer_id, t.kind, t.due_on, q.not_before, q.callback,
        CASE WHEN q.assigned_until > :now THEN q.assigned_to END AS assigned_to,
        q.claim_id IS NOT NULL AND q.leased_until > :now AS held,
        q.not_before IS NOT NULL AND q.not_before > :now AS later,
        CASE WHEN q.callback THEN q.not_before
            ELSE least(t.created_at, t.due_on::timestamp AT TIME ZONE 'Asia/Shanghai') END AS waits_since,
        CASE WHEN q.callback THEN q.not_before < :callback_late ELSE t.due_on < :day_late END AS late
    FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id AND t.state = 'open'
    WHERE (CAST(:cities AS int[]) IS NULL OR q.city_id = ANY(:cities))
      AND (CAST(:cells AS int[]) IS NULL OR t.cell_id = ANY(:cells))
"""
_BY_CITY = text(
    f"""SELECT c.code, c.name, c.name_en, count(*) FILTER (WHERE NOT i.held AND NOT i.later) AS waiting,
           count(*) FILTER (WHERE i.held) AS on_call,
           count(*) FILTER (WHERE NOT i.held AND i.callback AND NOT i.later) AS callbacks_due,
           count(*) FILTER (WHERE NOT i.held AND NOT i.later AND i.late) AS late,
           count(*) FILTER (WHERE NOT i.held AND i.later) AS later,
           min(i.waits_since) FILTER (WHERE NOT i.held AND NOT i.later) AS oldest
       FROM ({_ITEMS}) i RIGHT JOIN city.city c ON c.id = i.city_id
       WHERE CAST(:cities AS int[]) IS NULL OR c.id = ANY(:cities) GROUP BY c.id ORDER BY waiting DESC, c.id"""
)
_BY_KIND = text(
    f"""SELECT i.kind, count(*) AS waiting, count(*) FILTER (WHERE i.due_on >= :today) AS today,
           count(*) FILTER (WHERE i.due_on BETWEEN :today - 3 AND :today - 1) AS to_3_days,
           count(*) FILTER (WHERE i.due_on BETWEEN :today - 7 AND :today - 4) AS to_7_days,
           count(*) FILTER (WHERE i.due_on < :today - 7) AS longer,
           min(i.waits_since) AS oldest
       FROM ({_ITEMS}) i WHERE NOT i.held AND NOT i.later GROUP BY i.kind ORDER BY waiting DESC, i.kind"""
)
_LIST = """
    SELECT i.item_id, i.customer_id, c.name_masked, i.kind, i.waits_since, i.callback, i.late, i.assigned_to
    FROM ({items}) i JOIN book.customer c ON c.id = i.customer_id WHERE NOT i.held AND {which}
    ORDER BY i.waits_since, i.item_id LIMIT :shown
"""
_LONGEST = text(_LIST.format(items=_ITEMS, which="NOT i.later"))
_PROMISED = text(_LIST.format(items=_ITEMS, which="i.callback AND i.not_before < :soon"))


def item_values(scope: DataScope, city_id: int | None) -> dict[str, Any]:
    """What the queries ask with: of one city, or of all in scope."""
    moment, target = now(), supervision_rules().target
    everything = None if scope.all_cities else sorted(scope.city_ids)
    return {
        "cities": everything if city_id is None else [city_id],
        "cells": scope.cell_list,
        "now": moment,
        "today": today(),
        "callback_late": moment - timedelta(minutes=target.callback_minutes),
        "day_late": today() - timedelta(days=target.days),
        "soon": moment + timedelta(hours=2),
        "shown": _SHOWN,
    }


async def seat_board(session: AsyncSession, scope: DataScope, city_id: int) -> dict[str, Any]:
    """The board of a city, with a line for each city in scope."""
    scope.require_city(city_id)
    values = item_values(scope, city_id)

    async def rows(query: Any, asked: dict[str, Any] = values) -> list[dict[str, Any]]:
        return [dict(row) for row in (await session.execute(query, asked)).mappings()]

    return {
        "cities": await rows(_BY_CITY, item_values(scope, None)),
        "kinds": await rows(_BY_KIND),
        "longest": await rows(_LONGEST),
        "promised": await rows(_PROMISED),
        "seats": await seats_of(session, city_id),
        "level": await service_level(session, scope, city_id),
    }

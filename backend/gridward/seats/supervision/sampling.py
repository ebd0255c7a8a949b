"""Calls drawn by lot, to be scored for quality."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import POLICY_ZONE, now
from gridward.kernel.errors import Conflict, Invalid
from gridward.kernel.ids import new_id
from gridward.seats.supervision.rules import SHEET, supervision_rules

# The lot of a call is a hash of it with the draw's own random number, so that anybody can draw again and see the same.
_DRAW = text(
    """WITH candidate AS (
           SELECT k.id, k.account_id,
               row_number() OVER (PARTITION BY k.account_id ORDER BY md5(:seed || k.id::text), k.id) AS lot
           FROM seats.call k LEFT JOIN engagement.task t ON t.id = k.task_id
           WHERE k.city_id = :city AND k.ended_at >= :start AND k.ended_at < :stop
             AND (CAST(:cells AS int[]) IS NULL OR t.cell_id = ANY(:cells))
             AND NOT EXISTS (SELECT FROM seats.review r WHERE r.call_id = k.id)
       )
       INSERT INTO seats.review (id, draw_id, call_id, city_id, account_id, sheet)
       SELECT gen_random_uuid(), :draw, id, :city, account_id, :sheet FROM candidate WHERE lot <= :each
       ON CONFLICT (call_id) DO NOTHING RETURNING id"""
)


async def draw_calls(
    session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int, day: date, each: int | None
) -> dict[str, Any]:
    """Draw so many of each seat's calls of a day that were not drawn before.

    Raises `draw.too_many`, and `draw.nothing` where no call is left.
    """
    scope.require_city(city_id)
    rules = supervision_rules().sampling
    each = each or rules.calls_of_a_seat
    if each > rules.most_of_a_seat:
        raise Invalid(
            "draw.too_many",
            f"At most {rules.most_of_a_seat} calls of a seat are drawn.",
            "Draw fewer.",
            most=rules.most_of_a_seat,
        )
    draw_id = new_id()
    start = datetime.combine(day, time(), POLICY_ZONE)
    await session.execute(
        text(
            """INSERT INTO seats.draw (id, city_id, day, each, account_id, at)
               VALUES (:id, :city, :day, :each, :account, :at)"""
        ),
        {"id": draw_id, "city": city_id, "day": day, "each": each, "account": account_id, "at": now()},
    )
    drawn = await session.scalars(
        _DRAW,
        {
            "seed": str(draw_id),
            "city": city_id,
            "start": start,
            "stop": start + timedelta(days=1),
            "cells": scope.cell_list,
            "draw": draw_id,
            "sheet": SHEET,
            "each": each,
        },
    )
    count = len(drawn.all())
    if count == 0:
        raise Conflict(
            "draw.nothing",
            "No call of this day is left to be drawn.",
            "Choose another day.",
            day=day.isoformat(),
        )
    return {"draw_id": draw_id, "drawn": count}

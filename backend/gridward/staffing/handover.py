"""Hand-over records: a cell's customers go to whoever works it from a day on, and he confirms it."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.ids import new_id
from gridward.staffing.rules import staffing_rules

_OPEN = text(
    """WITH worker AS (
           SELECT DISTINCT ON (day, cell_id) day, cell_id, specialist_id
           FROM (VALUES (CAST(:day AS date)), (CAST(:before AS date))) AS days (day)
           JOIN staffing.tenure t ON t.city_id = :city AND t.during @> days.day
           ORDER BY day, cell_id, role = 'responsible' DESC
       ), earlier AS (
           SELECT m.customer_id, w.specialist_id
           FROM grids.cells_on(CAST(:before AS date)) m
           JOIN worker w ON w.day = :before AND w.cell_id = m.cell_id
           WHERE m.city_id = :city
       ), counted AS (
           SELECT m.cell_id, count(DISTINCT s.person_id) AS customers,
               count(DISTINCT s.person_id) FILTER (
                   WHERE e.specialist_id IS NULL OR e.specialist_id IS DISTINCT FROM w.specialist_id) AS new
           FROM grids.membership m JOIN census.customer_standing s USING (customer_id)
           LEFT JOIN earlier e ON e.customer_id = m.customer_id
           LEFT JOIN worker w ON w.day = :day AND w.cell_id = m.cell_id
           WHERE m.plan_id = :plan AND m.since <= :day AND (m.until IS NULL OR m.until > :day)
             AND m.cell_id = ANY(:cells)
           GROUP BY m.cell_id
       )
       INSERT INTO staffing.handover (id, city_id, plan_id, cell_id, specialist_id, customers, new_customers, effective_on,
           due_on)
       SELECT t.id, :city, :plan, t.cell_id, w.specialist_id, coalesce(c.customers, 0), coalesce(c.new, 0), :day, :due
       FROM unnest(CAST(:cells AS integer[]), CAST(:ids AS uuid[])) AS t (cell_id, id)
       LEFT JOIN counted c USING (cell_id)
       LEFT JOIN worker w ON w.day = :day AND w.cell_id = t.cell_id"""
)


async def forget_handovers(session: AsyncSession, plan_id: UUID) -> None:
    """Let it be as if the cells of a plan had never been handed over."""
    await session.execute(text("DELETE FROM staffing.handover WHERE plan_id = :plan"), {"plan": plan_id})


async def open_handovers(
    session: AsyncSession, city_id: int, plan_id: UUID, cells: Collection[int], day: date
) -> None:
    """Open a hand-over record for each of these cells of a plan, to whoever works it on a day."""
    numbers = sorted(cells)
    await session.execute(
        _OPEN,
        {
            "city": city_id,
            "plan": plan_id,
            "cells": numbers,
            "ids": [new_id() for _ in numbers],
            "day": day,
            "before": day - timedelta(days=1),
            "due": day + timedelta(days=staffing_rules().hand_over.days),
        },
    )

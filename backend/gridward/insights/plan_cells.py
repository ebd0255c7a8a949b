"""The cells of any plan, drafts too, in figures of their customers and of who works them: the map of cells shows them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from anyio.to_thread import run_sync
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Pool
from gridward.grids.public import cell_work, get_plan
from gridward.identity.contract import DataScope
from gridward.insights.cell_rules import cell_rules
from gridward.kernel.clock import today
from gridward.platform.db import connect

_KEPT_S = 600
"""Counting a million customers takes seconds; what they come to changes with the day's run and with imports."""
_PLANS = 16

_AT_RISK = """
    WITH person AS (
        SELECT DISTINCT d.customer_id AS person_id FROM renewal.due d
        WHERE d.city_id = %(city)s AND d.state = ANY(%(states)s)
    ), homed AS (
        SELECT h.community_id, h.customer_id FROM person JOIN census.home h USING (person_id) WHERE h.kind = ANY(%(kinds)s)
    )
    SELECT cell_id, count(*) FROM (
        SELECT p.cell_id FROM homed h JOIN grids.plan_place p ON p.plan_id = %(plan)s AND p.community_id = h.community_id
        UNION ALL
        SELECT p.cell_id FROM homed h JOIN grids.plan_place p ON p.plan_id = %(plan)s AND p.customer_id = h.customer_id
        WHERE h.community_id IS NULL) found
    GROUP BY 1
"""

_CELLS = text(
    """SELECT c.id AS cell_id, c.number, c.mean_distance_m, c.hours,
           CASE WHEN NOT CAST(:published AS boolean) THEN NULL WHEN bool_or(t.role = 'responsible') THEN 'responsible'
               WHEN bool_or(t.role = 'stand_in') THEN 'stand_in' ELSE 'vacant' END AS worked_by
       FROM grids.cell c
       LEFT JOIN staffing.tenure t ON t.cell_id = c.id AND t.during @> CAST(:day AS date)
       WHERE c.plan_id = :plan GROUP BY c.id ORDER BY c.number"""
)


@dataclass(frozen=True)
class _Counted:
    """A cell's customers."""

    customers: int
    top_tier: int
    at_risk: int
    hours: float


_NOBODY = _Counted(0, 0, 0, 0.0)


async def plan_cell_figures(
    session: AsyncSession, scope: DataScope, url: str, plan_id: UUID
) -> dict[str, Any]:
    """A plan's cells by number, none of one that is not built. Raises `plan.not_found`.

    What tells of customers, tiers and dues, is there for the cells that may be seen. Who works a cell is that of today; of
    a plan that begins later or has ended, of its first or last day; of a draft unknown.
    """
    plan = await get_plan(session, scope, plan_id)
    counted: Mapping[int, _Counted] = {}
    if plan["quality"] is not None:
        period = int(time.time() // _KEPT_S)
        count = partial(_counted, url, plan_id, plan["revision"], plan["city_id"], Pool(plan["pool"]), period)
        counted = await run_sync(count)
    day = _day(plan)
    rows = await session.execute(
        _CELLS, {"plan": plan_id, "published": day is not None, "day": day or today()}
    )
    return {
        "top_tiers": cell_rules().top_tiers,
        "worked_on": day,
        "cells": [
            _figures(
                row, counted.get(row["cell_id"], _NOBODY), scope.allows_cell(plan["city_id"], row["cell_id"])
            )
            for row in rows.mappings()
        ],
    }


def _figures(row: RowMapping, counted: _Counted, is_seen: bool) -> dict[str, Any]:
    return {
        "number": row["number"],
        "mean_distance_m": row["mean_distance_m"],
        "worked_by": row["worked_by"],
        # Of a plan that is cut by hours, those that it was cut by.
        "hours": counted.hours if row["hours"] is None else row["hours"],
        "customers": counted.customers,
        "top_tier": counted.top_tier if is_seen else None,
        "at_risk": counted.at_risk if is_seen else None,
    }


def _day(plan: RowMapping) -> date | None:
    """The day in force that is nearest to today."""
    start, end = plan["effective_from"], plan["effective_until"]
    if start is None:
        return None
    last = date.fromordinal(end.toordinal() - 1) if end is not None else today()
    day: date = max(start, min(today(), last))
    return day


@lru_cache(_PLANS)
def _counted(
    url: str, plan_id: UUID, revision: int, city_id: int, pool: Pool, period: int
) -> Mapping[int, _Counted]:
    """By cell id. `revision` and `period` are there for what is kept to end with them."""
    rules = cell_rules()
    with connect(url) as connection:
        work = cell_work(connection, plan_id, city_id, pool)
        asked = {"city": city_id, "plan": plan_id, "kinds": pool.kinds, "states": list(rules.at_risk)}
        at_risk = dict(connection.execute(_AT_RISK, asked).fetchall())
    top = [work.by_tier[tier] for tier in rules.top_tiers if tier in work.by_tier]
    return {
        cell: _Counted(
            int(work.persons[at]),
            int(sum(one[at] for one in top)),
            at_risk.get(cell, 0),
            float(work.hours[at]),
        )
        for at, cell in enumerate(work.cell_ids)
    }

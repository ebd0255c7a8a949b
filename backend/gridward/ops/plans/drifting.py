"""Watching the drift of the plan in force: where cells have drifted too far, a plan that evens them out is proposed."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Barrier, BuildOrder, Load, Pool, plan_is
from gridward.grids.public import add_plan, build_plan, drift_of, get_plan, plan_rules
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect, in_transaction

_SYSTEM = "system"

_IN_FORCE = text(
    """SELECT id, pool, load, barriers FROM grids.plan
       WHERE city_id = :city AND status = 'published' AND effective @> CAST(:day AS date)"""
)
# A later plan waits for its day, or one was proposed a short while ago: somebody is at it, or did not want it.
_AT_IT = text(
    """SELECT EXISTS (SELECT FROM grids.plan WHERE city_id = :city AND status = 'published' AND lower(effective) > :day)
           OR EXISTS (SELECT FROM grids.plan_proposal WHERE city_id = :city AND proposed_on > :since)"""
)
_NOTE = """
    INSERT INTO grids.plan_proposal (city_id, proposed_on, plan_id, cells_beyond) VALUES (%s, %s, %s, %s)
    ON CONFLICT (city_id, proposed_on) DO UPDATE SET plan_id = excluded.plan_id, cells_beyond = excluded.cells_beyond
"""
_PROPOSED = text(
    """SELECT p.id, p.version, CAST(p.quality ->> 'moved_customers' AS integer) AS moved
       FROM grids.plan_proposal o JOIN grids.plan p ON p.id = o.plan_id
       WHERE p.keeps_plan_id = :plan AND p.status = 'draft' ORDER BY o.proposed_on DESC LIMIT 1"""
)


@dataclass(frozen=True)
class Watched:
    """What watching the drift found."""

    beyond: int
    """Cells that have drifted further than the rules tolerate."""
    proposed: int
    """1 where a plan was proposed, else 0."""


def watch_drift(url: str, city_id: int, day: date) -> Watched:
    """Look at the cells in force, and propose a plan where some have drifted too far and nobody is at it already.

    It keeps to what the cells were not to cross.
    A proposal that cannot be built is kept as a plan that failed, with the reason, and fails nothing else.
    """
    beyond, order = asyncio.run(in_transaction(url, lambda session: _look(session, city_id, day)))
    if order is None:
        return Watched(beyond, 0)
    with connect(url, _SYSTEM) as connection:
        proposed = add_plan(connection, city_id, order, _SYSTEM)
        connection.execute(_NOTE, [city_id, day, proposed, beyond])
    try:
        build_plan(url, proposed)
    except GridwardError:
        return Watched(beyond, 0)
    return Watched(beyond, 1)


async def _look(session: AsyncSession, city_id: int, day: date) -> tuple[int, BuildOrder | None]:
    """How many cells have drifted too far, and what is to be proposed for them, if anything."""
    plan = (await session.execute(_IN_FORCE, {"city": city_id, "day": day})).one()
    pool, rules = Pool(plan.pool), plan_rules().drift
    drift = await drift_of(session, plan.id, pool, day)
    since = day - timedelta(days=rules.again_after_days)
    at_it = await session.scalar(_AT_IT, {"city": city_id, "day": day, "since": since})
    if not drift.beyond or at_it:
        return len(drift.beyond), None
    return len(drift.beyond), BuildOrder(
        tolerance=rules.rebalance_to,
        pool=pool,
        barriers=tuple(Barrier(one) for one in plan.barriers),
        load=Load(plan.load),
        keep=plan.id,
    )


async def drift_today(session: AsyncSession, scope: DataScope, plan_id: UUID) -> dict[str, Any]:
    """The drift of a plan's cells today, and the draft that is proposed to even them out, if any.

    Raises `plan.not_found`, and `plan.wrong_status` where the plan is not in force.
    """
    plan = await get_plan(session, scope, plan_id)
    if plan["status"] != "published" or plan["effective_from"] > today():
        raise plan_is(plan["status"], "published", plan["version"])
    drift = await drift_of(session, plan_id, Pool(plan["pool"]), today())
    proposed = (await session.execute(_PROPOSED, {"plan": plan_id})).mappings().one_or_none()
    return {
        "tolerated": drift.tolerated,
        "cells": [
            vars(cell) | {"drift": share} for cell, share in zip(drift.cells, drift.shares, strict=True)
        ],
        "proposal": proposed,
    }

"""Plans as the browser drives them: order one, delete one. Building is a job, publishing is `ops`."""

import json
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.changes import require_unchanged
from gridward.grids.contract import BuildOrder, plan_is
from gridward.grids.keeping import KEPT, Kept, change_to
from gridward.grids.queries import get_plan
from gridward.identity.contract import DataScope
from gridward.kernel.errors import Conflict
from gridward.kernel.ids import new_id
from gridward.platform.jobs import enqueue


async def order_plan(
    session: AsyncSession, scope: DataScope, city_id: int, order: BuildOrder, login: str
) -> UUID:
    """A new plan in status `building`, with its job queued in the same transaction.

    Raises what is wrong with the plan that is to be kept.
    """
    scope.require_city(city_id)
    if order.keep is not None:
        await require_kept(session, city_id, order)
    plan_id = new_id()
    # Two orders at once must not take the same version.
    await session.execute(text("SELECT FROM city.city WHERE id = :city FOR UPDATE"), {"city": city_id})
    await session.execute(
        text(
            """INSERT INTO grids.plan (id, city_id, version, status, cells, capacity, tolerance, pool, barriers, load,
                   keeps_plan_id, leaving, locked, closing, created_by)
               SELECT :id, :city, coalesce(max(version), 0) + 1, 'building', CAST(:cells AS integer),
                   CAST(:capacity AS integer), :tolerance, :pool, :barriers, :load, CAST(:keep AS uuid),
                   CAST(:leaving AS integer[]), CAST(:locked AS integer[]), CAST(:closing AS jsonb), :by
               FROM grids.plan WHERE city_id = :city"""
        ),
        {
            "id": plan_id,
            "city": city_id,
            "cells": order.cells,
            "capacity": order.capacity,
            "tolerance": order.tolerance,
            "pool": order.pool.value,
            "barriers": [barrier.value for barrier in order.barriers],
            "load": order.load.value,
            "keep": order.keep,
            "leaving": sorted(order.leaving),
            "locked": sorted(order.locked),
            "closing": json.dumps([asdict(station) for station in order.closing]),
            "by": login,
        },
    )
    await enqueue(session, "build_plan", lock=f"plan {plan_id}", plan_id=plan_id)
    return plan_id


async def require_kept(session: AsyncSession, city_id: int, order: BuildOrder) -> Kept:
    """What there is of the plan that an order keeps. Raises what is wrong with it."""
    found = (await session.execute(text(KEPT.format(plan=":plan")), {"plan": order.keep})).one_or_none()
    kept = None if found is None else Kept(*found)
    change_to(order, city_id, kept)
    assert kept is not None
    return kept


async def requeue_plan(session: AsyncSession, scope: DataScope, plan_id: UUID) -> None:
    """Let a plan that failed wait for its job again, which is the caller's to queue.

    Raises `plan.not_found` and `plan.wrong_status`.
    """
    found = await get_plan(session, scope, plan_id)
    again = await session.execute(
        text(
            """UPDATE grids.plan SET status = 'building', problem = NULL, progress = '{}'
               WHERE id = :plan AND status = 'failed' RETURNING id"""
        ),
        {"plan": plan_id},
    )
    if again.one_or_none() is None:
        raise plan_is(found["status"], "failed", found["version"])


async def delete_plan(session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int | None) -> None:
    """Delete a plan that was never published, as it was `seen`; one that is being built stops.

    Raises `plan.not_found`, `plan.changed`, `plan.wrong_status`, `plan.others_go_on` where a later plan tells who moved
    from its cells, and `plan.has_history` where work was done in them before it was withdrawn.
    """
    await get_plan(session, scope, plan_id)
    await require_unchanged(session, plan_id, seen)
    row = (
        await session.execute(
            text("SELECT status, version FROM grids.plan WHERE id = :plan"), {"plan": plan_id}
        )
    ).one()
    if row.status == "published":
        raise plan_is(row.status, "draft", row.version)
    later = await session.scalar(
        text("SELECT max(version) FROM grids.plan WHERE keeps_plan_id = :plan"), {"plan": plan_id}
    )
    if later is not None:
        raise Conflict(
            "plan.others_go_on",
            f"Plan {later} goes on from plan {row.version}.",
            f"Delete plan {later} first.",
            version=row.version,
            later=later,
        )
    try:
        async with session.begin_nested():
            await session.execute(text("DELETE FROM grids.plan WHERE id = :plan"), {"plan": plan_id})
    except IntegrityError as error:
        # It was withdrawn on its first day, and contacts, visits or tasks of that day name its cells.
        raise Conflict(
            "plan.has_history",
            f"Work was done in the cells of plan {row.version} before it was withdrawn.",
            "Leave it: what was done must stay on record.",
            version=row.version,
        ) from error
    await session.execute(text("SELECT pg_notify('progress', :topic)"), {"topic": f"plan:{plan_id}"})

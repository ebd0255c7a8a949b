"""Rolling a published plan back: the cells before it are the city's cells again. One transaction, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import queue_notices, recall_notices, release_requests
from gridward.grids.contract import plan_is, plan_not_found
from gridward.grids.public import (
    Change,
    cell_centres,
    copy_plan,
    note_change,
    publication_key,
    require_unchanged,
)
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict
from gridward.ops.opening import plan_care
from gridward.ops.publishing import publish_plan
from gridward.ops.rehoming import rehome_in
from gridward.staffing.public import (
    PlanDays,
    fill_cells,
    forget_handovers,
    forget_tenures,
    open_handovers,
    reopen_tenures,
)
from gridward.stations.public import Wish, closed_on, undo_stations, wish_stations

_PUBLISHED = text(
    """SELECT p.city_id, p.version, p.status, lower(p.effective) AS start, upper(p.effective) AS end, p.revision,
           e.id AS earlier_id, e.version AS earlier_version
       FROM grids.plan p
       LEFT JOIN grids.plan e ON e.city_id = p.city_id AND e.status = 'published' AND upper(e.effective) = lower(p.effective)
       WHERE p.id = :plan"""
)

_FORGET_MEMBERS = text("DELETE FROM grids.membership WHERE plan_id = :plan")
_UNPUBLISH = text(
    """UPDATE grids.plan SET status = 'draft', effective = NULL, published_at = NULL, published_by = NULL,
           reviewed_at = NULL, reviewed_by = NULL
       WHERE id = :plan"""
)
_GO_ON = text("UPDATE grids.plan SET effective = daterange(lower(effective), NULL) WHERE id = :plan")


@dataclass(frozen=True)
class RolledBack:
    """A plan that was rolled back, and what is in force instead."""

    city_id: int
    version: int
    withdrawn: bool
    """Nothing of it was in force: it is a draft again. Otherwise it has ended, and a copy of the plan before it follows."""
    back_to: UUID
    back_to_version: int
    back_from: date
    """The day from which on the earlier cells are the city's cells."""
    notices: int
    """Customers who are told who serves them."""


async def roll_back(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int | None, by: str
) -> RolledBack:
    """Put the cells before a published plan in force again: from its first day on where that is not over, else from today.

    Raises `plan.not_found`, `plan.changed`, `plan.wrong_status` where it is not published, `plan.followed` where another
    follows it, and `plan.nothing_before` where it was the city's first.
    """
    plan = (await session.execute(_PUBLISHED, {"plan": plan_id})).one_or_none()
    if plan is None or not scope.allows_city(plan.city_id):
        raise plan_not_found(plan_id)
    # The same lock that publishing takes.
    await session.execute(text("SELECT FROM city.city WHERE id = :city FOR UPDATE"), {"city": plan.city_id})
    await require_unchanged(session, plan_id, seen)
    plan = (await session.execute(_PUBLISHED, {"plan": plan_id})).one()
    if plan.status != "published":
        raise plan_is(plan.status, "published", plan.version)
    if plan.end is not None:
        raise Conflict(
            "plan.followed",
            f"Another plan takes effect on {plan.end}.",
            "Roll that one back first.",
            version=plan.version,
            since=plan.end.isoformat(),
        )
    if plan.earlier_id is None:
        raise Conflict(
            "plan.nothing_before",
            f"Plan {plan.version} is the city's first.",
            "Build another plan and publish it instead.",
            version=plan.version,
        )
    if plan.start < today():
        return await _follow_with_copy(session, scope, plan_id, plan, by)
    return await _withdraw(session, plan_id, plan, by)


async def _withdraw(session: AsyncSession, plan_id: UUID, plan: Row[Any], by: str) -> RolledBack:
    """Let it be as if the plan had never been published; its first day is today or to come."""
    reached = await recall_notices(session, plan.city_id, await publication_key(session, plan_id))
    await forget_tenures(session, plan_id)
    await forget_handovers(session, plan_id)
    await session.execute(_FORGET_MEMBERS, {"plan": plan_id})
    await undo_stations(session, plan.city_id, plan.start)
    await session.execute(_UNPUBLISH, {"plan": plan_id})
    await session.execute(_GO_ON, {"plan": plan.earlier_id})
    revision = await note_change(session, plan_id, Change.WITHDRAWN, by, back_to=plan.earlier_version)
    days = PlanDays(plan.earlier_id, plan.city_id, plan.start, None)
    told = await _take_up_again(session, days, reached, f"{plan_id}/{revision}", by)
    return RolledBack(
        plan.city_id, plan.version, True, plan.earlier_id, plan.earlier_version, plan.start, told
    )


async def _take_up_again(
    session: AsyncSession, days: PlanDays, reached: Sequence[int], key: str, by: str
) -> int:
    """Let the plan before go on as if nothing had followed it; returns how many customers are told."""
    await reopen_tenures(session, days.plan_id, days.start)
    staffed = await fill_cells(session, days, by)
    await open_handovers(session, days.city_id, days.plan_id, staffed.cells, days.start)
    await plan_care(session, days.city_id, days.plan_id, days.start)
    cells = [cell.cell_id for cell in await cell_centres(session, days.plan_id)]
    told = await queue_notices(session, days.city_id, cells, days.start, key, also=reached)
    if days.start <= today():
        await rehome_in(session, days.city_id, days.start)
        await release_requests(session, days.city_id, days.start)
    return told


async def _follow_with_copy(
    session: AsyncSession, scope: DataScope, plan_id: UUID, plan: Row[Any], by: str
) -> RolledBack:
    """End a plan that was in force, and let the cells before it follow; everybody goes where he was before it."""
    copy = await copy_plan(session, plan.earlier_id, by)
    # What it closed opens again; what was opened since stays.
    if again := await closed_on(session, plan.city_id, plan.start):
        await wish_stations(session, copy, plan.city_id, Wish(again))
    last_day = plan.start - timedelta(days=1)
    # Who goes back to the specialist whom he had is not kept from it.
    published = await publish_plan(
        session, scope, copy, today(), by, known_on=last_day, reviewed=True, anyway=True
    )
    await note_change(
        session, plan_id, Change.ENDED, by, back_to=plan.earlier_version, copy=published.version
    )
    return RolledBack(plan.city_id, plan.version, False, copy, published.version, today(), published.notices)

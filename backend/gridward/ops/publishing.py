"""Publishing a plan: from its effective day on, its cells are the city's cells. One transaction, all or nothing."""

from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Pool, PublishedPlan, plan_is, plan_not_found
from gridward.grids.public import (
    Change,
    get_plan,
    note_change,
    require_reviewed,
    require_unchanged,
    require_whole,
)
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now, today
from gridward.kernel.errors import Conflict, Invalid
from gridward.ops.hands import refuse_changing_again
from gridward.ops.opening import open_plan


async def publish_plan(
    session: AsyncSession,
    scope: DataScope,
    plan_id: UUID,
    effective_from: date,
    published_by: str,
    *,
    seen: int | None = None,
    reviewed: bool = False,
    anyway: bool = False,
    known_on: date | None = None,
) -> PublishedPlan:
    """Publish a draft with all that begins with it. The plan in force until then ends the day before.

    Args:
        seen: the plan's revision as whoever publishes it saw it.
        reviewed: the plan needs no review, because its cells have been in force before.
        anyway: also where customers change hands more often than the rules allow.
        known_on: the day whose specialists know the customers, by default the one before `effective_from`.

    Raises `plan.wrong_status` where the plan is no draft any more, `plan.changed`, `plan.not_reviewed` where the rules ask
    for a review, `plan.broken`, `plan.effective_in_past`, `plan.later_exists` where a plan is published that begins on that
    day or later, and `plan.hands_too_often`.
    """
    if effective_from < today():
        raise Invalid(
            "plan.effective_in_past",
            f"A plan cannot take effect on {effective_from}: that day is over.",
            "Choose today or a later day.",
            effective_from=effective_from.isoformat(),
        )
    city_id, version, pool = await _lock_draft(session, scope, plan_id, seen, reviewed)
    await _end_plan_before(session, city_id, effective_from)
    await session.execute(
        text(
            """UPDATE grids.plan SET status = 'published', published_by = :by, published_at = :now,
                effective = daterange(:start, NULL) WHERE id = :plan"""
        ),
        {"by": published_by, "now": now(), "start": effective_from, "plan": plan_id},
    )
    cells, customers = await _enrol(session, city_id, plan_id, Pool(pool), effective_from)
    await note_change(session, plan_id, Change.PUBLISHED, published_by, effective=effective_from.isoformat())
    opened = await open_plan(session, city_id, plan_id, effective_from, published_by, known_on)
    if not anyway:
        await refuse_changing_again(session, city_id, plan_id, effective_from)
    return PublishedPlan(plan_id, version, effective_from, cells, customers, **vars(opened))


async def _lock_draft(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int | None, reviewed: bool
) -> tuple[int, int, str]:
    rows = await session.execute(text("SELECT city_id FROM grids.plan WHERE id = :plan"), {"plan": plan_id})
    city_id = rows.scalar_one_or_none()
    if city_id is None or not scope.allows_city(city_id):
        raise plan_not_found(plan_id)
    # The whole city is locked: two different drafts must not be published past each other.
    await session.execute(text("SELECT FROM city.city WHERE id = :city FOR UPDATE"), {"city": city_id})
    await require_unchanged(session, plan_id, seen)
    plan = await get_plan(session, scope, plan_id)
    if plan["status"] not in ("draft", "reviewed"):
        raise plan_is(plan["status"], "draft", plan["version"])
    if not reviewed:
        require_reviewed(plan["status"], plan["version"])
    await require_whole(session, plan_id)
    return city_id, plan["version"], plan["pool"]


async def _end_plan_before(session: AsyncSession, city_id: int, start: date) -> None:
    later = (
        await session.execute(
            text(
                """SELECT version, lower(effective) AS since FROM grids.plan
                   WHERE city_id = :city AND lower(effective) >= :start ORDER BY since DESC LIMIT 1"""
            ),
            {"city": city_id, "start": start},
        )
    ).one_or_none()
    if later is not None:
        raise Conflict(
            "plan.later_exists",
            f"Plan {later.version} takes effect on {later.since}.",
            "Choose a day after it.",
            version=later.version,
            since=later.since.isoformat(),
        )
    await session.execute(
        text(
            """UPDATE grids.plan SET effective = daterange(lower(effective), :start)
               WHERE city_id = :city AND effective @> CAST(:start AS date)"""
        ),
        {"city": city_id, "start": start},
    )


async def _enrol(
    session: AsyncSession, city_id: int, plan_id: UUID, pool: Pool, start: date
) -> tuple[int, int]:
    """Give every customer of the pool his cell, by the place he has today."""
    await session.execute(
        text(
            """WITH homed AS (
                   SELECT h.person_id, p.cell_id FROM census.home h
                   JOIN grids.plan_place p ON p.plan_id = :plan AND p.community_id = h.community_id
                   WHERE h.city_id = :city AND h.kind = ANY(:kinds)
                   UNION ALL
                   SELECT h.person_id, p.cell_id FROM census.home h
                   JOIN grids.plan_place p ON p.plan_id = :plan AND p.customer_id = h.customer_id
                   WHERE h.city_id = :city AND h.kind = ANY(:kinds) AND h.community_id IS NULL
               )
               INSERT INTO grids.membership (plan_id, customer_id, since, cell_id)
               SELECT :plan, s.customer_id, :start, homed.cell_id
               FROM homed JOIN census.customer_standing s USING (person_id)"""
        ),
        {"plan": plan_id, "start": start, "city": city_id, "kinds": pool.kinds},
    )
    # What follows in this transaction joins the members: with the figures of before it would be planned for none.
    await session.execute(text("ANALYZE grids.membership, grids.plan"))
    counted = await session.execute(
        text(
            """SELECT (SELECT count(*) FROM grids.cell WHERE plan_id = :plan) AS cells,
                (SELECT count(DISTINCT s.person_id) FROM grids.membership m
                 JOIN census.customer_standing s USING (customer_id) WHERE m.plan_id = :plan) AS customers"""
        ),
        {"plan": plan_id},
    )
    row = counted.one()
    return row.cells, row.customers

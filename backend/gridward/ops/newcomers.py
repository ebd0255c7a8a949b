"""Who came after the plan was published, or moved: a new customer, one who was orphaned or whose address was found since.

He gets the cell of his place. Where nobody serves him he comes into care, and he is told who does. Nobody else's changes.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import open_new_care, queue_first_notices, queue_notices
from gridward.grids.contract import Pool


@dataclass(frozen=True)
class Newcomers:
    """What the day did for those who came after the plan."""

    enrolled: int
    """Customer numbers that got a cell, among them further numbers of somebody who has one."""
    in_care: int
    """Persons who came into care."""
    relocated: int
    """Customer numbers whose person lives in another cell now."""


_PLAN = text(
    """SELECT id, pool FROM grids.plan
       WHERE city_id = :city AND status = 'published' AND effective @> CAST(:day AS date)"""
)

_ENROL = text(
    """WITH settled AS (
           SELECT DISTINCT ON (s.person_id) s.person_id, m.cell_id
           FROM grids.cells_on(CAST(:day AS date)) m JOIN census.customer_standing s USING (customer_id)
           WHERE m.city_id = :city ORDER BY s.person_id, s.customer_id <> s.person_id, s.customer_id
       ), arrived AS (
           SELECT h.person_id, coalesce(p.cell_id, near.cell_id) AS cell_id
           FROM census.home h
           LEFT JOIN grids.plan_place p ON p.plan_id = :plan AND p.community_id = h.community_id
           -- A place that the plan does not know lies in the cell of the nearest one that it does.
           LEFT JOIN LATERAL (
               SELECT o.cell_id FROM grids.plan_place o WHERE o.plan_id = :plan AND p.cell_id IS NULL
               ORDER BY power((o.lon - h.lon) * cosd(h.lat), 2) + power(o.lat - h.lat, 2), o.id LIMIT 1
           ) near ON true
           WHERE h.city_id = :city AND h.kind = ANY(:kinds)
             AND NOT EXISTS (SELECT FROM settled WHERE settled.person_id = h.person_id)
       )
       INSERT INTO grids.membership (plan_id, customer_id, since, cell_id)
       SELECT :plan, s.customer_id, :day, h.cell_id
       FROM (SELECT * FROM settled UNION ALL SELECT * FROM arrived) h JOIN census.customer_standing s USING (person_id)
       WHERE NOT EXISTS (
           SELECT FROM grids.membership m
           WHERE m.plan_id = :plan AND m.customer_id = s.customer_id AND (m.until IS NULL OR m.until > :day))
       RETURNING customer_id"""
)


# Whoever moved to a place that the plan does not know stays where he is: the nearest one would be a guess about a person who
# is served already.
_RELOCATE = text(
    """WITH away AS (
           SELECT m.customer_id, m.since, p.cell_id
           FROM census.home h
           JOIN grids.plan_place p ON p.plan_id = :plan AND p.community_id = h.community_id
           JOIN census.customer_standing s ON s.person_id = h.person_id
           JOIN grids.membership m ON m.plan_id = :plan AND m.customer_id = s.customer_id AND m.cell_id <> p.cell_id
               AND m.since <= :day AND (m.until IS NULL OR m.until > :day)
           WHERE h.city_id = :city AND h.kind = ANY(:kinds)
       ), corrected AS (
           UPDATE grids.membership m SET cell_id = a.cell_id FROM away a
           WHERE m.plan_id = :plan AND m.customer_id = a.customer_id AND m.since = a.since AND a.since = :day
       ), ended AS (
           UPDATE grids.membership m SET until = :day FROM away a
           WHERE m.plan_id = :plan AND m.customer_id = a.customer_id AND m.since = a.since AND a.since < :day
       ), begun AS (
           INSERT INTO grids.membership (plan_id, customer_id, since, cell_id)
           SELECT :plan, customer_id, :day, cell_id FROM away WHERE since < :day
       )
       SELECT cell_id FROM away"""
)


async def take_in(session: AsyncSession, city_id: int, day: date) -> Newcomers:
    """Take in all who came or moved after the plan that is in force on a day. Doing it twice changes nothing."""
    names = {"city": city_id, "day": day}
    plan = (await session.execute(_PLAN, names)).one()
    kinds = Pool(plan.pool).kinds
    relocated = list(await session.scalars(_RELOCATE, {**names, "plan": plan.id, "kinds": kinds}))
    enrolled = (await session.execute(_ENROL, {**names, "plan": plan.id, "kinds": kinds})).all()
    opened = await open_new_care(session, city_id, day)
    await queue_first_notices(session, city_id, opened, day)
    if relocated:
        await queue_notices(session, city_id, set(relocated), day, f"moved/{day}")
    return Newcomers(len(enrolled), len(opened), len(relocated))

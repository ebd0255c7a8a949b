"""Who lives where under two plans: persons by the pair of cells that they have, and the work that moves with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

import numpy as np
from scipy.optimize import linear_sum_assignment
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Pool
from gridward.ops.hands import CHANGES, hands_names

Pair = tuple[int, int]
"""A cell of the earlier plan and one of the later."""

# Where people live today: by memberships a plan could not be compared that was never in force.
_LIVES = """
    home AS MATERIALIZED (
        SELECT person_id, kind, community_id, customer_id FROM census.home WHERE city_id = :city AND kind = ANY(:kinds)
    ), earlier AS (
        SELECT h.person_id, p.cell_id FROM home h
        JOIN grids.plan_place p ON p.plan_id = CAST(:earlier AS uuid) AND p.community_id = h.community_id
        WHERE h.kind = ANY(:earlier_kinds)
        UNION ALL
        SELECT h.person_id, p.cell_id FROM home h
        JOIN grids.plan_place p ON p.plan_id = CAST(:earlier AS uuid) AND p.customer_id = h.customer_id
        WHERE h.kind = ANY(:earlier_kinds) AND h.community_id IS NULL
    ), later AS (
        SELECT h.person_id, p.cell_id FROM home h
        JOIN grids.plan_place p ON p.plan_id = :later AND p.community_id = h.community_id
        WHERE h.kind = ANY(:later_kinds)
        UNION ALL
        SELECT h.person_id, p.cell_id FROM home h
        JOIN grids.plan_place p ON p.plan_id = :later AND p.customer_id = h.customer_id
        WHERE h.kind = ANY(:later_kinds) AND h.community_id IS NULL
    )
"""
# What is open for somebody is found beside where he lives, not for those who move alone: that would be to find out twice who
# lives where, which takes longer.
_FLOWS = text(
    f"""WITH {_LIVES}, {CHANGES}, work AS (
            SELECT person_id, count(*) FILTER (WHERE what = 'task') AS tasks,
                count(*) FILTER (WHERE what = 'visit_request') AS visit_requests,
                count(*) FILTER (WHERE what = 'due') AS dues,
                count(*) FILTER (WHERE what = 'first_contact') AS first_contacts,
                count(*) FILTER (WHERE what = 'again') AS again
            FROM (
                SELECT customer_id AS person_id, 'task' AS what FROM engagement.task
                WHERE city_id = :city AND state = 'open'
                UNION ALL
                SELECT customer_id, 'visit_request' FROM engagement.visit_request
                WHERE city_id = :city AND state IN ('pending', 'accepted')
                UNION ALL
                SELECT customer_id, 'due' FROM renewal.due WHERE city_id = :city
                UNION ALL
                SELECT customer_id, 'first_contact' FROM engagement.care WHERE city_id = :city AND state = 'allotted'
                UNION ALL
                SELECT person_id, 'again' FROM often
            ) AS found GROUP BY 1
        )
        SELECT e.cell_id AS earlier, l.cell_id AS later, count(*) AS persons,
            coalesce(sum(tasks), 0)::int AS tasks, coalesce(sum(visit_requests), 0)::int AS visit_requests,
            coalesce(sum(dues), 0)::int AS dues, coalesce(sum(first_contacts), 0)::int AS first_contacts,
            coalesce(sum(again), 0)::int AS again
        FROM earlier e FULL JOIN later l USING (person_id) LEFT JOIN work USING (person_id) GROUP BY 1, 2"""
)


@dataclass(frozen=True)
class Two:
    """Two plans of a city; the earlier may be none."""

    city_id: int
    earlier: UUID | None
    earlier_pool: Pool
    later: UUID
    later_pool: Pool

    @property
    def names(self) -> dict[str, object]:
        """What the queries call them."""
        return {
            "city": self.city_id,
            "kinds": sorted({*self.earlier_pool.kinds, *self.later_pool.kinds}),
            "earlier": self.earlier,
            "earlier_kinds": self.earlier_pool.kinds,
            "later": self.later,
            "later_kinds": self.later_pool.kinds,
        }


@dataclass(frozen=True)
class Work:
    """Open work of persons."""

    tasks: int
    visit_requests: int
    dues: int
    first_contacts: int


@dataclass(frozen=True)
class Flows:
    """Persons by where they live under two plans."""

    both: Mapping[Pair, int]
    """Who has a cell under both."""
    work: Mapping[Pair, Work]
    """What is open for them."""
    again: Mapping[Pair, int]
    """Who of them has changed hands as often as the rules allow."""
    only_earlier: Mapping[int, int]
    only_later: Mapping[int, int]


async def flows(session: AsyncSession, two: Two, start: date) -> Flows:
    """The persons of each pair of cells, with what matters where they change hands on a day."""
    rows = (await session.execute(_FLOWS, two.names | hands_names(two.city_id, start))).all()
    both = {(row.earlier, row.later): row for row in rows if None not in (row.earlier, row.later)}
    return Flows(
        {pair: row.persons for pair, row in both.items()},
        {
            pair: Work(row.tasks, row.visit_requests, row.dues, row.first_contacts)
            for pair, row in both.items()
        },
        {pair: row.again for pair, row in both.items()},
        {row.earlier: row.persons for row in rows if row.later is None},
        {row.later: row.persons for row in rows if row.earlier is None},
    )


def work_moved(lives: Flows, stays: Collection[Pair]) -> Work:
    """The open work of everybody who has cells under both plans that are no pair of `stays`."""
    moved = [work for pair, work in lives.work.items() if pair not in stays]
    return Work(*(sum(getattr(work, one.name) for work in moved) for one in fields(Work)))


def changing_again(lives: Flows, stays: Collection[Pair]) -> int:
    """The persons of no pair of `stays` who have changed hands as often as the rules allow."""
    return sum(persons for pair, persons in lives.again.items() if pair not in stays)


def matched(both: Mapping[Pair, int]) -> set[Pair]:
    """Each earlier cell with the later one that it goes on as: the pairs in which most persons stay, none used twice."""
    earlier = {cell: row for row, cell in enumerate(sorted({one for one, _ in both}))}
    later = {cell: column for column, cell in enumerate(sorted({other for _, other in both}))}
    persons = np.zeros((len(earlier), len(later)), np.int64)
    for (one, other), number in both.items():
        persons[earlier[one], later[other]] = number
    rows, columns = linear_sum_assignment(persons, maximize=True)
    stay = persons[rows, columns] > 0
    ones, others = list(earlier), list(later)
    return {(ones[row], others[column]) for row, column in zip(rows[stay], columns[stay], strict=True)}

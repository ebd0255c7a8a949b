"""Who lives where under two plans: persons by the pair of cells that they have, and the work that moves with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
_FLOWS = text(
    f"""WITH {_LIVES}
        SELECT e.cell_id AS earlier, l.cell_id AS later, count(*) AS persons
        FROM earlier e FULL JOIN later l USING (person_id) GROUP BY 1, 2"""
)
_MOVED = f"""{_LIVES}, stays AS (
        SELECT * FROM unnest(CAST(:from_cells AS integer[]), CAST(:to_cells AS integer[])) AS s (from_cell, to_cell)
    ), moved AS MATERIALIZED (
        SELECT person_id FROM earlier e JOIN later l USING (person_id)
        LEFT JOIN stays s ON s.from_cell = e.cell_id AND s.to_cell = l.cell_id WHERE s.from_cell IS NULL
    )
"""
_AGAIN = text(f"WITH {_MOVED}, {CHANGES} SELECT count(*) FROM moved JOIN often USING (person_id)")
_WORK = text(
    f"""WITH {_MOVED}
        SELECT (SELECT count(*) FROM engagement.task JOIN moved ON person_id = customer_id
                WHERE city_id = :city AND state = 'open') AS tasks,
            (SELECT count(*) FROM engagement.visit_request JOIN moved ON person_id = customer_id
                WHERE city_id = :city AND state IN ('pending', 'accepted')) AS visit_requests,
            (SELECT count(*) FROM renewal.due JOIN moved ON person_id = customer_id WHERE city_id = :city) AS dues,
            (SELECT count(*) FROM engagement.care JOIN moved ON person_id = customer_id
                WHERE city_id = :city AND state = 'allotted') AS first_contacts"""
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
class Flows:
    """Persons by where they live under two plans."""

    both: Mapping[Pair, int]
    """Who has a cell under both."""
    only_earlier: Mapping[int, int]
    only_later: Mapping[int, int]


@dataclass(frozen=True)
class Work:
    """Open work of persons who change hands."""

    tasks: int
    visit_requests: int
    dues: int
    first_contacts: int


async def flows(session: AsyncSession, two: Two) -> Flows:
    """The persons of each pair of cells."""
    rows = (await session.execute(_FLOWS, two.names)).all()
    return Flows(
        {(row.earlier, row.later): row.persons for row in rows if None not in (row.earlier, row.later)},
        {row.earlier: row.persons for row in rows if row.later is None},
        {row.later: row.persons for row in rows if row.earlier is None},
    )


async def work_moved(session: AsyncSession, two: Two, stays: Collection[Pair]) -> Work:
    """The open work of everybody who has cells under both plans that are no pair of `stays`."""
    return Work(**(await session.execute(_WORK, two.names | _cells(stays))).mappings().one())


async def changing_again(session: AsyncSession, two: Two, stays: Collection[Pair], start: date) -> int:
    """The persons of no pair of `stays` who have changed hands as often as the rules allow before a day."""
    names = two.names | _cells(stays) | hands_names(two.city_id, start)
    return int(await session.scalar(_AGAIN, names) or 0)


def _cells(stays: Collection[Pair]) -> dict[str, object]:
    pairs = sorted(stays)
    return {"from_cells": [one for one, _ in pairs], "to_cells": [other for _, other in pairs]}


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

"""What the cells of a plan ask of whoever works them: how much there is to do, in which languages, for which tiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Load, Pool
from gridward.staffing.rules import StaffingRules


@dataclass(frozen=True)
class Needs:
    """What a cell asks for."""

    customers: int
    """Persons."""
    load: float
    """Persons or hours a year, by what its plan is cut."""
    languages: Mapping[str, int] = field(default_factory=dict)
    """Persons by the language in which they would rather be served; the common ones are not in it."""
    grades: Mapping[int, int] = field(default_factory=dict)
    """Persons by the grade that the products of their tier take."""


_CELLS = text("SELECT id, load, hours FROM grids.cell WHERE plan_id = :plan ORDER BY number")
_PLAN = text("SELECT pool, load FROM grids.plan WHERE id = :plan")
_WISHES = text(
    """WITH wish AS (
           SELECT s.person_id, min(c.language) FILTER (WHERE c.language <> ALL(:common)) AS language, max(t.grade) AS grade
           FROM book.customer c
           JOIN census.customer_standing s ON s.customer_id = c.id
           LEFT JOIN unnest(CAST(:tiers AS text[]), CAST(:grades AS integer[])) AS t (tier, grade) ON t.tier = c.tier
           WHERE c.city_id = :city AND (c.language <> ALL(:common) OR t.tier IS NOT NULL)
           GROUP BY s.person_id
       ), lives AS (
           SELECT h.person_id, p.cell_id FROM census.home h
           JOIN grids.plan_place p ON p.plan_id = :plan AND p.community_id = h.community_id
           WHERE h.city_id = :city AND h.kind = ANY(:kinds)
           UNION ALL
           SELECT h.person_id, p.cell_id FROM census.home h
           JOIN grids.plan_place p ON p.plan_id = :plan AND p.customer_id = h.customer_id
           WHERE h.city_id = :city AND h.kind = ANY(:kinds) AND h.community_id IS NULL
       )
       SELECT cell_id, language, grade, count(*) AS persons FROM wish JOIN lives USING (person_id)
       GROUP BY cell_id, language, grade"""
)


async def needs_of(
    session: AsyncSession, city_id: int, plan_id: UUID, rules: StaffingRules
) -> dict[int, Needs]:
    """What each cell of a plan asks for, by where its customers live today."""
    plan = (await session.execute(_PLAN, {"plan": plan_id})).one()
    cells = (await session.execute(_CELLS, {"plan": plan_id})).all()
    by_hours = Load(plan.load) is Load.HOURS and all(cell.hours is not None for cell in cells)
    languages: dict[int, dict[str, int]] = {cell.id: {} for cell in cells}
    grades: dict[int, dict[int, int]] = {cell.id: {} for cell in cells}
    names = {
        "city": city_id,
        "plan": plan_id,
        "kinds": Pool(plan.pool).kinds,
        "common": list(rules.language.common),
        "tiers": list(rules.grade.tiers),
        "grades": list(rules.grade.tiers.values()),
    }
    for row in await session.execute(_WISHES, names):
        for found, key in ((languages[row.cell_id], row.language), (grades[row.cell_id], row.grade)):
            if key is not None:
                found[key] = found.get(key, 0) + row.persons
    return {
        cell.id: Needs(
            cell.load, cell.hours if by_hours else float(cell.load), languages[cell.id], grades[cell.id]
        )
        for cell in cells
    }


def loads_of(needs: Mapping[int, Needs]) -> NDArray[np.float64]:
    """The loads of all cells."""
    return np.array([one.load for one in needs.values()], np.float64)

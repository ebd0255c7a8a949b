"""Tenures in the database: ended, found, begun. A tenure's days are half open: its last day is the one before `upper`."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.ids import new_id
from gridward.staffing.contract import TenureRole
from gridward.staffing.fitting import Reason


@dataclass(frozen=True)
class PlanDays:
    """A published plan and what is left of its days."""

    plan_id: UUID
    city_id: int
    start: date
    """The first of them: today, or the plan's first day where that is still to come."""
    end: date | None
    """The first day after it, where a later plan follows."""


@dataclass(frozen=True)
class NewTenure:
    """Somebody begins to work a cell."""

    cell_id: int
    specialist_id: int
    role: TenureRole
    start: date
    end: date | None
    way_m: float | None
    reason: str
    known_customers: int = 0
    """Persons of the cell whom he served on the day before."""
    reasons: tuple[Reason, ...] = ()
    note: str | None = None
    """Why a person chose him."""


@dataclass(frozen=True)
class Gap:
    """A cell that nobody is responsible for from the beginning of some days to their end."""

    cell_id: int
    end: date | None
    """The day on which somebody becomes responsible, or the plan's end."""
    free_until: date | None
    """The day on which anybody begins to work it, or the plan's end."""
    stands_in: bool
    """Whether somebody stands in on the first day."""


_PLANS = text(
    """SELECT id, greatest(lower(effective), CAST(:day AS date)) AS start, upper(effective) AS end FROM grids.plan
       WHERE city_id = :city AND status = 'published' AND (upper(effective) IS NULL OR upper(effective) > :day)
       ORDER BY lower(effective)"""
)

_GAPS = text(
    """SELECT c.id, least(CAST(:end AS date), later.responsible) AS end,
           least(CAST(:end AS date), later.anybody) AS free_until,
           EXISTS (SELECT FROM staffing.tenure t WHERE t.cell_id = c.id AND t.role = 'stand_in'
               AND t.during @> CAST(:start AS date)) AS stands_in
       FROM grids.cell c CROSS JOIN LATERAL (
           SELECT min(lower(t.during)) AS anybody, min(lower(t.during)) FILTER (WHERE t.role = 'responsible') AS responsible
           FROM staffing.tenure t WHERE t.cell_id = c.id AND lower(t.during) > CAST(:start AS date)
       ) later
       WHERE c.plan_id = :plan AND NOT EXISTS (SELECT FROM staffing.tenure t WHERE t.cell_id = c.id
           AND t.role = 'responsible' AND t.during @> CAST(:start AS date))
       ORDER BY c.number"""
)

_BUSY = text(
    """SELECT specialist_id, count(*) AS cells FROM staffing.tenure
       WHERE city_id = :city AND role = :role AND during && daterange(:start, :end) GROUP BY specialist_id"""
)

_BEGIN = text(
    """INSERT INTO staffing.tenure (id, city_id, cell_id, specialist_id, role, during, way_m, reason, known_customers,
           reasons, note, created_by)
       SELECT id, :city, cell_id, specialist_id, role, daterange(start, end_), way_m, reason, known, reasons, note, :by
       FROM unnest(CAST(:ids AS uuid[]), CAST(:cells AS integer[]), CAST(:specialists AS bigint[]), CAST(:roles AS text[]),
           CAST(:starts AS date[]), CAST(:ends AS date[]), CAST(:ways AS float8[]), CAST(:reasons AS text[]),
           CAST(:known AS integer[]), CAST(:whys AS jsonb[]), CAST(:notes AS text[]))
           AS t (id, cell_id, specialist_id, role, start, end_, way_m, reason, known, reasons, note)"""
)

_WHICH = """city_id = :city AND (upper(during) IS NULL OR upper(during) > :day)
    AND (CAST(:cell AS integer) IS NULL OR cell_id = :cell)
    AND (CAST(:specialist AS bigint) IS NULL OR specialist_id = :specialist)
    AND (CAST(:role AS text) IS NULL OR role = :role)"""
_REOPEN = text(
    """UPDATE staffing.tenure t SET during = daterange(lower(during), NULL) FROM grids.cell c
       WHERE c.id = t.cell_id AND c.plan_id = :plan AND t.role = 'responsible' AND upper(t.during) = :day
           AND NOT EXISTS (SELECT FROM staffing.tenure o WHERE o.id <> t.id AND o.role = 'responsible'
               AND o.specialist_id = t.specialist_id AND (upper(o.during) IS NULL OR upper(o.during) > :day))"""
)
_FORGET_PLAN = text(
    "DELETE FROM staffing.tenure t USING grids.cell c WHERE c.id = t.cell_id AND c.plan_id = :plan"
)
_FORGET = text(f"DELETE FROM staffing.tenure WHERE {_WHICH} AND lower(during) >= :day RETURNING cell_id")
_END = text(
    f"UPDATE staffing.tenure SET during = daterange(lower(during), :day) WHERE {_WHICH} AND lower(during) < :day"
    " RETURNING cell_id"
)


async def plans_from(session: AsyncSession, city_id: int, day: date) -> list[PlanDays]:
    """The published plans that have days left on or after a day, in their order; no two share one."""
    rows = await session.execute(_PLANS, {"city": city_id, "day": day})
    return [PlanDays(row.id, city_id, row.start, row.end) for row in rows]


async def gaps(session: AsyncSession, plan: PlanDays) -> list[Gap]:
    """The plan's cells that nobody is responsible for on the first of its days that are left, by number."""
    rows = await session.execute(_GAPS, {"plan": plan.plan_id, "start": plan.start, "end": plan.end})
    return [Gap(row.id, row.end, row.free_until, row.stands_in) for row in rows]


async def busy(
    session: AsyncSession, city_id: int, role: TenureRole, start: date, end: date | None
) -> dict[int, int]:
    """In how many cells each specialist works in a role on any of these days."""
    rows = await session.execute(_BUSY, {"city": city_id, "role": role, "start": start, "end": end})
    return {row.specialist_id: row.cells for row in rows}


async def begin(session: AsyncSession, city_id: int, tenures: Iterable[NewTenure], by: str) -> None:
    """Store new tenures. The database refuses a second responsible specialist of a cell and a second cell of one."""
    rows: Sequence[NewTenure] = list(tenures)
    columns = {
        "ids": [new_id() for _ in rows],
        "cells": [row.cell_id for row in rows],
        "specialists": [row.specialist_id for row in rows],
        "roles": [row.role.value for row in rows],
        "starts": [row.start for row in rows],
        "ends": [row.end for row in rows],
        "ways": [row.way_m for row in rows],
        "reasons": [row.reason for row in rows],
        "known": [row.known_customers for row in rows],
        "whys": [json.dumps([vars(one) for one in row.reasons]) for row in rows],
        "notes": [row.note for row in rows],
    }
    await session.execute(_BEGIN, {"city": city_id, "by": by, **columns})


async def forget_tenures(session: AsyncSession, plan_id: UUID) -> None:
    """Let it be as if nobody had been meant to work the cells of a plan."""
    await session.execute(_FORGET_PLAN, {"plan": plan_id})


async def reopen_tenures(session: AsyncSession, plan_id: UUID, day: date) -> None:
    """Let those whose tenure of a cell of the plan would end with the day before `day` go on, unless they work elsewhere."""
    await session.execute(_REOPEN, {"plan": plan_id, "day": day})


async def end_tenures(
    session: AsyncSession,
    city_id: int,
    day: date,
    *,
    cell_id: int | None = None,
    specialist_id: int | None = None,
    role: TenureRole | None = None,
) -> set[int]:
    """End tenures with the day before `day`: of a city, or only of a cell, a specialist, a role; those that would begin
    later are forgotten. Returns the cells that they were of.
    """
    which = {"city": city_id, "day": day, "cell": cell_id, "specialist": specialist_id, "role": role}
    return {cell for statement in (_FORGET, _END) for cell in await session.scalars(statement, which)}

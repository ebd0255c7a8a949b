"""Who works which cell, changed between two plans: vacant cells filled, somebody put in, somebody leaves."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import queue_notices, release_requests
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.kernel.ids import new_id
from gridward.platform.db import in_transaction
from gridward.staffing.contract import Staffed
from gridward.staffing.public import (
    PlanDays,
    appoint,
    departed,
    end_tenures,
    fill_cells,
    give_stand_ins,
    leave,
    open_handovers,
    plans_from,
)

_SYSTEM = "system"


async def assign_cells(session: AsyncSession, scope: DataScope, city_id: int, by: str) -> Staffed:
    """Give the vacant cells of the plans in force and to come a specialist, and a stand-in where none is free.

    Who works a cell keeps it. Returns the figures of the first of the plans. Raises `staffing.no_plan`.
    """
    scope.require_city(city_id)
    await _lock(session, city_id)
    plans = await plans_from(session, city_id, today())
    if not plans:
        raise Conflict(
            "staffing.no_plan",
            "The city has no cells in force.",
            "Publish a plan; its cells are staffed then.",
        )
    done = [await fill_cells(session, plan, by) for plan in plans]
    for plan, staffed in zip(plans, done, strict=True):
        await _tell(session, plan, staffed.cells)
    await release_requests(session, city_id, today())
    return done[0]


async def put_tenure(
    session: AsyncSession,
    scope: DataScope,
    cell_id: int,
    specialist_id: int,
    start: date,
    by: str,
    note: str | None = None,
) -> None:
    """Make a specialist responsible for a cell from a day on; whoever worked it until then ends the day before.

    `note` says why, as the person wrote it.

    Raises `cell.not_found`, `tenure.start_in_past`, `cell.not_in_force`, `specialist.not_found`,
    `specialist.not_in_service`, `specialist.on_leave` and `specialist.has_cell`.
    """
    city_id = await _city_of(session, scope, cell_id)
    if start < today():
        raise Invalid(
            "tenure.start_in_past",
            f"{start} is over.",
            "Choose today or a later day.",
            start=start.isoformat(),
        )
    await _lock(session, city_id)
    plan = await _plan_on(session, cell_id, start)
    if not await appoint(session, plan, cell_id, specialist_id, by, note):
        return
    await _tell(session, plan, [cell_id])
    await release_requests(session, city_id, today())


async def end_tenure(session: AsyncSession, scope: DataScope, cell_id: int, day: date, by: str) -> None:
    """Let the responsible specialist of a cell leave it: `day` is the first one without him. A stand-in is looked for.

    What he had accepted is asked of others; what is open stays with the cell. Raises `cell.not_found`,
    `cell.not_in_force`, `tenure.not_found` and `tenure.end_before_start`.
    """
    city_id = await _city_of(session, scope, cell_id)
    await _lock(session, city_id)
    plan = await _plan_on(session, cell_id, day)
    await leave(session, plan, cell_id)
    # Nobody can have stood in on days that are over.
    rest = replace(plan, start=max(day, today()))
    if rest.end is None or rest.start < rest.end:
        await give_stand_ins(session, rest, by)
        await _tell(session, rest, [cell_id])
    await release_requests(session, city_id, today())


def drop_departed(url: str, city_id: int, day: date) -> int:
    """End the work of everybody who is not in service any more by the staff list; returns how many cells that frees.

    Each cell that has nobody gets a stand-in, also one whose stand-in's days are over, and accepted visits of those who do
    not work the cell are asked of others. Run it every day: a second time it changes nothing.
    """
    return asyncio.run(in_transaction(url, lambda session: _drop_departed(session, city_id, day)))


async def _drop_departed(session: AsyncSession, city_id: int, day: date) -> int:
    await _lock(session, city_id)
    freed: set[int] = set()
    for specialist_id in await departed(session, city_id, day):
        freed |= await end_tenures(session, city_id, day, specialist_id=specialist_id)
    for plan in await plans_from(session, city_id, day):
        own = await _cells_of(session, plan)
        await _tell(session, plan, (freed & own) | await give_stand_ins(session, plan, _SYSTEM))
    await release_requests(session, city_id, day)
    return len(freed)


async def _tell(session: AsyncSession, plan: PlanDays, cells: Collection[int]) -> None:
    """Hand the customers of these cells over to whoever works them now, and tell them and him."""
    if not cells:
        return
    await open_handovers(session, plan.city_id, plan.plan_id, cells, plan.start)
    await queue_notices(session, plan.city_id, cells, plan.start, str(new_id()))
    await session.execute(
        text(
            "SELECT pg_notify('progress', 'cell:' || cell) FROM unnest(CAST(:cells AS integer[])) AS t (cell)"
        ),
        {"cells": sorted(cells)},
    )


async def _lock(session: AsyncSession, city_id: int) -> None:
    # Two changes at once would see the same specialist free. Rows that refer to the city may be written meanwhile.
    await session.execute(text("SELECT FROM city.city WHERE id = :city FOR NO KEY UPDATE"), {"city": city_id})


async def _city_of(session: AsyncSession, scope: DataScope, cell_id: int) -> int:
    city_id = await session.scalar(text("SELECT city_id FROM grids.cell WHERE id = :cell"), {"cell": cell_id})
    if city_id is None or not scope.allows_cell(city_id, cell_id):
        raise NotFound(
            "cell.not_found", f"There is no cell {cell_id}.", "See the list of cells.", number=cell_id
        )
    return int(city_id)


async def _plan_on(session: AsyncSession, cell_id: int, day: date) -> PlanDays:
    row = (
        await session.execute(
            text(
                """SELECT p.id, p.city_id, upper(p.effective) AS end FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id
                   WHERE c.id = :cell AND p.status = 'published' AND p.effective @> CAST(:day AS date)"""
            ),
            {"cell": cell_id, "day": day},
        )
    ).one_or_none()
    if row is None:
        raise Conflict(
            "cell.not_in_force",
            f"The cell is not in force on {day}.",
            "Choose a day on which its plan is in force.",
            day=day.isoformat(),
        )
    return PlanDays(row.id, row.city_id, day, row.end)


async def _cells_of(session: AsyncSession, plan: PlanDays) -> set[int]:
    found = await session.scalars(
        text("SELECT id FROM grids.cell WHERE plan_id = :plan"), {"plan": plan.plan_id}
    )
    return set(found)

"""A person decides who is responsible for a cell; who leaves it; who is not in service any more."""

from datetime import date

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import projection_of
from gridward.grids.public import cell_centres
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.staffing.choices import CHOSEN
from gridward.staffing.contract import TenureRole
from gridward.staffing.profiles import on_leave
from gridward.staffing.roster import load_roster
from gridward.staffing.rules import staffing_rules
from gridward.staffing.tenures import NewTenure, PlanDays, begin, end_tenures

_RESPONSIBLE = text(
    """SELECT specialist_id, lower(during) AS since, upper(during) AS end FROM staffing.tenure
       WHERE cell_id = :cell AND role = 'responsible' AND (upper(during) IS NULL OR upper(during) > :day)
       ORDER BY since LIMIT 1"""
)

_OTHER_CELL = text(
    """SELECT c.number, c.name FROM staffing.tenure t JOIN grids.cell c ON c.id = t.cell_id
       WHERE t.specialist_id = :specialist AND t.role = 'responsible' AND t.cell_id <> :cell
         AND t.during && daterange(CAST(:start AS date), CAST(:end AS date))
       ORDER BY lower(t.during) LIMIT 1"""
)

_DEPARTED = text(
    """SELECT DISTINCT t.specialist_id FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
       WHERE t.city_id = :city AND s.status <> ALL(:words) AND (upper(t.during) IS NULL OR upper(t.during) > :day)"""
)


async def appoint(
    session: AsyncSession, plan: PlanDays, cell_id: int, specialist_id: int, by: str, note: str | None
) -> bool:
    """Make a specialist responsible for a cell from the first of these days of its plan to the plan's end.

    Whoever works the cell until then ends the day before. `note` says why; a later plan keeps the choice. Returns False
    where he is responsible for it already.

    Raises `specialist.not_found`, `specialist.not_in_service`, `specialist.on_leave` and `specialist.has_cell`.
    """
    await _require_free(session, plan, cell_id, specialist_id)
    row = (await session.execute(_RESPONSIBLE, {"cell": cell_id, "day": plan.start})).one_or_none()
    if (
        row is not None
        and row.specialist_id == specialist_id
        and row.since <= plan.start
        and row.end == plan.end
    ):
        return False
    await end_tenures(session, plan.city_id, plan.start, cell_id=cell_id)
    way = await _way(session, plan, cell_id, specialist_id)
    tenure = NewTenure(
        cell_id, specialist_id, TenureRole.RESPONSIBLE, plan.start, plan.end, way, CHOSEN, note=note
    )
    await begin(session, plan.city_id, [tenure], by)
    return True


async def leave(session: AsyncSession, plan: PlanDays, cell_id: int) -> None:
    """Let the responsible specialist leave a cell: the first of these days is the first one without him.

    Raises `tenure.not_found` and `tenure.end_before_start`.
    """
    row = (await session.execute(_RESPONSIBLE, {"cell": cell_id, "day": plan.start})).one_or_none()
    if row is None:
        raise NotFound(
            "tenure.not_found", "Nobody is responsible for the cell then.", "Load the staffing again."
        )
    if row.since > plan.start:
        raise Invalid(
            "tenure.end_before_start",
            f"He only begins on {row.since}.",
            "Choose that day or a later one.",
            start=row.since.isoformat(),
        )
    await end_tenures(session, plan.city_id, plan.start, cell_id=cell_id, specialist_id=row.specialist_id)


async def departed(session: AsyncSession, city_id: int, day: date) -> list[int]:
    """Specialists who work a cell on a day or later and are not in service any more, by the staff list."""
    words = list(staffing_rules().staff_list.in_service)
    return list(await session.scalars(_DEPARTED, {"city": city_id, "day": day, "words": words}))


async def _require_free(session: AsyncSession, plan: PlanDays, cell_id: int, specialist_id: int) -> None:
    status = await session.scalar(
        text("SELECT status FROM book.specialist WHERE id = :specialist AND city_id = :city"),
        {"specialist": specialist_id, "city": plan.city_id},
    )
    if status is None:
        raise NotFound(
            "specialist.not_found", f"There is no specialist {specialist_id}.", "See the staff list."
        )
    if status not in staffing_rules().staff_list.in_service:
        raise Conflict(
            "specialist.not_in_service",
            f"By the staff list the specialist is {status}.",
            "Choose somebody in service.",
            status=status,
        )
    if (away := await on_leave(session, specialist_id, plan.start)) is not None:
        until = "" if away.last is None else f" until {away.last}"
        raise Conflict(
            "specialist.on_leave",
            f"On {plan.start} the specialist is on leave{until}.",
            "Choose a day after it, or somebody else.",
            until=None if away.last is None else away.last.isoformat(),
        )
    days = {"start": plan.start, "end": plan.end}
    other = await session.execute(_OTHER_CELL, {"specialist": specialist_id, "cell": cell_id, **days})
    if (cell := other.one_or_none()) is not None:
        raise Conflict(
            "specialist.has_cell",
            f"The specialist is responsible for cell {cell.number}, {cell.name}.",
            "End that first, or choose somebody else.",
            number=cell.number,
            name=cell.name,
        )


async def _way(session: AsyncSession, plan: PlanDays, cell_id: int, specialist_id: int) -> float | None:
    roster = await load_roster(session, plan.city_id, staffing_rules().staff_list.in_service, plan.start)
    cells = [cell for cell in await cell_centres(session, plan.plan_id) if cell.cell_id == cell_id]
    way = roster.only(roster.ids == specialist_id).ways(cells, await projection_of(session, plan.city_id))
    return None if np.isnan(way).all() else float(way[0, 0])

"""Filling the cells of a plan: a responsible specialist for each vacant cell, a stand-in where there is none."""

from datetime import date, timedelta

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import projection_of
from gridward.grids.contract import CellCentre
from gridward.grids.public import cell_centres
from gridward.staffing.assignment import stand_ins
from gridward.staffing.choices import STILL_CHOSEN, choices_for
from gridward.staffing.continuity import known_customers
from gridward.staffing.contract import Staffed, TenureRole
from gridward.staffing.proposing import Proposed, propose
from gridward.staffing.roster import load_roster
from gridward.staffing.rules import staffing_rules
from gridward.staffing.tenures import Gap, NewTenure, PlanDays, begin, busy, end_tenures, gaps


async def fill_cells(session: AsyncSession, plan: PlanDays, by: str, known_on: date | None = None) -> Staffed:
    """Give each vacant cell of the plan a free specialist, and a stand-in where none is left.

    Who works a cell keeps it. The others go by what is weighed for them; customers are known as they were served on
    `known_on`: by default the day before.
    """
    cells = {cell.cell_id: cell for cell in await cell_centres(session, plan.plan_id)}
    # A cell for which somebody is announced only needs a stand-in until he comes.
    vacant = [gap for gap in await gaps(session, plan) if gap.end == plan.end]
    known_on = known_on or plan.start - timedelta(days=1)
    begun = await _responsible(session, plan, [cells[gap.cell_id] for gap in vacant], known_on)
    for tenure in begun:
        await end_tenures(session, plan.city_id, plan.start, cell_id=tenure.cell_id, role=TenureRole.STAND_IN)
    await begin(session, plan.city_id, begun, by)
    stood_in = await give_stand_ins(session, plan, by)
    still = await gaps(session, plan)
    return Staffed(
        assigned=len(begun),
        kept=len(cells) - len(still) - len(begun),
        vacant=len(still),
        stand_ins=sum(gap.stands_in for gap in still),
        total_way_m=sum(tenure.way_m or 0.0 for tenure in begun),
        cells=frozenset(tenure.cell_id for tenure in begun) | stood_in,
    )


async def give_stand_ins(session: AsyncSession, plan: PlanDays, by: str) -> frozenset[int]:
    """Give a stand-in to each cell of the plan that has nobody: the nearest specialists with room, to a day that is set.

    Returns the cells that got one.
    """
    empty = {gap.cell_id: gap for gap in await gaps(session, plan) if not gap.stands_in}
    if not empty:
        return frozenset()
    rules = staffing_rules()
    roster = await load_roster(session, plan.city_id, rules.staff_list.in_service, plan.start)
    cells = [cell for cell in await cell_centres(session, plan.plan_id) if cell.cell_id in empty]
    until = plan.start + timedelta(days=rules.stand_in.days)
    taken = await busy(session, plan.city_id, TenureRole.STAND_IN, plan.start, until)
    room = np.array(
        [max(0, rules.stand_in.cells_each - taken.get(one, 0)) for one in roster.ids.tolist()], np.int64
    )
    way = roster.ways(cells, await projection_of(session, plan.city_id))
    found = [
        NewTenure(
            cell.cell_id,
            int(roster.ids[specialist]),
            TenureRole.STAND_IN,
            plan.start,
            _earlier(until, empty[cell.cell_id]),
            _known(way[row, specialist]),
            "nearest_with_room",
        )
        for row, (cell, specialist) in enumerate(zip(cells, stand_ins(way, room), strict=True))
        if specialist >= 0
    ]
    await begin(session, plan.city_id, found, by)
    return frozenset(tenure.cell_id for tenure in found)


async def _responsible(
    session: AsyncSession, plan: PlanDays, cells: list[CellCentre], known_on: date
) -> list[NewTenure]:
    taken = await busy(session, plan.city_id, TenureRole.RESPONSIBLE, plan.start, plan.end)
    known = await known_customers(session, plan.city_id, plan.plan_id, plan.start, known_on)
    choices = await choices_for(session, plan.city_id, plan.plan_id, known, known_on)
    return [
        NewTenure(
            one.cell_id,
            one.specialist_id,
            TenureRole.RESPONSIBLE,
            plan.start,
            plan.end,
            one.way_m,
            _why(one),
            one.known_customers,
            one.reasons,
            None if one.choice is None else one.choice.note,
        )
        for one in await propose(
            session, plan.city_id, plan.plan_id, cells, known, plan.start, taken, choices
        )
    ]


def _why(one: Proposed) -> str:
    if one.choice is not None:
        return STILL_CHOSEN
    return "knows_customers" if one.known_customers else "least_way"


def _known(way: float) -> float | None:
    return None if np.isnan(way) else float(way)


def _earlier(until: date, gap: Gap) -> date:
    return until if gap.free_until is None else min(until, gap.free_until)

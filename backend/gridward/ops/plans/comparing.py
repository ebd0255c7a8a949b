"""Two plans side by side: how good they are, who changes hands between them, and the work and the people this touches."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Pool
from gridward.grids.public import cell_centres, get_plan
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import Invalid
from gridward.ops.plans.flows import Flows, Pair, Two, changing_again, flows, matched, work_moved
from gridward.ops.stations.changing import stations_changed
from gridward.staffing.public import choices_for, propose, workers_of_plan

_IN_FORCE = text(
    """SELECT id FROM grids.plan WHERE city_id = :city AND id <> :but AND status = 'published' AND lower(effective) <= :day
       ORDER BY lower(effective) DESC LIMIT 1"""
)
_CELLS = text("SELECT id, number, name FROM grids.cell WHERE plan_id = :plan ORDER BY number")
_SPECIALISTS = text(
    """SELECT s.id, s.staff_no, s.name_masked, max(o.last_seen_at) AS last_contact_at
       FROM book.specialist s
       LEFT JOIN staffing.specialist_account a ON a.specialist_id = s.id
       LEFT JOIN identity.session o USING (account_id)
       WHERE s.id = ANY(:ids) GROUP BY s.id ORDER BY s.staff_no"""
)
_QUALITY = (
    "max_deviation",
    "mean_deviation",
    "mean_distance_m",
    "polsby_popper_mean",
    "cells_in_pieces",
    "buildings_split",
)


@dataclass(frozen=True)
class _Workers:
    """Who works the cells of the two plans, by cell; the later one's as they would be, where it is not in force."""

    earlier: Mapping[int, int]
    later: Mapping[int, int]


async def compare_plans(
    session: AsyncSession, scope: DataScope, url: str, later_id: UUID, earlier_id: UUID | None
) -> dict[str, Any]:
    """A built plan beside an earlier one of its city: by default the one in force, without one nothing.

    Customers change hands where another specialist would serve them, or nobody; where neither plan has anybody, where their
    cell does not go on as theirs. Raises `plan.not_found`, `plan.not_built` and `plan.other_city`.
    """
    later = await _built(session, scope, later_id)
    if earlier_id is None:
        earlier_id = await session.scalar(
            _IN_FORCE, {"city": later["city_id"], "but": later_id, "day": today()}
        )
    earlier = await _built(session, scope, earlier_id) if earlier_id is not None else None
    if earlier is not None and earlier["city_id"] != later["city_id"]:
        raise Invalid(
            "plan.other_city", "The two plans are of different cities.", "Choose two plans of one city."
        )
    pool = Pool(later["pool"])
    two = Two(
        later["city_id"], earlier_id, pool if earlier is None else Pool(earlier["pool"]), later_id, pool
    )
    lives = await flows(session, two, _first_day(later))
    workers = await _workers(session, earlier, later, lives)
    stays = _staying(lives, workers)
    moved = sum(persons for pair, persons in lives.both.items() if pair not in stays)
    return {
        "earlier": None if earlier is None else _side(earlier),
        "later": _side(later),
        "both": sum(lives.both.values()),
        "moved": moved,
        "only_earlier": sum(lives.only_earlier.values()),
        "only_later": sum(lives.only_later.values()),
        "again": changing_again(lives, stays),
        "work": vars(work_moved(lives, stays)),
        "cells": await _cells(session, earlier_id, later_id, lives, stays),
        "specialists": await _specialists(session, earlier_id, later_id, lives, workers),
        "stations": await stations_changed(session, scope, url, later),
    }


async def _built(session: AsyncSession, scope: DataScope, plan_id: UUID) -> RowMapping:
    plan = await get_plan(session, scope, plan_id)
    if plan["quality"] is None:
        raise Invalid(
            "plan.not_built",
            f"Plan {plan['version']} has no cells.",
            "Compare plans that are built.",
            version=plan["version"],
        )
    return plan


def _first_day(plan: RowMapping) -> date:
    """Of a plan; a draft may begin tomorrow, after all that was changed today."""
    return plan["effective_from"] or today() + timedelta(days=1)


def _side(plan: RowMapping) -> dict[str, Any]:
    kept = {key: plan[key] for key in ("id", "version", "status", "cells", "customers", "tolerance")}
    return kept | {key: plan["quality"][key] for key in _QUALITY}


async def _workers(
    session: AsyncSession, earlier: RowMapping | None, later: RowMapping, lives: Flows
) -> _Workers:
    before = {} if earlier is None else await _working(session, earlier)
    if later["effective_from"] is not None:
        return _Workers(before, await _working(session, later))
    if earlier is not None and earlier["effective_from"] is None:
        # Two drafts: who would work either is not known, and the same people would be proposed for both.
        return _Workers({}, {})
    known: dict[Pair, int] = defaultdict(int)
    for (one, other), persons in lives.both.items():
        if one in before:
            known[other, before[one]] += persons
    cells = await cell_centres(session, later["id"])
    choices = await choices_for(session, later["city_id"], later["id"], known, today())
    proposed = await propose(session, later["city_id"], later["id"], cells, known, today(), choices=choices)
    return _Workers(before, {one.cell_id: one.specialist_id for one in proposed})


async def _working(session: AsyncSession, plan: RowMapping) -> dict[int, int]:
    """Who works a published plan's cells today, or on the nearest of its days; a plan that never took effect has nobody."""
    if plan["effective_from"] is None:
        return {}
    last: date | None = plan["effective_until"]
    day = today() if last is None else min(today(), last - timedelta(days=1))
    return await workers_of_plan(session, plan["id"], max(day, plan["effective_from"]))


def _staying(lives: Flows, workers: _Workers) -> set[Pair]:
    goes_on = matched(lives.both)
    return {
        (one, other)
        for one, other in lives.both
        if (
            workers.earlier[one] == workers.later.get(other)
            if one in workers.earlier
            else other not in workers.later and (one, other) in goes_on
        )
    }


async def _cells(
    session: AsyncSession, earlier_id: UUID | None, later_id: UUID, lives: Flows, stays: set[Pair]
) -> list[dict[str, Any]]:
    """The later plan's cells, with the earlier ones that their persons come from, the most first."""
    number_of = {row.id: row.number for row in await session.execute(_CELLS, {"plan": earlier_id})}
    coming: dict[int, list[dict[str, int]]] = defaultdict(list)
    moved: dict[int, int] = defaultdict(int)
    for (one, other), persons in sorted(lives.both.items(), key=lambda flow: -flow[1]):
        coming[other].append({"number": number_of[one], "customers": persons})
        moved[other] += persons if (one, other) not in stays else 0
    return [
        {
            "number": row.number,
            "name": row.name,
            "moved": moved[row.id],
            "added": lives.only_later.get(row.id, 0),
            "from_cells": coming[row.id],
        }
        for row in await session.execute(_CELLS, {"plan": later_id})
    ]


async def _specialists(
    session: AsyncSession, earlier_id: UUID | None, later_id: UUID, lives: Flows, workers: _Workers
) -> list[dict[str, Any]]:
    """Everybody who works a cell of either plan: his cells, and how many persons he serves, keeps and gets."""
    served: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (one, other), persons in lives.both.items():
        before, after = workers.earlier.get(one), workers.later.get(other)
        if before is not None:
            served[before][0] += persons
            served[before][2] += persons if before == after else 0
        if after is not None:
            served[after][1] += persons
    for side, working, only in (
        (0, workers.earlier, lives.only_earlier),
        (1, workers.later, lives.only_later),
    ):
        for cell, persons in only.items():
            if cell in working:
                served[working[cell]][side] += persons
    cells = [
        await _numbers(session, plan_id, working)
        for plan_id, working in ((earlier_id, workers.earlier), (later_id, workers.later))
    ]
    ids = sorted({*workers.earlier.values(), *workers.later.values()})
    return [
        {
            "specialist_id": row.id,
            "staff_no": row.staff_no,
            "name_masked": row.name_masked,
            "last_contact_at": row.last_contact_at,
            "earlier_cells": cells[0][row.id],
            "later_cells": cells[1][row.id],
            "earlier_customers": served[row.id][0],
            "later_customers": served[row.id][1],
            "kept_customers": served[row.id][2],
        }
        for row in await session.execute(_SPECIALISTS, {"ids": ids})
    ]


async def _numbers(
    session: AsyncSession, plan_id: UUID | None, working: Mapping[int, int]
) -> dict[int, list[int]]:
    """The numbers of the cells that each specialist works."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for row in await session.execute(_CELLS, {"plan": plan_id}):
        if row.id in working:
            numbers[working[row.id]].append(row.number)
    return numbers

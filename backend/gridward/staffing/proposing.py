"""Who should work the cells of a plan: short ways from home, and customers whom he knows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import projection_of
from gridward.grids.contract import CellCentre
from gridward.staffing.assignment import assign
from gridward.staffing.roster import load_roster
from gridward.staffing.rules import staffing_rules


@dataclass(frozen=True)
class Proposed:
    """Somebody who should become responsible for a cell."""

    cell_id: int
    specialist_id: int
    way_m: float | None
    """The straight way from his home, None where that is unknown."""
    known_customers: int
    """Persons of the cell whom he served before."""


async def propose(
    session: AsyncSession,
    city_id: int,
    cells: Sequence[CellCentre],
    known: Mapping[tuple[int, int], int],
    busy: Collection[int] = (),
) -> list[Proposed]:
    """A specialist in service for each of these cells, as far as there are any who are not busy.

    `known` has the persons of a cell whom a specialist served before, by (cell, specialist).
    """
    rules = staffing_rules()
    roster = await load_roster(session, city_id, rules.staff_list.in_service)
    free = roster.only(np.array([one not in busy for one in roster.ids.tolist()], np.bool_))
    way = free.ways(cells, await projection_of(session, city_id))
    persons = np.array(
        [[known.get((cell.cell_id, one), 0) for one in free.ids.tolist()] for cell in cells], np.int64
    ).reshape(way.shape)
    customers = np.array([max(1, cell.customers) for cell in cells])
    worth = persons / customers[:, None] * rules.continuity.whole_cell_m
    return [
        Proposed(
            cell.cell_id,
            int(free.ids[column]),
            None if np.isnan(way[row, column]) else float(way[row, column]),
            int(persons[row, column]),
        )
        for row, (cell, column) in enumerate(zip(cells, assign(way, worth), strict=True))
        if column >= 0
    ]

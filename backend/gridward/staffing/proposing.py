"""Who should work the cells of a plan: short ways from home, customers whom he knows, whose language he speaks, whom he may
serve, and how many he can carry."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import projection_of
from gridward.grids.contract import CellCentre
from gridward.staffing.assignment import assign
from gridward.staffing.capacity import full_time_load
from gridward.staffing.choices import Choice
from gridward.staffing.fitting import Reason
from gridward.staffing.needs import loads_of, needs_of
from gridward.staffing.roster import load_roster
from gridward.staffing.rules import staffing_rules
from gridward.staffing.weighing import Weighed, weigh


@dataclass(frozen=True)
class Proposed:
    """Somebody who should become responsible for a cell."""

    cell_id: int
    specialist_id: int
    way_m: float | None
    """The straight way from his home, None where that is unknown."""
    known_customers: int
    """Persons of the cell whom he served before."""
    reasons: tuple[Reason, ...]
    choice: Choice | None = None
    """Where a person had chosen him: nobody else is proposed then."""


async def propose(
    session: AsyncSession,
    city_id: int,
    plan_id: UUID,
    cells: Sequence[CellCentre],
    known: Mapping[tuple[int, int], int],
    day: date,
    busy: Collection[int] = (),
    choices: Mapping[int, Choice] | None = None,
) -> list[Proposed]:
    """A specialist in service for each of these cells of a plan, as far as there are any who are not busy.

    `day` is the cells' first: whoever is on leave then gets none. `known` has the persons of a cell whom a specialist served
    before, by (cell, specialist); `choices` are those of persons, by cell. Whoever was chosen gets his cell, if he is in
    service and not busy, whatever it weighs.
    """
    rules = staffing_rules()
    roster = await load_roster(session, city_id, rules.staff_list.in_service, day)
    free = roster.only(np.array([one not in busy for one in roster.ids.tolist()], np.bool_))
    needs = await needs_of(session, city_id, plan_id, rules)
    persons = np.array(
        [[known.get((cell.cell_id, one), 0) for one in free.ids.tolist()] for cell in cells], np.float64
    ).reshape(len(cells), len(free))
    weighed = weigh(
        rules,
        [needs[cell.cell_id] for cell in cells],
        free.people,
        free.ways(cells, await projection_of(session, city_id)),
        persons,
        full_time_load(loads_of(needs), roster.shares()),
    )
    pinned = _pinned(cells, free.ids.tolist(), choices or {})
    columns = _assigned(weighed, pinned)

    def proposed(row: int, column: int) -> Proposed:
        way = weighed.way[row, column]
        choice = (choices or {})[cells[row].cell_id] if row in pinned else None
        chosen = [Reason("chosen", choice.note, 0.0)] if choice else []
        return Proposed(
            cells[row].cell_id,
            int(free.ids[column]),
            None if np.isnan(way) else float(way),
            int(persons[row, column]),
            (*chosen, *weighed.reasons(row, column)),
            choice,
        )

    return [proposed(row, column) for row, column in enumerate(columns) if column >= 0]


def _pinned(
    cells: Sequence[CellCentre], free: Sequence[int], choices: Mapping[int, Choice]
) -> dict[int, int]:
    """The row of each cell for which somebody was chosen who is free, and his column."""
    column = {specialist: at for at, specialist in enumerate(free)}
    found: dict[int, int] = {}
    for row, cell in enumerate(cells):
        choice = choices.get(cell.cell_id)
        if choice is not None and choice.specialist_id in column:
            at = column[choice.specialist_id]
            if at not in found.values():
                found[row] = at
    return found


def _assigned(weighed: Weighed, pinned: Mapping[int, int]) -> list[int]:
    """The column of each row, -1 for none: the pinned ones as they are, the others by what was weighed."""
    cells, specialists = weighed.way.shape
    rows = [row for row in range(cells) if row not in pinned]
    columns = [column for column in range(specialists) if column not in pinned.values()]
    found = [pinned.get(row, -1) for row in range(cells)]
    rest = np.ix_(rows, columns)
    columns_of_rest = assign(weighed.way[rest], weighed.worth[rest], weighed.allowed[rest])
    for row, at in zip(rows, columns_of_rest.tolist(), strict=True):
        found[row] = -1 if at < 0 else columns[at]
    return found

"""Who should work the cells of a plan: short ways from home, customers whom he knows, what the staff list says of him."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import projection_of
from gridward.grids.contract import CellCentre
from gridward.staffing.assignment import assign
from gridward.staffing.choices import Choice
from gridward.staffing.fitting import Reason, fit_of
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
    reasons: tuple[Reason, ...]
    choice: Choice | None = None
    """Where a person had chosen him: nobody else is proposed then."""


async def propose(
    session: AsyncSession,
    city_id: int,
    cells: Sequence[CellCentre],
    known: Mapping[tuple[int, int], int],
    busy: Collection[int] = (),
    choices: Mapping[int, Choice] | None = None,
) -> list[Proposed]:
    """A specialist in service for each of these cells, as far as there are any who are not busy.

    `known` has the persons of a cell whom a specialist served before, by (cell, specialist); `choices` are those of persons,
    by cell. Whoever was chosen gets his cell, if he is in service and not busy.
    """
    rules = staffing_rules()
    roster = await load_roster(session, city_id, rules.staff_list.in_service)
    free = roster.only(np.array([one not in busy for one in roster.ids.tolist()], np.bool_))
    way = free.ways(cells, await projection_of(session, city_id))
    persons = np.array(
        [[known.get((cell.cell_id, one), 0) for one in free.ids.tolist()] for cell in cells], np.int64
    ).reshape(way.shape)
    customers = np.array([max(1, cell.customers) for cell in cells])
    continuity = persons / customers[:, None] * rules.continuity.whole_cell_m
    fits = [fit_of(rules.fit, one.employment, one.years, one.qualifications) for one in free.people]
    fit = np.array([sum(reason.worth_m for reason in one) for one in fits]).reshape(1, len(free))
    pinned = _pinned(cells, free.ids.tolist(), choices or {})
    columns = _assigned(way, continuity + fit, pinned)

    def proposed(row: int, column: int) -> Proposed:
        known_way = None if np.isnan(way[row, column]) else float(way[row, column])
        choice = (choices or {})[cells[row].cell_id] if row in pinned else None
        reasons = [Reason("chosen", choice.note, 0.0)] if choice else []
        if known_way is not None:
            reasons.append(Reason("way", round(known_way), -round(known_way)))
        if persons[row, column]:
            worth = round(float(continuity[row, column]))
            reasons.append(Reason("known_customers", int(persons[row, column]), worth))
        return Proposed(
            cells[row].cell_id,
            int(free.ids[column]),
            known_way,
            int(persons[row, column]),
            (*reasons, *fits[column]),
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


def _assigned(
    way: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    worth: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    pinned: Mapping[int, int],
) -> list[int]:
    """The column of each row, -1 for none: the pinned ones as they are, the others by ways and worth."""
    rows = [row for row in range(way.shape[0]) if row not in pinned]
    columns = [column for column in range(way.shape[1]) if column not in pinned.values()]
    found = [pinned.get(row, -1) for row in range(way.shape[0])]
    rest = np.ix_(rows, columns)
    for row, at in zip(rows, assign(way[rest], worth[rest]).tolist(), strict=True):
        found[row] = -1 if at < 0 else columns[at]
    return found

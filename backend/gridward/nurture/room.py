"""How much of the programme the specialists of a city have room for on a day."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.nurture.rules import FieldRules

OCCASION = "occasion"
"""The kind of a specialist's task."""

# Where somebody stands in, the work is his.
_WORKERS = text(
    """SELECT DISTINCT ON (t.cell_id) t.cell_id, t.specialist_id FROM staffing.tenure t JOIN grids.cell c ON c.id = t.cell_id
       WHERE c.city_id = :city AND t.during @> CAST(:day AS date) ORDER BY t.cell_id, t.role = 'stand_in' DESC"""
)
_OPEN = text(
    """SELECT cell_id, count(*) FROM engagement.task
       WHERE city_id = :city AND kind = :kind AND state = 'open' AND cell_id IS NOT NULL GROUP BY cell_id"""
)
_MADE = text(
    """SELECT cell_id, count(*) FROM nurture.touch
       WHERE city_id = :city AND day = :day AND step = 'field' AND cell_id IS NOT NULL GROUP BY cell_id"""
)


class Room:
    """What is left of it, by specialist; whoever is kept back by a lot takes his place too, else a lot would show."""

    def __init__(self, workers: dict[int, int], rules: FieldRules) -> None:
        self._workers = workers
        self._left = dict.fromkeys(workers.values(), (rules.most_a_day, rules.most_open))

    def use(self, cell_id: int | None, made: int, opened: int) -> None:
        """Take so many of a day's new tasks, and of those that are open, from whoever works a cell."""
        if (worker := self._workers.get(cell_id or 0)) is not None:
            a_day, at_a_time = self._left[worker]
            self._left[worker] = a_day - made, at_a_time - opened

    def take(self, rows: Iterable[Any]) -> tuple[list[Any], Counter[str]]:
        """Those of the rows that fit in, the nearest occasion first, and how many did not by reason."""
        fit, left_out = [], Counter[str]()
        for row in sorted(rows, key=lambda row: (row.on_day, row.person_id)):
            worker = self._workers.get(row.cell_id or 0)
            if worker is None:
                left_out["no_specialist"] += 1
            elif min(self._left[worker]) <= 0:
                left_out["specialist_full"] += 1
            else:
                self.use(row.cell_id, 1, 1)
                fit.append(row)
        return fit, left_out


async def room_of_cells(session: AsyncSession, city_id: int, day: date, rules: FieldRules) -> Room:
    """The room that is left after what is open, and what was made on the same day."""
    values = {"city": city_id, "day": day, "kind": OCCASION}
    room = Room({row.cell_id: row.specialist_id for row in await session.execute(_WORKERS, values)}, rules)
    for cell_id, many in await session.execute(_OPEN, values):
        room.use(cell_id, 0, many)
    for cell_id, many in await session.execute(_MADE, values):
        room.use(cell_id, many, 0)
    return room

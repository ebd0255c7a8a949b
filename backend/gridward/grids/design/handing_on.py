"""Where single moves end: what a cell has too much of is handed on from cell to cell, to one that has room for it.

Every cell between gives about as much as it takes, so that its load stays as it is. That leads out of corners in which all
neighbours are as full as the tolerance allows, as on a bank that only one cell joins to the other.
"""

from collections import deque
from collections.abc import Iterator
from itertools import islice, pairwise

from gridward.grids.design.state import Cells

_ROWS = 24
"""So many rows of cells are tried for one cell, the shortest first."""


def hand_on(cells: Cells, tolerance: float) -> None:
    """Hand loads on, from or to the worst cell first, until all are within `tolerance` or no row of cells helps."""
    stuck: set[int] = set()
    while out := [
        cell for cell in range(cells.count) if cell not in stuck and abs(cells.deviation(cell)) > tolerance
    ]:
        worst = max(out, key=lambda cell: (abs(cells.deviation(cell)), -cell))
        rows = islice(_rows(cells, worst), _ROWS)
        if any(_handed_on(cells, row, tolerance) for row in rows):
            stuck.clear()
        else:
            stuck.add(worst)


def _rows(cells: Cells, start: int) -> Iterator[list[int]]:
    """Rows of neighbouring cells from `start` to those that are off to the other side, the shortest first."""
    over = cells.load[start] > cells.target[start]
    before, queue = {start: start}, deque([start])
    while queue:
        cell = queue.popleft()
        if cell != start and (cells.load[cell] > cells.target[cell]) != over:
            row = [cell]
            while row[-1] != start:
                row.append(before[row[-1]])
            yield row[::-1]
        for beside in sorted({to for atom in cells.border[cell] for to in cells.cells_beside(atom)}):
            if beside not in before:
                before[beside] = cell
                queue.append(beside)


def _handed_on(cells: Cells, row: list[int], tolerance: float) -> bool:
    """Move one atom over each border of the row, all of about one weight; taken back where that gains nothing."""
    start = row[0]
    over = cells.load[start] > cells.target[start]
    wanted = (abs(cells.deviation(start)) - tolerance) * cells.target[start]
    least = cells.excess(tolerance)
    done: list[tuple[int, int]] = []
    for one, next_one in pairwise(row):
        give, take = (one, next_one) if over else (next_one, one)
        atom = _nearest_in_weight(cells, give, take, wanted)
        if atom is None:
            break
        done.append((atom, give))
        cells.move(atom, take)
        wanted = cells.weight[atom]
    if len(done) == len(row) - 1 and cells.excess(tolerance) < least - 1e-12:
        return True
    for atom, home in reversed(done):
        cells.move(atom, home)
    return False


def _nearest_in_weight(cells: Cells, give: int, take: int, wanted: float) -> int | None:
    """The atom that can go from one cell to another and weighs most nearly what is wanted, rather more than less."""
    going = [
        atom for atom in cells.border[give] if cells.weight[atom] > 0 and take in cells.cells_beside(atom)
    ]
    going.sort(key=lambda atom: (abs(cells.weight[atom] - wanted), -cells.weight[atom], atom))
    return next((atom for atom in going if cells.can_move(atom, take)), None)

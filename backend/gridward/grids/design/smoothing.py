"""Shorter borders: atoms change cells where that straightens the border and keeps the loads inside the tolerance."""

from collections import deque

from gridward.grids.design.state import Cells

_PASSES = 3
_WAY = 2.0
"""What a longer way counts against a shorter border, both as shares of what the cell has."""


def smooth(cells: Cells, tolerance: float) -> None:
    """Straighten the borders."""
    perimeter = [1.0] * cells.count
    for cell in range(cells.count):
        for atom in cells.border[cell]:
            perimeter[cell] += sum(
                length for other, length in cells.borders_by_cell(atom).items() if other != cell
            )
    queue = deque(sorted(atom for border in cells.border for atom in border))
    waiting, left = set(queue), _PASSES * len(queue)
    while queue and left:
        atom = queue.popleft()
        waiting.discard(atom)
        left -= 1
        to = _better_cell(cells, atom, perimeter, tolerance)
        if to is None or not cells.can_move(atom, to):
            continue
        cells.move(atom, to)
        for n in [atom, *cells.neighbours(atom)]:
            if n not in waiting and n in cells.border[cells.label[n]]:
                queue.append(n)
                waiting.add(n)


def _better_cell(cells: Cells, atom: int, perimeter: list[float], tolerance: float) -> int | None:
    away, weight = cells.label[atom], cells.weight[atom]
    shared = cells.borders_by_cell(atom)
    own = shared.pop(away, 0.0)
    best: tuple[float, int] | None = None
    for to, length in shared.items():
        shorter = own - length
        if (
            shorter >= 0
            or not _fits(cells, away, -weight, tolerance)
            or not _fits(cells, to, weight, tolerance)
        ):
            continue
        longer_way = max(cells.detour(atom, to), 0.0) * cells.detour_price * weight / cells.target[away] ** 2
        score = 2 * shorter / (perimeter[away] + perimeter[to]) + _WAY * longer_way
        if score < 0 and (best is None or (score, to) < best):
            best = (score, to)
    return None if best is None else best[1]


def _fits(cells: Cells, cell: int, change: int, tolerance: float) -> bool:
    return abs(cells.load[cell] + change - cells.target[cell]) <= tolerance * cells.target[cell]

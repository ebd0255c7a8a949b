"""From nearly balanced to balanced: border atoms change cells until every load is inside the tolerance.

First all cells at once, by a flow over the graph of cells whose arcs are moves of single atoms; then one move or swap at a
time where a load is still out. No step may break a cell apart.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.contiguity import join_fragments
from gridward.grids.design.flow import FlowNetwork
from gridward.grids.design.lloyd import PowerDiagram
from gridward.grids.design.state import Cells
from gridward.grids.design.tessellation import Tessellation

_FLOW_ROUNDS = 8
_SETTLED = 0.004
"""Mean deviation beyond the band below which single moves do the rest."""
_GAIN = 0.15
"""A round of flow that lessens the mean deviation by a smaller share than this is the last."""
_MOST_MOVES = 200_000
_PATIENCE = 400
"""Moves without gain after which the search for a way out of a corner ends."""
_BARRED = 25
"""So many moves an atom stays where such a search has put it."""
_DETOUR = 0.02
"""What a detour counts against imbalance: enough to choose among moves, too little to prevent one."""

Leaving = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]
"""What it costs besides the detour, in square metres, that atoms leave the cells where they are for others."""


def flow_between_cells(
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
    band: float,
    leaving: Leaving | None = None,
) -> NDArray[np.int64]:
    """Move border atoms between neighbouring cells towards the targets, all at once and at the least detour."""
    before = np.inf
    for turn in range(_FLOW_ROUNDS):
        load = np.bincount(labels, weight, len(targets))
        out = np.maximum(np.abs(load / targets - 1) - band, 0)
        if out.max() <= 0 or (turn and (out.mean() < _SETTLED or out.mean() > (1 - _GAIN) * before)):
            break
        before = out.mean()
        moved = _one_flow(tessellation, weight, labels, diagram, targets, band, leaving)
        if (moved == labels).all():
            break
        labels = join_fragments(tessellation, moved, weight, diagram)
    return labels


def push(
    cells: Cells,
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
) -> None:
    """Make those moves of one more flow between all cells that break no cell apart, in whatever order that is possible."""
    before = np.array(cells.label)
    moved = _one_flow(tessellation, weight, before, diagram, targets, 0.0, None)
    waiting = [(atom, int(moved[atom])) for atom in np.flatnonzero(moved != before).tolist()]
    while waiting:
        kept = [step for step in waiting if not _moved(cells, *step)]
        if len(kept) == len(waiting):
            break
        waiting = kept


def _moved(cells: Cells, atom: int, to: int) -> bool:
    possible = to in cells.cells_beside(atom) and cells.can_move(atom, to)
    if possible:
        cells.move(atom, to)
    return possible


def _one_flow(
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
    band: float,
    leaving: Leaving | None,
) -> NDArray[np.int64]:
    cells = len(targets)
    sources, neighbour = tessellation.sources, tessellation.neighbour
    at_border = labels[sources] != labels[neighbour]
    if not at_border.any():
        return labels
    atom, to = np.unique(np.column_stack([sources[at_border], labels[neighbour[at_border]]]), axis=0).T
    detour = np.maximum(
        _power(tessellation, diagram, atom, to) - _power(tessellation, diagram, atom, labels[atom]), 0
    )
    if leaving is not None:
        detour = np.maximum(detour + leaving(atom, labels[atom], to), 0)
    # Of each atom only its cheapest move, so that no atom is promised to two cells.
    order = np.lexsort((to, detour, atom))
    first = np.append(True, atom[order][1:] != atom[order][:-1])
    atom, to, detour = atom[order][first], to[order][first], detour[order][first]
    # Where most moves cost nothing the median is no unit; prices must stay whole numbers that the solver can add.
    unit = max(float(np.median(detour)) / 1e4, float(detour.max()) / 1e9, 1e-9)
    price = (detour / unit).astype(np.int64) + 1
    load = np.bincount(labels, weight, cells).astype(np.int64)
    low = np.floor(targets * (1 - band)).astype(np.int64)
    high = np.ceil(targets * (1 + band)).astype(np.int64)
    # Cell to sink: free up to the lower bound, dear inside the band, twice as dear above: always feasible.
    dear = int(price.max()) * 20 + 1
    cell, sink = np.arange(cells), np.full(cells, cells)
    network = FlowNetwork(
        cells + 1, np.concatenate([labels[atom], cell, cell, cell]), np.concatenate([to, sink, sink, sink])
    )
    network.set_supply(np.append(load, -load.sum()))
    most = np.concatenate([weight[atom], low, high - low, np.full(cells, load.sum())])
    network.set_bounds(np.zeros(len(most), np.int64), most)
    flow = network.solve(
        np.concatenate([price, np.zeros(cells, np.int64), np.full(cells, dear), np.full(cells, 2 * dear)])
    )
    moved = labels.copy()
    taken = (flow[: len(atom)] * 2 >= weight[atom]) & (weight[atom] > 0)
    moved[atom[taken]] = to[taken]
    # Nobody gives away the last of what he has; taking it back may leave the one empty who had got it.
    there = np.bincount(labels, minlength=cells) > 0
    while len(empty := np.flatnonzero(there & (np.bincount(moved, minlength=cells) == 0))):
        for without in empty.tolist():
            given = np.flatnonzero(labels == without)
            moved[given[np.argmax(weight[given])]] = without
    return moved


def _power(
    tessellation: Tessellation, diagram: PowerDiagram, atom: NDArray[np.int64], cell: NDArray[np.int64]
) -> NDArray[np.float64]:
    distance = ((tessellation.xy[atom] - diagram.centres[cell]) ** 2).sum(axis=1)
    return np.asarray(distance - diagram.weights[cell])


def settle(cells: Cells, tolerance: float) -> None:
    """Single moves and swaps, the worst cell first, until all loads are within `tolerance` or nothing helps any more."""
    stuck: set[int] = set()
    moves = 0
    while moves < _MOST_MOVES:
        out = [cell for cell in _out(cells, tolerance) if cell not in stuck]
        if not out:
            break
        worst = max(out, key=lambda cell: (abs(cells.deviation(cell)), -cell))
        if _best_step(cells, worst):
            moves += 1
            # What was stuck may be free now, but only beside the cells that changed.
            stuck -= cells.last_touched
        else:
            stuck.add(worst)
    _search(cells, tolerance)


def _out(cells: Cells, tolerance: float) -> list[int]:
    return [cell for cell in range(cells.count) if abs(cells.deviation(cell)) > tolerance]


def _search(cells: Cells, tolerance: float) -> None:
    """Lead the last loads out of their corners: the worst cell makes its least bad move, which is not undone for a while.

    (Tabu search: Glover 1989.) Ends where everything is inside the tolerance or nothing was gained for long; then what was
    best is restored.
    """
    least, kept, since = cells.excess(tolerance), 0, 0
    journal: list[tuple[int, int]] = []
    barred: dict[int, int] = {}
    while least > 0 and since < _PATIENCE:
        worst = max(_out(cells, tolerance), key=lambda cell: (abs(cells.deviation(cell)), -cell))
        step = next(
            (
                (atom, to)
                for _, atom, to in sorted(
                    (_change(cells, atom, to) + _price(cells, atom, to), atom, to)
                    for atom, to in _steps(cells, worst)
                    if cells.weight[atom] and barred.get(atom, -1) < len(journal)
                )
                if cells.can_move(atom, to)
            ),
            None,
        )
        if step is None:
            break
        atom, to = step
        journal.append((atom, cells.label[atom]))
        cells.move(atom, to)
        barred[atom] = len(journal) + _BARRED
        since += 1
        if (excess := cells.excess(tolerance)) < least:
            least, kept, since = excess, len(journal), 0
    for atom, home in reversed(journal[kept:]):
        cells.move(atom, home)


def _best_step(cells: Cells, cell: int) -> bool:
    """The move out of or into a cell that lessens the squared deviations most; else a swap; whether there was one."""
    ranked = sorted(
        (gain, atom, to) for atom, to in _steps(cells, cell) if (gain := _gain(cells, atom, to)) < 0
    )
    for _, atom, to in ranked:
        if cells.can_move(atom, to):
            cells.move(atom, to)
            return True
    return _swap(cells, cell)


def _steps(cells: Cells, cell: int) -> list[tuple[int, int]]:
    """The moves of single atoms, out of a cell that has too much or into one that has too little."""
    if cells.load[cell] > cells.target[cell]:
        return [(atom, to) for atom in cells.border[cell] for to in cells.cells_beside(atom)]
    around = {n for atom in cells.border[cell] for n in cells.neighbours(atom) if cells.label[n] != cell}
    return [(atom, cell) for atom in around]


def _gain(cells: Cells, atom: int, to: int) -> float:
    """The change of the squared deviations by a move, and a little of its detour. Negative is better."""
    change = _change(cells, atom, to)
    return change + _price(cells, atom, to) if change < 0 else 0.0


def _change(cells: Cells, atom: int, to: int) -> float:
    weight, away = cells.weight[atom], cells.label[atom]
    surplus = (cells.load[away] - cells.target[away]) - (cells.load[to] - cells.target[to])
    return 2 * weight * (weight - surplus)


def _price(cells: Cells, atom: int, to: int) -> float:
    return _DETOUR * cells.detour_price * cells.weight[atom] * cells.detour(atom, to)


def _swap(cells: Cells, cell: int) -> bool:
    """Exchange a border atom for one of the cell beside it, where that lessens the imbalance and breaks nothing."""
    best: tuple[float, int, int] | None = None
    for mine in cells.border[cell]:
        for other in cells.cells_beside(mine):
            for theirs in cells.border[other]:
                if cell not in cells.cells_beside(theirs):
                    continue
                shift = cells.weight[theirs] - cells.weight[mine]
                here, there = cells.load[cell] - cells.target[cell], cells.load[other] - cells.target[other]
                change = 2 * shift * (here - there + shift)
                if change < 0 and (best is None or (change, mine, theirs) < best):
                    best = (change, mine, theirs)
    if best is None:
        return False
    _, mine, theirs = best
    other = cells.label[theirs]
    if not cells.can_move(mine, other):
        return False
    cells.move(mine, other)
    if theirs in cells.border[other] and cell in cells.cells_beside(theirs) and cells.can_move(theirs, cell):
        cells.move(theirs, cell)
        return True
    cells.move(mine, cell)
    return False

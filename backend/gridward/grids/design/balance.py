"""From nearly balanced to balanced: border atoms change cells until every load is inside the tolerance.

First all cells at once, by a flow over the graph of cells whose arcs are moves of single atoms; then one move or swap at a
time where a load is still out. No step may break a cell apart.
"""

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.contiguity import join_fragments
from gridward.grids.design.flow import FlowNetwork
from gridward.grids.design.lloyd import PowerDiagram
from gridward.grids.design.state import Cells
from gridward.grids.design.tessellation import Tessellation

_FLOW_ROUNDS = 6
_SETTLED = 0.012
"""Mean deviation beyond the band below which single moves do the rest."""
_MOST_MOVES = 200_000
_DETOUR = 0.02
"""What a detour counts against imbalance: enough to choose among moves, too little to prevent one."""


def flow_between_cells(
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
    band: float,
) -> NDArray[np.int64]:
    """Move border atoms between neighbouring cells towards the targets, all at once and at the least detour."""
    for turn in range(_FLOW_ROUNDS):
        load = np.bincount(labels, weight, len(targets))
        out = np.maximum(np.abs(load / targets - 1) - band, 0)
        if out.max() <= 0 or (turn and out.mean() < _SETTLED):
            break
        moved = _one_flow(tessellation, weight, labels, diagram, targets, band)
        if (moved == labels).all():
            break
        labels = join_fragments(tessellation, moved, weight, diagram)
    return labels


def _one_flow(
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
    band: float,
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
    # Of each atom only its cheapest move, so that no atom is promised to two cells.
    order = np.lexsort((to, detour, atom))
    first = np.append(True, atom[order][1:] != atom[order][:-1])
    atom, to, detour = atom[order][first], to[order][first], detour[order][first]
    price = (detour / (np.median(detour) / 1e4 + 1e-9)).astype(np.int64) + 1
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
    while len(empty := np.flatnonzero(np.bincount(moved, minlength=cells) == 0)):
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
        out = [
            cell
            for cell in range(cells.count)
            if abs(cells.deviation(cell)) > tolerance and cell not in stuck
        ]
        if not out:
            return
        worst = max(out, key=lambda cell: (abs(cells.deviation(cell)), -cell))
        if _best_step(cells, worst):
            moves += 1
            # What was stuck may be free now, but only beside the cells that changed.
            stuck -= cells.last_touched
        else:
            stuck.add(worst)


def _best_step(cells: Cells, cell: int) -> bool:
    """The move out of or into a cell that lessens the squared deviations most; else a swap; whether there was one."""
    if cells.load[cell] > cells.target[cell]:
        steps = [(atom, to) for atom in cells.border[cell] for to in cells.cells_beside(atom)]
    else:
        around = {n for atom in cells.border[cell] for n in cells.neighbours(atom) if cells.label[n] != cell}
        steps = [(atom, cell) for atom in around]
    ranked = sorted((gain, atom, to) for atom, to in steps if (gain := _gain(cells, atom, to)) < 0)
    for _, atom, to in ranked:
        if cells.can_leave(atom):
            cells.move(atom, to)
            return True
    return _swap(cells, cell)


def _gain(cells: Cells, atom: int, to: int) -> float:
    """The change of the squared deviations by a move, and a little of its detour. Negative is better."""
    weight, away = cells.weight[atom], cells.label[atom]
    if weight == 0:
        return 0.0
    change = (
        2 * weight * ((cells.load[to] - cells.target[to]) - (cells.load[away] - cells.target[away]) + weight)
    )
    if change >= 0:
        return 0.0
    return change + _DETOUR * cells.detour_price * weight * cells.detour(atom, to)


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
    if not cells.can_leave(mine):
        return False
    cells.move(mine, other)
    if theirs in cells.border[other] and cell in cells.cells_beside(theirs) and cells.can_leave(theirs):
        cells.move(theirs, cell)
        return True
    cells.move(mine, cell)
    return False

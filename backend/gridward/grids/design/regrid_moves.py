"""Single moves that keep customers where they were: the fine steps of a change, in the cells that it opened."""

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.balance import flow_between_cells, settle
from gridward.grids.design.contiguity import fragments, join_fragments
from gridward.grids.design.handing_on import hand_on
from gridward.grids.design.lloyd import PowerDiagram
from gridward.grids.design.smoothing import smooth
from gridward.grids.design.state import Cells
from gridward.grids.design.tessellation import Tessellation

_BAND = 0.9
"""The flow between cells aims at this part of the tolerance."""

_TRIES = 3
"""Single moves get stuck where all cells around one are full too; then a flow clears the way, and so on."""


class StayingCells(Cells):
    """Cells whose atoms have a home, the cell that they were in; to leave it counts as a detour of `price`."""

    def __init__(
        self,
        tessellation: Tessellation,
        weight: NDArray[np.int64],
        labels: NDArray[np.int64],
        diagram: PowerDiagram,
        targets: NDArray[np.float64],
        home: NDArray[np.int64],
        price: NDArray[np.float64],
    ) -> None:
        """`home` (n,) is -1 where it is gone; `price` (n,) is in square metres."""
        super().__init__(tessellation, weight, labels, diagram, targets)
        self.home: list[int] = home.tolist()
        self._price: list[float] = price.tolist()
        self.held = False
        """Whether nobody may leave home any more."""

    def detour(self, atom: int, to: int) -> float:
        """As for any cells; home is nearer by the price."""
        away = (to != self.home[atom]) - (self.label[atom] != self.home[atom])
        return max(super().detour(atom, to), 0.0) + self._price[atom] * away

    def can_leave(self, atom: int) -> bool:
        """As for any cells; nobody leaves home while they are held."""
        return not (self.held and self.label[atom] == self.home[atom]) and super().can_leave(atom)


def settle_staying(
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    home: NDArray[np.int64],
    price: NDArray[np.float64],
    diagram: PowerDiagram,
    targets: NDArray[np.float64],
    tolerance: float,
) -> NDArray[np.int64]:
    """From the flow's labels to cells in one piece whose loads are inside the tolerance, at few moves away from home."""
    labels = _fill_empty(tessellation, weight, labels, diagram)
    lost = fragments(tessellation, labels, weight) & (home >= 0)
    labels = np.where(lost, home, labels)
    labels = join_fragments(tessellation, labels, weight, diagram)
    for _ in range(_TRIES):
        # What lay apart may have been all that a cell had.
        if np.bincount(labels, weight, len(targets)).all():
            break
        labels = _fill_empty(tessellation, weight, labels, diagram)
        labels = join_fragments(tessellation, labels, weight, diagram)

    def leaving(
        atom: NDArray[np.int64], here: NDArray[np.int64], there: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        away = (there != home[atom]).astype(float) - (here != home[atom])
        return np.asarray(price[atom] * away)

    band = tolerance * _BAND
    labels = flow_between_cells(tessellation, weight, labels, diagram, targets, band, leaving)
    cells = StayingCells(tessellation, weight, labels, diagram, targets, home, price)
    settle(cells, tolerance)
    hand_on(cells, tolerance)
    for _ in range(_TRIES):
        if all(abs(cells.deviation(cell)) <= tolerance for cell in range(cells.count)):
            break
        labels = np.array(cells.label)
        moved = flow_between_cells(tessellation, weight, labels, diagram, targets, band, leaving)
        for atom in np.flatnonzero(moved != labels).tolist():
            cells.move(atom, int(moved[atom]))
        settle(cells, tolerance)
        hand_on(cells, tolerance)
    if price.any():
        cells.held = True
        _send_home(cells, tolerance)
    smooth(cells, tolerance)
    return np.array(cells.label)


def _fill_empty(
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    diagram: PowerDiagram,
) -> NDArray[np.int64]:
    """A cell that nobody lives in gets the nearest inhabited atom of a cell that has several, as long as there is one."""
    labels, inhabited = labels.copy(), np.flatnonzero(weight > 0)
    sizes = np.bincount(labels[inhabited], minlength=len(diagram.centres))
    for cell in np.flatnonzero(sizes == 0).tolist():
        spare = inhabited[sizes[labels[inhabited]] > 1]
        if not len(spare):
            break
        taken = spare[np.argmin(((tessellation.xy[spare] - diagram.centres[cell]) ** 2).sum(axis=1))]
        sizes[[labels[taken], cell]] += [-1, 1]
        labels[taken] = cell
    return labels


def _send_home(cells: StayingCells, tolerance: float) -> None:
    """Let those go back, nearest first, whose old cell is beside them, as long as both cells stay inside the tolerance."""
    queue = [atom for border in cells.border for atom in border if _is_away(cells, atom)]
    while queue:
        queue.sort(key=lambda atom: (cells.detour(atom, cells.home[atom]), atom))
        went = [atom for atom in queue if _goes_home(cells, atom, tolerance)]
        queue = sorted({n for atom in went for n in cells.neighbours(atom) if _is_away(cells, n)})


def _is_away(cells: StayingCells, atom: int) -> bool:
    return cells.home[atom] >= 0 and cells.label[atom] != cells.home[atom]


def _goes_home(cells: StayingCells, atom: int, tolerance: float) -> bool:
    home, away, weight = cells.home[atom], cells.label[atom], cells.weight[atom]
    if home not in cells.cells_beside(atom):
        return False
    for cell, load in ((home, cells.load[home] + weight), (away, cells.load[away] - weight)):
        if abs(load - cells.target[cell]) > tolerance * cells.target[cell]:
            return False
    if not cells.can_leave(atom):
        return False
    cells.move(atom, home)
    return True

"""Cells while single atoms move between them: plain lists, because steps are small and many."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.lloyd import PowerDiagram
from gridward.grids.design.tessellation import Tessellation


class Cells:
    """Labels of atoms with loads, borders and neighbours kept true under `move`."""

    def __init__(
        self,
        tessellation: Tessellation,
        weight: NDArray[np.int64],
        labels: NDArray[np.int64],
        diagram: PowerDiagram,
        targets: NDArray[np.float64],
    ) -> None:
        self.count = len(targets)
        self.weight: list[int] = weight.tolist()
        self.label: list[int] = labels.tolist()
        self.target: list[float] = targets.tolist()
        self.load: list[int] = np.bincount(labels, weight, self.count).astype(np.int64).tolist()
        self.piece: list[int] = tessellation.piece.tolist()
        self._start: list[int] = tessellation.start.tolist()
        self._neighbour: list[int] = tessellation.neighbour.tolist()
        self._length: list[float] = tessellation.border.tolist()
        self._xy: list[list[float]] = tessellation.xy.tolist()
        self._centre: list[list[float]] = diagram.centres.tolist()
        self._power: list[float] = diagram.weights.tolist()
        self._size: list[int] = np.bincount(labels, minlength=self.count).tolist()
        self.border: list[set[int]] = [set() for _ in range(self.count)]
        sources = tessellation.sources
        at_border = np.unique(sources[labels[sources] != labels[tessellation.neighbour]])
        for atom, cell in zip(at_border.tolist(), labels[at_border].tolist(), strict=True):
            self.border[cell].add(atom)
        spread = ((tessellation.xy - diagram.centres[labels]) ** 2).sum(axis=1)
        self.detour_price = float(targets.mean() / max(float(np.median(spread)), 1.0))
        """Imbalance (squared weight a unit of weight) that one square metre of detour is worth."""
        self.last_touched: set[int] = set()

    def deviation(self, cell: int) -> float:
        """The cell's load against its target, as a share."""
        return self.load[cell] / self.target[cell] - 1

    def excess(self, tolerance: float) -> float:
        """By how much all loads together are beyond the tolerance, in shares of their targets."""
        return sum(max(abs(self.deviation(cell)) - tolerance, 0.0) for cell in range(self.count))

    def neighbours(self, atom: int) -> list[int]:
        """The atoms beside one."""
        return self._neighbour[self._start[atom] : self._start[atom + 1]]

    def cells_beside(self, atom: int) -> set[int]:
        """The other cells that an atom borders."""
        return {self.label[n] for n in self.neighbours(atom)} - {self.label[atom]}

    def borders_by_cell(self, atom: int) -> dict[int, float]:
        """The length of border that an atom shares with each cell, its own too."""
        shared: dict[int, float] = {}
        for place in range(self._start[atom], self._start[atom + 1]):
            cell = self.label[self._neighbour[place]]
            shared[cell] = shared.get(cell, 0.0) + self._length[place]
        return shared

    def detour(self, atom: int, to: int) -> float:
        """By how much an atom is nearer, in power distance, to its own cell than to another (square metres)."""
        return self._distance(atom, to) - self._distance(atom, self.label[atom])

    def _distance(self, atom: int, cell: int) -> float:
        east, north = self._xy[atom]
        x, y = self._centre[cell]
        return (east - x) ** 2 + (north - y) ** 2 - self._power[cell]

    def can_move(self, atom: int, to: int) -> bool:
        """Whether the atom's cell stays whole without it, and the other does not close around something with it."""
        joined = [n for n in self.neighbours(atom) if self.label[n] == to]
        return self._meet(atom, joined) and self.can_leave(atom)

    def _meet(self, atom: int, joined: list[int]) -> bool:
        """Whether neighbours of an atom, all of one cell, reach each other by way of each other."""
        if len(joined) < 2:
            return True
        missing, queue = set(joined[1:]), [joined[0]]
        while queue and missing:
            near = missing.intersection(self.neighbours(queue.pop()))
            missing -= near
            queue.extend(near)
        return not missing

    def can_leave(self, atom: int) -> bool:
        """Whether the atom's cell keeps an atom, and customers where it has any, and stays in one piece without it."""
        cell = self.label[atom]
        if self._size[cell] == 1 or 0 < self.load[cell] == self.weight[atom]:
            return False
        own = [n for n in self.neighbours(atom) if self.label[n] == cell]
        if len(own) == 1:
            return True
        if not own:
            # Alone on its piece of land: it may go, as long as the cell has atoms elsewhere.
            return True
        return self._joined_without(atom, own, near=True) or self._joined_without(atom, own, near=False)

    def _joined_without(self, atom: int, own: list[int], *, near: bool) -> bool:
        """Whether all of `own` reach each other without `atom`: at first only by way of each other, which is quick."""
        cell, missing = self.label[atom], set(own[1:])
        seen, queue = {atom, own[0]}, deque([own[0]])
        while queue and missing:
            for n in self.neighbours(queue.popleft()):
                if n in seen or self.label[n] != cell or (near and n not in missing):
                    continue
                seen.add(n)
                missing.discard(n)
                queue.append(n)
        return not missing

    def move(self, atom: int, to: int) -> None:
        """Give an atom to another cell."""
        away = self.label[atom]
        self.label[atom] = to
        self.load[away] -= self.weight[atom]
        self.load[to] += self.weight[atom]
        self._size[away] -= 1
        self._size[to] += 1
        self.border[away].discard(atom)
        self._note_border(atom)
        for n in self.neighbours(atom):
            self._note_border(n)
        self.last_touched = {away, to} | {self.label[n] for n in self.neighbours(atom)}

    def _note_border(self, atom: int) -> None:
        label, cell = self.label, self.label[atom]
        for n in self.neighbours(atom):
            if label[n] != cell:
                self.border[cell].add(atom)
                return
        self.border[cell].discard(atom)

"""Which part of a group holds which cells: whole ones, and a portion of each cell that lies on both sides of a crossing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.parts import Parts
from gridward.grids.design.sharing import Targets

_NOTHING = 1e-6


@dataclass(frozen=True)
class Portion:
    """The cells of one part, with the load of each that lies in it."""

    part: int
    cells: NDArray[np.int64]
    load: NDArray[np.float64]
    pinned: dict[int, int]
    """The atom, at the end of a crossing, around which the portion of a cell lies."""


def portions(parts: Parts, atoms: Atoms, targets: Targets) -> list[Portion]:
    """The portions of all parts: along the crossings a part takes whole cells, and shares the next with its neighbour."""
    count = int(parts.part.max()) + 1
    left = np.bincount(parts.part, atoms.weight, count).astype(float)
    owned = np.flatnonzero(targets.own >= 0)
    np.subtract.at(left, parts.part[targets.own[owned]], targets.load[owned])
    group_of_part = np.empty(count, np.int64)
    group_of_part[parts.part] = parts.group
    found = []
    for group, cells in enumerate(parts.cells):
        members = np.flatnonzero(group_of_part == group).tolist()
        free = [int(cell) for cell in cells if targets.own[cell] < 0]
        wanted = targets.load[free]
        scale = left[members].sum() / max(wanted.sum(), _NOTHING)
        loads = dict(zip(free, (wanted * scale).tolist(), strict=True))
        found += _Tree(parts, members, left, loads).portions()
    return found


class _Tree:
    """The parts of a group, joined by crossings, from the outermost to the heaviest."""

    def __init__(
        self, parts: Parts, members: list[int], left: NDArray[np.float64], loads: dict[int, float]
    ) -> None:
        self._left, self._waiting = left, sorted(loads, key=lambda cell: (-loads[cell], cell))
        self._load = loads
        self._held: dict[int, dict[int, float]] = {part: {} for part in members}
        self._pins: dict[int, dict[int, int]] = {part: {} for part in members}
        self._up: dict[int, tuple[int, int, int]] = {}
        self._order = self._rooted(parts, members)

    def _rooted(self, parts: Parts, members: list[int]) -> list[int]:
        beside: dict[int, list[tuple[int, int, int]]] = {part: [] for part in members}
        for one in parts.crossings:
            a, b = one.pair
            here, there = int(parts.part[a]), int(parts.part[b])
            if here in beside:
                beside[here].append((there, a, b))
                beside[there].append((here, b, a))
        root = max(members, key=lambda part: (self._left[part], -part))
        order = [root]
        for part in order:
            for other, mine, theirs in beside[part]:
                if other not in order:
                    self._up[other] = (part, theirs, mine)
                    order.append(other)
        return order[::-1]

    def portions(self) -> list[Portion]:
        """One portion a part."""
        owed: dict[int, list[tuple[int, float]]] = {part: [] for part in self._order}
        for part in self._order:
            rest = float(self._left[part])
            passed = []
            for cell, load in owed[part]:
                taken = min(load, rest) if part in self._up else load
                self._held[part][cell] = taken
                rest -= taken
                if load - taken > _NOTHING:
                    passed.append((cell, load - taken))
            last = part not in self._up
            while self._waiting and (last or rest > _NOTHING):
                cell = self._waiting.pop()
                taken = self._load[cell] if last else min(self._load[cell], rest)
                self._held[part][cell] = taken
                rest -= taken
                if self._load[cell] - taken > _NOTHING:
                    passed.append((cell, self._load[cell] - taken))
            for cell, load in passed:
                self._pass(part, cell, load, owed)
        return [
            Portion(
                part,
                np.array(list(self._held[part]), np.int64),
                np.array(list(self._held[part].values())),
                self._pins[part],
            )
            for part in self._order
        ]

    def _pass(self, part: int, cell: int, load: float, owed: dict[int, list[tuple[int, float]]]) -> None:
        up, mine, theirs = self._up[part]
        owed[up].append((cell, load))
        self._pins[part].setdefault(cell, mine)
        self._pins[up][cell] = theirs

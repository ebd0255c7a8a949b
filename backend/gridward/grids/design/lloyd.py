"""Balanced Lloyd: cells as a power diagram whose weights keep every load inside a band.

Each round sends the atoms' weight to the nearest cells in power distance by a minimum-cost flow with bounded loads; the
centres move to the flow's centroids, and the flow's node potentials are the next power weights. (Centroidal power diagrams:
Aurenhammer, Hoffmann, Aronov 1998; Balzer and Heck 2008; the flow makes each round exact.)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.flow import FlowNetwork, Infeasible

_ROUNDS = 25
_CANDIDATES = 8
_FIRST_CANDIDATES = 10
_REBUILD_EVERY = 4
_STILL = 1e-3
"""Relative gain below which the centres have come to rest."""


@dataclass(frozen=True)
class PowerDiagram:
    """Centres with additive weights: a point belongs to the cell with the least `distance² - weight`."""

    centres: NDArray[np.float64]
    weights: NDArray[np.float64]
    """Square metres."""

    def nearest(self, xy: NDArray[np.float64], count: int) -> NDArray[np.int64]:
        """(n, count): the cells nearest to each point in power distance, nearest first.

        A third coordinate of `sqrt(max weight - weight)` turns power distance into plain distance, which a k-d tree finds.
        """
        height = np.sqrt(np.maximum(self.weights.max() - self.weights, 0.0))
        tree = cKDTree(np.column_stack([self.centres, height]))
        flat = np.column_stack([xy, np.zeros(len(xy))])
        return np.asarray(tree.query(flat, k=min(count, len(self.weights)))[1]).reshape(len(xy), -1)


@dataclass(frozen=True)
class Pull:
    """Points that draw the centres of some cells to themselves."""

    to: NDArray[np.float64]
    """(cells, 2), metres."""
    strength: NDArray[np.float64]
    """(cells,), from 0 for free to 1 for fixed."""

    @staticmethod
    def of(xy: NDArray[np.float64], cell: NDArray[np.int64], strength: float, cells: int) -> "Pull":
        """A pull of `strength` to the points (s, 2) on the `cell` (s,) of each."""
        pull = Pull(np.zeros((cells, 2)), np.zeros(cells))
        pull.to[cell], pull.strength[cell] = xy, strength
        return pull

    def for_cells(self, cells: NDArray[np.int64]) -> "Pull":
        """The pull on some of the cells, numbered anew."""
        return Pull(self.to[cells], self.strength[cells])

    def applied(self, centres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where centres come to lie."""
        return centres + self.strength[:, None] * (self.to - centres)


def balanced_lloyd(
    atoms: Atoms,
    targets: NDArray[np.float64],
    centres: NDArray[np.float64],
    band: float,
    pull: Pull | None = None,
) -> PowerDiagram:
    """Move the centres until they rest. `band` is the allowed deviation of a load, as a share of its target."""
    diagram = PowerDiagram(centres, np.zeros(len(centres)))
    previous = np.inf
    transport: _Transport | None = None
    for turn in range(_ROUNDS):
        if transport is None or turn % _REBUILD_EVERY == 0:
            transport = _Transport(atoms, targets, band, diagram, _CANDIDATES if turn else _FIRST_CANDIDATES)
        flow, cost, weights = transport.solve(diagram.centres)
        moved = transport.centroids(flow, diagram.centres)
        diagram = PowerDiagram(moved if pull is None else pull.applied(moved), weights)
        if turn >= 3 and cost > previous * (1 - _STILL):
            break
        previous = cost
    return diagram


class _Transport:
    """Atoms to candidate cells, cells to one sink with bounded loads."""

    def __init__(
        self, atoms: Atoms, targets: NDArray[np.float64], band: float, diagram: PowerDiagram, candidates: int
    ) -> None:
        self._atoms, self._targets, self._band, self._diagram = atoms, targets, band, diagram
        self._build(candidates)

    def _build(self, candidates: int) -> None:
        count, cells = len(self._atoms), len(self._targets)
        self._cells = np.sort(self._diagram.nearest(self._atoms.xy, candidates), axis=1)
        width = self._cells.shape[1]
        sink = count + cells
        tails = np.concatenate([np.repeat(np.arange(count), width), np.arange(count, sink)])
        heads = np.concatenate([self._cells.ravel() + count, np.full(cells, sink)])
        self._network = FlowNetwork(sink + 1, tails, heads)
        self._network.set_supply(
            np.concatenate([self._atoms.weight, np.zeros(cells, np.int64), [-self._atoms.weight.sum()]])
        )
        low = np.floor(self._targets * (1 - self._band)).astype(np.int64)
        high = np.ceil(self._targets * (1 + self._band)).astype(np.int64)
        self._network.set_bounds(
            np.concatenate([np.zeros(count * width, np.int64), low]),
            np.concatenate([np.repeat(self._atoms.weight, width), high]),
        )

    def solve(self, centres: NDArray[np.float64]) -> tuple[NDArray[np.int64], float, NDArray[np.float64]]:
        """The flow (atoms, candidates), its cost, and the power weights that go with it."""
        count, cells = len(self._atoms), len(self._targets)
        while True:
            offset = self._atoms.xy[:, None, :] - centres[self._cells]
            distance = (offset**2).sum(axis=2)
            # Only differences matter; the unit keeps whole-number costs fine enough and small enough.
            extra = distance - distance.min(axis=1, keepdims=True)
            unit = max(
                float(self._atoms.weight @ distance.min(axis=1)) / self._atoms.weight.sum() / 1e6, 1e-6
            )
            cost = np.concatenate([(extra / unit).ravel().astype(np.int64), np.zeros(cells, np.int64)])
            try:
                flow = self._network.solve(cost)
                break
            except Infeasible:
                if self._cells.shape[1] >= cells:
                    raise
                self._build(2 * self._cells.shape[1])
        carried = flow[: extra.size].reshape(extra.shape)
        weights = self._network.potentials()[count : count + cells].astype(float) * unit
        return carried, float((carried * distance).sum()), weights

    def centroids(self, flow: NDArray[np.int64], before: NDArray[np.float64]) -> NDArray[np.float64]:
        """The centres of weight of what each cell got; a cell that got nothing stays."""
        cells = len(self._targets)
        load = np.bincount(self._cells.ravel(), flow.ravel(), cells)
        sums = [
            np.bincount(self._cells.ravel(), (flow * self._atoms.xy[:, axis, None]).ravel(), cells)
            for axis in (0, 1)
        ]
        return np.where(load[:, None] > 0, np.column_stack(sums) / np.maximum(load, 1)[:, None], before)

"""Who stays and who goes: a flow from runs of atoms to their own cell and its neighbours, in which leaving costs.

As in a fresh design the cells are a power diagram that comes from a flow with bounded loads; but an atom's way to another
cell than its own is longer by `mu * r²`, r being the mean distance in the cell that it leaves. Nobody pays for leaving a
cell that vanishes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.flow import FlowNetwork
from gridward.grids.design.hilbert import hilbert_order
from gridward.grids.design.lloyd import PowerDiagram, Pull
from gridward.grids.design.regrid_window import CellGraph

_ROUNDS = 3
_UNITS = 1e5
"""Costs are whole numbers; so many make the usual way,"""
_MOST_UNITS = 1e9
"""and never more than so many the longest, so that the solver can add them."""


@dataclass(frozen=True)
class Runs:
    """Atoms of one cell that lie one after the other on the Hilbert curve."""

    of_atom: NDArray[np.int64]
    weight: NDArray[np.int64]
    xy: NDArray[np.float64]
    home: NDArray[np.int64]

    @classmethod
    def within_cells(cls, atoms: Atoms, labels: NDArray[np.int64], size: float) -> "Runs":
        """Runs of about `size` weight each; none spans two cells."""
        curve = hilbert_order(atoms.xy)
        order = curve[np.argsort(labels[curve], kind="stable")]
        weight, cell = atoms.weight[order].astype(float), labels[order]
        before = np.cumsum(weight) - weight
        start = np.append(True, cell[1:] != cell[:-1])
        within = before - before[start][np.cumsum(start) - 1] + weight / 2
        bucket = (within // max(size, 1.0)).astype(np.int64)
        fresh = start | np.append(True, bucket[1:] != bucket[:-1])
        run = np.empty(len(atoms), np.int64)
        run[order] = np.cumsum(fresh) - 1
        count = int(fresh.sum())
        # Places that nobody lives in any more weigh a little here, so that their run has a middle too.
        mass = atoms.weight + 1e-6
        total = np.bincount(run, mass, count)
        middle = [np.bincount(run, mass * atoms.xy[:, axis], count) / total for axis in (0, 1)]
        return cls(
            run, np.bincount(run, atoms.weight, count).astype(np.int64), np.column_stack(middle), cell[fresh]
        )


@dataclass(frozen=True)
class Stay:
    """What the flow says."""

    to: NDArray[np.int64]
    """The cell of each run."""
    diagram: PowerDiagram
    """Centres and power weights of all cells."""
    missed: int
    """Customers by whom the loads miss their bounds."""


def least_leaving(
    runs: Runs,
    graph: CellGraph,
    centres: NDArray[np.float64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    price: NDArray[np.float64],
    pull: Pull,
) -> Stay:
    """Runs to cells (k,) whose loads are to be within `low` and `high`; a cell with `high` 0 is given up.

    `price` (k,) is what leaving each cell costs, in square metres. `centres` are where the cells have theirs at first.
    """
    arcs = _Arcs.of(runs, graph, high > 0)
    network = _network(runs, arcs, low, high)
    cells, count = len(low), len(runs.weight)
    leaving = np.where(arcs.cell == runs.home[arcs.run], 0.0, price[runs.home[arcs.run]])
    unit, flow, beyond = 1.0, np.zeros(len(arcs.run), np.int64), np.zeros(0, np.int64)
    for _ in range(_ROUNDS):
        way = ((runs.xy[arcs.run] - centres[arcs.cell]) ** 2).sum(axis=1)
        least = np.full(count, np.inf)
        np.minimum.at(least, arcs.run, way)
        unit = max(float(np.median(least)) / _UNITS, float((way + leaving).max()) / _MOST_UNITS, 1e-6)
        cost = ((way - least[arcs.run] + leaving) / unit).astype(np.int64)
        dear = np.full(2 * cells, 20 * int(cost.max()) + 1)
        solved = network.solve(np.concatenate([cost, np.zeros(cells, np.int64), dear]))
        flow, beyond = solved[: len(cost)], solved[len(cost) + cells :]
        centres = pull.applied(arcs.centroids(runs, flow, centres))
    power = network.potentials()[count : count + cells].astype(float) * unit
    # Cells without arcs have no say in the flow, and their potentials no meaning.
    power[np.bincount(arcs.cell, minlength=cells) == 0] = 0.0
    return Stay(arcs.heaviest(flow, cost, count), PowerDiagram(centres, power), int(beyond.sum()))


@dataclass(frozen=True)
class _Arcs:
    """Runs and the cells that they may have, by run, then cell."""

    run: NDArray[np.int64]
    cell: NDArray[np.int64]

    @classmethod
    def of(cls, runs: Runs, graph: CellGraph, stays: NDArray[np.bool_]) -> "_Arcs":
        here, there = graph.pairs()
        cells = len(stays)
        start = np.searchsorted(here, np.arange(cells + 1))
        degree = np.diff(start)[runs.home]
        run = np.repeat(np.arange(len(runs.home)), degree)
        step = np.arange(len(run)) - np.repeat(np.cumsum(degree) - degree, degree)
        cell = there[start[runs.home[run]] + step]
        run = np.concatenate([np.arange(len(runs.home)), run])
        cell = np.concatenate([runs.home, cell])
        run, cell = run[stays[cell]], cell[stays[cell]]
        order = np.lexsort((cell, run))
        return cls(run[order], cell[order])

    def centroids(
        self, runs: Runs, flow: NDArray[np.int64], before: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The centres of weight of what each cell got; a cell that got nothing keeps its own."""
        load = np.bincount(self.cell, flow, len(before))
        sums = [np.bincount(self.cell, flow * runs.xy[self.run, axis], len(before)) for axis in (0, 1)]
        return np.where(load[:, None] > 0, np.column_stack(sums) / np.maximum(load, 1)[:, None], before)

    def heaviest(self, flow: NDArray[np.int64], cost: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        """The cell (count,) that gets most of each run; of equals the cheaper one."""
        order = np.lexsort((-cost, flow, self.run))
        last = np.append(self.run[order][1:] != self.run[order][:-1], True)
        to = np.empty(count, np.int64)
        to[self.run[order][last]] = self.cell[order][last]
        return to


def _network(runs: Runs, arcs: _Arcs, low: NDArray[np.int64], high: NDArray[np.int64]) -> FlowNetwork:
    """Runs to cells, cells to one sink; what is beyond a bound takes one of two dear arcs."""
    count, cells, total = len(runs.weight), len(low), int(runs.weight.sum())
    cell, sink = np.arange(count, count + cells), np.full(cells, count + cells)
    network = FlowNetwork(
        count + cells + 1,
        np.concatenate([arcs.run, cell, cell, sink]),
        np.concatenate([count + arcs.cell, sink, sink, cell]),
    )
    network.set_supply(np.concatenate([runs.weight, np.zeros(cells, np.int64), [-total]]))
    none = np.zeros(len(arcs.run), np.int64)
    network.set_bounds(
        np.concatenate([none, low, np.zeros(2 * cells, np.int64)]),
        np.concatenate([runs.weight[arcs.run], high, np.full(2 * cells, total)]),
    )
    return network

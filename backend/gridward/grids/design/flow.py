"""Minimum-cost flow: the one place that knows the solvers.

pylmcf (LEMON's network simplex, Boost licence) is the first choice; where it is not installed, OR-tools (cost scaling,
Apache licence) gives flows of the same cost, several times slower because it begins anew each time.
"""

from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Infeasible(Exception):
    """The demands cannot be met over the arcs given."""


class FlowSolver(Protocol):
    """A network with fixed arcs, which are sorted by tail and head."""

    def set_supply(self, supply: NDArray[np.int64]) -> None:
        """What each node gives (positive) or takes (negative)."""

    def set_bounds(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        """The least and the most flow of each arc."""

    def solve(self, cost: NDArray[np.int64]) -> NDArray[np.int64]:
        """The cheapest flow of each arc. Raises `Infeasible`."""

    def potentials(self) -> NDArray[np.int64]:
        """The nodes' dual values of the last solution."""


class FlowNetwork:
    """A network with fixed arcs, solved again and again with other costs; the last solution is the next start."""

    def __init__(
        self, nodes: int, tails: NDArray[np.int64], heads: NDArray[np.int64], solver: str | None = None
    ) -> None:
        """`solver` is `pylmcf` or `ortools`; by default the first that is installed."""
        # The solvers want arcs by tail, then head; callers keep their own order.
        self._order = np.lexsort((heads, tails))
        name = solver or ("pylmcf" if find_spec("pylmcf") else "ortools")
        make = _NetworkSimplex if name == "pylmcf" else _CostScaling
        self._solver: FlowSolver = make(
            nodes, tails[self._order].astype(np.int32), heads[self._order].astype(np.int32)
        )

    def set_supply(self, supply: NDArray[np.int64]) -> None:
        """What each node gives (positive) or takes (negative); sums to zero."""
        self._solver.set_supply(np.ascontiguousarray(supply, np.int64))

    def set_bounds(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        """The least and the most flow of each arc."""
        self._solver.set_bounds(
            np.ascontiguousarray(low[self._order], np.int64),
            np.ascontiguousarray(high[self._order], np.int64),
        )

    def solve(self, cost: NDArray[np.int64]) -> NDArray[np.int64]:
        """The cheapest flow of each arc. Raises `Infeasible`."""
        flow = np.empty(len(self._order), np.int64)
        flow[self._order] = self._solver.solve(np.ascontiguousarray(cost[self._order], np.int64))
        return flow

    def potentials(self) -> NDArray[np.int64]:
        """The nodes' dual values of the last solution: for an arc i-j that carries flow, cost + p[i] - p[j] = 0."""
        return self._solver.potentials()


class _NetworkSimplex:
    def __init__(self, nodes: int, tails: NDArray[np.int32], heads: NDArray[np.int32]) -> None:
        import pylmcf  # noqa: PLC0415 - not everywhere

        self._graph = pylmcf.Graph(nodes, tails, heads)

    def set_supply(self, supply: NDArray[np.int64]) -> None:
        self._graph.set_node_supply(supply)

    def set_bounds(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        self._graph.set_edge_minimums(low)
        self._graph.set_edge_capacities(high)

    def solve(self, cost: NDArray[np.int64]) -> NDArray[np.int64]:
        self._graph.set_edge_costs(cost)
        try:
            self._graph.solve()
        except RuntimeError as error:
            raise Infeasible from error
        return np.asarray(self._graph.result(), np.int64)

    def potentials(self) -> NDArray[np.int64]:
        return np.asarray(self._graph.potentials(), np.int64)


class _CostScaling:
    def __init__(self, nodes: int, tails: NDArray[np.int32], heads: NDArray[np.int32]) -> None:
        self._nodes, self._tails, self._heads = nodes, tails, heads
        self._supply = np.zeros(nodes, np.int64)

    def set_supply(self, supply: NDArray[np.int64]) -> None:
        self._supply = supply

    def set_bounds(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        self._low, self._high = low, high

    def solve(self, cost: NDArray[np.int64]) -> NDArray[np.int64]:
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - not everywhere

        # It knows no lower bounds: what must flow is sent beforehand.
        supply = self._supply.copy()
        np.subtract.at(supply, self._tails, self._low)
        np.add.at(supply, self._heads, self._low)
        network = SimpleMinCostFlow()
        arcs = network.add_arcs_with_capacity_and_unit_cost(
            self._tails, self._heads, self._high - self._low, cost
        )
        network.set_nodes_supplies(np.arange(self._nodes, dtype=np.int32), supply)
        if network.solve() != network.OPTIMAL:
            raise Infeasible
        self._cost, self._flow = cost, np.asarray(network.flows(arcs), np.int64) + self._low
        return self._flow

    def potentials(self) -> NDArray[np.int64]:
        """Lengths of shortest paths over the arcs whose flow may still change (Bellman and Ford)."""
        more, less = self._flow < self._high, self._flow > self._low
        tails = np.concatenate([self._tails[more], self._heads[less]])
        heads = np.concatenate([self._heads[more], self._tails[less]])
        cost = np.concatenate([self._cost[more], -self._cost[less]])
        length = np.zeros(self._nodes, np.int64)
        while True:
            shorter = length.copy()
            np.minimum.at(shorter, heads, length[tails] + cost)
            if (shorter == length).all():
                return length
            length = shorter

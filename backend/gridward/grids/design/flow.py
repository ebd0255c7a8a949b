"""Minimum-cost flow: the one place that knows the solver (pylmcf: LEMON's network simplex, Boost licence)."""

import numpy as np
import pylmcf
from numpy.typing import NDArray


class Infeasible(Exception):
    """The demands cannot be met over the arcs given."""


class FlowNetwork:
    """A network with fixed arcs, solved again and again with other costs; the last solution is the next start."""

    def __init__(self, nodes: int, tails: NDArray[np.int64], heads: NDArray[np.int64]) -> None:
        # The solver wants arcs by tail, then head; callers keep their own order.
        self._order = np.lexsort((heads, tails))
        self._graph = pylmcf.Graph(
            nodes, tails[self._order].astype(np.int32), heads[self._order].astype(np.int32)
        )

    def set_supply(self, supply: NDArray[np.int64]) -> None:
        """What each node gives (positive) or takes (negative); sums to zero."""
        self._graph.set_node_supply(np.ascontiguousarray(supply, np.int64))

    def set_bounds(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        """The least and the most flow of each arc."""
        self._graph.set_edge_minimums(np.ascontiguousarray(low[self._order], np.int64))
        self._graph.set_edge_capacities(np.ascontiguousarray(high[self._order], np.int64))

    def solve(self, cost: NDArray[np.int64]) -> NDArray[np.int64]:
        """The cheapest flow of each arc. Raises `Infeasible`."""
        self._graph.set_edge_costs(np.ascontiguousarray(cost[self._order], np.int64))
        try:
            self._graph.solve()
        except RuntimeError as error:
            raise Infeasible from error
        flow = np.empty(len(self._order), np.int64)
        flow[self._order] = self._graph.result()
        return flow

    def potentials(self) -> NDArray[np.int64]:
        """The nodes' dual values of the last solution: for an arc i-j that carries flow, cost + p[i] - p[j] = 0."""
        return np.asarray(self._graph.potentials(), np.int64)

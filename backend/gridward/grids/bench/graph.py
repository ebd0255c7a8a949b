"""The graph of buildings that peers of graphs are given: this engine's neighbours, made whole by the shortest crossings."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from gridward.grids.bench.city import City
from gridward.grids.design.land import Land
from gridward.grids.design.tessellation import tessellate


@dataclass(frozen=True)
class Graph:
    """Neighbours in compressed rows: those of building i stand at start[i] : start[i + 1], in order."""

    start: NDArray[np.int64]
    neighbour: NDArray[np.int64]

    @property
    def sources(self) -> NDArray[np.int64]:
        """The building whose neighbour stands at each place of `neighbour`."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def edges(self) -> list[tuple[int, int]]:
        """Each pair of neighbours once."""
        once = self.sources < self.neighbour
        return list(zip(self.sources[once].tolist(), self.neighbour[once].tolist(), strict=True))


def connected_graph(city: City) -> Graph:
    """Neighbours over land, and between parts that only water divides the one shortest crossing.

    Most libraries of graphs refuse a graph in parts, so without crossings they could not be compared at all.
    """
    land = Land(city.land)
    tessellation = tessellate(city.xy, land.piece_of(city.xy), land)
    pairs = np.column_stack([tessellation.sources, tessellation.neighbour])
    count = len(city.xy)
    while True:
        links = csr_matrix((np.ones(len(pairs), np.int8), pairs.T), shape=(count, count))
        parts, part = connected_components(links, directed=False)
        if parts == 1:
            break
        crossing = _shortest_crossing(city.xy, part == np.argmin(np.bincount(part)))
        pairs = np.concatenate([pairs, [crossing, crossing[::-1]]])
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    start = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 0], minlength=count))])
    return Graph(start.astype(np.int64), pairs[order, 1].astype(np.int64))


def _shortest_crossing(xy: NDArray[np.float64], inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The building inside and the one outside that are nearest to each other."""
    here, there = np.flatnonzero(inside), np.flatnonzero(~inside)
    away, nearest = cKDTree(xy[there]).query(xy[here])
    closest = int(np.argmin(away))
    return np.array([here[closest], there[nearest[closest]]])

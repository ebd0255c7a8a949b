"""Which cells take part in a change: those that it concerns, and a few rings of cells around them."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.spatial import cKDTree

from gridward.grids.design.tessellation import Tessellation


class CellGraph:
    """Which cells border which, over land; new cells border those around their spots."""

    def __init__(self, links: csr_matrix) -> None:
        self._links = links

    @classmethod
    def of(cls, tessellation: Tessellation, labels: NDArray[np.int64], cells: int) -> "CellGraph":
        """The graph of the cells that the atoms' labels make."""
        here, there = labels[tessellation.sources], labels[tessellation.neighbour]
        return cls(_symmetric(here[here != there], there[here != there], cells))

    def with_links(self, here: NDArray[np.int64], there: NDArray[np.int64]) -> "CellGraph":
        """The graph with more pairs of neighbours."""
        return CellGraph(self._links + _symmetric(here, there, self._links.shape[0]))

    def with_ways_out(self, vanished: NDArray[np.bool_], centres: NDArray[np.float64]) -> "CellGraph":
        """The graph in which whoever lives in a cell that is given up borders one that stays.

        In the midst of such cells those around count as beside; for a whole island that loses its cells, the nearest one.
        """
        links = self._links
        stranded = vanished & (links @ (~vanished).astype(np.int64) == 0)
        while stranded.any():
            wider = ((links + diags(stranded.astype(float)) @ links @ links) > 0).astype(np.int64)
            left = vanished & (wider @ (~vanished).astype(np.int64) == 0)
            if wider.nnz == links.nnz:
                break
            links, stranded = wider.tocsr(), left
        graph = CellGraph(links)
        lost, kept = np.flatnonzero(stranded), np.flatnonzero(~vanished)
        return (
            graph.with_links(lost, kept[cKDTree(centres[kept]).query(centres[lost])[1]])
            if len(lost)
            else graph
        )

    def merged(self, whole: NDArray[np.int64], cells: int) -> "CellGraph":
        """The graph of `cells` cells that each of these is a part of."""
        here, there = self.pairs()
        apart = whole[here] != whole[there]
        return CellGraph(_symmetric(whole[here[apart]], whole[there[apart]], cells))

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All pairs of neighbours, in both directions, by the first."""
        here, there = self._links.nonzero()
        return here.astype(np.int64), there.astype(np.int64)

    def around(self, cells: NDArray[np.bool_], rings: int) -> NDArray[np.bool_]:
        """The cells, and those within so many rings of neighbours around them."""
        inside = cells.copy()
        for _ in range(rings):
            inside |= (self._links @ inside.astype(np.int64)) > 0
        return inside


def _symmetric(here: NDArray[np.int64], there: NDArray[np.int64], cells: int) -> csr_matrix:
    both = np.concatenate([here, there]), np.concatenate([there, here])
    return (csr_matrix((np.ones(len(both[0]), np.int64), both), shape=(cells, cells)) > 0).astype(np.int64)

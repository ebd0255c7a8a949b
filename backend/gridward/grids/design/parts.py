"""Parts of a city that hang together: what water, borders and roads leave connected is cut on its own.

A part gets a whole number of cells. One that cannot hold a whole number within the tolerance is joined to a neighbour over
the shortest crossing, so that at most one cell for each such crossing lies on both sides.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.sharing import Targets, share_out
from gridward.grids.design.tessellation import Tessellation


@dataclass(frozen=True)
class Crossing:
    """Two atoms over which parts were joined that could not hold whole numbers of cells."""

    pair: tuple[int, int]
    """Indices of the atoms."""
    length_m: float
    weight: int
    """What the part holds that was joined to the other."""


@dataclass(frozen=True)
class Parts:
    """The city in groups that are cut apart from each other."""

    part: NDArray[np.int64]
    """The part (connected without any crossing) of each atom."""
    group: NDArray[np.int64]
    """The group of parts of each atom."""
    cells: tuple[NDArray[np.int64], ...]
    """The cells of each group."""
    crossings: tuple[Crossing, ...]


def divide(tessellation: Tessellation, atoms: Atoms, targets: Targets, tolerance: float) -> Parts:
    """Join parts until every group can hold some of the cells, with a mean load within `tolerance` of their targets."""
    count, part = _connected(tessellation)
    group = np.arange(count)
    edges = _Edges(tessellation, part)
    weight = np.bincount(part, atoms.weight, count)
    crossings: list[Crossing] = []
    while True:
        weights = np.bincount(group, weight, count).astype(float)
        present = np.unique(group)
        cells, bad = share_out(weights, present, group[part], targets, tolerance)
        if bad is None:
            break
        pair, length = edges.shortest(group, bad)
        crossings.append(Crossing(pair, length, int(weights[bad])))
        group[group == bad] = group[part[pair[1]]]
    numbers = np.searchsorted(present, group)
    return Parts(part, numbers[part], cells, tuple(crossings))


def _connected(tessellation: Tessellation) -> tuple[int, NDArray[np.int64]]:
    count = len(tessellation.xy)
    links = csr_matrix(
        (np.ones(len(tessellation.neighbour), np.int8), tessellation.neighbour, tessellation.start),
        shape=(count, count),
    )
    parts, part = connected_components(links, directed=False)
    return parts, part.astype(np.int64)


class _Edges:
    """Edges between atoms of different parts: first those whose regions meet on land, then over water, then any."""

    def __init__(self, tessellation: Tessellation, part: NDArray[np.int64]) -> None:
        self._xy, self._part = tessellation.xy, part
        pairs = tessellation.pairs[part[tessellation.pairs[:, 0]] != part[tessellation.pairs[:, 1]]]
        apart = tessellation.piece[pairs[:, 0]] != tessellation.piece[pairs[:, 1]]
        self._choices = [
            self._sorted(choice) for choice in (np.concatenate([tessellation.crossing, pairs[apart]]), pairs)
        ]

    def _sorted(self, pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        length = np.hypot(*(self._xy[pairs[:, 0]] - self._xy[pairs[:, 1]]).T)
        order = np.lexsort((pairs[:, 1], pairs[:, 0], length))
        return pairs[order], length[order]

    def shortest(self, group: NDArray[np.int64], here: int) -> tuple[tuple[int, int], float]:
        """The shortest edge out of a group, its own atom first, and its length."""
        for pairs, length in self._choices:
            sides = group[self._part[pairs]]
            out = np.flatnonzero((sides == here).any(axis=1) & (sides[:, 0] != sides[:, 1]))
            if len(out):
                one, two = pairs[out[0]].tolist()
                pair = (one, two) if sides[out[0], 0] == here else (two, one)
                return pair, float(length[out[0]])
        # Regions that meet nobody's: the nearest atom elsewhere.
        own = group[self._part] == here
        mine, others = np.flatnonzero(own), np.flatnonzero(~own)
        away, at = cKDTree(self._xy[others]).query(self._xy[mine])
        nearest = int(np.argmin(away))
        return (int(mine[nearest]), int(others[at[nearest]])), float(away[nearest])


def bridged(tessellation: Tessellation, crossings: tuple[Crossing, ...]) -> Tessellation:
    """The tessellation with crossings as neighbours, on what then counts as one piece of land."""
    whole = replace(tessellation, piece=np.zeros_like(tessellation.piece))
    if not crossings:
        return whole
    pairs = np.array([crossing.pair for crossing in crossings])
    source = np.concatenate([tessellation.sources, pairs[:, 0], pairs[:, 1]])
    neighbour = np.concatenate([tessellation.neighbour, pairs[:, 1], pairs[:, 0]])
    border = np.concatenate([tessellation.border, np.zeros(2 * len(pairs))])
    order = np.lexsort((neighbour, source))
    start = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=len(tessellation.xy)))])
    return replace(whole, start=start, neighbour=neighbour[order], border=border[order])

"""Parts of a city that hang together: what water, borders and roads leave connected is cut on its own.

A part gets a whole number of cells. One that cannot hold a whole number within the tolerance is joined to a neighbour over
the shortest crossing, so that at most one cell for each such crossing lies on both sides.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import DisjointSet
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


@dataclass(frozen=True)
class Standing:
    """Cells that there are already: where parts are joined, it is where these lie on both sides."""

    home: NDArray[np.int64]
    """The cell of each atom."""
    land: NDArray[np.int64] | None = None
    """Where cells stay as they are: the piece of the whole land of each atom. Nothing is joined over such cells, so parts of
    one piece only where a barrier lies between them."""


def divide(
    tessellation: Tessellation,
    atoms: Atoms,
    targets: Targets,
    tolerance: float,
    standing: Standing | None = None,
) -> Parts:
    """Join parts until every group can hold some of the cells, with a mean load within `tolerance` of their targets.

    Raises `grid.shut_in`.
    """
    count, part = connected(tessellation)
    group = np.arange(count)
    edges = _Edges(tessellation, part, standing)
    weight = np.bincount(part, atoms.weight, count)
    crossings: list[Crossing] = []
    alone: set[int] = set()

    def join(here: int, pair: tuple[int, int], length: float) -> None:
        crossings.append(Crossing(pair, length, int(weight[group == here].sum())))
        group[group == here] = group[part[pair[1]]]

    for pair, length in edges.standing():
        if edges.may_join(group, np.array([pair]))[0]:
            join(int(group[part[pair[0]]]), pair, length)
    while True:
        weights = np.bincount(group, weight, count).astype(float)
        present = np.unique(group)
        cells, bad = share_out(weights, present, group[part], atoms.weight > 0, targets, tolerance, alone)
        if bad is None:
            break
        if (way := edges.shortest(group, bad)) is None:
            alone.add(bad)
        else:
            join(bad, *way)
    numbers = np.searchsorted(present, group)
    return Parts(part, numbers[part], cells, tuple(crossings))


def connected(tessellation: Tessellation) -> tuple[int, NDArray[np.int64]]:
    """How many parts hang together, and the part of each atom."""
    count = len(tessellation.xy)
    links = csr_matrix(
        (np.ones(len(tessellation.neighbour), np.int8), tessellation.neighbour, tessellation.start),
        shape=(count, count),
    )
    parts, part = connected_components(links, directed=False)
    return parts, part.astype(np.int64)


class _Edges:
    """Edges between atoms of different parts: first those whose regions meet on land, then over water, then any."""

    def __init__(
        self, tessellation: Tessellation, part: NDArray[np.int64], standing: Standing | None
    ) -> None:
        self._xy, self._part, self._standing = tessellation.xy, part, standing
        pairs = tessellation.pairs[part[tessellation.pairs[:, 0]] != part[tessellation.pairs[:, 1]]]
        stays = None if standing is None else standing.land
        self._is_barred = stays is not None
        self._land = tessellation.piece if stays is None else stays
        apart = pairs[self._land[pairs[:, 0]] != self._land[pairs[:, 1]]]
        self._choices = [self._sorted(np.concatenate([tessellation.crossing, apart]))]
        if not self._is_barred:
            self._choices.append(self._sorted(pairs))

    def _sorted(self, pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """By length; those inside a standing cell come first."""
        length = np.hypot(*(self._xy[pairs[:, 0]] - self._xy[pairs[:, 1]]).T)
        divided = np.zeros(len(pairs), bool)
        if self._standing is not None:
            divided = self._standing.home[pairs[:, 0]] != self._standing.home[pairs[:, 1]]
        order = np.lexsort((pairs[:, 1], pairs[:, 0], length, divided))
        return pairs[order], length[order]

    def standing(self) -> list[tuple[tuple[int, int], float]]:
        """The edges over which cells lie on both sides already; none if they are more than parts would be joined over.

        Cells that know of no barrier lie across it in many places: these are no reason to join anything.
        """
        if self._standing is None:
            return []
        home = self._standing.home
        kinds = np.unique(np.column_stack([home, self._part]), axis=0)
        across = len(kinds) - len(np.unique(kinds[:, 0]))
        if across >= int(self._part.max()) + 1:
            return []
        pairs, length = self._choices[0]
        inside = home[pairs[:, 0]] == home[pairs[:, 1]]
        return [
            ((one, two), away)
            for (one, two), away in zip(pairs[inside].tolist(), length[inside].tolist(), strict=True)
        ]

    def may_join(self, group: NDArray[np.int64], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether edges lead from group to group; over water not to one on the same land: a cell that hangs together by way
        of an island would lie on that land in two pieces.
        """
        sides = group[self._part[pairs]]
        has = np.zeros((len(group), int(self._land.max()) + 1), bool)
        has[group[self._part], self._land] = True
        both = (has[sides[:, 0]] & has[sides[:, 1]]).any(axis=1)
        by_land = self._land[pairs[:, 0]] == self._land[pairs[:, 1]]
        return np.asarray((sides[:, 0] != sides[:, 1]) & (by_land | ~both))

    def shortest(self, group: NDArray[np.int64], here: int) -> tuple[tuple[int, int], float] | None:
        """The best edge out of a group, its own atom first, and its length; None where cells that stay lie all around."""
        for pairs, length in self._choices:
            sides = group[self._part[pairs]]
            out = np.flatnonzero((sides == here).any(axis=1))
            out = out[self.may_join(group, pairs[out])]
            if len(out):
                one, two = pairs[out[0]].tolist()
                pair = (one, two) if sides[out[0], 0] == here else (two, one)
                return pair, float(length[out[0]])
        return self._nearest(group, here)

    def _nearest(self, group: NDArray[np.int64], here: int) -> tuple[tuple[int, int], float] | None:
        """For regions that meet nobody's: the nearest atom elsewhere."""
        own = group[self._part] == here
        away = ~own
        if self._is_barred:
            barred = np.isin(self._land, self._land[own])
            away &= ~np.isin(group[self._part], group[self._part[barred]])
        mine, others = np.flatnonzero(own), np.flatnonzero(away)
        if not len(others):
            return None
        length, at = cKDTree(self._xy[others]).query(self._xy[mine])
        nearest = int(np.argmin(length))
        return (int(mine[nearest]), int(others[at[nearest]])), float(length[nearest])


def bridged(tessellation: Tessellation, crossings: tuple[Crossing, ...]) -> Tessellation:
    """The tessellation with crossings as neighbours, on what then counts as one piece of land."""
    return with_neighbours(tessellation, _pairs(crossings))


def opened(tessellation: Tessellation, parts: Parts, *, wholly: bool) -> tuple[Tessellation, Parts]:
    """The city as if nothing lay between parts that were joined to each other, or `wholly` between all of a group.

    More cells lie on both sides than over single crossings, which may be too narrow for what has to pass.
    """
    if wholly:
        free = (parts.group[tessellation.crossing[:, 0]] == parts.group[tessellation.crossing[:, 1]]).tolist()
    else:
        joined = {tuple(pair) for pair in np.sort(parts.part[_pairs(parts.crossings)], axis=1).tolist()}
        free = [tuple(pair) in joined for pair in np.sort(parts.part[tessellation.crossing], axis=1).tolist()]
    ground = with_crossings(tessellation, tessellation.crossing[np.array(free, bool)], parts.crossings)
    return ground, Parts(parts.group, parts.group, parts.cells, ())


def with_crossings(
    tessellation: Tessellation, free: NDArray[np.int64], crossings: tuple[Crossing, ...]
) -> Tessellation:
    """With pairs of atoms (p, 2) as neighbours between which nothing lies any more, and with crossings.

    Of crossings over water only the shortest that join what is still apart: over two of them a cell could hang together
    around an island, and lie on the mainland in two pieces.
    """
    ends = _pairs(crossings)
    dry = tessellation.piece[ends[:, 0]] == tessellation.piece[ends[:, 1]]
    pairs = np.concatenate([free, ends[dry]])
    count, part = connected(with_neighbours(tessellation, pairs))
    whole, over = DisjointSet(range(count)), []
    for one in sorted((one for one, on_land in zip(crossings, dry, strict=True) if not on_land), key=_length):
        if whole.merge(*part[list(one.pair)].tolist()):
            over.append(one)
    return with_neighbours(tessellation, np.concatenate([pairs, _pairs(tuple(over))]))


def _length(crossing: Crossing) -> float:
    return crossing.length_m


def _pairs(crossings: tuple[Crossing, ...]) -> NDArray[np.int64]:
    """(c, 2): the atoms at both ends."""
    return np.array([one.pair for one in crossings], np.int64).reshape(-1, 2)


def with_neighbours(tessellation: Tessellation, pairs: NDArray[np.int64]) -> Tessellation:
    """With pairs of atoms (p, 2) as neighbours, on what then counts as one piece of land."""
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    whole = replace(tessellation, piece=np.zeros_like(tessellation.piece))
    if not len(pairs):
        return whole
    source = np.concatenate([tessellation.sources, pairs[:, 0], pairs[:, 1]])
    neighbour = np.concatenate([tessellation.neighbour, pairs[:, 1], pairs[:, 0]])
    border = np.concatenate([tessellation.border, np.zeros(2 * len(pairs))])
    order = np.lexsort((neighbour, source))
    start = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=len(tessellation.xy)))])
    return replace(whole, start=start, neighbour=neighbour[order], border=border[order])

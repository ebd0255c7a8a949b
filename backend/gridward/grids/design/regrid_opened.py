"""Going on from cells that lie across barriers because too little was between these: what was opened for them stays open.

The same parts are joined as when these cells were cut. Between two parts in which one cell has places nothing lies any more;
other parts that were joined are neighbours at their crossing, as everywhere.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from gridward.grids.design.parts import Parts, connected, with_crossings, with_neighbours
from gridward.grids.design.regrid_ground import Ground
from gridward.grids.design.tessellation import Tessellation


def reopened(ground: Ground, home: NDArray[np.int64], parts: Parts) -> Ground:
    """The ground on which cells stand as they did. `home` is the cell of each atom, `parts` those that a fresh cut joins."""
    tessellation = ground.tessellation
    shared = _share_a_cell(parts.part, home)
    edges = tessellation.crossing
    free = edges[np.asarray(shared[parts.part[edges[:, 0]], parts.part[edges[:, 1]]]).ravel() > 0]
    wider = with_crossings(tessellation, free, parts.crossings)
    whole = replace(with_neighbours(wider, _over_water(wider, home)), piece=tessellation.piece)
    return replace(ground, tessellation=whole, apart=connected(whole)[1])


def _share_a_cell(part: NDArray[np.int64], home: NDArray[np.int64]) -> csr_matrix:
    """(parts, parts): in how many cells two parts have atoms both."""
    ones = np.ones(len(part), np.int64)
    lives = (csr_matrix((ones, (part, home)), shape=(int(part.max()) + 1, int(home.max()) + 1)) > 0).astype(
        np.int64
    )
    return (lives @ lives.T).tocsr()


def _over_water(tessellation: Tessellation, home: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of atoms (p, 2) that hold together cells on several pieces of land: the nearest ones, the lightest first."""
    here, there = tessellation.sources, tessellation.neighbour
    inside = home[here] == home[there]
    links = csr_matrix(
        (np.ones(inside.sum(), np.int8), (here[inside], there[inside])), shape=(len(home),) * 2
    )
    count, component = connected_components(links, directed=False)
    cell_of = np.empty(count, np.int64)
    cell_of[component] = home
    pairs = []
    for cell in np.flatnonzero(np.bincount(cell_of) > 1).tolist():
        atoms = np.flatnonzero(home == cell)
        rest = np.unique(component[atoms], return_inverse=True)[1]
        for held in np.argsort(np.bincount(rest), kind="stable")[:-1].tolist():
            own, others = atoms[rest == held], atoms[rest != held]
            away, at = cKDTree(tessellation.xy[others]).query(tessellation.xy[own])
            nearest = int(np.argmin(away))
            pairs.append((int(own[nearest]), int(others[at[nearest]])))
            rest[rest == held] = rest[atoms == others[at[nearest]]][0]
    return np.array(pairs, np.int64).reshape(-1, 2)

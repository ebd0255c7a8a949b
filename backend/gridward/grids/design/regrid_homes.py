"""The cells so far, as a change finds them: who is at home where, where the middles are, and what each should hold."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.regrid_ground import Ground


def homes_of(
    ground: Ground, weight: NDArray[np.int64], labels: NDArray[np.int64], cells: int
) -> NDArray[np.int64]:
    """The cell of each atom: that of most of its customers; a new place (-1) is in the cell in which it lies.

    A cell is the regions of its atoms, so a new place lies in that of the nearest one on its part of the land.
    """
    atoms = len(ground.tessellation.xy)
    known = labels >= 0
    key, vote = np.unique(ground.atom_of_place[known] * cells + labels[known], return_inverse=True)
    votes = np.bincount(vote.ravel(), weight[known] + 1e-6, len(key))
    atom, cell = key // cells, key % cells
    order = np.lexsort((-cell, votes, atom))
    last = np.append(atom[order][1:] != atom[order][:-1], True)
    home = np.full(atoms, -1, np.int64)
    home[atom[order][last]] = cell[order][last]
    return _with_neighbours_homes(ground, home)


def _with_neighbours_homes(ground: Ground, home: NDArray[np.int64]) -> NDArray[np.int64]:
    xy, piece = ground.tessellation.xy, ground.apart
    known = home >= 0
    for here in np.unique(piece[~known]):
        new = np.flatnonzero(~known & (piece == here))
        near = np.flatnonzero(known & (piece == here))
        near = near if len(near) else np.flatnonzero(known)
        home[new] = home[near[cKDTree(xy[near]).query(xy[new])[1]]]
    return home


def middles(
    atoms: Atoms, home: NDArray[np.int64], cells: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The centres of weight (cells, 2), and the mean squared distances to them; 0 for cells without atoms."""
    mass = atoms.weight + 1e-6
    total = np.maximum(np.bincount(home, mass, cells), 1e-9)
    centres = np.column_stack([np.bincount(home, mass * atoms.xy[:, axis], cells) / total for axis in (0, 1)])
    away = ((atoms.xy - centres[home]) ** 2).sum(axis=1)
    return centres, np.bincount(home, mass * away, cells) / total


def lasting_targets(atoms: Atoms, home: NDArray[np.int64], kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Equal loads for the cells that stay; but an atom that exceeds its share keeps its cell, the others share the rest."""
    targets = np.zeros(len(kept))
    own = np.zeros(len(kept), bool)
    while True:
        rest = kept & ~own
        share = (atoms.weight.sum() - targets[own].sum()) / max(int(rest.sum()), 1)
        heavy = np.bincount(home, np.where(atoms.weight > share, atoms.weight, 0), len(kept))
        more = rest & (heavy > 0)
        if not more.any() or more.sum() == rest.sum():
            # Nothing may be left for a new cell beside heavy places; it gets one of them all the same.
            targets[rest] = max(share, 1.0)
            return targets
        own |= more
        targets[own] = heavy[own]

"""Where new cells begin: where most customers are for the cells that there are."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gridward.grids.design.atoms import Atoms
from gridward.grids.design.regrid_window import CellGraph
from gridward.grids.design.tessellation import Tessellation

_REACH = 2
"""Loads are looked at together with those of the cells within so many rings: excess can come from there."""


def spots_of_need(
    tessellation: Tessellation,
    atoms: Atoms,
    labels: NDArray[np.int64],
    graph: CellGraph,
    targets: NDArray[np.float64],
    count: int,
    here: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """(count, 2): spots in metres, each on the border of the cell around which the load exceeds the targets (k,) most.

    What a new cell will take off the cells around it counts when the next one is placed. `here` (n,) are the atoms that
    spots may be at.
    """
    cells = len(targets)
    excess = np.bincount(labels, atoms.weight, cells) - targets
    corners = _corners(tessellation, labels, cells)
    spots = np.empty((count, 2))
    near = [np.flatnonzero(graph.around(np.arange(cells) == cell, _REACH)) for cell in range(cells)]
    taken = ~here
    elsewhere = np.bincount(labels[here], minlength=cells) == 0
    for turn in range(count):
        need = np.array([excess[around].mean() for around in near])
        need[(targets <= 0) | elsewhere] = -np.inf
        cell = int(np.argmax(need))
        own = np.flatnonzero((labels == cell) & ~taken)
        own = own if len(own) else np.flatnonzero(~taken)
        spot = own[np.argmax(corners[own])]
        taken[spot] = True
        spots[turn] = tessellation.xy[spot]
        around = near[cell]
        share = np.maximum(targets[around], 0)
        excess[around] -= targets[targets > 0].mean() * share / max(float(share.sum()), 1e-9)
    return spots


def cells_near(
    spots: NDArray[np.float64], atoms: Atoms, labels: NDArray[np.int64], target: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of spot and cell: the cells of the atoms around each spot that have the weight of two targets together."""
    around = min(len(atoms), max(8, int(np.ceil(2 * target / max(float(atoms.weight.mean()), 1e-9)))))
    near = cKDTree(atoms.xy).query(spots, k=around)[1].reshape(len(spots), -1)
    pairs = np.unique(
        np.column_stack([np.repeat(np.arange(len(spots)), around), labels[near.ravel()]]), axis=0
    )
    return pairs[:, 0], pairs[:, 1]


def _corners(tessellation: Tessellation, labels: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
    """How many other cells each atom borders: a cell that begins where several meet takes a little of each."""
    here, there = tessellation.sources, labels[tessellation.neighbour]
    other = there != labels[here]
    met = np.unique(here[other] * cells + there[other]) // cells
    return np.bincount(met, minlength=len(labels))

"""Atoms: what a grid never splits. Places at one spot are one atom; for the coarse rounds, neighbouring atoms are runs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.hilbert import hilbert_order

_MILLIMETRE = 1e-3


@dataclass(frozen=True)
class Atoms:
    """Weighted points."""

    xy: NDArray[np.float64]
    """(n, 2), metres."""
    weight: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.weight)


def merge_places(xy: NDArray[np.float64], weight: NDArray[np.int64]) -> tuple[Atoms, NDArray[np.int64]]:
    """Atoms of the places, and the atom of each place: those at one spot, to the millimetre, are one."""
    spots, first, atom = np.unique(
        np.round(xy / _MILLIMETRE).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    atom = atom.ravel()
    return Atoms(xy[first], np.bincount(atom, weight, len(spots)).astype(np.int64)), atom


def runs_along_curve(atoms: Atoms, size: float) -> Atoms:
    """Runs of atoms along the Hilbert curve of about `size` weight each, at their centres of weight."""
    order = hilbert_order(atoms.xy)
    weight = atoms.weight[order]
    middle = np.cumsum(weight) - weight / 2
    run = np.unique((middle // max(size, 1.0)).astype(np.int64), return_inverse=True)[1].ravel()
    total = np.bincount(run, weight)
    # A run of places without customers still has a middle.
    pull = weight + 1e-9
    around = np.bincount(run, pull)
    centre = [np.bincount(run, pull * atoms.xy[order, axis]) / around for axis in (0, 1)]
    return Atoms(np.column_stack(centre), total.astype(np.int64))

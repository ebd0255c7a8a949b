"""The first centres: the city halved again and again, each time across its longer side, by weight."""

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.atoms import Atoms


def bisect(atoms: Atoms, targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centres (k, 2) of k groups whose weights are near the targets, by weighted recursive bisection.

    Each group is cut across its principal axis so that the sides have the weight of the targets they are to hold, any
    number of cells and unequal targets included.
    """
    centres = np.empty((len(targets), 2))
    stack = [(np.arange(len(atoms)), 0, len(targets))]
    while stack:
        members, first, last = stack.pop()
        xy, weight = atoms.xy[members], np.maximum(atoms.weight[members].astype(float), 1e-9)
        if last - first == 1 or len(members) <= 1:
            centres[first:last] = np.average(xy, axis=0, weights=weight)
            continue
        middle = (first + last) // 2
        along = _along_principal_axis(xy, weight)
        order = np.argsort(along, kind="stable")
        share = targets[first:middle].sum() / targets[first:last].sum()
        reached = np.cumsum(weight[order]) - weight[order] / 2
        cut = int(np.searchsorted(reached, share * weight.sum()))
        cut = min(max(cut, 1), len(members) - 1)
        stack.append((members[order[:cut]], first, middle))
        stack.append((members[order[cut:]], middle, last))
    return centres


def _along_principal_axis(xy: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = xy - np.average(xy, axis=0, weights=weight)
    covariance = (centred * weight[:, None]).T @ centred
    axis = np.linalg.eigh(covariance)[1][:, -1]
    # An eigenvector's sign is arbitrary; fixed, so that the same city is always cut the same way.
    return np.asarray(centred @ (axis if axis[np.argmax(np.abs(axis))] > 0 else -axis))

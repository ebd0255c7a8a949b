"""Who works which cell, by the ways from home. Pure: arrays in, arrays out.

`way` is (cells, specialists) in metres, NaN in the column of a specialist whose home is not known.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment


def assign(
    way: NDArray[np.float64],
    worth: NDArray[np.float64] | float = 0.0,
    allowed: NDArray[np.bool_] | None = None,
) -> NDArray[np.int64]:
    """One specialist for each cell and one cell for each specialist, by the least total way.

    `worth` (cells, specialists) is the way in metres that giving the cell to him may cost: what speaks for him beside it.
    What is not `allowed` (cells, specialists) is never given.

    Returns for each cell the index of its specialist, -1 for a cell that stays vacant. As many cells as possible get
    somebody; who has no known home gets one only where nobody else is left.
    """
    cost = _cost(way) - worth
    if allowed is not None:
        cost = np.where(allowed, cost, _dearer_than_all(cost))
    cell, specialist = linear_sum_assignment(cost)
    assigned = np.full(len(way), -1)
    assigned[cell] = specialist
    if allowed is not None:
        assigned[cell[~allowed[cell, specialist]]] = -1
    return assigned


def stand_ins(way: NDArray[np.float64], room: NDArray[np.int64]) -> NDArray[np.int64]:
    """A stand-in for each vacant cell: the nearest specialists with room, by the least total way.

    `room` (specialists,) is the number of cells in which each may still stand in. Returns for each cell the index of its
    stand-in, -1 where nobody has room.
    """
    specialist_of_place = np.repeat(np.arange(len(room)), np.minimum(room, len(way)))
    placed = assign(way[:, specialist_of_place])
    found = placed >= 0
    placed[found] = specialist_of_place[placed[found]]
    return placed


def _dearer_than_all(cost: NDArray[np.float64]) -> float:
    # One pair that is not allowed costs more than all others together, so that there are as few of them as can be.
    dearest, cheapest = np.max(cost, initial=0.0), np.min(cost, initial=0.0)
    return float(dearest + (dearest - cheapest + 1.0) * (min(cost.shape) + 1))


def _cost(way: NDArray[np.float64]) -> NDArray[np.float64]:
    # Longer than any known way, so that nobody with a known home is passed over for somebody without.
    beyond = np.nanmax(way, initial=0.0) + 1.0
    return np.where(np.isnan(way), beyond, way)

"""Which cells could not be brought inside the tolerance, and with how many cells that could be done."""

import numpy as np
from numpy.typing import NDArray


def beyond(
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    wanted: NDArray[np.float64],
    tolerance: float,
) -> NDArray[np.int64]:
    """The cells that are off by more than `tolerance`, less what their heaviest place exceeds their share by."""
    spot = np.unique(xy, axis=0, return_inverse=True)[1].ravel()
    heaviest = np.zeros(len(wanted))
    np.maximum.at(heaviest, labels, np.bincount(spot, weight)[spot])
    return beyond_by(np.bincount(labels, weight, len(wanted)).astype(float), heaviest, wanted, tolerance)


def beyond_by(
    load: NDArray[np.float64], heaviest: NDArray[np.float64], wanted: NDArray[np.float64], tolerance: float
) -> NDArray[np.int64]:
    """The same for cells (k,) of which the load and the heaviest place are known."""
    excused = np.maximum(heaviest - wanted, 0)
    return np.flatnonzero(np.abs(load - wanted) > excused + tolerance * wanted * (1 + 1e-9))


def would_do(weight: NDArray[np.int64]) -> int:
    """The most cells of which none is smaller than the heaviest place."""
    return max(1, int(weight.sum() // weight.max()))

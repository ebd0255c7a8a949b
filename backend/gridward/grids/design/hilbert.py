"""The Hilbert curve: an order of places in which neighbours in the order are neighbours on the ground."""

import numpy as np
from numpy.typing import NDArray

_BITS = 16


def hilbert_order(xy: NDArray[np.float64]) -> NDArray[np.int64]:
    """The order of points (n, 2) along the curve through their bounding square; ties keep their order.

    Source: the iterative transformation of Hilbert (1891) as given by Warren, Hacker's Delight, chapter 16, vectorised.
    """
    low = xy.min(axis=0)
    span = max(float((xy.max(axis=0) - low).max()), 1e-9)
    grid = ((xy - low) / span * (2**_BITS - 1)).astype(np.int64)
    x, y = grid[:, 0].copy(), grid[:, 1].copy()
    key = np.zeros(len(xy), np.int64)
    for bit in range(_BITS - 1, -1, -1):
        side = np.int64(1) << bit
        right, up = (x & side) > 0, (y & side) > 0
        key += side * side * ((3 * right) ^ up)
        # Lower quadrants hold the curve turned: swap the axes, and mirror them in the lower right one.
        mirrored = ~up & right
        x = np.where(mirrored, side - 1 - (x & (side - 1)), x & (side - 1))
        y = np.where(mirrored, side - 1 - (y & (side - 1)), y & (side - 1))
        x, y = np.where(up, x, y), np.where(up, y, x)
    return np.argsort(key, kind="stable")

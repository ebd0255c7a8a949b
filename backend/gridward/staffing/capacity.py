"""How much of a plan somebody can carry. Pure: arrays in, arrays out."""

import numpy as np
from numpy.typing import NDArray


def full_time_load(loads: NDArray[np.float64], shares: NDArray[np.float64]) -> float:
    """What somebody who works full time would carry, were a plan shared out by working time.

    `loads` are those of all its cells, `shares` the parts of full time of everybody who could work one, NaN where unknown.
    The cells go to those who work most; cells for which nobody is left, and those of unknown share, count as full time.
    """
    known = np.sort(np.where(np.isnan(shares), 1.0, shares))[::-1][: len(loads)]
    working = known.sum() + len(loads) - len(known)
    return float(loads.sum() / working) if working else 0.0


def burdens(
    loads: NDArray[np.float64],
    customers: NDArray[np.int64],
    full_time: float,
    shares: NDArray[np.float64],
    most: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Each cell's load as a share of what each specialist can carry: (cells, specialists), NaN where neither is known.

    Capacity is his share of a `full_time` load, or the `most` customers whom he can serve; the tighter one counts.
    """
    by_time = loads[:, None] / (full_time * shares[None, :])
    by_heads = customers[:, None] / most[None, :]
    return np.fmax(by_time, by_heads)

"""Web mercator, in which maps are cut into tiles."""

import numpy as np
from numpy.typing import NDArray


def mercator(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitude, latitude in degrees (n, 2) to web mercator with the world between 0 and 1, y downwards."""
    x = (lonlat[:, 0] + 180) / 360
    y = (1 - np.arcsinh(np.tan(np.radians(lonlat[:, 1]))) / np.pi) / 2
    return np.column_stack([x, y])

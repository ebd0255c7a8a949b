"""From WGS-84 to the frames in which Chinese sources deliver positions.

Written here once more, forwards only, because this package stands on its own: the product's inverse is tested
against it.
"""

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.geography import Points

_AXIS_M = 6_378_245.0
_ECCENTRICITY = 0.00669342162296594323
_BAIDU_PI = np.pi * 3000 / 180


def gcj02(points: Points) -> Points:
    """Longitudes and latitudes (n, 2) in the national frame."""
    x, y = points[:, 0] - 105, points[:, 1] - 35
    north = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    east = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    ripple = (20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)) * 2 / 3
    north += ripple + _waves(y, 20, 40, 160, 320, 12)
    east += ripple + _waves(x, 20, 40, 150, 300, 12)
    latitude = np.radians(points[:, 1])
    magic = 1 - _ECCENTRICITY * np.sin(latitude) ** 2
    dlat = np.degrees(north * magic**1.5 / (_AXIS_M * (1 - _ECCENTRICITY)))
    dlon = np.degrees(east * np.sqrt(magic) / (_AXIS_M * np.cos(latitude)))
    shifted: Points = np.round(points + np.column_stack([dlon, dlat]), 6)
    return shifted


def _waves(
    v: NDArray[np.float64], a: float, b: float, c: float, d: float, period: float
) -> NDArray[np.float64]:
    short = a * np.sin(v * np.pi) + b * np.sin(v / 3 * np.pi)
    long = c * np.sin(v / period * np.pi) + d * np.sin(v * np.pi / 30)
    waves: NDArray[np.float64] = (short + long) * 2 / 3
    return waves


def bd09(points: Points) -> Points:
    """Longitudes and latitudes (n, 2) in Baidu's frame."""
    x, y = gcj02(points).T
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BAIDU_PI)
    turn = np.arctan2(y, x) + 0.000003 * np.cos(x * _BAIDU_PI)
    return np.round(np.column_stack([radius * np.cos(turn) + 0.0065, radius * np.sin(turn) + 0.006]), 6)

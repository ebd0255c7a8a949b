"""Ways between places: along the straight line, at a speed that rises with the distance. Pure."""

import math
from dataclasses import dataclass

import numpy as np

_METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of the Earth's mean radius."""

Place = tuple[float, float]
"""lon, lat (WGS-84)."""


@dataclass(frozen=True)
class Speeds:
    """km/h for ways of some lengths; between them on a line, beyond them as at the last."""

    legs_km: tuple[float, ...]
    speeds_kmh: tuple[float, ...]

    def minutes(self, metres: float) -> int:
        """Whole minutes for a way, rounded up; none for no way."""
        km = metres / 1000
        return math.ceil(km / float(np.interp(km, self.legs_km, self.speeds_kmh)) * 60)


def metres_between(one: Place, other: Place) -> int:
    """Metres along the straight line, within a city."""
    east = (other[0] - one[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return round(math.hypot(east, other[1] - one[1]) * _METRES_A_DEGREE)

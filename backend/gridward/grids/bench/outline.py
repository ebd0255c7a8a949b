"""The ground of a generated city: a concave outline with a bay, and a river right through it."""

import numpy as np
import shapely
from numpy.typing import NDArray

_STEPS = 180
_WAVES = 6
_BAY_WIDTH = 0.35
"""Radians from the middle of the bay to where it is still three fifths as deep."""
_CENTIMETRE = 0.01


def city_land(centre: NDArray[np.float64], radius: float, rng: np.random.Generator) -> shapely.Geometry:
    """The land (metres) of a city around `centre` (2,): its outline less the river."""
    land = shapely.difference(_outline(centre, radius, rng), _river(centre, radius, rng))
    # Whole centimetres in a fixed order of rings: the same land whatever the processor rounds last.
    return shapely.normalize(shapely.set_precision(land, _CENTIMETRE))


def _outline(centre: NDArray[np.float64], radius: float, rng: np.random.Generator) -> shapely.Geometry:
    angle = np.linspace(0, 2 * np.pi, _STEPS, endpoint=False)
    away = np.ones(_STEPS)
    for wave in range(1, _WAVES + 1):
        away += rng.normal(0, 0.09 / np.sqrt(wave)) * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    from_bay = np.angle(np.exp(1j * (angle - rng.uniform(0, 2 * np.pi))))
    away *= 1 - 0.45 * np.exp(-((from_bay / _BAY_WIDTH) ** 2) / 2)
    ring = centre + radius * away.clip(0.25)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return shapely.Polygon(ring)


def _river(centre: NDArray[np.float64], radius: float, rng: np.random.Generator) -> shapely.Geometry:
    """A band of water that winds from west to east, a little south of the centre."""
    east = np.linspace(-2.5, 2.5, _STEPS)
    north = 0.17 * np.sin(2.3 * east + rng.uniform(0, 2 * np.pi))
    north += 0.05 * np.sin(7.1 * east + rng.uniform(0, 2 * np.pi)) - 0.1
    half = 0.5 * (300 + 0.012 * radius) / radius
    banks = np.concatenate(
        [np.column_stack([east, north - half]), np.column_stack([east, north + half])[::-1]]
    )
    return shapely.Polygon(centre + radius * banks)

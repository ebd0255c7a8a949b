"""Plain k-means: customers to the nearest centre, whatever the loads become. No grid, but about the least way that there is.

Centres by k-means++ (Arthur, Vassilvitskii 2007), then Lloyd's rounds (Lloyd 1982).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gridward.grids.bench.case import Case
from gridward.grids.bench.city import City

_ROUNDS = 100
_STILL = 1e-4
"""Relative gain of the squared ways below which a further round is not worth it."""


def cut(case: Case) -> NDArray[np.int64]:
    """Labels of the buildings."""
    city = case.city()
    centres = _first_centres(city, case.task.cells, np.random.default_rng(case.task.seed))
    previous = np.inf
    for _ in range(_ROUNDS):
        away, labels = cKDTree(centres).query(city.xy)
        cost = float((city.weight * away**2).sum())
        if cost > previous * (1 - _STILL):
            break
        previous = cost
        load = np.bincount(labels, city.weight, case.task.cells)
        for axis in (0, 1):
            sums = np.bincount(labels, city.weight * city.xy[:, axis], case.task.cells)
            centres[load > 0, axis] = (sums / np.maximum(load, 1))[load > 0]
    return np.asarray(labels)


def _first_centres(city: City, cells: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Each next centre where customers are far from those that are there already."""
    centres = np.empty((cells, 2))
    squared = np.ones(len(city.xy))
    for cell in range(cells):
        chance = np.cumsum(city.weight * squared)
        centres[cell] = city.xy[np.searchsorted(chance, rng.uniform(0, chance[-1]))]
        now = ((city.xy - centres[cell]) ** 2).sum(axis=1)
        squared = now if cell == 0 else np.minimum(squared, now)
    return centres

"""Soft anchors: a cell is drawn to the position of a station, as strongly as is asked for."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from gridward.grids.design.sharing import Targets


@dataclass(frozen=True)
class Anchors:
    """Stations that draw cells to themselves."""

    xy: NDArray[np.float64]
    """(s, 2), metres."""
    strength: float = 0.5
    """0 leaves the centres free, 1 puts them on the stations."""


def match(anchors: Anchors, centres: NDArray[np.float64], targets: Targets) -> NDArray[np.int64]:
    """The cell of each station (s,): every station another, with the least sum of squared distances."""
    free = np.flatnonzero(targets.own < 0)
    if len(free) < len(anchors.xy):
        free = np.arange(len(centres))
    away = ((anchors.xy[:, None, :] - centres[None, free, :]) ** 2).sum(axis=2)
    return np.asarray(free[linear_sum_assignment(away)[1]])


def outside(anchors: Anchors, cells: NDArray[np.int64], polygons: NDArray[np.object_]) -> tuple[int, ...]:
    """The stations that do not lie in the cells that were drawn to them."""
    inside = shapely.intersects_xy(polygons[cells], anchors.xy[:, 0], anchors.xy[:, 1])
    return tuple(np.flatnonzero(~inside).tolist())

"""What a cell leaves is shared out among its neighbours: each position goes to the one whose border is nearest to it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gridward.grids.design.parting import parting_line

_POINTS = 200
"""So many points stand for the borders of a piece of ground."""


@dataclass(frozen=True)
class Ground:
    """A piece of ground that a cell leaves, between some of its neighbours. Ticks of the lattice."""

    shape: shapely.Geometry
    border: NDArray[np.float64]
    """(b, 2), metres: points along the neighbours' borders."""
    cell: NDArray[np.int64]
    """(b,): whose border it is."""

    def lines(self, metres: NDArray[np.float64]) -> list[shapely.Geometry]:
        """Between what goes to different neighbours. `metres` (2,) is how long a tick is."""
        if np.ptp(self.cell) == 0:
            return []
        bounds = np.array(self.shape.bounds).reshape(2, 2) * metres
        parting = shapely.multilinestrings(parting_line(self.border, self.cell, bounds))
        return [shapely.intersection(shapely.transform(parting, lambda one: one / metres), self.shape)]

    def nearest(self, xy: NDArray[np.float64]) -> NDArray[np.int64]:
        """The neighbour that is nearest to positions (n, 2), metres."""
        return np.asarray(self.cell[cKDTree(self.border).query(xy)[1]])


def grounds_left(
    left: shapely.Geometry,
    shapes: NDArray[np.object_],
    beside: Sequence[int],
    metres: NDArray[np.float64],
) -> list[Ground]:
    """The pieces of what a cell leaves that border on some of the cells `beside` of `shapes` (k,). Ticks of the lattice."""
    found = []
    for piece in shapely.get_parts(left):
        if piece.geom_type != "Polygon":
            continue
        common = shapely.intersection(shapely.boundary(shapes[beside]), piece.boundary)
        lines = [
            shapely.transform(shapely.get_parts(shapely.line_merge(_lines(one))), lambda xy: xy * metres)
            for one in common
        ]
        step = sum(float(shapely.length(one).sum()) for one in lines) / _POINTS
        points = [np.concatenate([np.empty((0, 2)), *(_along(line, step) for line in one)]) for one in lines]
        if any(map(len, points)):
            cells = np.repeat(beside, [len(one) for one in points])
            border, first = np.unique(np.concatenate(points), axis=0, return_index=True)
            found.append(Ground(piece, border, cells[first]))
    return found


def _lines(common: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(common)
    return shapely.MultiLineString(parts[shapely.length(parts) > 0].tolist())


def _along(line: shapely.Geometry, step: float) -> NDArray[np.float64]:
    """Points about a step apart; half a step from both ends, so that what parts two borders begins where they meet."""
    at = np.array([line.length / 2])
    if line.length > step:
        at = np.linspace(step / 2, line.length - step / 2, int(np.ceil(line.length / step)))
    return np.asarray(shapely.get_coordinates(shapely.line_interpolate_point(line, at)))

"""Lines that part the ground of some points from that of others: each position belongs to the nearest point."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi

_FAR = 4.0
"""Helping points so many widths away close the regions at the border."""


def parting_line(
    xy: NDArray[np.float64], group: NDArray[np.int64] | NDArray[np.bool_], bounds: NDArray[np.float64]
) -> NDArray[np.object_]:
    """The segments of the line between positions of different groups, out to beyond a box.

    `xy` (n, 2) are different points with their `group` (n,), `bounds` (2, 2) the box's low and high corner, all in metres.
    """
    angle = np.arange(8) * np.pi / 4 + 0.1
    centre = bounds.mean(axis=0)
    far = centre + _FAR * np.ptp(bounds, axis=0).max() * np.column_stack([np.cos(angle), np.sin(angle)])
    # Computed near the origin, where the corners keep their millimetres.
    diagram = Voronoi(np.concatenate([xy, far]) - centre)
    pairs, ends = np.asarray(diagram.ridge_points), np.asarray(diagram.ridge_vertices)
    real = np.flatnonzero((pairs < len(xy)).all(axis=1))
    parting = real[group[pairs[real, 0]] != group[pairs[real, 1]]]
    return np.asarray(shapely.linestrings(diagram.vertices[ends[parting]] + centre), dtype=object)

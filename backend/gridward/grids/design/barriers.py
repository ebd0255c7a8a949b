"""Barriers: what a specialist does not cross on his round, such as water, borders of districts, and large roads."""

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.clearance import Clearance


class Barriers:
    """Lines and areas, in metres, that part the atoms on their two sides."""

    def __init__(self, shapes: NDArray[np.object_]) -> None:
        parts = shapely.get_parts(shapes)
        area = shapely.get_dimensions(parts) == 2
        # An area is crossed where its border is: places inside one, such as a district, are not apart.
        lines = np.concatenate([parts[~area], shapely.get_parts(shapely.boundary(parts[area]))])
        self._lines = lines[~shapely.is_empty(lines)]
        self._tree = shapely.STRtree(self._lines)
        self._clearance = Clearance(self._lines)

    def between(self, edges: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether a barrier lies between the ends of edges (e, 2, 2)."""
        crossed = np.zeros(len(edges), bool)
        near = np.flatnonzero(~self._clearance.clear(edges.min(axis=1), edges.max(axis=1)))
        line, _ = self._tree.query(shapely.linestrings(edges[near]), predicate="intersects")
        crossed[near[line]] = True
        return crossed

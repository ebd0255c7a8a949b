"""The ground that cells must tile: the city's area, piece by piece (a mainland and its islands)."""

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.clearance import Clearance

_SLIVER_M2 = 10_000.0
_SNAP_M = 1.0


class Land:
    """An area in metres, cleaned, and its pieces."""

    def __init__(self, area: shapely.Geometry, *, drawn: bool = True) -> None:
        """Slits and crumbs where neighbouring districts do not quite meet are closed: they are errors of drawing.

        What was not `drawn`, as the land between cells, is left as it is.
        """
        kept = []
        for part in shapely.get_parts(area):
            if part.geom_type == "Polygon" and part.area > 0:
                rings = [
                    ring for ring in part.interiors if not drawn or shapely.Polygon(ring).area > _SLIVER_M2
                ]
                kept.append(shapely.Polygon(part.exterior, rings))
        kept.sort(key=lambda part: -part.area)
        self.area = shapely.union_all(kept)
        self.pieces: NDArray[np.object_] = np.array(
            sorted(shapely.get_parts(self.area), key=lambda part: -part.area), dtype=object
        )
        self._tree = shapely.STRtree(self.pieces)
        self._border = Clearance(shapely.get_parts(shapely.boundary(self.pieces)))
        shapely.prepare(self.area)
        shapely.prepare(self.pieces)

    def piece_of(self, xy: NDArray[np.float64]) -> NDArray[np.int64]:
        """The piece on which each point (n, 2) lies, within a metre; -1 for points on none."""
        found = np.where(
            shapely.contains_xy(self.pieces[0], xy[:, 0], xy[:, 1]), 0, np.full(len(xy), -1, np.int64)
        )
        rest = np.flatnonzero(found < 0)
        point, piece = self._tree.query(shapely.points(xy[rest]), predicate="dwithin", distance=_SNAP_M)
        # The larger piece comes first; a point near two keeps the first.
        order = np.lexsort((piece, point))[::-1]
        found[rest[point[order]]] = piece[order]
        return found

    def inland(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether boxes, given by their corners (n, 2), surely meet no border of the land: all in it or all outside."""
        return self._border.clear(low, high)

    def contains(self, xy: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether points (n, 2) lie on land."""
        return np.asarray(shapely.contains_xy(self.area, xy[:, 0], xy[:, 1]))

    def covers(self, lines: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Whether lines are on land from end to end."""
        return np.asarray(shapely.covers(self.area, lines))

    def pieces_touched(self, lines: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of line and piece that meet."""
        line, piece = self._tree.query(lines, predicate="intersects")
        return line, piece

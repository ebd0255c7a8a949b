"""Cells that stay as they are while the rest of the city is cut."""

import numpy as np
import shapely
from numpy.typing import NDArray

_GRID_M = 1e-3
_SNAP_M = 0.2


class LockedCells:
    """Polygons in metres that are cells already, and the land that is left."""

    def __init__(
        self, polygons: NDArray[np.object_], area: shapely.Geometry, xy: NDArray[np.float64]
    ) -> None:
        """`xy` (n, 2) are the places of the city."""
        self.polygons = np.asarray(polygons, dtype=object)
        self._tree = shapely.STRtree(self.polygons)
        self.label = np.full(len(xy), -1, np.int64)
        """The locked cell of each place; -1 for places on the land that is left."""
        place, cell = self._tree.query(shapely.points(xy), predicate="dwithin", distance=_SNAP_M)
        inside = shapely.intersects_xy(self.polygons[cell], xy[place, 0], xy[place, 1])
        # Where a place is near two cells, it belongs to the one that it lies in.
        order = np.lexsort((-cell, inside))
        self.label[place[order]] = cell[order]
        left = shapely.get_parts(area.difference(shapely.union_all(self.polygons)))
        self._give_remnants(left, xy[self.label < 0])

    def _give_remnants(self, left: NDArray[np.object_], xy: NDArray[np.float64]) -> None:
        """Land without places that only locked cells reach is theirs, by the longest border."""
        inhabited = np.zeros(len(left), bool)
        inhabited[shapely.STRtree(left).query(shapely.points(xy), predicate="dwithin", distance=1.0)[1]] = (
            True
        )
        shapes = [[polygon] for polygon in self.polygons]
        for at in np.flatnonzero(~inhabited).tolist():
            near = self._tree.query(left[at], predicate="dwithin", distance=_GRID_M)
            common = shapely.length(
                shapely.intersection(shapely.boundary(left[at]), shapely.boundary(self.polygons[near]))
            )
            if len(near) and common.max() > 0:
                shapes[int(near[int(np.argmax(common))])].append(left[at])
            else:
                inhabited[at] = True
        self.polygons = np.array([shapely.union_all(parts) for parts in shapes], dtype=object)
        self.rest = shapely.union_all(left[inhabited])
        """The land to be cut."""

    def tiled(self, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
        """The locked cells, then the new ones, with each other's corners in their common borders."""
        return with_common_corners(np.concatenate([self.polygons, polygons]))


def with_common_corners(shapes: NDArray[np.object_], grid: float = _GRID_M) -> NDArray[np.object_]:
    """Polygons that tile an area, with each other's corners in their common borders, on a grid of this width."""
    noded = shapely.union_all(shapely.boundary(shapes), grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    face, shape = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), predicate="intersects")
    first = np.unique(face, return_index=True)[1]
    owner = np.full(len(faces), -1, np.int64)
    owner[face[first]] = shape[first]
    return np.array(
        [shapely.coverage_union_all(faces[owner == at]) for at in range(len(shapes))], dtype=object
    )

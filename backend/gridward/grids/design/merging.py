"""Cells that become one."""

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import edit_errors
from gridward.grids.design.recut import Around, Faces, Recut, recut


def merge(around: Around, cells: NDArray[np.int64]) -> Recut:
    """Make the first of some cells of all of them. Raises `plan.edit_apart` where they do not hang together."""
    if len(shapely.get_parts(shapely.coverage_union_all(around.shapes[cells]))) > _pieces(around, cells):
        raise edit_errors.apart(np.array(around.numbers)[cells].tolist())

    def give(faces: Faces) -> NDArray[np.int64]:
        return np.full(len(faces.cell), cells[0])

    return recut(around, np.sort(cells), [], give)


def _pieces(around: Around, cells: NDArray[np.int64]) -> int:
    """On how many pieces of land they lie."""
    parts = shapely.get_parts(around.shapes[cells])
    inner = shapely.get_coordinates(shapely.point_on_surface(parts))
    return len(np.unique(around.piece_of(inner)))

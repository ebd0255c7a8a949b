"""Areas that somebody drew over a plan: as a cell of its own, or as the new border of one."""

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import edit_errors
from gridward.grids.design.polygons import shared_borders
from gridward.grids.design.recut import Around, Faces, Recut, recut


def draw(around: Around, area: shapely.Geometry, free: NDArray[np.bool_]) -> Recut:
    """Make a new cell of what lies in an area and in cells (k,) that are `free`.

    Raises `plan.edit_nobody`, `plan.edit_empties`, `plan.cell_locked`, and what `recut` raises.
    """
    over = _overlapped(around, area)
    if not (over & free).any():
        raise edit_errors.locked(np.array(around.numbers)[np.flatnonzero(over)].tolist())
    touched, new = np.flatnonzero(over & free), len(around.shapes)

    def give(faces: Faces) -> NDArray[np.int64]:
        given = np.where(_within(area, faces), new, faces.cell)
        _require_people(around, faces, given, touched)
        if not (given[faces.of_place] == new).any():
            raise edit_errors.nobody()
        return given

    return recut(around, touched, [area.boundary], give)


def reshape(around: Around, cell: int, area: shapely.Geometry, free: NDArray[np.bool_]) -> Recut:
    """Let a cell become an area, as far as this lies in it and in cells (k,) that are `free`.

    What it leaves goes to the neighbour with the longest border, and stays its own where there is none that is free.
    Raises `plan.edit_empties`, and what `recut` raises.
    """
    beside = shapely.intersects(around.shapes, around.shapes[cell])
    touched = np.union1d(np.flatnonzero((_overlapped(around, area) | beside) & free), [cell])

    def give(faces: Faces) -> NDArray[np.int64]:
        within = _within(area, faces)
        given = np.where(within, cell, faces.cell)
        given = _left(faces, given, (faces.cell == cell) & ~within, cell)
        _require_people(around, faces, given, touched)
        return given

    return recut(around, touched, [area.boundary], give)


def _overlapped(around: Around, area: shapely.Geometry) -> NDArray[np.bool_]:
    """The cells (k,) of which a part lies in an area."""
    return np.asarray(shapely.relate_pattern(around.shapes, area, "T********"))


def _within(area: shapely.Geometry, faces: Faces) -> NDArray[np.bool_]:
    shapely.prepare(area)
    return np.asarray(shapely.intersects_xy(area, *faces.inner.T))


def _left(faces: Faces, given: NDArray[np.int64], left: NDArray[np.bool_], cell: int) -> NDArray[np.int64]:
    """Give what a cell leaves to the neighbours, from their borders inwards."""
    given, open_ = given.copy(), left.copy()
    one, other, length = shared_borders(faces.shapes)
    pairs = np.concatenate([np.column_stack([one, other]), np.column_stack([other, one])])
    length = np.concatenate([length, length])
    while True:
        edge = open_[pairs[:, 0]] & ~open_[pairs[:, 1]] & (given[pairs[:, 1]] != cell)
        if not edge.any():
            return given
        face, to = pairs[edge, 0], given[pairs[edge, 1]]
        both, inverse = np.unique(np.column_stack([face, to]), axis=0, return_inverse=True)
        border = np.bincount(inverse.ravel(), length[edge])
        order = np.lexsort((both[:, 1], -border, both[:, 0]))
        first = np.append(True, np.diff(both[order, 0]) != 0)
        given[both[order[first], 0]] = both[order[first], 1]
        open_[both[order[first], 0]] = False


def _require_people(
    around: Around, faces: Faces, given: NDArray[np.int64], touched: NDArray[np.int64]
) -> None:
    had = np.unique(around.label[faces.place])
    left = np.setdiff1d(np.intersect1d(touched, had), given[faces.of_place])
    if len(left):
        raise edit_errors.empties(around.numbers[int(left[0])])

"""Areas that somebody drew over a plan: as a cell of its own, or as the new border of one."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import edit_errors
from gridward.grids.design.leaving import Ground, grounds_left
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

    What it leaves goes to its neighbours, each position to the nearest one, and stays its own where there is none that is
    free. Raises `plan.edit_empties`, and what `recut` raises.
    """
    beside = shapely.intersects(around.shapes, around.shapes[cell])
    touched = np.union1d(np.flatnonzero((_overlapped(around, area) | beside) & free), [cell])
    others = np.flatnonzero(beside & free & (np.arange(len(free)) != cell))
    left = shapely.difference(around.shapes[cell], area)
    grounds = grounds_left(left, around.shapes, others.tolist(), around.metres)
    lines = [line for ground in grounds for line in ground.lines(around.metres)]

    def give(faces: Faces) -> NDArray[np.int64]:
        within = _within(area, faces)
        given = np.where(within, cell, faces.cell)
        given = _left(around, faces, given, (faces.cell == cell) & ~within, cell, grounds)
        _require_people(around, faces, given, touched)
        return given

    return recut(around, touched, [area.boundary, *lines], give)


def _overlapped(around: Around, area: shapely.Geometry) -> NDArray[np.bool_]:
    """The cells (k,) of which a part lies in an area."""
    return np.asarray(shapely.relate_pattern(around.shapes, area, "T********"))


def _within(area: shapely.Geometry, faces: Faces) -> NDArray[np.bool_]:
    shapely.prepare(area)
    return np.asarray(shapely.intersects_xy(area, *faces.inner.T))


def _left(
    around: Around,
    faces: Faces,
    given: NDArray[np.int64],
    left: NDArray[np.bool_],
    cell: int,
    grounds: Sequence[Ground],
) -> NDArray[np.int64]:
    """Give what a cell leaves to the nearest neighbours; where that would lie apart from them, from the borders inwards."""
    given = given.copy()
    for ground in grounds:
        here = np.flatnonzero(left)
        here = here[shapely.intersects_xy(ground.shape, *faces.inner[here].T)]
        given[here] = ground.nearest(faces.inner[here] * around.metres)
    one, other, length = shared_borders(faces.shapes)
    pairs = np.concatenate([np.column_stack([one, other]), np.column_stack([other, one])])
    length = np.concatenate([length, length])
    open_ = left & ((given == cell) | ~_reached(pairs, given, ~left))
    given[open_] = cell
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


def _reached(
    pairs: NDArray[np.int64], given: NDArray[np.int64], begin: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The faces that hang together, inside their cell, with some at which to begin."""
    reached = begin.copy()
    same = pairs[given[pairs[:, 0]] == given[pairs[:, 1]]]
    while len(new := same[reached[same[:, 0]] & ~reached[same[:, 1]], 1]):
        reached[new] = True
    return reached


def _require_people(
    around: Around, faces: Faces, given: NDArray[np.int64], touched: NDArray[np.int64]
) -> None:
    had = np.unique(around.label[faces.place])
    left = np.setdiff1d(np.intersect1d(touched, had), given[faces.of_place])
    if len(left):
        raise edit_errors.empties(around.numbers[int(left[0])])

"""A cell that becomes several."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order

from gridward.grids.design import edit_errors
from gridward.grids.design.polygons import shared_borders
from gridward.grids.design.recut import Around, Faces, Recut, recut
from gridward.grids.design.solve import design_cells

MOST_PARTS = 10
_TOLERANCE = 0.05


def split_along(around: Around, cell: int, line: shapely.Geometry) -> Recut:
    """Divide a cell along a line; the side with more places keeps its number.

    Raises `plan.edit_line_misses`, `plan.edit_side_empty`, and what `recut` raises.
    """
    number, shape = around.numbers[cell], around.shapes[cell]

    def give(faces: Faces) -> NDArray[np.int64]:
        side = _sides(faces.shapes)
        if len(faces.shapes) == len(shapely.get_parts(shape)) or not side.any():
            raise edit_errors.line_misses(number)
        cut = np.isin(faces.piece, faces.piece[side == 1])
        side = _with_islets(faces.shapes, side, cut)
        people = np.bincount(faces.of_place, minlength=len(side))
        on_side = [int(people[side == one].sum()) for one in (0, 1)]
        if not all(on_side):
            raise edit_errors.side_empty(number)
        if any(((people > 0) & cut & (side == one)).sum() > 1 for one in (0, 1)):
            raise edit_errors.line_misses(number)
        new = len(around.shapes)
        return np.where(side == int(on_side[1] > on_side[0]), cell, new)

    return recut(around, np.array([cell]), [shapely.intersection(line, shape)], give)


def _sides(faces: NDArray[np.object_]) -> NDArray[np.int64]:
    """0 or 1 for each face, another one beyond each border; what no line divides is 0."""
    left, right, _ = shared_borders(faces)
    count = len(faces)
    links = csr_matrix((np.ones(len(left), np.int8), (left, right)), shape=(count, count))
    side = np.full(count, -1, np.int64)
    for start in range(count):
        if side[start] >= 0:
            continue
        order, before = breadth_first_order(links, start, directed=False)
        side[start] = 0
        for face in order[1:].tolist():
            side[face] = 1 - side[before[face]]
    return side


def _with_islets(
    faces: NDArray[np.object_], side: NDArray[np.int64], cut: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """What the line does not divide, as an islet, goes to the side to which it is nearest."""
    found = side.copy()
    found[~cut] = side[cut][shapely.STRtree(faces[cut]).nearest(faces[~cut])]
    return found


def split_evenly(around: Around, cell: int, parts: int) -> Recut:
    """Divide a cell into parts of nearly equal weight; the heaviest keeps its number.

    Raises `plan.edit_too_many_parts`, and what the engine and `recut` raise.
    """
    inside = np.flatnonzero(around.label == cell)
    peopled = inside[around.weight[inside] > 0]
    most = min(len(np.unique(around.xy[peopled], axis=0)), MOST_PARTS)
    if parts > most:
        raise edit_errors.too_many_parts(around.numbers[cell], len(peopled), most)
    area = shapely.transform(around.shapes[cell], lambda xy: xy * around.metres)
    design = design_cells(
        around.xy[inside] * around.metres, around.weight[inside], area, parts, tolerance=_TOLERANCE
    )
    borders = shapely.transform(shapely.boundary(design.polygons), lambda xy: np.rint(xy / around.metres))
    load = np.bincount(design.labels, around.weight[inside], parts)
    # Stable, so that the same cell is always divided into the same numbers.
    rank = np.argsort(np.argsort(-load, kind="stable"), kind="stable")
    name = np.append(cell, len(around.shapes) + np.arange(parts - 1))[rank]
    label = around.label.copy()
    label[inside] = name[design.labels]

    def give(faces: Faces) -> NDArray[np.int64]:
        points = shapely.points(faces.inner * around.metres)
        return np.asarray(name[shapely.STRtree(design.polygons).nearest(points)])

    return recut(around, np.array([cell]), list(borders), give, label)

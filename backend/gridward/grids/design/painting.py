"""Places painted from their cells into another one: each takes the ground that is nearer to it than to the others."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gridward.grids.design import edit_errors
from gridward.grids.design.parting import parting_line
from gridward.grids.design.recut import Around, Faces, Recut, recut


def paint(around: Around, painted: NDArray[np.bool_], to: int) -> Recut:
    """Move the painted places (n,) into the cell `to`. Who lives at the same spot as one of them goes with it.

    Raises `plan.edit_nobody`, `plan.edit_empties`, and what `recut` raises.
    """
    moves = _with_same_spot(around, painted) & (around.label != to)
    if not moves.any():
        raise edit_errors.nobody()
    sources = np.unique(around.label[moves])
    label = np.where(moves, to, around.label)
    for cell in sources.tolist():
        if not (label == cell).any():
            raise edit_errors.empties(around.numbers[cell])
    lines = [_border(around, cell, moves) for cell in sources.tolist()]

    def give(faces: Faces) -> NDArray[np.int64]:
        given = faces.cell.copy()
        for cell in sources.tolist():
            own = np.flatnonzero(around.label == cell)
            mine = np.flatnonzero(faces.cell == cell)
            nearest = cKDTree(around.xy[own] * around.metres).query(faces.inner[mine] * around.metres)[1]
            given[mine] = label[own[nearest]]
        return given

    return recut(around, np.union1d(sources, [to]), lines, give, label)


def _with_same_spot(around: Around, painted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    spot = np.unique(around.xy, axis=0, return_inverse=True)[1].ravel()
    taken = np.zeros(int(spot.max(initial=-1)) + 1, bool)
    taken[spot[painted]] = True
    return np.asarray(taken[spot])


def _border(around: Around, cell: int, moves: NDArray[np.bool_]) -> shapely.Geometry:
    """The line inside a cell between the ground of those who go and of those who stay."""
    spots, first = np.unique(around.xy[around.label == cell], axis=0, return_index=True)
    goes = moves[around.label == cell][first]
    bounds = np.array(shapely.bounds(around.shapes[cell])).reshape(2, 2) * around.metres
    parting = shapely.multilinestrings(parting_line(spots * around.metres, goes, bounds))
    return shapely.intersection(
        shapely.transform(parting, lambda one: one / around.metres), around.shapes[cell]
    )

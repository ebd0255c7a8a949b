"""Cells that lie around another one are opened: what is enclosed gets a second neighbour."""

from heapq import heappop, heappush

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.tessellation import Tessellation


def enclosed(
    polygons: NDArray[np.object_], xy: NDArray[np.float64], labels: NDArray[np.int64]
) -> list[tuple[int, set[int]]]:
    """Cells around others, each with the cells that lie in one of its holes."""
    found = []
    parts, cell = shapely.get_parts(polygons, return_index=True)
    for at in np.flatnonzero(shapely.get_num_interior_rings(parts)).tolist():
        for ring in parts[at].interiors:
            inside = labels[shapely.contains_xy(shapely.Polygon(ring), xy[:, 0], xy[:, 1])]
            if others := set(inside.tolist()) - {int(cell[at])}:
                found.append((int(cell[at]), others))
    return found


def opened(
    tessellation: Tessellation,
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    around: int,
    within: set[int],
) -> NDArray[np.int64]:
    """The labels after the lightest way through the cell `around`, from those `within` outwards, went to who is outside.

    Unchanged where there is nobody outside.
    """
    heap: list[tuple[int, int, int]] = []
    for atom in np.flatnonzero(labels == around).tolist():
        if within & {int(labels[n]) for n in _neighbours(tessellation, atom)}:
            heappush(heap, (int(weight[atom]), atom, -1))
    before: dict[int, int] = {}
    while heap:
        cost, atom, came = heappop(heap)
        if atom in before:
            continue
        before[atom] = came
        for n in _neighbours(tessellation, atom):
            if labels[n] == around:
                heappush(heap, (cost + int(weight[n]), n, atom))
            elif int(labels[n]) not in within:
                return _given(labels, before, atom, int(labels[n]))
    return labels


def _given(labels: NDArray[np.int64], before: dict[int, int], atom: int, to: int) -> NDArray[np.int64]:
    labels = labels.copy()
    while atom >= 0:
        labels[atom] = to
        atom = before[atom]
    return labels


def _neighbours(tessellation: Tessellation, atom: int) -> list[int]:
    return tessellation.neighbour[tessellation.start[atom] : tessellation.start[atom + 1]].tolist()  # type: ignore[no-any-return]

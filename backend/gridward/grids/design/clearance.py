"""Which boxes surely keep clear of some lines: a raster asked before the exact geometry, which few boxes then need."""

import numpy as np
import shapely
from numpy.typing import NDArray

_SIDE = 512


class Clearance:
    """A raster of the squares that lines may run through, summed up so that a box is answered by four look-ups."""

    def __init__(self, lines: NDArray[np.object_]) -> None:
        """`lines` are line strings or rings in metres; none at all leaves everything clear."""
        starts, ends = _segments(lines)
        corners = np.concatenate([starts, ends]) if len(starts) else np.zeros((1, 2))
        self._low = corners.min(axis=0)
        self._step = max(float((corners.max(axis=0) - self._low).max()) / _SIDE, 1e-6)
        taken = np.zeros((_SIDE + 3, _SIDE + 3), bool)
        column, row = self._square(self._samples(starts, ends)).T
        # A line between two samples strays at most into the squares around theirs.
        for right in (-1, 0, 1):
            for up in (-1, 0, 1):
                taken[column + right, row + up] = True
        self._sum = np.zeros((_SIDE + 4, _SIDE + 4), np.int64)
        self._sum[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)

    def clear(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether boxes, from their `low` (n, 2) to their `high` corners, surely meet none of the lines."""
        left, bottom = self._square(low).T
        right, top = self._square(high).T + 1
        found = (
            self._sum[right, top] - self._sum[left, top] - self._sum[right, bottom] + self._sum[left, bottom]
        )
        return np.asarray(found == 0)

    def _square(self, xy: NDArray[np.float64]) -> NDArray[np.int64]:
        square = np.clip((xy - self._low) / self._step, -1, _SIDE + 1).astype(np.int64) + 1
        return np.asarray(square, np.int64)

    def _samples(self, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points along the segments, less than a square apart."""
        count = np.ceil(np.hypot(*(ends - starts).T) / self._step).astype(np.int64) + 2
        segment = np.repeat(np.arange(len(starts)), count)
        along = (np.arange(len(segment)) - np.repeat(np.cumsum(count) - count, count)) / (count[segment] - 1)
        return np.asarray(starts[segment] + along[:, None] * (ends - starts)[segment])


def _segments(lines: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    xy, line = shapely.get_coordinates(lines, return_index=True)
    joined = line[1:] == line[:-1]
    return xy[:-1][joined], xy[1:][joined]

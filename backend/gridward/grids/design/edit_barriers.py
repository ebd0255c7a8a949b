"""Whether barriers lie between the places of a cell, where somebody changes cells by hand."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay

from gridward.grids.design.barriers import Barriers

_FAR = 4.0


def sides(xy: NDArray[np.float64], barriers: Barriers) -> NDArray[np.int64]:
    """The number of the side on which each of some places (n, 2), metres, lies: neighbours without a barrier share one."""
    spots, spot = np.unique(xy, axis=0, return_inverse=True)
    edges = _edges(spots)
    open_ = edges[~barriers.between(spots[edges])]
    links = csr_matrix((np.ones(len(open_), np.int8), (open_[:, 0], open_[:, 1])), shape=(len(spots),) * 2)
    return np.asarray(connected_components(links, directed=False)[1][spot.ravel()], np.int64)


def hang_together(xy: NDArray[np.float64], cell: NDArray[np.int64], barriers: Barriers) -> bool:
    """Whether one comes from each cell to each other one without crossing a barrier between them."""
    side = sides(xy, barriers)
    cells, own = np.unique(cell, return_inverse=True)
    count = len(cells)
    links = csr_matrix(
        (np.ones(len(own), np.int8), (own.ravel(), count + side)), shape=(count + int(side.max()) + 1,) * 2
    )
    reached = connected_components(links, directed=False)[1][:count]
    return bool((reached == reached[0]).all())


def _edges(spots: NDArray[np.float64]) -> NDArray[np.int64]:
    """Neighbours (e, 2) among places, which may lie in one line."""
    low, high = spots.min(axis=0), spots.max(axis=0)
    angle = np.arange(8) * np.pi / 4 + 0.1
    round_ = np.column_stack([np.cos(angle), np.sin(angle)])
    far = (low + high) / 2 + _FAR * max(float((high - low).max()), 1.0) * round_
    corners = np.asarray(Delaunay(np.concatenate([spots, far]) - low).simplices, np.int64)
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    edges = edges[(edges < len(spots)).all(axis=1)]
    return np.unique(np.sort(edges, axis=1), axis=0)

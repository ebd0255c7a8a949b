"""Cells in one piece: on each piece of land, the atoms of a cell hang together."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gridward.grids.design.lloyd import PowerDiagram
from gridward.grids.design.tessellation import Tessellation

_ROUNDS = 200


def fragments(
    tessellation: Tessellation, labels: NDArray[np.int64], weight: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which atoms lie apart from their cell's main part, the heaviest one on their piece of land."""
    sources = tessellation.sources
    kept = labels[sources] == labels[tessellation.neighbour]
    count = len(labels)
    links = csr_matrix(
        (np.ones(kept.sum(), np.int8), (sources[kept], tessellation.neighbour[kept])), shape=(count, count)
    )
    parts, part = connected_components(links, directed=False)
    key = labels * (tessellation.piece.max() + 1) + tessellation.piece
    total = np.bincount(part, weight + 1e-6, parts)
    home = np.empty(parts, np.int64)
    home[part] = key
    order = np.lexsort((total, home))
    main = np.zeros(parts, bool)
    main[order[np.append(home[order][1:] != home[order][:-1], True)]] = True
    return np.asarray(~main[part])


def join_fragments(
    tessellation: Tessellation, labels: NDArray[np.int64], weight: NDArray[np.int64], diagram: PowerDiagram
) -> NDArray[np.int64]:
    """Give what lies apart to the cheapest cell beside it, layer by layer, until every cell is in one piece."""
    labels = labels.copy()
    sources, neighbour = tessellation.sources, tessellation.neighbour
    for _ in range(_ROUNDS):
        apart = fragments(tessellation, labels, weight)
        if not apart.any():
            break
        edge = apart[sources] & (labels[sources] != labels[neighbour])
        settled = edge & ~apart[neighbour]
        edge = settled if settled.any() else edge
        if not edge.any():
            break
        atom, cell = sources[edge], labels[neighbour[edge]]
        away = ((tessellation.xy[atom] - diagram.centres[cell]) ** 2).sum(axis=1) - diagram.weights[cell]
        order = np.lexsort((cell, away, atom))
        first = np.append(True, atom[order][1:] != atom[order][:-1])
        labels[atom[order][first]] = cell[order][first]
    return labels

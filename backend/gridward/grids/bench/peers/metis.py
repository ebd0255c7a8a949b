"""METIS by pymetis: k-way partition of the buildings' graph; edges count more the shorter they are."""

import numpy as np
import pymetis
from numpy.typing import NDArray

from gridward.grids.bench.case import Case

_NEAR_M, _SCALE = 20.0, 1_000
"""An edge of at most so many metres has the full weight; METIS wants whole numbers."""


def cut(case: Case) -> NDArray[np.int64]:
    """Labels of the buildings, within the tolerance as far as METIS keeps to it."""
    return _partition(case, contiguous=False)


def cut_contiguous(case: Case) -> NDArray[np.int64]:
    """Labels of the buildings, with METIS told to keep parts in one piece."""
    return _partition(case, contiguous=True)


def _partition(case: Case, *, contiguous: bool) -> NDArray[np.int64]:
    city, graph = case.city(), case.graph()
    away = np.hypot(*(city.xy[graph.sources] - city.xy[graph.neighbour]).T)
    options = pymetis.Options(
        # In thousandths above the mean.
        ufactor=max(1, round(1_000 * case.task.tolerance)),
        contig=int(contiguous),
        # Fewer neighbours a part leave contiguous parts far better balanced: 3 % off instead of 10 %, 11 % instead of 32 %.
        minconn=int(contiguous),
        seed=case.task.seed,
    )
    found = pymetis.part_graph(
        case.task.cells,
        pymetis.CSRAdjacency(graph.start, graph.neighbour),
        vweights=city.weight,
        eweights=np.maximum(1, _SCALE * _NEAR_M / np.maximum(away, _NEAR_M)).astype(np.int64),
        recursive=False,
        options=options,
    )
    return np.asarray(found.vertex_part, np.int64)

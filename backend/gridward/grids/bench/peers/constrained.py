"""k-means-constrained: k-means whose clusters have bounded numbers of points, by a flow. Its points are the customers."""

import numpy as np
from k_means_constrained import KMeansConstrained
from numpy.typing import NDArray

from gridward.grids.bench.case import Case

_ROUNDS = 30


def cut(case: Case) -> NDArray[np.int64]:
    """Labels of the rows, one a customer."""
    rows = case.rows()
    mean = len(rows.xy) / case.task.cells
    method = KMeansConstrained(
        case.task.cells,
        size_min=int(np.floor(mean * (1 - case.task.tolerance))),
        size_max=int(np.ceil(mean * (1 + case.task.tolerance))),
        n_init=1,
        max_iter=_ROUNDS,
        random_state=case.task.seed,
        n_jobs=1,
    )
    return np.asarray(method.fit_predict(rows.xy), np.int64)

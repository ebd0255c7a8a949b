"""Other ways to choose stations: the greedy one, and an exact one of another library."""

import warnings

import numpy as np
from numpy.typing import NDArray


def choose_greedily(cost: NDArray[np.float64], number: int) -> NDArray[np.bool_]:
    """One after the other, each time the candidate that shortens the way the most. `cost` is (cells, candidates)."""
    chosen = np.zeros(cost.shape[1], np.bool_)
    nearest = np.full(len(cost), np.inf)
    for _ in range(number):
        total = np.minimum(cost, nearest[:, None]).sum(axis=0)
        best = int(np.where(chosen, np.inf, total).argmin())
        chosen[best] = True
        nearest = np.minimum(nearest, cost[:, best])
    return chosen


def choose_by_spopt(cost: NDArray[np.float64], number: int) -> NDArray[np.bool_]:
    """The p-median of spopt, solved by CBC to the end."""
    with warnings.catch_warnings():
        # How it builds and solves its model is its own affair.
        warnings.simplefilter("ignore")
        import pulp  # noqa: PLC0415 - of the extra `bench`
        from spopt.locate import PMedian  # noqa: PLC0415

        model = PMedian.from_cost_matrix(cost, np.ones(len(cost)), p_facilities=number)
        solved = model.solve(pulp.PULP_CBC_CMD(msg=False))
    return np.array([bool(one) for one in solved.fac2cli])

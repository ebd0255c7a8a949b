"""Weighted recursive bisection: the city halved again and again across its longer side."""

import numpy as np
from numpy.typing import NDArray

from gridward.grids.bench.case import Case


def cut(case: Case) -> NDArray[np.int64]:
    """Labels of the buildings."""
    city = case.city()
    labels = np.zeros(len(city.xy), np.int64)
    stack = [(np.arange(len(city.xy)), 0, case.task.cells)]
    while stack:
        members, first, cells = stack.pop()
        if cells == 1:
            labels[members] = first
            continue
        xy = city.xy[members]
        order = members[np.argsort(xy[:, np.argmax(np.ptp(xy, axis=0))], kind="stable")]
        reached = np.cumsum(city.weight[order]) - city.weight[order] / 2
        half = cells // 2
        split = np.searchsorted(reached, city.weight[order].sum() * half / cells)
        stack.append((order[:split], first, half))
        stack.append((order[split:], first + half, cells - half))
    return labels

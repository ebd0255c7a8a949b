"""How few customers could move at best: whoever sees what was reached sees this beside it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.flow import FlowNetwork
from gridward.grids.design.regrid_window import CellGraph


@dataclass(frozen=True)
class Bounds:
    """Customers."""

    strict: int
    """No grid with these loads moves fewer: those of vanished cells, what new and light cells need, what others exceed."""
    neighbours: int
    """No grid moves fewer if customers go to neighbouring cells only, each a step at a time; those across the ground of
    vanished cells are neighbours, too."""


def bounds_of(
    known: NDArray[np.int64],
    load: NDArray[np.int64],
    targets: NDArray[np.float64],
    tolerance: float,
    graph: CellGraph,
    vanished: NDArray[np.bool_],
) -> Bounds:
    """Bounds for cells (k,) whose loads are to come within `tolerance` of the targets.

    `load` are today's loads with new customers in the cells where they live; `known` those without them: they have no cell
    to lose, so the strict bound takes them to go wherever somebody is missing. The other bound is a flow on the graph.
    """
    low = np.where(vanished, 0, np.ceil(targets * (1 - tolerance) - 1e-6)).astype(np.int64)
    high = np.where(vanished, 0, np.floor(targets * (1 + tolerance) + 1e-6)).astype(np.int64)
    low = np.clip(low, 0, high)
    leaving = np.maximum(known - high, 0).sum()
    entering = np.maximum(low - known, 0).sum() - (load.sum() - known.sum())
    strict = int(max(leaving, entering, 0))
    return Bounds(strict, max(strict, _least_flow(load, low, high, graph, vanished)))


def _least_flow(
    load: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    graph: CellGraph,
    vanished: NDArray[np.bool_],
) -> int:
    here, there = graph.pairs()
    # Nobody comes to stay in a vanished cell: the step out of it is the one that counts.
    steps = np.where(vanished[there], 0, 1)
    cells, total = len(load), int(load.sum())
    cell, sink = np.arange(cells), np.full(cells, cells)
    network = FlowNetwork(
        cells + 1,
        np.concatenate([here, cell, cell, sink]),
        np.concatenate([there, sink, sink, cell]),
    )
    network.set_supply(np.append(load, -total))
    least = np.concatenate([np.zeros(len(here), np.int64), low, np.zeros(2 * cells, np.int64)])
    most = np.concatenate([np.full(len(here), total), high, np.full(2 * cells, total)])
    network.set_bounds(least, most)
    # Where the graph cannot bring all loads into the band, the nearest that it can is meant.
    dear = np.full(2 * cells, 4 * cells)
    flow = network.solve(np.concatenate([steps, np.zeros(cells, np.int64), dear]))
    return int((flow[: len(here)] * steps).sum())


def fewest_customers(
    minutes: NDArray[np.int64],
    weight: NDArray[np.int64],
    before: NDArray[np.int64],
    targets: NDArray[np.float64],
    tolerance: float,
    vanished: NDArray[np.bool_],
) -> int:
    """The strict bound where cells (k,) are cut by `minutes` (n,) and their `weight` (n,) customers are counted.

    No grid with such minutes moves fewer: what a cell exceeds is carried away at best by those who take longest, and so is
    what others lack. `before` (n,) are the cells so far, -1 for new places. Places count in parts, which only lowers it.
    """
    known = np.flatnonzero(before >= 0)
    load = np.bincount(before[known], minutes[known], len(targets))
    high = np.where(vanished, 0.0, targets * (1 + tolerance))
    low = np.where(vanished, 0.0, targets * (1 - tolerance))
    slowest = known[np.argsort(-minutes[known] / np.maximum(weight[known], 1), kind="stable")]
    leaving = int(weight[known][vanished[before[known]]].sum())
    for cell in np.flatnonzero((load > high) & ~vanished).tolist():
        leaving += _carrying(
            minutes, weight, slowest[before[slowest] == cell], float(load[cell] - high[cell])
        )
    lacking = float(np.maximum(low - load, 0).sum() - (minutes.sum() - load.sum()))
    return max(leaving, _carrying(minutes, weight, slowest, lacking))


def _carrying(
    minutes: NDArray[np.int64], weight: NDArray[np.int64], places: NDArray[np.int64], wanted: float
) -> int:
    """The customers of the first of these places who take so many minutes together."""
    if wanted <= 0:
        return 0
    time, people = np.cumsum(minutes[places]), np.cumsum(weight[places])
    last = int(np.searchsorted(time, wanted))
    if last == len(places):
        return int(people[-1])
    before = (float(time[last - 1]), int(people[last - 1])) if last else (0.0, 0)
    share = (wanted - before[0]) / float(time[last] - before[0])
    return int(np.ceil(before[1] + share * int(weight[places[last]]) - 1e-9))

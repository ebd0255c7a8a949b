"""ReCom by gerrychain: a first plan from spanning trees, then cells joined by twos and cut anew; the best plan counts."""

from functools import partial

import networkx as nx
import numpy as np
from gerrychain import Graph, MarkovChain, Partition
from gerrychain.proposals import recom
from numpy.typing import NDArray

from gridward.grids.bench.case import Case

_CUSTOMERS = "customers"
_LEAST_TOLERANCE = 0.05
"""Few spanning trees of buildings can be cut closer to the mean; asked for less, the search does not end."""


def cut(case: Case) -> NDArray[np.int64]:
    """Labels of the buildings: of as many plans as there are cells, those of the plan with the fewest edges cut."""
    city, task = case.city(), case.task
    network = nx.Graph()
    network.add_nodes_from((one, {_CUSTOMERS: weight}) for one, weight in enumerate(city.weight.tolist()))
    network.add_edges_from(case.graph().edges())
    within = max(task.tolerance, _LEAST_TOLERANCE)
    first = Partition.from_random_assignment(
        Graph.from_networkx(network), task.cells, within, _CUSTOMERS, updaters={}, rng=task.seed
    )
    step = partial(recom, pop_col=_CUSTOMERS, pop_target=city.weight.sum() / task.cells, epsilon=within)
    chain = MarkovChain(step, initial_partition=first, total_steps=task.cells, rng=task.seed)
    best = min(chain, key=lambda plan: len(plan["cut_edges"]))
    cell = best.assignment
    return np.array([cell[one] for one in range(len(city.xy))], np.int64)

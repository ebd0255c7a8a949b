"""Regions by spopt: Skater prunes a spanning tree, Max-p lets regions grow over a floor; both keep them in one piece."""

import geopandas as gpd
import numpy as np
import shapely
from libpysal.weights import W
from numpy.typing import NDArray
from spopt.region import MaxPHeuristic, Skater

from gridward.grids.bench.case import Case
from gridward.grids.bench.city import City
from gridward.grids.bench.graph import Graph

_LEAST_BUILDINGS = 0.3
"""Of the mean number of buildings: the least that Skater may leave a region; it counts buildings, not customers."""
_FLOOR = 0.95
"""Of the mean load: what a region of Max-p must hold, so that it comes to about as many regions as there are to be cells."""
_CONSTRUCTIONS, _ANNEALINGS = 5, 1
"""Rounds of Max-p; with its own 99 and 10 it does not finish a town of 2,000 customers in a minute."""
_PLACES = ["east", "north"]


def cut_skater(case: Case) -> NDArray[np.int64]:
    """Labels of the buildings."""
    city, graph, cells = case.city(), case.graph(), case.task.cells
    least = max(1, int(_LEAST_BUILDINGS * len(city.xy) / cells))
    method = Skater(_table(city), _weights(graph), _PLACES, n_clusters=cells, floor=least)
    method.solve()
    return np.asarray(method.labels_, np.int64)


def cut_maxp(case: Case) -> NDArray[np.int64]:
    """Labels of the buildings; the number of regions comes out of the floor."""
    city, graph = case.city(), case.graph()
    floor = _FLOOR * city.weight.sum() / case.task.cells
    # It draws from numpy's global generator.
    np.random.seed(case.task.seed)
    method = MaxPHeuristic(
        _table(city),
        _weights(graph),
        _PLACES,
        "customers",
        floor,
        max_iterations_construction=_CONSTRUCTIONS,
        max_iterations_sa=_ANNEALINGS,
    )
    method.solve()
    return np.unique(method.labels_, return_inverse=True)[1].astype(np.int64)


def _table(city: City) -> gpd.GeoDataFrame:
    columns = {"east": city.xy[:, 0], "north": city.xy[:, 1], "customers": city.weight.astype(float)}
    return gpd.GeoDataFrame(columns, geometry=shapely.points(city.xy))


def _weights(graph: Graph) -> W:
    beside = {
        one: graph.neighbour[graph.start[one] : graph.start[one + 1]].tolist()
        for one in range(len(graph.start) - 1)
    }
    return W(beside, silence_warnings=True)

"""What every method is given: one row a customer, the buildings, and the graph of which building borders which."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.bench.city import City
from gridward.grids.bench.graph import Graph, connected_graph

_ROWS, _BUILDINGS, _GRAPH, _LAND = "rows.npz", "buildings.npz", "graph.npz", "land.wkb"


@dataclass(frozen=True)
class Task:
    """What is asked for."""

    cells: int
    tolerance: float
    """Allowed deviation of a cell's load, as a share."""
    seed: int


@dataclass(frozen=True)
class Rows:
    """One row a customer, in no order, as an extract brings them."""

    building: NDArray[np.int64]
    xy: NDArray[np.float64]
    """(customers, 2), metres."""


class Case:
    """A city in a folder, read piece by piece: a method's memory holds only what it asks for."""

    def __init__(self, folder: Path, task: Task) -> None:
        self._folder, self.task = folder, task

    def rows(self) -> Rows:
        """The customers."""
        with np.load(self._folder / _ROWS) as file:
            return Rows(file["building"], file["xy"])

    def city(self) -> City:
        """The buildings on their land."""
        with np.load(self._folder / _BUILDINGS) as file:
            return City(file["xy"], file["weight"], shapely.from_wkb((self._folder / _LAND).read_bytes()))

    def graph(self) -> Graph:
        """The buildings' graph, in one piece; only where peers are compared."""
        with np.load(self._folder / _GRAPH) as file:
            return Graph(file["start"], file["neighbour"])


def write_case(folder: Path, city: City, seed: int, *, with_graph: bool) -> None:
    """Lay a city down for the processes that are measured."""
    building = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(city.xy)), city.weight))
    np.savez(folder / _ROWS, building=building, xy=city.xy[building])
    np.savez(folder / _BUILDINGS, xy=city.xy, weight=city.weight)
    (folder / _LAND).write_bytes(shapely.to_wkb(city.land))
    if with_graph:
        graph = connected_graph(city)
        np.savez(folder / _GRAPH, start=graph.start, neighbour=graph.neighbour)

"""A city's candidates, made from a seed, chosen among by this engine and by others. Pure."""

import importlib.util
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.stations.bench.peers import choose_by_spopt, choose_greedily
from gridward.stations.choosing import close_stations, ways
from gridward.stations.median import Medians, find_median

SECONDS = 10.0
"""In which a choice is to be proven."""
_SPREAD_M = 9_000.0
_ROOM = (4, 16)
_COST = (8_000, 40_000)


@dataclass(frozen=True)
class Chosen:
    """What one way to choose came to."""

    seconds: float
    mean_way_m: float
    bound_m: float | None
    """No choice has a shorter way; None where the method knows none."""


@dataclass(frozen=True)
class StationsRun:
    """All of them on the same candidates."""

    cells: int
    candidates: int
    stations: int
    ours: Chosen
    scarce: Chosen
    """Ours where as few stations are wanted as have room for all specialists."""
    scarce_stations: int
    closing_s: float
    """To close one station in five."""
    peers: dict[str, Chosen | None]
    """None where its library is not installed."""


def measure_stations(
    cells: int, candidates: int, stations: int, seed: int, tell: Callable[[str], None]
) -> StationsRun:
    """Make the candidates and choose among them: rooms bind in the second choice only, since peers know of none."""
    rng = np.random.default_rng(seed)
    middle, place = rng.normal(0, _SPREAD_M, (cells, 2)), rng.normal(0, _SPREAD_M, (candidates, 2))
    customers, room = rng.integers(900, 1_100, cells), rng.integers(*_ROOM, candidates)
    way = ways(middle, place)
    weighed = way * customers[:, None]
    total = float(customers.sum())
    none = np.zeros(candidates)

    def ours(number: int, needed: int) -> Chosen:
        started = time.perf_counter()
        found = find_median(Medians(weighed, none, room, none > 0, number, needed), SECONDS)
        return Chosen(time.perf_counter() - started, found.cost / total, found.bound / total)

    def peer(choose: Callable[[NDArray[np.float64], int], NDArray[np.bool_]]) -> Chosen:
        started = time.perf_counter()
        chosen = choose(weighed, stations)
        seconds = time.perf_counter() - started
        return Chosen(seconds, float(weighed[:, chosen].min(axis=1).sum()) / total, None)

    tell("gridward")
    free = ours(stations, 0)
    enough = int(np.searchsorted(np.cumsum(np.sort(room)[::-1]), cells)) + 1
    tell("gridward, room scarce")
    scarce = ours(enough, min(cells, int(room.sum()))) if enough < candidates else free
    tell("gridward, closing")
    own = rng.choice(candidates, stations, replace=False)
    started = time.perf_counter()
    close_stations(
        way[:, own], customers, room[own] + cells, rng.uniform(*_COST, stations), stations * 4 // 5
    )
    closing_s = time.perf_counter() - started
    tell("greedy")
    peers: dict[str, Chosen | None] = {"greedy": peer(choose_greedily), "spopt_pmedian": None}
    if importlib.util.find_spec("spopt") is not None:
        tell("spopt PMedian")
        peers["spopt_pmedian"] = peer(choose_by_spopt)
    return StationsRun(cells, candidates, stations, free, scarce, enough, closing_s, peers)

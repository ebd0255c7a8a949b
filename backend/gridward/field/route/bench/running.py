"""Measures the day's routes: how far from the best known way, how long for one day and for a thousand specialists."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from statistics import fmean

from gridward.field.route.bench.cases import DOORS, Case, made_case
from gridward.field.route.bench.peers import PEERS, Peer, is_installed
from gridward.field.route.planning import DayOrder, planned
from gridward.field.route.solving import solved
from gridward.field.route.timing import Stop, timed
from gridward.field.route.travel import Speeds

THOUSAND = 1_000
_CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Measured:
    """What one way to order days came to; gaps are above the best known way, in per cent."""

    kept: int
    """Days of which every agreed time is kept."""
    gap_percent: float
    """On average over those."""
    worst_gap_percent: float
    seconds: float
    """For a day, on average."""
    worst_seconds: float


@dataclass(frozen=True)
class RouteRun:
    """All of them on the same days."""

    cases: int
    seed: int
    peer_seconds: float
    ours: Measured
    peers: dict[str, Measured | None]
    """None where its package is not installed."""
    specialists: int
    many_s: float
    """To plan a day for each of these specialists, on all cores."""
    cores: int


@dataclass(frozen=True)
class _Tried:
    travel: list[int | None]
    """Minutes on the way, by case; None where something was not kept."""
    seconds: list[float]


def measure_routes(
    cases: int, specialists: int, peer_seconds: float, seed: int, speeds: Speeds, tell: Callable[[str], None]
) -> RouteRun:
    """The best known way of a day is the best of all: a peer gets `peer_seconds` for each, many times what ours takes."""
    days = [made_case(seed + number, speeds) for number in range(cases)]
    # The first one waits for the solver to be loaded.
    _ours(days[0], speeds, 0)
    tell("planning")
    ours = _tried(_ours, days, speeds, 0)
    tried: dict[str, _Tried | None] = {}
    for name, (package, way) in PEERS.items():
        tell(name)
        tried[name] = _tried(way, days, speeds, peer_seconds) if is_installed(package) else None
    best = [
        min((one for one in ways if one is not None), default=None)
        for ways in zip(ours.travel, *(one.travel for one in tried.values() if one), strict=True)
    ]
    tell(f"{specialists:,} specialists")
    return RouteRun(
        cases,
        seed,
        peer_seconds,
        _measured(ours, best),
        {name: _measured(one, best) if one else None for name, one in tried.items()},
        specialists,
        _many(specialists, seed, speeds),
        _CORES,
    )


def _ours(case: Case, speeds: Speeds, seconds: float) -> list[Stop]:
    return solved(case.stops, case.start, case.closes, speeds)


def _tried(way: Peer, days: list[Case], speeds: Speeds, allowed: float) -> _Tried:
    travel: list[int | None] = []
    seconds = []
    for day in days:
        started = time.perf_counter()
        order = way(day, speeds, allowed)
        seconds.append(time.perf_counter() - started)
        turns = timed(order, day.start, day.closes, speeds)
        whole = len(order) == len(day.stops) and all(turn.unkept is None for turn in turns)
        travel.append(sum(turn.travel for turn in turns) if whole else None)
    return _Tried(travel, seconds)


def _measured(tried: _Tried, best: list[int | None]) -> Measured:
    gaps = [100 * (one / least - 1) for one, least in zip(tried.travel, best, strict=True) if one and least]
    mean, worst = (fmean(gaps), max(gaps)) if gaps else (float("nan"), float("nan"))
    return Measured(len(gaps), mean, worst, fmean(tried.seconds), max(tried.seconds))


def _many(specialists: int, seed: int, speeds: Speeds) -> float:
    """Days with more work than room in them."""
    days = [made_case(seed + number, speeds, doors=2 * DOORS) for number in range(specialists)]
    started = time.perf_counter()
    if specialists < _CORES:
        list(map(_plan, days, repeat(speeds)))
    else:
        with ProcessPoolExecutor(_CORES, get_context("spawn")) as processes:
            list(processes.map(_plan, days, repeat(speeds), chunksize=10))
    return time.perf_counter() - started


def _plan(day: Case, speeds: Speeds) -> None:
    planned(DayOrder(day.stops, [], day.start, 1080, 0, 40), speeds)

"""Which stops a day has room for, and in which order, by VROOM. Pure."""

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gridward.field.route.timing import Start, Stop, Window, timed
from gridward.field.route.travel import Speeds, metres_between

_SECONDS = 60
_MOST_WEIGHT = 100
"""The solver knows priorities up to this one."""
_SEARCH = 5
"""How thoroughly it looks, of 5."""
_TRIED_STOPS = 100
"""It is told a short day's stops several times, in another order each time, and ends elsewhere: the best way is kept."""


def solved(stops: Sequence[Stop], start: Start, closes: int, speeds: Speeds) -> list[Stop]:
    """Those with room in the day, in the order with the shortest ways: as much weight as can be comes first.

    Each has a place. Those with a window weigh most: they were agreed on. Only a window may lie after the working hours.
    """
    windows = [stop.window or Window(start.at, closes - stop.minutes) for stop in stops]
    within = [(stop, one) for stop, one in zip(stops, windows, strict=True) if one.closes >= start.at]
    if not within:
        return []
    shuffled = random.Random(0)
    found = []
    for _ in range(max(1, _TRIED_STOPS // len(within))):
        found.append(_order(within, start, speeds))
        shuffled.shuffle(within)
    return max(found, key=lambda order: _worth(order, start, closes, speeds))


def _order(within: list[tuple[Stop, Window]], start: Start, speeds: Speeds) -> list[Stop]:
    import vroom  # noqa: PLC0415 - it brings pandas, a second that only who plans shall wait

    problem = vroom.Input()
    problem.set_durations_matrix("car", _seconds_between([stop for stop, _ in within], start, speeds))
    end = max(window.closes + stop.minutes for stop, window in within)
    problem.add_vehicle(
        vroom.Vehicle(0, start=0, time_window=vroom.TimeWindow(start.at * _SECONDS, end * _SECONDS))
    )
    for number, (stop, window) in enumerate(within, start=1):
        problem.add_job(
            vroom.Job(
                number,
                location=number,
                default_service=stop.minutes * _SECONDS,
                time_windows=[vroom.TimeWindow(window.opens * _SECONDS, window.closes * _SECONDS)],
                priority=_weight(stop),
            )
        )
    routes = problem.solve(exploration_level=_SEARCH, nb_threads=1).to_dict()["routes"]
    return [within[step["id"] - 1][0] for route in routes for step in route["steps"] if step["type"] == "job"]


def _worth(order: list[Stop], start: Start, closes: int, speeds: Speeds) -> tuple[int, int]:
    travel = sum(turn.travel for turn in timed(order, start, closes, speeds))
    return sum(map(_weight, order)), -travel


def _weight(stop: Stop) -> int:
    return _MOST_WEIGHT if stop.window else max(1, min(_MOST_WEIGHT - 1, round(stop.weight)))


def _seconds_between(stops: Sequence[Stop], start: Start, speeds: Speeds) -> NDArray[np.uint32]:
    places = [start.place, *(stop.place for stop in stops)]
    return np.array(
        [
            [
                speeds.minutes(metres_between(one, other)) * _SECONDS if one and other else 0
                for other in places
            ]
            for one in places
        ],
        dtype=np.uint32,
    )

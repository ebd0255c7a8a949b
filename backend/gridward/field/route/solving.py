"""Which stops a day has room for, and in which order, by PyVRP. Pure."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gridward.field.route.timing import Start, Stop, Window
from gridward.field.route.travel import Speeds, metres_between

if TYPE_CHECKING:
    from pyvrp import ProblemData

_MOST_WEIGHT = 100
"""That of what was agreed on; all else weighs less."""
_MOST_ROUNDS = 400
_LOOKS = 10_000
"""Rounds times stops: more stops take a round longer, and get fewer of them."""
_DICE = 1
_LEAVES, _ENDS = 0, 1
"""The places where a day begins, and where it ends: wherever he is then."""


def solved(stops: Sequence[Stop], start: Start, closes: int, speeds: Speeds) -> list[Stop]:
    """Those with room in the day, in the order with the shortest ways: as much weight as can be comes first.

    Each has a place. Those with a window weigh most: they were agreed on. Only a window may lie after the working hours,
    and a minute there is as bad as one on the way. The same day comes out the same whenever it is asked for.
    """
    windows = [stop.window or Window(start.at, closes - stop.minutes) for stop in stops]
    within = [(stop, one) for stop, one in zip(stops, windows, strict=True) if one.closes >= start.at]
    if not within:
        return []
    import pyvrp  # noqa: PLC0415 - only who plans shall wait for it
    from pyvrp.stop import MaxIterations  # noqa: PLC0415

    day = _problem(within, start, closes, speeds)
    rounds = min(_MOST_ROUNDS, max(1, _LOOKS // len(within)))
    # A minute too late is worse than to leave out any stop.
    too_late = 2.0 * max(client.prize for client in day.clients())
    params = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(min_penalty=too_late, max_penalty=too_late))
    # From a day with nothing in it, which can be kept: so can whatever is found to be better.
    nothing = pyvrp.Solution(day, [])
    found = pyvrp.solve(
        day, MaxIterations(rounds), _DICE, collect_stats=False, params=params, initial_solution=nothing
    )
    return [within[turn.idx][0] for route in found.best.routes() for turn in route if turn.is_client()]


def _problem(within: list[tuple[Stop, Window]], start: Start, closes: int, speeds: Speeds) -> "ProblemData":
    """In minutes. No way and no overtime is worth a stop, of however little weight."""
    import pyvrp  # noqa: PLC0415

    ends = max(closes, *(window.closes + stop.minutes for stop, window in within))
    ways = _minutes_between([stop for stop, _ in within], start, speeds)
    worth = 1 + 2 * int(ways.max()) + ends - closes
    clients = [
        pyvrp.Client(
            place,
            service_duration=stop.minutes,
            tw_early=window.opens,
            tw_late=window.closes,
            prize=worth * _weight(stop),
            required=False,
        )
        for place, (stop, window) in enumerate(within, start=2)
    ]
    specialist = pyvrp.VehicleType(
        start_depot=_LEAVES,
        end_depot=_ENDS,
        tw_early=start.at,
        start_late=start.at,
        tw_late=ends,
        shift_duration=max(0, closes - start.at),
        max_overtime=ends - max(closes, start.at),
        unit_overtime_cost=1,
    )
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0)] * len(ways),
        clients=clients,
        depots=[pyvrp.Depot(_LEAVES), pyvrp.Depot(_ENDS)],
        vehicle_types=[specialist],
        # The library's types know arrays of one dimension only.
        distance_matrices=[ways],  # type: ignore[list-item]
        duration_matrices=[ways],  # type: ignore[list-item]
    )


def _weight(stop: Stop) -> int:
    return _MOST_WEIGHT if stop.window else max(1, min(_MOST_WEIGHT - 1, round(stop.weight)))


def _minutes_between(stops: Sequence[Stop], start: Start, speeds: Speeds) -> NDArray[np.int64]:
    """From each to each, in the order of the problem's places; none to where the day ends, nor from or to nowhere."""
    places = [start.place, None, *(stop.place for stop in stops)]
    return np.array(
        [
            [speeds.minutes(metres_between(one, other)) if one and other else 0 for other in places]
            for one in places
        ],
        dtype=np.int64,
    )

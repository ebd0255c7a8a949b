"""The plan of a day: doors with room in it, calls in between, and what is left with its reason. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gridward.field.route.calls import with_calls
from gridward.field.route.solving import solved
from gridward.field.route.timing import Start, Stop, timed
from gridward.field.route.travel import Speeds

Left = Literal["no_place", "no_room", "window"]


@dataclass(frozen=True)
class Planned:
    """The stops in their order, and what has no room in the day."""

    order: list[Stop]
    left: list[tuple[Stop, Left]]
    """`no_place`: nobody knows where it is. `no_room`: the day is full. `window`: not to be reached within its window."""


@dataclass(frozen=True)
class DayOrder:
    """What is to be planned."""

    visits: Sequence[Stop]
    calls: Sequence[Stop]
    start: Start
    closes: int
    """End of the working hours."""
    kept_for_calls: int
    """Minutes at the end of the day that visits leave to calls."""
    most_doors: int


def planned(order: DayOrder, speeds: Speeds) -> Planned:
    """Plan a day. Visits with a window are always looked at; of the others the most urgent."""
    placed = sorted((stop for stop in order.visits if stop.place), key=_urgency)
    looked_at = placed[: order.most_doors]
    agreed = sum(call.minutes for call in order.calls if call.window)
    others = sum(call.minutes for call in order.calls if not call.window)
    for_calls = agreed + min(order.kept_for_calls, others)
    visits = solved(looked_at, order.start, order.closes - for_calls, speeds)
    day, calls_left = with_calls(visits, order.calls, order.start, order.closes, speeds)
    day, over = _within_hours(day, order, speeds)
    in_day = {stop.key for stop in day}
    left: list[tuple[Stop, Left]] = [
        (stop, "window" if stop.window else "no_room") for stop in placed if stop.key not in in_day
    ]
    left += [(stop, "no_place") for stop in order.visits if not stop.place]
    left += [(call, "no_room") for call in [*calls_left, *(stop for stop in over if not stop.place)]]
    return Planned(day, sorted(left, key=lambda one: _urgency(one[0])))


def _within_hours(day: list[Stop], order: DayOrder, speeds: Speeds) -> tuple[list[Stop], list[Stop]]:
    """The day without what an agreed call pushed out of the working hours, the last first; and that."""
    over: list[Stop] = []
    while True:
        turns = timed(day, order.start, order.closes, speeds)
        late = [turn.stop for turn in turns if turn.unkept == "after_hours" and not turn.stop.window]
        if not late:
            return day, over
        over.append(late[-1])
        day = [stop for stop in day if stop is not late[-1]]


def _urgency(stop: Stop) -> tuple[bool, float, str]:
    return stop.window is None, -stop.weight, stop.key

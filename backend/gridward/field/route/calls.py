"""Calls, fitted in between visits. Pure."""

from collections.abc import Sequence

from gridward.field.route.timing import Start, Stop, timed
from gridward.field.route.travel import Speeds


def with_calls(
    visits: Sequence[Stop], calls: Sequence[Stop], start: Start, closes: int, speeds: Speeds
) -> tuple[list[Stop], list[Stop]]:
    """The visits with the calls put where he would wait, the rest after the last visit; and what has no room.

    Calls that were agreed on for a time come first, and visits give way to them. For no other call a visit begins later;
    the most urgent takes the first gap that is long enough.
    """
    agreed = sorted((call for call in calls if call.window), key=lambda call: -call.weight)
    waiting = sorted((call for call in calls if not call.window), key=lambda call: -call.weight)
    fixed = list(visits)
    for call in agreed:
        fixed = _with_agreed(fixed, call, start, closes, speeds)
    day: list[Stop] = []
    left = []
    for turn in timed(fixed, start, closes, speeds):
        gap = min(turn.begins, closes) - turn.arrives
        for call in list(waiting):
            if call.minutes <= gap:
                day.append(call)
                waiting.remove(call)
                gap -= call.minutes
        day.append(turn.stop)
    over = timed(day, start, closes, speeds)[-1].leaves if day else start.at
    for call in waiting:
        if over + call.minutes <= closes:
            day.append(call)
            over += call.minutes
        else:
            left.append(call)
    return day, left


def _with_agreed(day: list[Stop], call: Stop, start: Start, closes: int, speeds: Speeds) -> list[Stop]:
    """The day with a call at its time, where the fewest others suffer and he waits least."""

    def cost(order: list[Stop]) -> tuple[int, int]:
        turns = timed(order, start, closes, speeds)
        return sum(turn.unkept is not None for turn in turns), turns[-1].leaves

    return min(([*day[:at], call, *day[at:]] for at in range(len(day) + 1)), key=cost)

"""Days with agreed times, made from a seed: all can be kept, since they lie around those of a way that was walked first."""

from dataclasses import dataclass

import numpy as np

from gridward.field.route.timing import Start, Stop, Window
from gridward.field.route.travel import Speeds, metres_between

DOORS = 25
_MIDDLE = (114.30, 30.60)
_SPREAD_DEGREES = 0.03
_TAKES = (8, 10, 12)
_OPENS = 540
_SPARE_MINUTES = 60
_AGREED = 0.6
"""As a share of the doors."""
WIDTHS = (30, 60, 120, 240)
"""Minutes between which a visit that was agreed on may begin."""


@dataclass(frozen=True)
class Case:
    """A day that can be kept whole."""

    stops: list[Stop]
    start: Start
    closes: int


def made_case(seed: int, speeds: Speeds, doors: int = DOORS) -> Case:
    """A day of so many doors in a cell of about three kilometres around its station; each width of windows in turn."""
    rng = np.random.default_rng(seed)
    width = WIDTHS[seed % len(WIDTHS)]
    spots = np.asarray(_MIDDLE) + rng.uniform(-_SPREAD_DEGREES / 2, _SPREAD_DEGREES / 2, (doors, 2))
    places = [(float(lon), float(lat)) for lon, lat in spots]
    minutes = [int(one) for one in rng.choice(_TAKES, doors)]
    windows: list[Window | None] = [None] * doors
    here, at, left = _MIDDLE, _OPENS, set(range(doors))
    while left:
        # One of the two nearest, so that the shortest way is not given away.
        near = sorted(left, key=lambda door: metres_between(here, places[door]))[:2]
        door = near[int(rng.integers(len(near)))]
        at += speeds.minutes(metres_between(here, places[door]))
        if rng.random() < _AGREED:
            opens = max(_OPENS, at - int(rng.integers(width + 1)))
            windows[door] = Window(opens, opens + width)
        at += minutes[door]
        here = places[door]
        left.remove(door)
    stops = [Stop(str(door), places[door], minutes[door], windows[door], 50.0) for door in range(doors)]
    return Case(stops, Start(_MIDDLE, _OPENS), at + _SPARE_MINUTES)

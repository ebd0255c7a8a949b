"""When he comes where, if he goes in a given order. Times are minutes of the day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gridward.field.route.travel import Place, Speeds, metres_between

Unkept = Literal["late", "after_hours"]


@dataclass(frozen=True)
class Window:
    """Between these he begins."""

    opens: int
    closes: int


@dataclass(frozen=True)
class Stop:
    """A door, or a call."""

    key: str
    place: Place | None
    """None for a call: it is made from where he is."""
    minutes: int
    """How long he is there."""
    window: Window | None
    weight: float
    """How much it matters, as the priority of its most urgent task."""


@dataclass(frozen=True)
class Start:
    """Where and when he sets out."""

    place: Place | None
    """None where nobody knows: then the first way takes no time."""
    at: int


@dataclass(frozen=True)
class Timed:
    """A stop in its turn."""

    stop: Stop
    metres: int
    travel: int
    arrives: int
    begins: int
    leaves: int
    unkept: Unkept | None
    """`late`: he comes after its window. `after_hours`: he leaves after his working hours."""


def timed(stops: Sequence[Stop], start: Start, closes: int, speeds: Speeds) -> list[Timed]:
    """The stops in this order, from a start on."""
    found = []
    place, at = start.place, start.at
    for stop in stops:
        metres = metres_between(place, stop.place) if place and stop.place else 0
        travel = speeds.minutes(metres)
        arrives = at + travel
        begins = max(arrives, stop.window.opens) if stop.window else arrives
        at = begins + stop.minutes
        place = stop.place or place
        found.append(Timed(stop, metres, travel, arrives, begins, at, _unkept(stop, begins, at, closes)))
    return found


def _unkept(stop: Stop, begins: int, leaves: int, closes: int) -> Unkept | None:
    if stop.window and begins > stop.window.closes:
        return "late"
    return "after_hours" if leaves > closes else None

"""Who moves up from the waiting list. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Party:
    """Somebody who waits, with whom he brings."""

    sign_up_id: UUID
    persons: int
    """Himself among them."""


def who_moves_up(seats_left: int, waiting: Sequence[Party]) -> list[Party]:
    """Those who get the free seats: in the order in which they wait, each party whole.

    A party for which the seats are too few keeps its place and holds up nobody behind it.
    """
    moved = []
    for party in waiting:
        if party.persons <= seats_left:
            moved.append(party)
            seats_left -= party.persons
    return moved

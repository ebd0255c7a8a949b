"""What changes in a city that is cut already, and what came of it for the customers."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Change:
    """What happened to the cells. What happened to the customers shows in the places and weights of today."""

    vanished: tuple[int, ...] = ()
    """Cells that are given up: their specialist left."""
    joined: int = 0
    """How many cells are new; they are numbered after the old ones."""
    spots: NDArray[np.float64] | None = None
    """(joined, 2), metres: where the new cells shall be. Without, they are put where the load is highest."""
    closed: tuple[int, ...] = ()
    """Those of `vanished` that are given up because their station closes."""
    released: tuple[int, ...] = ()
    """Cells whose station closed: their centres are no longer held there, and their borders may follow."""


class Why(StrEnum):
    """Why a customer gets another cell."""

    VANISHED = "vanished"
    """His cell is given up."""
    STATION_CLOSED = "station_closed"
    """It is given up because its station closes."""
    JOINS = "joins"
    """He is among the first customers of a new cell."""
    BALANCE = "balance"
    """So that the loads are even, and every cell one piece."""


@dataclass(frozen=True)
class Moves:
    """The places that change cells, one a row."""

    place: NDArray[np.int64]
    origin: NDArray[np.int64]
    to: NDArray[np.int64]
    why: NDArray[np.str_]
    """Values of `Why`."""


def moves_between(old: NDArray[np.int64], new: NDArray[np.int64], cells: int, change: Change) -> Moves:
    """The moves from one grid's labels (n,) to the next one's; a place that is new (-1) moves nowhere.

    `cells` is the number of the old cells.
    """
    place = np.flatnonzero((old >= 0) & (old != new))
    why = np.full(len(place), Why.BALANCE.value, f"<U{max(map(len, Why))}")
    why[new[place] >= cells] = Why.JOINS.value
    why[np.isin(old[place], change.vanished)] = Why.VANISHED.value
    why[np.isin(old[place], change.closed)] = Why.STATION_CLOSED.value
    return Moves(place, old[place], new[place], why)

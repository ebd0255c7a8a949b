"""Which candidates are opened as stations, and on which of them each cell hangs. Pure: arrays in, arrays out.

All positions are (n, 2) in metres.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from gridward.stations.median import Median, Medians, find_median


def ways(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The straight ways (n, m) in metres between positions (n, 2) and (m, 2)."""
    difference = one[:, None, :] - other[None, :, :]
    return np.hypot(difference[..., 0], difference[..., 1])


def choose_stations(
    way: NDArray[np.float64],
    customers: NDArray[np.int64],
    room: NDArray[np.int64],
    opened: NDArray[np.bool_],
    wanted: int,
) -> Median:
    """Which candidates are stations: those that are `opened` stay, and others join them.

    Args:
        way: (cells, candidates), metres.
        customers: (cells,), the weight of each cell.
        room: (candidates,), the specialists that find room in each.
        opened: (candidates,), those that are open.
        wanted: the number of stations; more are opened while the cells' specialists find no room, as long as there are any.

    Notes:
        The p-median of Hakimi (1964): of all choices of so many candidates, open ones among them, the one from which the
        customers' total way to their nearest station is the least, or with a bound on how much shorter it could be.
    """
    cells, candidates = way.shape
    weighed = way * customers[:, None]
    if not cells or not candidates:
        return _all(weighed, opened.copy())
    # Where even all of them have too little room, all are opened.
    number, needed = _number(room, opened, wanted, cells)
    if number >= candidates:
        return _all(weighed, np.ones(candidates, np.bool_))
    if number <= opened.sum():
        return _all(weighed, opened.copy())
    return find_median(Medians(weighed, np.zeros(candidates), room, opened, number, needed))


def close_stations(
    way: NDArray[np.float64],
    customers: NDArray[np.int64],
    room: NDArray[np.int64],
    cost: NDArray[np.float64],
    staying: int,
) -> Median:
    """Which open stations stay where only so many are to: those of which closing the others costs the least way for a yuan.

    Args:
        way: (cells, stations), metres.
        customers: (cells,), the weight of each cell.
        room: (stations,), the specialists that find room in each.
        cost: (stations,), yuan a month.
        staying: their number; more stay while the cells' specialists would find no room.

    Notes:
        The least ratio of longer way to saved cost, by Dinkelbach's method: for a price of way the p-median with that price
        on each station, until no choice has a lower ratio. Where closing saves nothing, the p-median alone.
    """
    cells, stations = way.shape
    none, weighed = np.zeros(stations, np.bool_), way * customers[:, None]
    if not cells or not stations:
        return _all(weighed, ~none)
    number, needed = _number(room, none, staying, cells)
    if number >= stations:
        return _all(weighed, ~none)
    least = weighed.min(axis=1).sum()

    def ratio(stay: NDArray[np.bool_]) -> float:
        saved = cost[~stay].sum()
        return float((weighed[:, stay].min(axis=1).sum() - least) / saved) if saved > 0 else np.inf

    found = find_median(Medians(weighed, np.zeros(stations), room, none, number, needed))
    while np.isfinite(price := ratio(found.chosen)):
        other = find_median(Medians(weighed, price * cost, room, none, number, needed))
        if ratio(other.chosen) >= price * (1 - 1e-9):
            break
        found = other
    return found


def fewest_stations(room: NDArray[np.int64], cells: int) -> int:
    """How many of these stations have to stay, at least one, so that the specialists of all cells find room."""
    return max(1, _number(room, np.zeros(len(room), np.bool_), 0, cells)[0])


def _number(room: NDArray[np.int64], opened: NDArray[np.bool_], wanted: int, cells: int) -> tuple[int, int]:
    """How many stations there are: as many as are wanted, more while the largest rooms are too small; and their room."""
    largest = np.sort(room[~opened])[::-1]
    rooms = room[opened].sum() + np.concatenate([[0], np.cumsum(largest)])
    enough = int(np.searchsorted(rooms, cells))
    return int(max(opened.sum() + enough, wanted, opened.sum())), min(cells, int(rooms[-1]))


def _all(weighed: NDArray[np.float64], chosen: NDArray[np.bool_]) -> Median:
    """The only choice that there is."""
    cost = float(weighed[:, chosen].min(axis=1).sum()) if chosen.any() and len(weighed) else 0.0
    return Median(chosen, cost, cost)


def hang_cells(way: NDArray[np.float64], room: NDArray[np.int64]) -> NDArray[np.int64]:
    """The station of each cell: the least total way within the room that each station has.

    `way` is (cells, stations) in metres, `room` (stations,) counts specialists, one a cell. Where all rooms together are too
    small each takes as many more as it must. Returns the index of the station for each cell, -1 where there is none.
    """
    cells, stations = way.shape
    if not stations:
        return np.full(cells, -1)
    lacking = max(0, cells - int(np.minimum(room, cells).sum()))
    places = np.minimum(room + -(-lacking // stations), cells)
    station_of_place = np.repeat(np.arange(stations), places)
    cell, place = linear_sum_assignment(way[:, station_of_place])
    hung = np.full(cells, -1)
    hung[cell] = station_of_place[place]
    return hung

"""Which candidates are opened as stations, and on which of them each cell hangs. Pure: arrays in, arrays out.

All positions are (n, 2) in metres.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment


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
) -> NDArray[np.bool_]:
    """Which candidates are stations: those that are open stay, and others join them one by one.

    Args:
        way: (cells, candidates), metres.
        customers: (cells,), the weight of each cell.
        room: (candidates,), the specialists that find room in each.
        opened: (candidates,), those that are open.
        wanted: the number of stations; more are opened while the cells' specialists find no room, as long as there are any.

    Notes:
        Greedy k-median: each time the candidate that shortens the customers' total way to their nearest station the most.
    """
    chosen = opened.copy()
    cells, candidates = way.shape
    nearest = way[:, chosen].min(axis=1, initial=np.inf)
    while not chosen.all() and (chosen.sum() < min(wanted, candidates) or room[chosen].sum() < cells):
        total = customers @ np.minimum(nearest[:, None], way)
        total[chosen] = np.inf
        best = int(total.argmin())
        chosen[best] = True
        nearest = np.minimum(nearest, way[:, best])
    return chosen


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

"""Which candidates are opened as stations, and on which of them each cell hangs. Pure: arrays in, arrays out.

All positions are (n, 2) in metres.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

_SECONDS = 10.0
"""To choose stations in."""
_NEAR = 20
"""Candidates that a cell may go to, where there are far more."""


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
    """Which candidates are stations: those that are `opened` stay, and others join them.

    Args:
        way: (cells, candidates), metres.
        customers: (cells,), the weight of each cell.
        room: (candidates,), the specialists that find room in each.
        opened: (candidates,), those that are open.
        wanted: the number of stations; more are opened while the cells' specialists find no room, as long as there are any.

    Notes:
        The p-median of Hakimi (1964): of all choices of so many candidates, open ones among them, the one from which the
        customers' total way to their nearest station is the least. Solved by HiGHS; the best that it has found where
        `_SECONDS` do not suffice to prove it.
    """
    cells, candidates = way.shape
    if not cells or not candidates:
        return opened.copy()
    # Where even all of them have too little room, all are opened.
    number, needed = _number(room, opened, wanted, cells)
    if number >= candidates:
        return np.ones(candidates, np.bool_)
    if number <= opened.sum():
        return opened.copy()
    return _median(way * customers[:, None], room, opened, number, needed)


def close_stations(
    way: NDArray[np.float64],
    customers: NDArray[np.int64],
    room: NDArray[np.int64],
    cost: NDArray[np.float64],
    staying: int,
) -> NDArray[np.bool_]:
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
    none = np.zeros(stations, np.bool_)
    if not cells or not stations:
        return ~none
    number, needed = _number(room, none, staying, cells)
    if number >= stations:
        return ~none
    weighed = way * customers[:, None]
    least = weighed.min(axis=1).sum()

    def ratio(stay: NDArray[np.bool_]) -> float:
        saved = cost[~stay].sum()
        return float((weighed[:, stay].min(axis=1).sum() - least) / saved) if saved > 0 else np.inf

    stay = _median(weighed, room, none, number, needed)
    while np.isfinite(price := ratio(stay)):
        other = _median(weighed, room, none, number, needed, price * cost)
        if ratio(other) >= price * (1 - 1e-9):
            break
        stay = other
    return stay


def fewest_stations(room: NDArray[np.int64], cells: int) -> int:
    """How many of these stations have to stay, at least one, so that the specialists of all cells find room."""
    return max(1, _number(room, np.zeros(len(room), np.bool_), 0, cells)[0])


def _number(room: NDArray[np.int64], opened: NDArray[np.bool_], wanted: int, cells: int) -> tuple[int, int]:
    """How many stations there are: as many as are wanted, more while the largest rooms are too small; and their room."""
    largest = np.sort(room[~opened])[::-1]
    rooms = room[opened].sum() + np.concatenate([[0], np.cumsum(largest)])
    enough = int(np.searchsorted(rooms, cells))
    return int(max(opened.sum() + enough, wanted, opened.sum())), min(cells, int(rooms[-1]))


def _median(
    cost: NDArray[np.float64],
    room: NDArray[np.int64],
    opened: NDArray[np.bool_],
    number: int,
    needed: int,
    price: NDArray[np.float64] | None = None,
) -> NDArray[np.bool_]:
    """`number` candidates, the open ones among them, with the least `cost` (cells, candidates) and room for `needed`.

    `price` (candidates,) is what each station costs besides.
    """
    cells, candidates = cost.shape
    # Of so many nearest candidates one is chosen in any case: no cell ever goes further. Where there are many, none goes
    # nearly as far, and the problem stays small.
    near = min(candidates - number + 1, max(_NEAR, 6 * candidates // number))
    candidate = np.argpartition(cost, near - 1, axis=1)[:, :near].ravel()
    cell = np.repeat(np.arange(cells), near)
    # The variables: whether each candidate is a station, then whether a cell goes to one of its candidates.
    ways = np.arange(len(cell))
    one, none = np.ones(len(cell)), np.zeros(len(cell))
    goes_somewhere = sparse.csr_array((one, (cell, candidates + ways)), (cells, candidates + len(ways)))
    goes_where_open = sparse.hstack(
        [sparse.csr_array((-one, (ways, candidate)), (len(ways), candidates)), sparse.eye_array(len(ways))]
    ).tocsr()
    own = np.zeros(candidates) if price is None else price
    found = milp(
        np.concatenate([own, cost[cell, candidate]]) / max(cost.max(), 1.0),
        integrality=np.concatenate([np.ones(candidates), none]),
        bounds=Bounds(np.concatenate([opened, none]), 1.0),
        constraints=[
            LinearConstraint(goes_somewhere, 1.0, 1.0),
            LinearConstraint(goes_where_open, -np.inf, 0.0),
            LinearConstraint(np.concatenate([np.ones(candidates), none])[None], number, number),
            LinearConstraint(np.concatenate([room, none])[None], needed, np.inf),
        ],
        options={"time_limit": _SECONDS},
    )
    if found.x is None:
        # Not one choice in all that time: the open ones and those with the most room are one.
        rank = np.argsort(np.where(opened, np.inf, room))[::-1]
        chosen = np.zeros(candidates, np.bool_)
        chosen[rank[:number]] = True
        return chosen
    return np.asarray(found.x[:candidates] > 0.5)


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

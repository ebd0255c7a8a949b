"""Who gets which action: the best sum of expected values within the minutes of seats and specialists. Pure.

Minutes get prices: one for the seats of the city, one for the visits of each cell. Each customer gets what is worth most
less its price. The seats' price is found by bisection; a cell's price is what its first customer is worth who finds no
place. Any prices give an upper bound of what can be reached at all (Lagrange): so it is known how far a choice is from it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.whom.value import ACTIONS, CALL, MESSAGE, NONE, OFFER, VISIT, Floats

_STEPS = 40
_AT_SEATS = (CALL, OFFER)


@dataclass(frozen=True)
class Choice:
    """What was chosen for n customers."""

    action: NDArray[np.int64]
    """(n,), the number of the action."""
    total: float
    """Yuan, the sum of the expected values."""
    bound: float
    """Yuan: nobody can reach more within these minutes."""
    seat_price: float
    """Yuan that another minute of the seats would bring."""
    cell_prices: Floats
    """(m,), yuan that another visit of the cell would bring."""


def choose(
    values: Floats, minutes: Floats, cells: NDArray[np.int64], seat_minutes: float, cell_minutes: Floats
) -> Choice:
    """Choose for n customers.

    `values` (n, 5) is yuan by action, -inf where it may not be taken; `minutes` (5,); `cells` (n,) from 0 to m - 1, -1 for
    who has none; `seat_minutes` and `cell_minutes` (m,) are what is there. No action of a value of 0 or less is chosen.
    """
    visits = np.floor(np.maximum(cell_minutes, 0) / max(minutes[VISIT], 1e-9)).astype(np.int64)
    seats = max(seat_minutes, 0.0)
    problem = _Problem(values, minutes, cells, visits)
    low, high = 0.0, problem.dearest()
    found = problem.at(low)
    if found.minutes_used > seats:
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if problem.at(middle).minutes_used > seats:
                low = middle
            else:
                high = middle
        found = problem.at(high)
    action = problem.filled(found.action, seats - found.minutes_used)
    total = float(values[np.arange(len(action)), action].sum()) if len(action) else 0.0
    bound = found.dual + found.price * seats
    return Choice(action, total, max(bound, total), found.price, found.cell_prices)


@dataclass(frozen=True)
class _Answer:
    """What is best at a price of the seats' minutes."""

    price: float
    action: NDArray[np.int64]
    minutes_used: float
    cell_prices: Floats
    dual: float
    """Of the bound what does not hang on the seats' minutes."""


class _Problem:
    def __init__(
        self, values: Floats, minutes: Floats, cells: NDArray[np.int64], visits: NDArray[np.int64]
    ) -> None:
        self._values = values
        self._minutes = minutes
        self._cells = cells
        self._visits = visits

    def dearest(self) -> float:
        """A price at which nobody is called any more."""
        at_seats = self._values[:, _AT_SEATS] / np.maximum(self._minutes[list(_AT_SEATS)], 1e-9)
        return float(max(at_seats.max(initial=0.0), 0.0)) + 1.0

    def at(self, price: float) -> _Answer:
        """The best choice where a minute of the seats costs so much."""
        priced = self._values.copy()
        priced[:, NONE] = 0
        for action in _AT_SEATS:
            priced[:, action] -= price * self._minutes[action]
        action = np.argmax(priced[:, :VISIT], axis=1)
        rest = np.take_along_axis(priced, action[:, None], axis=1)[:, 0]
        gain = np.where(self._cells >= 0, priced[:, VISIT] - rest, -np.inf)
        taken, cell_prices = self._visited(gain)
        action[taken] = VISIT
        used = sum(float((action == one).sum()) * self._minutes[one] for one in _AT_SEATS)
        own_price = np.where(self._cells >= 0, cell_prices[np.maximum(self._cells, 0)], np.inf)
        dual = float(
            np.maximum(rest, priced[:, VISIT] - own_price).sum() + (cell_prices * self._visits).sum()
        )
        return _Answer(price, action, float(used), cell_prices, dual)

    def _visited(self, gain: Floats) -> tuple[NDArray[np.bool_], Floats]:
        """Who is visited: in each cell those who gain most by it, as many as can be; and what the next one would gain."""
        taken = np.zeros(len(gain), dtype=np.bool_)
        prices = np.zeros(max(len(self._visits), 1))
        wanted = np.flatnonzero(gain > 0)
        if len(wanted) == 0:
            return taken, prices
        order = wanted[np.lexsort((-gain[wanted], self._cells[wanted]))]
        cells = self._cells[order]
        begins = np.searchsorted(cells, cells, side="left")
        place = np.arange(len(order)) - begins
        taken[order[place < self._visits[cells]]] = True
        first_out = order[place == self._visits[cells]]
        prices[self._cells[first_out]] = gain[first_out]
        return taken, prices

    def filled(self, action: NDArray[np.int64], left: float) -> NDArray[np.int64]:
        """With the minutes that the price left over, the most valuable calls a minute that still fit."""
        for one in _AT_SEATS:
            length = self._minutes[one]
            now = np.take_along_axis(self._values, action[:, None], axis=1)[:, 0]
            gain = np.where(np.isin(action, (NONE, MESSAGE)), self._values[:, one] - now, -np.inf)
            wanted = np.flatnonzero(gain > 0)
            fits = int(left // length) if length > 0 else len(wanted)
            chosen = wanted[np.argsort(-gain[wanted], kind="stable")][: max(fits, 0)]
            action = action.copy()
            action[chosen] = one
            left -= len(chosen) * length
        return action


def best_by_price(
    values: Floats, minutes: Floats, cells: NDArray[np.int64], choice: Choice
) -> NDArray[np.int64]:
    """(n,) what others would get at the prices of a choice, without taking anybody's place."""
    priced = values - choice.seat_price * minutes * np.isin(np.arange(len(ACTIONS)), _AT_SEATS)
    if len(cells):
        priced[:, VISIT] -= np.where(cells >= 0, choice.cell_prices[np.maximum(cells, 0)], np.inf)
    priced[:, NONE] = 0
    best: NDArray[np.int64] = np.argmax(priced, axis=1)
    return best

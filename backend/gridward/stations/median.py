"""The p-median of candidates: found by exchanging, bounded by relaxing, proven on what is left. Pure: arrays to arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

_SECONDS = 3.0
"""To prove a choice in, by the wall."""
_ROUNDS = 800
_PATIENCE = 20
"""Rounds without a better bound, after which steps are halved."""
_SURE = 1e-9


@dataclass(frozen=True)
class Median:
    """A choice, with how far from the best it can be at most."""

    chosen: NDArray[np.bool_]
    """(candidates,)"""
    cost: float
    bound: float
    """No choice costs less; where it is proven, its cost."""

    @property
    def gap(self) -> float:
        """By what share of its cost another choice could be better at most."""
        return max(0.0, 1 - self.bound / self.cost) if self.cost > 0 else 0.0


@dataclass(frozen=True)
class Medians:
    """What is asked for."""

    cost: NDArray[np.float64]
    """(cells, candidates): of a cell that goes to a candidate."""
    price: NDArray[np.float64]
    """(candidates,): of each that is chosen."""
    room: NDArray[np.int64]
    """(candidates,)"""
    kept: NDArray[np.bool_]
    """(candidates,): chosen in any case."""
    number: int
    """How many are chosen; more than are kept, fewer than there are."""
    needed: int
    """The room of the chosen together: no more than the largest ones have."""

    def of(self, chosen: NDArray[np.bool_]) -> float:
        """What a choice costs, each cell going to its nearest."""
        return float(self.cost[:, chosen].min(axis=1).sum() + self.price[chosen].sum())


def find_median(asked: Medians, seconds: float = _SECONDS) -> Median:
    """The choice of the least cost; where `seconds` do not suffice to prove it, the best found and a bound.

    Notes:
        Exchanges after Teitz and Bart (1968) lead to a good choice, and the multipliers of Cornuéjols, Fisher and Nemhauser
        (1977) to a bound. Between the two most candidates are in or out for certain; HiGHS decides on the others.
    """
    chosen = _exchanged(asked, _roomiest(asked))
    bound, weights = _relaxed(asked, asked.of(chosen))
    # What the bound would choose lies near the best, and leads there more often than the largest rooms do.
    chosen = min(chosen, _exchanged(asked, _least(asked, weights)), key=asked.of)
    cost = asked.of(chosen)
    if bound >= cost * (1 - _SURE):
        return Median(chosen, cost, cost)
    return _proven(asked, chosen, *_certain(asked, weights, bound, cost), bound, seconds)


def _roomiest(asked: Medians) -> NDArray[np.bool_]:
    """The kept ones and those with the most room: they have what is needed."""
    rank = np.argsort(np.where(asked.kept, np.inf, asked.room), kind="stable")[::-1]
    chosen = np.zeros(len(rank), np.bool_)
    chosen[rank[: asked.number]] = True
    return chosen


def _least(asked: Medians, weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The kept ones and those of the least weights, with larger rooms instead as far as room is needed."""
    chosen = np.zeros(len(weights), np.bool_)
    chosen[np.argsort(np.where(asked.kept, -np.inf, weights), kind="stable")[: asked.number]] = True
    while asked.room[chosen].sum() < asked.needed:
        small = np.where(chosen & ~asked.kept, asked.room, np.iinfo(np.int64).max).argmin()
        large = np.where(chosen, -1, asked.room).argmax()
        chosen[small], chosen[large] = False, True
    return chosen


def _exchanged(asked: Medians, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Exchange one chosen candidate for another as long as that saves something, each time where it saves the most."""
    chosen = chosen.copy()
    while True:
        own, others = np.flatnonzero(chosen), np.flatnonzero(~chosen)
        here = asked.cost[:, own]
        nearest = here.argmin(axis=1)
        cell = np.arange(len(here))
        first = here[cell, nearest]
        second = np.partition(here, 1, axis=1)[:, 1] if len(own) > 1 else np.full(len(here), np.inf)
        there = asked.cost[:, others]
        # Who loses his own goes to the newcomer or to his second; all others to the newcomer where that is nearer.
        stays = np.minimum(there, first[:, None])
        lost = np.minimum(there, second[:, None]) - stays
        of_own = sparse.csr_array((np.ones(len(cell)), (nearest, cell)), (len(own), len(cell)))
        change = of_own @ lost + stays.sum(axis=0) - first.sum()
        change += asked.price[others][None, :] - asked.price[own][:, None]
        room = asked.room[own].sum() - asked.room[own][:, None] + asked.room[others][None, :]
        change[(room < asked.needed) | asked.kept[own][:, None]] = np.inf
        out, into = np.unravel_index(change.argmin(), change.shape)
        if change[out, into] >= -_SURE * max(first.sum(), 1.0):
            return chosen
        chosen[own[out]], chosen[others[into]] = False, True


def _relaxed(asked: Medians, cost: float) -> tuple[float, NDArray[np.float64]]:
    """A bound for all choices, and the weight of each candidate in it: the least ones are chosen."""
    multiplier, of_room = np.partition(asked.cost, 1, axis=1)[:, 1], 0.0
    bound, weights, step, waited = -np.inf, np.zeros(len(asked.room)), 1.5, 0
    # In the unit of a cell's way, so that both kinds of multiplier are changed by steps that suit them.
    unit = max(float(asked.room.mean()), 1.0)
    for _ in range(_ROUNDS):
        gain = np.minimum(asked.cost - multiplier[:, None], 0.0)
        own = gain.sum(axis=0) + asked.price - of_room * asked.room / unit
        rank = np.argsort(np.where(asked.kept, -np.inf, own), kind="stable")[: asked.number]
        found = float(multiplier.sum() + own[rank].sum() + of_room * asked.needed / unit)
        waited += 1
        if found > bound:
            bound, weights, waited = found, own, 0
        if waited >= _PATIENCE:
            step, waited = step / 2, 0
        over = 1.0 - (gain[:, rank] < 0).sum(axis=1)
        lacking = (asked.needed - asked.room[rank].sum()) / unit
        length = float(over @ over + lacking**2)
        if length == 0 or bound >= cost * (1 - _SURE):
            break
        far = step * max(cost - found, _SURE * cost) / length
        multiplier = multiplier + far * over
        of_room = max(0.0, of_room + far * lacking)
    return bound, weights


def _certain(
    asked: Medians, weights: NDArray[np.float64], bound: float, cost: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which candidates every choice has that costs less, and which none has: with the others the bound exceeds the cost."""
    rank = np.argsort(np.where(asked.kept, -np.inf, weights), kind="stable")
    taken = np.zeros(len(rank), np.bool_)
    taken[rank[: asked.number]] = True
    last, next_ = weights[rank[asked.number - 1]], weights[rank[asked.number]]
    within = cost * (1 + _SURE)
    always = asked.kept | taken & (bound - weights + next_ > within)
    never = ~taken & (bound + weights - last > within)
    return always, never


def _proven(
    asked: Medians,
    chosen: NDArray[np.bool_],
    always: NDArray[np.bool_],
    never: NDArray[np.bool_],
    bound: float,
    seconds: float,
) -> Median:
    """The best choice with those that are `always` in it and none that `never` are; `chosen` where there is no better."""
    open_to = np.flatnonzero(~never)
    cost = asked.cost[:, open_to]
    cells, candidates = cost.shape
    # No cell goes further than to one that is there in any case, nor than to so many that one of them is chosen.
    limit = np.partition(cost, candidates - asked.number, axis=1)[:, candidates - asked.number]
    if always.any():
        limit = np.minimum(limit, asked.cost[:, always].min(axis=1))
    cell, candidate = np.nonzero(cost <= limit[:, None])
    ways = np.arange(len(cell))
    one, none = np.ones(len(cell)), np.zeros(len(cell))
    goes_somewhere = sparse.csr_array((one, (cell, candidates + ways)), (cells, candidates + len(ways)))
    goes_where_chosen = sparse.hstack(
        [sparse.csr_array((-one, (ways, candidate)), (len(ways), candidates)), sparse.eye_array(len(ways))]
    ).tocsr()
    most = asked.of(chosen)
    found = milp(
        np.concatenate([asked.price[open_to], cost[cell, candidate]]) / max(most, 1.0),
        integrality=np.concatenate([np.ones(candidates), none]),
        bounds=Bounds(np.concatenate([always[open_to], none]), 1.0),
        constraints=[
            LinearConstraint(goes_somewhere, 1.0, 1.0),
            LinearConstraint(goes_where_chosen, -np.inf, 0.0),
            LinearConstraint(np.concatenate([np.ones(candidates), none])[None], asked.number, asked.number),
            LinearConstraint(np.concatenate([asked.room[open_to], none])[None], asked.needed, np.inf),
        ],
        options={"time_limit": seconds, "mip_rel_gap": 1e-7},
    )
    if found.x is not None:
        other = np.zeros(len(chosen), np.bool_)
        other[open_to[found.x[:candidates] > 0.5]] = True
        chosen = min(chosen, other, key=asked.of)
    if found.mip_dual_bound is not None:
        bound = max(bound, float(found.mip_dual_bound) * max(most, 1.0))
    best = asked.of(chosen)
    return Median(chosen, best, best if found.status == 0 else min(bound, best))

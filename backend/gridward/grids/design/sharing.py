"""What each cell should hold, and which cells a part of the city can hold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.errors import shut_in

_QUANTA = 20_000


@dataclass(frozen=True)
class Targets:
    """The load that each cell should have."""

    load: NDArray[np.float64]
    """(cells,); sums to all that there is."""
    own: NDArray[np.int64]
    """(cells,): the atom that alone exceeds what the cell should hold and so has it for itself; -1 for all others."""


def fair_targets(weight: NDArray[np.int64], shares: NDArray[np.float64]) -> Targets:
    """Loads in proportion to `shares` (cells,), but for atoms that exceed every target: these get a cell of their own.

    The heaviest atom takes the cell with the largest share, the rest is shared by the other cells, and so on while an atom
    exceeds the largest new target.
    """
    own = np.full(len(shares), -1, np.int64)
    load = np.zeros(len(shares))
    rest, total = float(shares.sum()), float(weight.sum())
    by_share = np.argsort(-shares, kind="stable")
    by_weight = np.argsort(-weight, kind="stable")
    for cell, atom in zip(by_share[:-1].tolist(), by_weight.tolist(), strict=False):
        if weight[atom] <= shares[cell] / rest * total:
            break
        own[cell], load[cell] = atom, weight[atom]
        rest -= shares[cell]
        total -= weight[atom]
    common = own < 0
    load[common] = shares[common] / shares[common].sum() * total
    return Targets(load, own)


def share_out(
    weights: NDArray[np.float64],
    groups: NDArray[np.int64],
    group_of_atom: NDArray[np.int64],
    inhabited: NDArray[np.bool_],
    targets: Targets,
    tolerance: float,
    alone: Collection[int] = (),
) -> tuple[tuple[NDArray[np.int64], ...], int | None]:
    """The cells of each group, or the group that can hold none of the ways to take them within `tolerance`.

    `weights` are by number of group; `groups` are the numbers that there are. No group takes more cells than it has
    `inhabited` atoms. Cells of single heavy atoms go where they are.
    Groups that are `alone`, with no way to another one, take the number of cells that comes nearest, at least one.

    Raises `grid.shut_in` where there are fewer cells than such groups.
    """
    if len(groups) == 1:
        return (np.arange(len(targets.load)),), None
    owned = np.flatnonzero(targets.own >= 0)
    home = group_of_atom[targets.own[owned]]
    left = weights.copy()
    np.subtract.at(left, home, targets.load[owned])
    free = np.flatnonzero(targets.own < 0)
    taken: dict[int, NDArray[np.int64]] = {}
    ascending = sorted(groups.tolist(), key=lambda group: (left[group], group))
    joinable = [group for group in ascending if group not in alone]
    for turn, group in enumerate(ascending):
        own = owned[home == group]
        last, bound = turn == len(ascending) - 1, group not in joinable
        chosen = free if last else _nearest_sum(targets.load[free], free, float(left[group]))
        if bound and not len(chosen) + len(own):
            chosen = free[:1]
        enough = 0 < len(chosen) + len(own) <= (inhabited & (group_of_atom == group)).sum()
        fits = (
            bound
            or (last and len(joinable) == 1)
            or _fits(float(left[group]), targets.load[chosen], tolerance)
        )
        if enough and fits:
            taken[group] = np.concatenate([own, chosen])
            free = np.setdiff1d(free, chosen)
        elif not joinable:
            raise shut_in(len(groups), len(targets.load))
        else:
            # The last group is the heaviest: it is a lighter one that has to go.
            return (), joinable[0] if last or bound else group
    return tuple(np.sort(taken[group]) for group in groups.tolist()), None


def _fits(weight: float, targets: NDArray[np.float64], tolerance: float) -> bool:
    wanted = float(targets.sum())
    return abs(weight - wanted) <= tolerance * wanted + 1e-9


def _nearest_sum(loads: NDArray[np.float64], cells: NDArray[np.int64], wanted: float) -> NDArray[np.int64]:
    """Those of `cells` whose `loads` come nearest to `wanted` in sum."""
    if not len(cells):
        return cells
    if np.ptp(loads) < 1e-9 * loads[0]:
        return cells[: min(round(wanted / loads[0]), len(cells))]
    quantum = float(loads.sum()) / _QUANTA
    steps = np.maximum(np.round(loads / quantum), 1).astype(np.int64).tolist()
    chosen = _subset(steps, max(round(wanted / quantum), 0))
    return cells[chosen]


def _subset(steps: Sequence[int], wanted: int) -> list[int]:
    """Indices of whole numbers whose sum is nearest to `wanted`. Sums that can be reached are the bits of a number."""
    reached = [1]
    for step in steps:
        reached.append(reached[-1] | reached[-1] << step)
    total, off = reached[-1], 0
    while not ((total >> (wanted + off)) & 1 or (wanted >= off and (total >> (wanted - off)) & 1)):
        off += 1
    rest = wanted - off if wanted >= off and (total >> (wanted - off)) & 1 else wanted + off
    chosen = []
    for index in range(len(steps) - 1, -1, -1):
        if (reached[index] >> rest) & 1:
            continue
        chosen.append(index)
        rest -= steps[index]
    return chosen[::-1]

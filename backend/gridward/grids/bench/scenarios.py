"""What happens to a grid in time, one function a scenario: how the cells change, and how many customers live where then."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.bench.city import City
from gridward.grids.design.regrid import regrid_cells
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.regrid_ground import survey
from gridward.platform.measuring import spend

TOLERANCE = 0.05
"""A grid is cut finer than it is kept: loads come back to within this of their targets."""
_TWENTIETH = 20
_GROWING, _DRAW = 0.1, 5.0
"""The share of cells that grow, and how many times as many newcomers they draw."""
_AT_A_STATION = 8
"""Cells on a station."""


@dataclass(frozen=True)
class Before:
    """A grid that stands."""

    city: City
    labels: NDArray[np.int64]
    cells: int
    seed: int


Scenario = Callable[[Before, np.random.Generator], tuple[Change, NDArray[np.int64]]]


def five_percent_leave(before: Before, rng: np.random.Generator) -> tuple[Change, NDArray[np.int64]]:
    """One specialist in twenty leaves, at least one."""
    gone = rng.choice(before.cells, max(1, before.cells // _TWENTIETH), replace=False)
    return Change(vanished=tuple(gone.tolist())), before.city.weight


def five_percent_join(before: Before, rng: np.random.Generator) -> tuple[Change, NDArray[np.int64]]:
    """One new specialist to twenty, at least one."""
    return Change(joined=max(1, before.cells // _TWENTIETH)), before.city.weight


def churn(before: Before, rng: np.random.Generator) -> tuple[Change, NDArray[np.int64]]:
    """One customer in twenty leaves, and as many come; one cell in ten grows and draws five times as many as others."""
    weight = before.city.weight
    changing = int(weight.sum()) // _TWENTIETH
    gone = rng.multivariate_hypergeometric(weight, changing, method="marginals")
    growing = rng.random(before.cells) < _GROWING
    appeal = weight * np.where(growing[before.labels], _DRAW, 1.0)
    return Change(), weight - gone + rng.multinomial(changing, appeal / appeal.sum())


def one_leaves(before: Before, rng: np.random.Generator) -> tuple[Change, NDArray[np.int64]]:
    """One specialist leaves."""
    return Change(vanished=(int(rng.integers(before.cells)),)), before.city.weight


def station_closes(before: Before, rng: np.random.Generator) -> tuple[Change, NDArray[np.int64]]:
    """A station with eight cells around it closes: half of them are given up, the others hang on other stations."""
    weight = before.city.weight
    load = np.bincount(before.labels, weight, before.cells)
    middle = np.column_stack(
        [np.bincount(before.labels, axis * weight, before.cells) / load for axis in before.city.xy.T]
    )
    away = np.hypot(*(middle - middle[rng.integers(before.cells)]).T)
    own = np.argsort(away, kind="stable")[: min(_AT_A_STATION, before.cells - 1)]
    gone = tuple(own[: max(1, len(own) // 2)].tolist())
    return Change(vanished=gone, closed=gone), weight


SCENARIOS: dict[str, Scenario] = {
    scenario.__name__: scenario
    for scenario in (five_percent_leave, five_percent_join, churn, one_leaves, station_closes)
}


def play(before: Before) -> dict[str, dict[str, float]]:
    """Each scenario on the grid as it stands: customers that change cells beside the fewest possible, as shares of all."""
    ground = survey(before.city.xy, before.city.land)
    found = {}
    for name, scenario in SCENARIOS.items():
        change, weight = scenario(before, np.random.default_rng(before.seed))
        again, spent = spend(
            lambda change=change, weight=weight: regrid_cells(  # type: ignore[misc]
                before.city.xy,
                weight,
                before.city.land,
                before.labels,
                before.cells,
                change,
                tolerance=TOLERANCE,
                ground=ground,
            )
        )
        total = float(weight.sum())
        found[name] = {
            "moved_share": again.moved_share,
            "strict_bound": again.bounds.strict / total,
            "neighbour_bound": again.bounds.neighbours / total,
            "cells_touched": again.touched,
            "max_deviation": again.quality.max_deviation,
            "cells_in_pieces": again.quality.cells_in_pieces,
            "cpu_s": spent.cpu_s,
        }
    return found

"""The p-median with hundreds of candidates: proven or bounded, whatever is kept, priced or short of room."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.stations.choosing import ways
from gridward.stations.median import Medians, find_median


@given(st.integers(1, 8), st.integers(3, 7), st.integers(0, 2**32 - 1))
def test_no_other_choice_costs_less(cells: int, candidates: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    number = int(rng.integers(2, candidates))
    kept = np.zeros(candidates, bool)
    kept[rng.integers(candidates)] = rng.random() < 0.5
    room = rng.integers(0, 4, candidates)
    fixed, free = room[kept].sum(), np.sort(room[~kept])[::-1]
    needed = int(rng.integers(0, fixed + free[: number - kept.sum()].sum() + 1))
    cost, price = (
        rng.integers(0, 90, (cells, candidates)).astype(float),
        rng.integers(0, 40, candidates).astype(float),
    )
    asked = Medians(cost, price, room, kept, number, needed)
    found = find_median(asked)
    every = [np.isin(np.arange(candidates), some) for some in combinations(range(candidates), number)]
    enough = [some for some in every if some[kept].all() and room[some].sum() >= needed]
    assert any((found.chosen == some).all() for some in enough)
    assert found.cost == pytest.approx(min(asked.of(some) for some in enough))
    assert found.bound <= found.cost + 1e-6


def test_hundreds_of_candidates_are_chosen_among_and_the_choice_is_proven() -> None:
    rng = np.random.default_rng(1)
    cells, candidates = rng.normal(0, 9_000, (300, 2)), rng.normal(0, 10_000, (200, 2))
    cost = ways(cells, candidates) * rng.integers(900, 1_100, 300)[:, None]
    asked = Medians(cost, np.zeros(200), rng.integers(4, 16, 200), np.zeros(200, bool), 38, 300)
    found = find_median(asked)
    assert found.chosen.sum() == 38 and found.gap < 0.01

"""Who works which cell: the least total way, and stand-ins where nobody is left."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gridward.staffing.assignment import assign, stand_ins


def _total(way: NDArray[np.float64], assigned: NDArray[np.int64]) -> float:
    cells = np.flatnonzero(assigned >= 0)
    return float(way[cells, assigned[cells]].sum())


def _least(way: NDArray[np.float64]) -> float:
    """The least total of all ways to give each cell another specialist, as many cells as possible."""
    flat = way if way.shape[0] <= way.shape[1] else way.T
    rows = np.arange(len(flat))
    return min(
        float(flat[rows, list(order)].sum()) for order in permutations(range(flat.shape[1]), len(flat))
    )


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_the_total_way_is_the_least(cells: int, specialists: int, seed: int) -> None:
    way = np.random.default_rng(seed).integers(0, 50, (cells, specialists)).astype(float)
    assigned = assign(way)
    taken = assigned[assigned >= 0]
    assert len(taken) == len(set(taken.tolist())) == min(cells, specialists)
    if cells and specialists:
        assert _total(way, assigned) == pytest.approx(_least(way))


def test_the_nearest_for_each_is_not_the_least_for_all() -> None:
    assert assign(np.array([[1.0, 2.0], [1.0, 9.0]])).tolist() == [1, 0]


def test_what_speaks_for_somebody_outweighs_so_much_way() -> None:
    way = np.array([[1.0, 2.0], [2.0, 9.0]])
    assert assign(way, np.array([[7.0, 0.0], [0.0, 0.0]])).tolist() == [0, 1]
    assert assign(way, np.array([[5.0, 0.0], [0.0, 0.0]])).tolist() == [1, 0]


def test_with_more_cells_than_specialists_some_stay_vacant() -> None:
    assert assign(np.array([[5.0], [1.0], [3.0]])).tolist() == [-1, 0, -1]


def test_with_nobody_in_service_every_cell_is_vacant() -> None:
    assert assign(np.empty((3, 0))).tolist() == [-1, -1, -1]
    assert stand_ins(np.empty((3, 0)), np.empty(0, np.int64)).tolist() == [-1, -1, -1]


def test_an_unknown_home_is_the_last_choice() -> None:
    way = np.array([[np.nan, 90.0], [np.nan, 80.0]])
    assert assign(way).tolist() == [0, 1]
    assert assign(way[:1]).tolist() == [1]


def test_homes_that_are_all_unknown_are_assigned_all_the_same() -> None:
    assert sorted(assign(np.full((2, 3), np.nan)).tolist())[0] >= 0


def test_a_stand_in_is_the_nearest_with_room() -> None:
    way = np.array([[1.0, 4.0, 9.0], [1.0, 5.0, 9.0]])
    assert stand_ins(way, np.array([1, 1, 1])).tolist() == [1, 0]
    assert stand_ins(way, np.array([2, 1, 1])).tolist() == [0, 0]
    assert stand_ins(way, np.array([0, 0, 1])).tolist() in ([2, -1], [-1, 2])
    assert stand_ins(way, np.array([0, 0, 0])).tolist() == [-1, -1]


@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_nobody_stands_in_beyond_his_room(cells: int, specialists: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    room = rng.integers(0, 3, specialists)
    found = stand_ins(rng.random((cells, specialists)), room)
    assert (found >= 0).sum() == min(cells, room.sum())
    assert (np.bincount(found[found >= 0], minlength=specialists) <= room).all()

"""Which stations are opened, and which cell hangs on which."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.stations.choosing import choose_stations, close_stations, fewest_stations, hang_cells, ways

CELLS = np.array([[0.0, 0.0], [1.0, 0.0], [10.0, 0.0], [11.0, 0.0]])
CANDIDATES = np.array([[0.0, 1.0], [5.0, 0.0], [10.0, 1.0]])
CUSTOMERS = np.array([100, 100, 100, 100])
ROOMY = np.array([8, 8, 8])
NONE_OPEN = np.zeros(3, bool)


def _chosen(
    customers: object = CUSTOMERS, room: object = ROOMY, opened: object = NONE_OPEN, wanted: int = 1
) -> list[int]:
    chosen = choose_stations(
        ways(CELLS, CANDIDATES), np.array(customers), np.array(room), np.array(opened), wanted
    ).chosen
    return np.flatnonzero(chosen).tolist()


def test_one_station_stands_in_the_middle_and_two_where_the_customers_are() -> None:
    assert _chosen() == [1]
    # Whoever opened the one in the middle first would not let go of it any more.
    assert _chosen(wanted=2) == [0, 2]


def test_customers_draw_the_station() -> None:
    assert _chosen(customers=[900, 900, 1, 1]) == [0]


def test_an_open_station_stays() -> None:
    assert _chosen(opened=[True, False, False]) == [0]
    assert _chosen(opened=[True, False, False], wanted=2) == [0, 2]
    assert _chosen(opened=[True, True, True]) == [0, 1, 2]


def test_more_are_opened_until_all_specialists_find_room() -> None:
    assert len(_chosen(room=[2, 1, 1])) == 3
    assert len(_chosen(room=[0, 0, 0])) == 3


def test_where_even_all_have_too_little_room_all_are_opened() -> None:
    assert _chosen(room=[1, 1, 1]) == [0, 1, 2]


@given(st.integers(1, 7), st.integers(1, 6), st.integers(0, 6), st.integers(0, 2**32 - 1))
def test_no_other_choice_has_a_shorter_way(cells: int, candidates: int, wanted: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    way, customers = rng.integers(0, 90, (cells, candidates)).astype(float), rng.integers(1, 50, cells)
    room, opened = rng.integers(0, 4, candidates), rng.random(candidates) < 0.2
    chosen = choose_stations(way, customers, room, opened, wanted).chosen
    assert chosen[opened].all()
    enough = [
        set(some)
        for some in combinations(range(candidates), int(chosen.sum()))
        if set(np.flatnonzero(opened)) <= set(some) and room[list(some)].sum() >= min(cells, room.sum())
    ]
    if chosen.sum() == 0:
        return
    assert set(np.flatnonzero(chosen)) in enough
    total = [float(customers @ way[:, list(some)].min(axis=1)) for some in enough]
    assert float(customers @ way[:, chosen].min(axis=1)) == pytest.approx(min(total))


def test_no_more_are_opened_than_there_are() -> None:
    assert _chosen(wanted=9) == [0, 1, 2]


def test_a_cell_hangs_on_the_nearest_station() -> None:
    assert hang_cells(ways(CELLS, CANDIDATES[[0, 2]]), np.array([8, 8])).tolist() == [0, 0, 1, 1]


def test_a_full_station_sends_on_whoever_loses_the_least() -> None:
    assert hang_cells(ways(CELLS, CANDIDATES[[0, 2]]), np.array([1, 8])).tolist() == [0, 1, 1, 1]


def test_where_there_is_too_little_room_every_cell_still_hangs_somewhere() -> None:
    hung = hang_cells(ways(CELLS, CANDIDATES[[0, 2]]), np.array([0, 1]))
    assert (hung >= 0).all()


def test_without_stations_a_cell_hangs_on_none() -> None:
    assert hang_cells(np.empty((2, 0)), np.empty(0, np.int64)).tolist() == [-1, -1]


@given(st.integers(1, 12), st.integers(1, 6), st.randoms(use_true_random=False))
def test_no_room_is_exceeded_while_there_is_enough(cells: int, stations: int, random: object) -> None:
    rng = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined]
    room = rng.integers(0, 5, stations)
    hung = hang_cells(rng.random((cells, stations)), room)
    assert (hung >= 0).all()
    if room.sum() >= cells:
        assert (np.bincount(hung, minlength=stations) <= room).all()


def _staying(cost: list[float], staying: int, room: object = ROOMY) -> list[int]:
    """Of three stations with a cell each, the first two a kilometre apart."""
    way = np.array([[0.0, 1, 9], [1, 0, 9], [9, 9, 0]])
    stay = close_stations(way, np.array([1, 1, 1]), np.array(room), np.array(cost), staying).chosen
    return np.flatnonzero(stay).tolist()


def test_the_station_closes_that_is_missed_the_least_for_its_cost() -> None:
    assert _staying([1, 5, 10], 2) == [0, 2]
    # Where the far one costs very much, its way is the least for a yuan.
    assert _staying([1, 5, 100], 2) == [0, 1]
    # Where closing saves nothing, the way alone counts.
    assert 2 in _staying([0, 0, 0], 2)


def test_no_more_close_than_leave_room_for_all_specialists() -> None:
    assert len(_staying([1, 1, 1], 1, room=[2, 2, 2])) == 2
    assert len(_staying([1, 1, 1], 1, room=[1, 1, 0])) == 3
    assert [fewest_stations(np.array(room), 4) for room in ([8, 8], [2, 2, 2], [3, 1, 0])] == [1, 2, 2]


@given(st.integers(1, 7), st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_no_other_closing_costs_less_way_for_a_yuan(cells: int, stations: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    way, customers = rng.integers(0, 90, (cells, stations)).astype(float), rng.integers(1, 50, cells)
    cost, room = rng.integers(1, 9, stations).astype(float), np.full(stations, cells)
    staying = int(rng.integers(1, stations))
    least = float(customers @ way.min(axis=1))

    def ratio(stay: list[int]) -> float:
        closed = np.setdiff1d(np.arange(stations), stay)
        return (float(customers @ way[:, stay].min(axis=1)) - least) / cost[closed].sum()

    found = np.flatnonzero(close_stations(way, customers, room, cost, staying).chosen).tolist()
    assert len(found) == staying
    assert ratio(found) == pytest.approx(
        min(ratio(list(some)) for some in combinations(range(stations), staying))
    )

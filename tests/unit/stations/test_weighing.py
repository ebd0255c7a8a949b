"""What candidates for stations are worth: customers around them, and ways and cost of so many together."""

import numpy as np
import pytest

from gridward.stations.choosing import ways
from gridward.stations.weighing import choose, coverage

PLACES = np.array([[0.0, 0.0], [100.0, 0.0], [1_000.0, 0.0]])
PEOPLE = np.array([10, 30, 5])
CANDIDATES = np.array([[0.0, 0.0], [1_000.0, 10.0], [9_000.0, 0.0]])


def test_customers_within_the_radius_are_covered() -> None:
    found = coverage(CANDIDATES, PLACES, PEOPLE, radius_m=150)
    assert found.customers.tolist() == [40, 5, 0]
    assert found.mean_way_m[:2].tolist() == pytest.approx([75, 10]) and np.isnan(found.mean_way_m[2])


def _choose(wanted: int, kept: list[bool]) -> tuple[list[int], list[int], float, float]:
    cost, room = np.array([5.0, 7.0, 1.0]), np.array([8, 8, 8])
    found = choose(ways(PLACES, CANDIDATES), PEOPLE, room, np.array(kept), cost, wanted)
    return np.flatnonzero(found.chosen).tolist(), found.station.tolist(), found.mean_way_m, found.monthly_cost


def test_more_stations_shorten_the_way_and_cost_more() -> None:
    assert _choose(1, [False] * 3) == ([0], [0, 0, 0], pytest.approx((30 * 100 + 5 * 1_000) / 45), 5)
    assert _choose(2, [False] * 3) == ([0, 1], [0, 0, 1], pytest.approx((30 * 100 + 5 * 10) / 45), 12)


def test_what_is_kept_is_chosen_though_it_lies_far() -> None:
    chosen, station, _, cost = _choose(2, [False, False, True])
    assert (chosen, station, cost) == ([0, 2], [0, 0, 0], 6)

"""The city to measure on: the same for the same seed, and as uneven as a real one."""

import hashlib

import numpy as np
import pytest
import shapely

from gridward.grids.bench.case import Case, Task, write_case
from gridward.grids.bench.city import City, make_city
from gridward.grids.bench.graph import connected_graph


@pytest.fixture(scope="module")
def city() -> City:
    """A town."""
    return make_city(20_000, 1)


def test_the_same_seed_makes_the_same_bytes() -> None:
    made = make_city(2_000, 7)
    digest = hashlib.sha256(
        made.xy.tobytes() + made.weight.tobytes() + shapely.to_wkb(made.land, byte_order=1)
    )
    assert digest.hexdigest() == "861151702c72c36738d42b4e8165da78143bc8bb5383a7a9f35c6300378efb7f"
    assert not np.array_equal(make_city(2_000, 8).weight, made.weight)


@pytest.mark.parametrize("customers", [100, 2_000, 200_000])
def test_everybody_lives_on_land_and_no_building_is_empty(customers: int) -> None:
    made = make_city(customers, 3)
    assert made.weight.sum() == customers and made.weight.min() >= 1
    assert shapely.contains_xy(made.land, made.xy[:, 0], made.xy[:, 1]).all()
    assert len(np.unique(made.xy, axis=0)) == len(made.xy)


def test_the_outline_is_concave_and_the_river_divides_it(city: City) -> None:
    assert len(shapely.get_parts(city.land)) >= 2
    assert city.land.area < 0.95 * shapely.convex_hull(city.land).area


def test_few_buildings_hold_many_of_the_customers() -> None:
    made = make_city(200_000, 1)
    largest = np.sort(made.weight)[::-1]
    assert 0.1 < len(made.xy) / 200_000 < 0.115
    assert largest[: len(largest) // 10].sum() > 0.4 * 200_000 and np.median(largest) <= 5


def test_the_rows_are_the_buildings_customers(city: City, tmp_path) -> None:  # type: ignore[no-untyped-def]
    write_case(tmp_path, city, 1, with_graph=False)
    case = Case(tmp_path, Task(10, 0.01, 1))
    rows = case.rows()
    assert np.array_equal(np.bincount(rows.building), city.weight)
    assert np.array_equal(rows.xy, city.xy[rows.building])
    assert (np.diff(rows.building) < 0).any()
    assert case.city().land.equals(city.land)


def test_the_graph_of_peers_is_in_one_piece_with_one_crossing_a_gap(city: City) -> None:
    graph = connected_graph(city)
    edges = {tuple(pair) for pair in graph.edges()}
    assert set(zip(graph.sources.tolist(), graph.neighbour.tolist(), strict=True)) == edges | {
        (there, here) for here, there in edges
    }
    parts = shapely.get_parts(city.land)
    side = shapely.STRtree(parts).query(shapely.points(city.xy), predicate="within")[1]
    assert sum(side[here] != side[there] for here, there in edges) == len(np.unique(side)) - 1

"""Tiles of a plan's places: every customer in one tile of a zoom, once, at his place or near it."""

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridward.grids.bench.tiles import measure_tiles
from gridward.grids.tiles.cutting import EXTENT, Counts, cut_tile
from gridward.grids.tiles.encoding import encoded
from gridward.grids.tiles.places import MOST, PlanPlaces, places_at


def _places(lonlat: np.ndarray, customers: list[int], single: list[bool] | None = None) -> PlanPlaces:
    count = len(customers)
    return places_at(
        lonlat,
        np.array(customers),
        id=np.arange(count) + 7,
        number=np.arange(count) % 3 + 1,
        cell_id=np.arange(count) % 3 + 101,
        single=np.zeros(count, np.bool_) if single is None else np.array(single),
    )


def _all(places: PlanPlaces, zoom: int, cells: frozenset[int] | None = None) -> list[Counts]:
    tiles = np.unique(np.floor(places.at * 2**zoom).astype(int), axis=0).tolist()
    found = (cut_tile(places, cells, zoom, column, row) for column, row in tiles)
    return [one for one in found if one is not None]


@given(
    st.lists(st.tuples(st.floats(121, 121.9), st.floats(30.9, 31.6), st.integers(1, 900)), min_size=1),
    st.integers(5, 17),
)
@settings(max_examples=30, deadline=None)
def test_each_customer_is_in_one_tile_of_a_zoom(rows: list[tuple[float, float, int]], zoom: int) -> None:
    places = _places(np.array([row[:2] for row in rows]), [row[2] for row in rows])
    tiles = _all(places, zoom)
    assert sum(int(one.customers.sum()) for one in tiles) == sum(row[2] for row in rows)
    assert all(((one.at >= 0) & (one.at < EXTENT)).all() for one in tiles)
    # So few are shown one by one at every zoom.
    ids = np.concatenate([one.id for one in tiles if one.id is not None])
    assert sorted(ids.tolist()) == places.id.tolist()


def test_many_places_are_summed_far_out_and_stand_alone_near() -> None:
    rng = np.random.default_rng(3)
    places = _places(rng.uniform((121, 31), (121.4, 31.4), (20_000, 2)), [2] * 20_000)
    far, near = _all(places, 9), _all(places, places.single_from)
    assert all(one.id is None and len(one.at) <= MOST for one in far)
    assert all(one.id is not None and len(one.at) <= MOST for one in near)
    assert sum(int(one.customers.sum()) for one in far + near) == 2 * 2 * 20_000


def test_sums_stand_where_their_customers_live() -> None:
    rng = np.random.default_rng(3)
    crowd = rng.uniform((121.4, 31.2), (121.4001, 31.2001), (MOST + 1, 2))
    places = _places(np.vstack([crowd, [[121.40005, 31.20005]]]), [1] * (MOST + 1) + [10**6])
    (only,) = _all(places, 8)
    (heavy,) = (places.at[-1:] * 2**8 % 1 * EXTENT).tolist()
    assert only.at[np.argmax(only.customers)].tolist() == pytest.approx(heavy, abs=1)


def test_single_customers_are_for_those_who_see_their_cell() -> None:
    places = _places(np.tile([121.4, 31.2], (6, 1)), [1] * 6, [True, True, True, False, False, False])
    for cells, ids in ((None, {7, 8, 9, 10, 11, 12}), (frozenset({102}), {8, 10, 11, 12})):
        (tile,) = _all(places, 12, cells)
        assert tile.id is not None and set(tile.id.tolist()) == ids


def test_a_tile_tells_customers_and_of_single_places_id_and_cell() -> None:
    one = np.array([[5, 4095]])
    tile = encoded(Counts(one, np.array([40]), np.array([2**40]), np.array([3])))
    (feature,) = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})["places"]["features"]
    assert (feature["id"], feature["properties"]) == (2**40, {"customers": 40, "cell": 3})
    assert feature["geometry"]["coordinates"] == [5, 4095]
    summed = encoded(Counts(one, np.array([40]), None, None))
    (feature,) = mapbox_vector_tile.decode(summed)["places"]["features"]
    assert feature["properties"] == {"customers": 40}


def test_tiles_are_measured_beside_other_ways() -> None:
    run = measure_tiles(customers=20_000, places=2_000, seed=2, each=2, peers=True)
    assert run.customers == 20_000 and run.places == pytest.approx(2_000, rel=0.1)
    assert max(one.largest_kib for one in run.zooms) < 50
    assert all(peer.largest_kib > 0 and peer.ms > 0 for peer in run.geojson + run.gdal)

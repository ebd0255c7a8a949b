"""A city that is cut again: few customers move, nobody without need, and the cells promise what fresh ones do."""

from dataclasses import dataclass

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gridward.grids.design import design_cells
from gridward.grids.design.regrid import Regrid, regrid_cells
from gridward.grids.design.regrid_change import Change, Why
from gridward.grids.design.regrid_ground import survey
from gridward.kernel.errors import GridwardError

AREAS = {
    "square": shapely.box(0, 0, 12_000, 12_000),
    "corner": shapely.box(0, 0, 12_000, 12_000).difference(shapely.box(5_000, 5_000, 12_000, 12_000)),
    "lake": shapely.box(0, 0, 12_000, 12_000).difference(shapely.Point(6_000, 7_000).buffer(2_000)),
    "islands": shapely.union_all(
        [shapely.box(0, 0, 7_000, 12_000), shapely.box(8_000, 1_000, 12_000, 6_000)]
    ),
}


@dataclass(frozen=True)
class Cut:
    """A city with its grid."""

    area: shapely.Geometry
    xy: NDArray[np.float64]
    weight: NDArray[np.int64]
    labels: NDArray[np.int64]
    cells: int

    def again(self, change: Change, **options: object) -> Regrid:
        given: dict[str, object] = {"xy": self.xy, "weight": self.weight, "labels": self.labels} | options
        return regrid_cells(area=self.area, cells=self.cells, change=change, **given)  # type: ignore[arg-type]


def city(kind: str = "square", seed: int = 1, cells: int = 16, places: int = 900) -> Cut:
    """Denser in the middle, cut to 2 %."""
    rng = np.random.default_rng(seed)
    xy = np.concatenate(
        [rng.normal((4_500, 4_000), 2_000, (4 * places, 2)), rng.uniform(0, 12_000, (4 * places, 2))]
    )
    xy = np.round(rng.permutation(xy), 1)
    area = AREAS[kind]
    xy = xy[shapely.contains_xy(area.buffer(-5), xy[:, 0], xy[:, 1])][:places]
    weight = rng.integers(1, 9, len(xy))
    labels = design_cells(xy, weight, area, cells, tolerance=0.02).labels
    return Cut(area, xy, weight, labels, cells)


def must_hold(area: shapely.Geometry, xy: NDArray[np.float64], result: Regrid) -> None:
    """What every grid promises, looked at without the engine's own examination."""
    polygons = result.polygons
    assert set(result.labels) == set(result.cells) and len(polygons) == len(result.cells)
    assert shapely.coverage_is_valid(polygons) and shapely.is_valid(polygons).all()
    assert shapely.area(polygons).sum() == pytest.approx(area.area, rel=1e-8)
    own = polygons[np.searchsorted(result.cells, result.labels)]
    assert shapely.dwithin(shapely.points(xy), own, 0.2).all()
    for piece in shapely.get_parts(area):
        for cell in polygons:
            assert sum(part.area > 1 for part in shapely.get_parts(shapely.intersection(cell, piece))) <= 1


@st.composite
def changes(draw: st.DrawFn, cells: int) -> Change:
    """Some leave, some join."""
    vanished = draw(st.lists(st.integers(0, cells - 1), unique=True, max_size=4))
    return Change(tuple(vanished), joined=draw(st.integers(0, 3)))


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(sorted(AREAS)),
    seed=st.integers(0, 10_000),
    cells=st.integers(6, 24),
    churn=st.booleans(),
    data=st.data(),
)
def test_whatever_changes_the_cells_keep_their_promises(
    kind: str, seed: int, cells: int, churn: bool, data: st.DataObject
) -> None:
    before = city(kind, seed, cells, places=400)
    rng = np.random.default_rng(seed)
    weight = rng.poisson(before.weight) if churn else before.weight
    change = data.draw(changes(cells))
    after = before.again(change, weight=weight)
    must_hold(before.area, before.xy, after)
    assert len(after.cells) == cells - len(change.vanished) + change.joined
    assert not set(change.vanished) & set(after.labels)
    # The list of moves is the difference of the labels, and each says why.
    different = np.flatnonzero(after.labels != before.labels)
    assert after.moves.place.tolist() == different.tolist()
    assert after.moves.origin.tolist() == before.labels[different].tolist()
    assert after.moves.to.tolist() == after.labels[different].tolist()
    gone = np.isin(after.moves.origin, change.vanished)
    assert ((after.moves.why == Why.VANISHED) == gone).all()
    assert ((after.moves.why == Why.JOINS) == (~gone & (after.moves.to >= cells))).all()
    assert after.moved == weight[different].sum()
    assert after.bounds.strict <= after.moved and after.bounds.strict <= after.bounds.neighbours


@settings(max_examples=20, deadline=None)
@given(kind=st.sampled_from(sorted(AREAS)), seed=st.integers(0, 10_000))
def test_nobody_moves_where_nothing_changed(kind: str, seed: int) -> None:
    before = city(kind, seed)
    load = np.bincount(before.labels, before.weight)
    tolerance = max(0.05, float(np.abs(load / load.mean() - 1).max()))
    after = before.again(Change(), tolerance=tolerance)
    assert after.labels.tolist() == before.labels.tolist()
    assert (after.moved, after.touched, after.opened) == (0, 0, 0)
    assert after.bounds.strict == after.bounds.neighbours == 0


def test_far_from_a_change_everything_stays() -> None:
    before = city(cells=80, places=4_000)
    corner = int(before.labels[np.argmin(before.xy.sum(axis=1))])
    after = before.again(Change((corner,)))
    assert 0 < after.touched <= after.opened < 40
    far = before.xy.sum(axis=1) > 16_000
    assert (after.labels[far] == before.labels[far]).all()


@pytest.mark.parametrize(
    ("change", "times"), [(Change((3, 11, 30)), 1.9), (Change(joined=3), 2.2), (Change((20,)), 1.9)]
)
def test_few_move_and_the_loads_are_even(change: Change, times: float) -> None:
    before = city(cells=50, places=4_000)
    after = before.again(change)
    load = np.bincount(after.labels, before.weight)[after.cells]
    assert np.abs(load / load.mean() - 1).max() <= 0.05
    assert after.moved <= times * after.bounds.neighbours
    fresh = design_cells(before.xy, before.weight, before.area, len(after.cells)).quality
    assert after.quality.mean_distance_m < 1.15 * fresh.mean_distance_m


def test_a_new_cell_begins_where_it_is_asked_for_or_where_most_live() -> None:
    before = city()
    there = np.array([[9_000.0, 9_500.0]])
    after = before.again(Change(joined=1, spots=there))
    assert after.polygons[-1].distance(shapely.Point(there[0])) < 1_000
    grown = before.weight.copy()
    crowd = int(before.labels[np.argmin(((before.xy - 2_000) ** 2).sum(axis=1))])
    grown[before.labels == crowd] *= 2
    after = before.again(Change(joined=1), weight=grown)
    newcomers = after.moves.origin[after.moves.why == Why.JOINS]
    assert np.bincount(newcomers, minlength=16).argmax() == crowd


def test_new_places_fall_into_the_cell_where_they_lie() -> None:
    before = city()
    known = np.arange(len(before.xy)) % 50 > 0
    after = before.again(Change(), labels=np.where(known, before.labels, -1))
    must_hold(before.area, before.xy, after)
    # Somebody who has no cell yet moves from none.
    assert known[after.moves.place].all()
    assert (after.labels == before.labels).mean() > 0.95


def test_the_ground_serves_from_one_change_to_the_next() -> None:
    before = city()
    ground = survey(before.xy, before.area)
    one, two = before.again(Change((5,)), ground=ground), before.again(Change((5,)))
    assert one.labels.tolist() == two.labels.tolist()
    assert shapely.equals_exact(one.polygons, two.polygons).all()


def test_an_island_that_loses_its_cells_goes_to_those_who_stay() -> None:
    before = city("islands")
    on_island = before.xy[:, 0] > 7_500
    island = set(before.labels[on_island])
    after = before.again(Change(tuple(int(cell) for cell in island)))
    must_hold(before.area, before.xy, after)
    assert not island & set(after.labels[on_island])


def test_a_place_heavier_than_a_cell_keeps_its_own() -> None:
    before = city(cells=10)
    weight = before.weight.copy()
    weight[77] = weight.sum() // 4
    after = before.again(Change(), weight=weight)
    must_hold(before.area, before.xy, after)
    assert after.labels[77] == before.labels[77]
    others = np.delete(np.bincount(after.labels, weight), after.labels[77])
    assert np.abs(others / others.mean() - 1).max() <= 0.06


def test_a_cell_without_its_station_may_follow_its_customers() -> None:
    before = city()
    after = before.again(Change(released=(4,)))
    assert after.opened > 0
    must_hold(before.area, before.xy, after)


@pytest.mark.parametrize(
    ("change", "options", "code"),
    [
        (Change(tuple(range(16))), {}, "grid.too_many_cells"),
        (Change(joined=5_000), {}, "grid.too_many_cells"),
        (Change(), {"weight": np.zeros(900, np.int64)}, "grid.no_customers"),
    ],
)
def test_what_cannot_be_cut_again_says_why(change: Change, options: dict[str, object], code: str) -> None:
    with pytest.raises(GridwardError) as caught:
        city().again(change, **options)
    assert caught.value.code == code

"""What is wrong with drawn cells, and what they become."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridward.grids.design.drawn import Examined, Fault, Weight, examine

LAND = shapely.box(0, 0, 1000, 1000)
LEFT, RIGHT = shapely.box(0, 0, 500, 1000), shapely.box(500, 0, 1000, 1000)
XY = np.array([[250.0, 500.0], [750.0, 500.0], [505.0, 500.0], [100.0, 100.0]])
PERSONS = np.array([5, 3, 1, 2])


def _examined(*drawn: shapely.Geometry, land: shapely.Geometry = LAND, **more: Any) -> Examined:
    return examine(np.array(drawn, dtype=object), land, XY, PERSONS, **more)


def _said(found: Examined) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(one.fault.value, one.weight.value, one.cells) for one in found.findings]


def _tiles(found: Examined, land: shapely.Geometry = LAND) -> list[int]:
    """The areas of the cells, which tile the land; each place lies in its own."""
    assert found.polygons is not None and found.labels is not None
    assert shapely.coverage_is_valid(found.polygons)
    assert shapely.symmetric_difference(shapely.union_all(found.polygons), land).area < 1
    assert shapely.dwithin(found.polygons[found.labels], shapely.points(XY), 0.01).all()
    return [round(polygon.area) for polygon in found.polygons]


def test_cells_that_tile_the_land_are_taken_as_they_are() -> None:
    found = _examined(LEFT, RIGHT)
    assert (_said(found), found.slivers, _tiles(found)) == ([], 0, [500_000, 500_000])
    assert found.labels is not None and found.labels.tolist() == [0, 1, 1, 0]


def test_a_gap_is_told_with_its_size_and_who_lives_in_it() -> None:
    found = _examined(LEFT, shapely.box(520, 0, 1000, 1000))
    assert _said(found) == [("gap", "error", ())] and found.polygons is None
    gap = found.findings[0]
    assert (round(gap.area_m2), round(gap.width_m), gap.persons) == (20_000, 20, 1)
    assert 500 < gap.xy[0] < 520


def test_an_overlap_is_told_with_the_cells_that_it_is_between() -> None:
    found = _examined(LEFT, shapely.box(200, 0, 1000, 1000))
    assert _said(found) == [("overlap", "error", (0, 1))]
    assert (round(found.findings[0].area_m2), found.findings[0].persons) == (300_000, 5)


@pytest.mark.parametrize(
    ("right", "fault", "areas"),
    [
        (shapely.box(520, 0, 1000, 1000), ("gap", "mended", ()), [520_000, 480_000]),
        (shapely.box(480, 0, 1000, 1000), ("overlap", "mended", (0, 1)), [500_000, 500_000]),
    ],
)
def test_what_is_narrow_goes_to_a_neighbour_where_that_is_wanted(
    right: shapely.Geometry, fault: tuple[str, str, tuple[int, ...]], areas: list[int]
) -> None:
    assert _said(_examined(LEFT, right, heal_m=19))[0][1] == "error"
    found = _examined(LEFT, right, heal_m=21)
    assert (_said(found), _tiles(found)) == ([fault], areas)


def test_slivers_of_drawing_by_hand_are_closed_and_counted() -> None:
    found = _examined(shapely.box(0, 0, 499.7, 1000), RIGHT)
    assert (_said(found), found.slivers, round(found.slivers_m2)) == ([], 1, 300)
    assert _tiles(found) == [500_000, 500_000]


def test_a_border_that_crosses_itself_is_told_with_where() -> None:
    found = _examined(LEFT, shapely.Polygon([(500, 0), (1000, 1000), (1000, 0), (500, 1000)]))
    crossed = next(one for one in found.findings if one.fault is Fault.CROSSED)
    assert (crossed.weight, crossed.cells, crossed.xy) == (Weight.ERROR, (1,), (750.0, 500.0))
    # A loop of some centimetres goes.
    loop = [(500, 500.3), (500.2, 500.1), (500.2, 500.2), (500, 500)]
    mended = _examined(LEFT, shapely.Polygon([(500, 0), (1000, 0), (1000, 1000), (500, 1000), *loop]))
    assert _said(mended) == [("crossed", "mended", (1,))]
    assert _tiles(mended) == [500_000, 500_000]


def test_what_lies_beyond_the_land_is_cut_off_or_refused() -> None:
    found = _examined(shapely.box(-200, 0, 500, 1000), RIGHT)
    assert _said(found) == [("outside", "mended", (0,))] and round(found.findings[0].area_m2) == 200_000
    assert _tiles(found) == [500_000, 500_000]
    assert _said(_examined(LEFT, RIGHT, shapely.box(2000, 0, 3000, 9))) == [("outside", "error", (2,))]


def test_cells_in_parts_and_cells_without_anybody_are_noted() -> None:
    apart = shapely.MultiPolygon([shapely.box(0, 0, 300, 1000), shapely.box(600, 0, 1000, 1000)])
    found = _examined(apart, shapely.box(300, 0, 600, 400), shapely.box(300, 400, 600, 1000))
    assert _said(found) == [("in_parts", "noted", (0,)), ("nobody", "noted", (1,))]
    assert _tiles(found) == [700_000, 120_000, 180_000]


def test_an_islet_without_anybody_goes_to_the_nearest_cell() -> None:
    islet = shapely.box(1100, 0, 1150, 50)
    land = shapely.MultiPolygon([LAND, islet])
    found = _examined(LEFT, RIGHT, land=land)
    assert _said(found) == [("islet", "mended", ())]
    assert _tiles(found, land) == [500_000, 502_500]
    # With somebody on it, it is for who drew.
    found = examine(
        np.array([LEFT, RIGHT], dtype=object),
        land,
        np.append(XY, [[1120.0, 20.0]], axis=0),
        np.append(PERSONS, 1),
    )
    assert _said(found) == [("gap", "error", ())] and found.findings[0].persons == 1


def test_customers_outside_of_the_land_are_told() -> None:
    found = examine(
        np.array([LEFT, RIGHT], dtype=object),
        LAND,
        np.append(XY, [[1120.0, 20.0]], axis=0),
        np.append(PERSONS, 7),
    )
    assert _said(found) == [("place_outside", "error", ())] and found.findings[0].persons == 7


_SHAKE = st.floats(-0.4, 0.4).map(lambda metres: round(metres, 6))
"""No map program writes less than a thousandth of a millimetre."""


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(_SHAKE, _SHAKE), min_size=4, max_size=4), st.integers(2, 5))
def test_cells_drawn_with_a_shaking_hand_tile_the_land(shakes: list[tuple[float, float]], side: int) -> None:
    step = 1000 / side
    drawn = []
    for number in range(side * side):
        column, row = number % side, number // side
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * step + [column * step, row * step]
        shaken = corners + np.array([shakes[(number + corner) % 4] for corner in range(4)])
        drawn.append(shapely.Polygon(shaken))
    found = _examined(*drawn)
    _tiles(found)
    assert not [one for one in found.findings if one.weight is Weight.ERROR]

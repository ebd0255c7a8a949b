"""A city whose cells lie across barriers for want of room between these: whoever goes on from it finds them as they are."""

import os

import numpy as np
import shapely
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from unit.grids.test_regrid_barriers import must_hold

from gridward.grids.design import Design, design_cells
from gridward.grids.design.regrid import Regrid, regrid_cells
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.regrid_ground import survey
from gridward.grids.design.regrid_seats import seat_cells

_EXAMPLES = int(os.environ.get("GRIDWARD_EXAMPLES", "6"))
_TOLERANCE = 0.05
_SIZE = 20_000


def _land(*, has_island: bool) -> shapely.Geometry:
    main = shapely.box(0, 0, _SIZE, 10_000)
    return main.union(shapely.box(0, 10_400, 4_000, 12_000)) if has_island else main


def _roads(step: int) -> np.ndarray:
    lines = [shapely.LineString([(at, -100), (at, 12_100)]) for at in range(step, _SIZE, step)]
    lines += [shapely.LineString([(-100, at), (_SIZE + 100, at)]) for at in range(step, 12_000, step)]
    return np.array(lines, dtype=object)


def _places(count: int, seed: int, land: shapely.Geometry) -> np.ndarray:
    rng = np.random.default_rng(seed)
    xy = np.round(rng.uniform((20, 20), (_SIZE - 20, 11_980), (2 * count, 2)), 1)
    return xy[shapely.contains_xy(land, xy[:, 0], xy[:, 1])][:count]


def _again(before: Design, xy: np.ndarray, weight: np.ndarray, change: Change, step: int) -> Regrid:
    land = _land(has_island=bool((xy[:, 1] > 10_000).any()))
    ground, cells = survey(xy, land, _roads(step)), len(before.polygons)
    seats = seat_cells(ground, weight, before.labels, cells, change, _TOLERANCE, opened=True)
    return regrid_cells(
        xy, weight, land, before.labels, cells, seats.change, tolerance=_TOLERANCE, seats=seats
    )


@example(step=800, cells=12, seed=1, has_island=True, goes=True)
@example(step=1_307, cells=17, seed=935, has_island=True, goes=True)
@given(
    step=st.integers(900, 1_500),
    cells=st.integers(6, 18),
    seed=st.integers(0, 999),
    has_island=st.booleans(),
    goes=st.booleans(),
)
@settings(
    max_examples=_EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate),
)
def test_nobody_moves_where_nothing_changed(
    step: int, cells: int, seed: int, has_island: bool, goes: bool
) -> None:
    land = _land(has_island=has_island)
    xy = _places(500, seed, land)
    weight = np.random.default_rng(seed).integers(1, 4, len(xy))
    before = design_cells(xy, weight, land, cells, tolerance=_TOLERANCE, barriers=_roads(step))
    if not before.opened or before.beyond:
        return
    same = _again(before, xy, weight, Change(), step)
    assert (same.moved, same.touched) == (0, 0)
    if goes:
        after = _again(before, xy, weight, Change(vanished=(0,)), step)
        must_hold(after, xy, land)
        # Of few cells each has much to give, and its neighbours pass much on.
        assert len(after.cells) == cells - 1 and after.moved_share < max(0.5, 6 / cells)

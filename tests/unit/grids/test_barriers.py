"""Barriers: parts get whole numbers of cells, and few cells lie on both sides."""

import numpy as np
import pytest
import shapely

from gridward.grids.design import design_cells

_LAND = shapely.box(0, 0, 20_000, 10_000)
_RIVER = shapely.box(9_000, -100, 9_400, 10_100)
_ROAD = shapely.LineString([(9_200, -100), (9_200, 10_100)])


def _places(west: int, east: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    xy = np.concatenate(
        [
            rng.uniform((50, 50), (8_900, 9_950), (west, 2)),
            rng.uniform((9_500, 50), (19_950, 9_950), (east, 2)),
        ]
    )
    return np.round(xy, 1), np.ones(west + east, np.int64)


def _straddling(xy: np.ndarray, labels: np.ndarray) -> int:
    east = xy[:, 0] > 9_200
    return len(np.intersect1d(labels[east], labels[~east]))


@pytest.mark.parametrize("barrier", [_RIVER, _ROAD])
def test_parts_that_hold_whole_numbers_of_cells_are_cut_apart(barrier: shapely.Geometry) -> None:
    xy, weight = _places(800, 1_200)
    design = design_cells(xy, weight, _LAND, 10, tolerance=0.02, barriers=np.array([barrier]))
    assert design.parts == 2 and not design.crossings
    assert _straddling(xy, design.labels) == 0
    assert design.quality.max_deviation <= 0.02


def test_a_part_that_holds_no_whole_number_is_joined_over_the_shortest_crossing() -> None:
    xy, weight = _places(900, 1_100)
    design = design_cells(xy, weight, _LAND, 5, tolerance=0.02, barriers=np.array([_RIVER]))
    assert design.parts == 2 and len(design.crossings) == 1
    crossing = design.crossings[0]
    away = np.hypot(*(xy[:900, None] - xy[None, 900:]).transpose(2, 0, 1)).min()
    assert crossing.length_m == pytest.approx(away) and crossing.weight == 900
    assert sorted(side < 900 for side in crossing.pair) == [False, True]
    assert _straddling(xy, design.labels) == 1
    assert design.quality.max_deviation <= 0.02 and design.quality.cells_in_pieces == 0


def test_a_net_of_roads_that_leaves_only_crumbs_does_not_leave_cells_off_their_load() -> None:
    xy, weight = _places(1_000, 1_000)
    lines = [shapely.LineString([(at, -100), (at, 10_100)]) for at in range(700, 20_000, 700)]
    lines += [shapely.LineString([(-100, at), (20_100, at)]) for at in range(700, 10_000, 700)]
    design = design_cells(xy, weight, _LAND, 12, tolerance=0.05, barriers=np.array(lines))
    assert design.parts > 300 and len(design.crossings) > 250
    assert design.opened and not design.beyond and design.quality.max_deviation <= 0.05


def test_districts_as_barriers_keep_straddling_cells_fewer_than_parts() -> None:
    rng = np.random.default_rng(8)
    xy = np.round(rng.uniform(20, 9_980, (3_000, 2)), 1)
    weight = rng.integers(1, 6, 3_000)
    districts = shapely.box(
        *np.array([[x, y, x + 2_500, y + 5_000] for x in range(0, 10_000, 2_500) for y in (0, 5_000)]).T
    )
    design = design_cells(xy, weight, shapely.union_all(districts), 23, tolerance=0.02, barriers=districts)
    district = (xy[:, 0] // 2_500 * 2 + xy[:, 1] // 5_000).astype(int)
    pairs = np.unique(np.column_stack([design.labels, district]), axis=0)
    assert design.parts == 8
    assert (np.bincount(pairs[:, 0]) > 1).sum() <= 7
    assert design.quality.max_deviation <= 0.02


def test_an_island_without_customers_or_bridge_belongs_to_some_cell() -> None:
    xy, weight = _places(500, 500)
    land = shapely.union_all([_LAND, shapely.box(22_000, 0, 24_000, 3_000)])
    design = design_cells(xy, weight, land, 6, barriers=np.array([_RIVER]))
    assert design.quality.gap_share < 1e-6 and design.quality.cells_in_pieces == 0

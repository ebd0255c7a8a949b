"""Demands on a grid: what cannot be met is refused with what would do, and what is far from even is named."""

import numpy as np
import pytest
import shapely

from gridward.grids.design import Anchors, design_cells
from gridward.kernel.errors import GridwardError

_LAND = shapely.box(0, 0, 9_000, 9_000)


def _places(count: int = 300) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    return np.round(rng.uniform(50, 8_950, (count, 2)), 1), rng.integers(1, 9, count)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ({"tolerance": 0.0}, "grid.tolerance_out_of_range", "0.01 for one per cent"),
        ({"tolerance": float("nan")}, "grid.tolerance_out_of_range", "0.01 for one per cent"),
        ({"shares": np.array([1.0, 0.0, 1.0, 1.0])}, "grid.bad_shares", "above 0"),
        ({"shares": np.ones(3)}, "grid.bad_shares", "4 positive shares"),
        ({"locked": np.array([_LAND] * 4)}, "grid.bad_locked", "more than 4 cells"),
        ({"anchors": Anchors(np.zeros((5, 2)))}, "grid.bad_anchors", "at most as many stations"),
        ({"anchors": Anchors(np.zeros((1, 2)), strength=2.0)}, "grid.bad_anchors", "from 0 to 1"),
    ],
)
def test_a_demand_that_cannot_be_met_says_what_would_do(
    options: dict[str, object], code: str, said: str
) -> None:
    xy, weight = _places()
    with pytest.raises(GridwardError, match=said) as caught:
        design_cells(xy, weight, _LAND, 4, **options)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_no_cell_at_all() -> None:
    with pytest.raises(GridwardError) as caught:
        design_cells(*_places(), _LAND, 0)
    assert caught.value.code == "grid.not_positive"


def test_a_tenth_of_the_customers_at_one_point_is_a_cell_of_its_own_and_named() -> None:
    xy, weight = _places()
    weight[17] = weight.sum() // 9
    design = design_cells(xy, weight, _LAND, 30)
    assert [one.place for one in design.heavy] == [17]
    assert (design.labels == design.labels[17]).sum() == 1
    assert not design.beyond


def test_cells_that_cannot_be_even_are_named_with_how_many_would_do() -> None:
    # Three places of one weight for two cells: no way to halve them.
    xy = np.array([[1_000.0, 1_000.0], [5_000.0, 2_000.0], [8_000.0, 7_000.0]])
    design = design_cells(xy, np.array([10, 10, 10]), _LAND, 2)
    assert design.beyond == (0, 1) and design.cells_that_would_do == 3


def test_targets_in_unequal_shares() -> None:
    xy, weight = _places(2_000)
    shares = np.array([1.0, 0.5, 2.0, 1.0, 0.25])
    design = design_cells(xy, weight, _LAND, 5, tolerance=0.02, shares=shares)
    load = np.bincount(design.labels, weight)
    assert np.abs(load / weight.sum() / (shares / shares.sum()) - 1).max() <= 0.02
    assert design.quality.max_deviation <= 0.02


def test_locked_cells_stay_as_they_are() -> None:
    xy, weight = _places(1_500)
    free = design_cells(xy, weight, _LAND, 9)
    kept = free.polygons[[2, 5]]
    design = design_cells(xy, weight, _LAND, 9, tolerance=0.02, locked=kept)
    assert (design.labels[free.labels == 2] == 0).all() and (design.labels[free.labels == 5] == 1).all()
    # New corners in a common border are rounded to the millimetre.
    assert shapely.area(shapely.symmetric_difference(design.polygons[:2], kept)).max() < 100
    load = np.bincount(design.labels, weight)[2:]
    assert np.abs(load / load.mean() - 1).max() <= 0.02
    assert design.quality.coverage_valid and design.quality.gap_share < 1e-6


def test_a_station_draws_a_cell_to_itself_and_is_named_where_it_lies_outside() -> None:
    xy, weight = _places(1_500)
    stations = np.array([[4_000.0, 4_100.0], [8_950.0, 8_950.0]])
    free = design_cells(xy, weight, _LAND, 9)
    drawn = design_cells(xy, weight, _LAND, 9, anchors=Anchors(stations, strength=0.9))
    assert drawn.station_cells is not None and len(set(drawn.station_cells.tolist())) == 2

    def away(labels: np.ndarray, cell: int) -> float:
        return float(np.hypot(*(np.average(xy[labels == cell], axis=0) - stations[0])))

    nearest = min(away(free.labels, cell) for cell in range(9))
    assert away(drawn.labels, int(drawn.station_cells[0])) <= nearest + 50
    inside = shapely.intersects_xy(drawn.polygons[drawn.station_cells], *stations.T)
    assert drawn.stations_outside == tuple(np.flatnonzero(~inside).tolist())
    assert drawn.quality.max_deviation <= 0.05

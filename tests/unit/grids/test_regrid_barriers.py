"""A city that is cut again between barriers: whatever changes, cells lie across them at the crossings only."""

import os
from typing import Any

import numpy as np
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from unit.grids.test_random_cities import cities

from gridward.grids.design import design_cells
from gridward.grids.design.regrid import Regrid, regrid_cells
from gridward.grids.design.regrid_change import Change
from gridward.grids.design.regrid_ground import survey
from gridward.grids.design.regrid_seats import Seats, seat_cells

_EXAMPLES = int(os.environ.get("GRIDWARD_EXAMPLES", "15"))


def across(labels: np.ndarray, seats: Seats) -> int:
    """In how many parts more than in one the cells lie, all together."""
    part = seats.parts.part[seats.ground.atom_of_place]
    return len(np.unique(np.column_stack([labels, part]), axis=0)) - len(np.unique(labels))


def must_hold(result: Regrid, xy: np.ndarray, land: shapely.Geometry) -> None:
    polygons = result.polygons
    assert set(result.labels) == set(result.cells) and len(polygons) == len(result.cells)
    assert shapely.coverage_is_valid(polygons) and shapely.is_valid(polygons).all()
    lost = shapely.area(shapely.symmetric_difference(shapely.coverage_union_all(polygons), land))
    assert lost < 1e-3 * land.length + 1
    own = polygons[np.searchsorted(result.cells, result.labels)]
    assert shapely.dwithin(shapely.points(xy), own, 0.2).all()
    for piece in shapely.get_parts(land):
        for cell in polygons:
            assert (shapely.area(shapely.get_parts(shapely.intersection(cell, piece))) > 1).sum() <= 1


def again(
    city: dict[str, Any], labels: np.ndarray, cells: int, change: Change, weight: np.ndarray
) -> tuple[Regrid, Seats]:
    xy, land = city["xy"], city["land"]
    barriers = np.array(city["barriers"], dtype=object)
    ground = survey(xy, land, barriers)
    tolerance: float = city["tolerance"]
    seats = seat_cells(ground, weight, labels, cells, change, tolerance)
    found = regrid_cells(
        xy,
        weight,
        land,
        labels,
        cells,
        seats.change,
        tolerance=tolerance,
        seats=seats,
    )
    return found, seats


@given(city=cities(), barred=st.booleans(), churn=st.booleans(), data=st.data())
@settings(
    max_examples=_EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(Phase.explicit, Phase.generate),
)
def test_whatever_changes_cells_keep_to_their_side(
    city: dict[str, Any], barred: bool, churn: bool, data: st.DataObject
) -> None:
    xy, weight, cells = city["xy"], city["weight"], city["cells"]
    if not len(xy) or not city["barriers"]:
        return
    before = design_cells(
        xy,
        weight,
        city["land"],
        cells,
        tolerance=city["tolerance"],
        barriers=np.array(city["barriers"], dtype=object) if barred else None,
    )
    gone = data.draw(st.lists(st.integers(0, cells - 1), unique=True, max_size=min(3, cells - 1)))
    places = len(np.unique(xy[weight > 0], axis=0))
    joined = data.draw(st.integers(0, max(0, min(2, places - cells + len(gone)))))
    today = np.random.default_rng(cells).poisson(weight) + (weight > 0) if churn else weight
    after, seats = again(city, before.labels, cells, Change(tuple(gone), joined), today)
    must_hold(after, xy, city["land"])
    assert len(after.cells) == cells - len(gone) + joined
    assert across(after.labels, seats) <= len(seats.parts.crossings) < seats.parts.part.max() + 1
    assert after.bounds.strict <= after.moved
    if barred and not before.opened and not gone and not joined and not churn:
        load = np.bincount(before.labels, weight, cells)
        if (np.abs(load / load.mean() - 1) <= city["tolerance"]).all():
            assert after.moved == 0


def test_each_new_cell_has_somebody_where_a_place_is_empty() -> None:
    xy = np.array(
        [(1_200.0, 1_230.0), (5_950.0, 1_230.0), (6_690.0, 1_230.0), (8_970.0, 1_230.0), (5_580.0, 1_230.0)]
    )
    weight = np.array([1, 2, 2, 0, 1])
    land = shapely.box(0, 0, 10_000, 10_000)
    city = {"xy": xy, "land": land, "barriers": [shapely.box(-100, 4_850, 15_000, 5_150)], "tolerance": 0.05}
    before = design_cells(xy, weight, land, 2, barriers=np.array(city["barriers"], dtype=object))
    after, _ = again(city, before.labels, 2, Change(joined=2), weight)
    must_hold(after, xy, land)
    assert (np.bincount(np.searchsorted(after.cells, after.labels), weight) > 0).all()

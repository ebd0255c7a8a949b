"""Cells of equal hours: what customers take, what the way takes, and a city cut by both."""

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from gridward.grids.design import design_cells
from gridward.grids.design.workload import Counts, ServiceModel, TravelModel
from gridward.grids.design.workload_balance import HourDesign, design_by_hours
from gridward.grids.workload_rules import Travel, workload_rules

MODEL = ServiceModel(
    visits_a_year={"gold": 2.0},
    visits_otherwise=0.5,
    visits_a_due=0.1,
    visits_a_request=1.0,
    minutes_a_visit=30,
    minutes_a_due=10,
    minutes_a_request=20,
    minutes_a_customer=5,
)
TRAVEL = TravelModel(8, (1, 3.5, 7.5), (11, 15, 22))


def test_visits_and_minutes_follow_from_what_there_is_to_do() -> None:
    counts = Counts(
        {"gold": np.array([1, 0]), "plain": np.array([4, 0])},
        dues=np.array([10, 0]),
        requests=np.array([2, 0]),
    )
    assert MODEL.visits(counts).tolist() == [2 + 4 * 0.5 + 1 + 2, 0]
    assert MODEL.minutes(counts).tolist() == [7 * 30 + 10 * 10 + 2 * 20 + 5 * 5, 0]


def test_a_way_is_longer_on_more_land_and_slower_in_the_middle_of_town() -> None:
    # Eight visits on 8 km² lie 0.7124 km apart, on 200 km² five times as far.
    minutes = TRAVEL.minutes(np.array([100.0, 100.0, 0.0]), np.array([8e6, 200e6, 8e6]))
    assert minutes[0] == pytest.approx(100 * 0.7124 / 11 * 60)
    speed = 15 + (5 * 0.7124 - 3.5) / 4 * 7
    assert minutes[1] == pytest.approx(100 * 5 * 0.7124 / speed * 60)
    assert minutes[2] == 0


def test_more_land_never_takes_less_time() -> None:
    area = np.geomspace(1e4, 1e10, 400)
    assert (np.diff(workload_rules().travel_model().minutes(np.ones(400), area)) > 0).all()


def test_the_rules_in_use_are_whole() -> None:
    rules = workload_rules()
    assert rules.service_model().minutes_a_visit == rules.service.minutes_a_visit
    assert len(rules.travel_model().legs_km) == len(rules.travel_model().speeds_kmh)


@pytest.mark.parametrize(
    ("legs", "speeds"), [((1, 2), (10,)), ((2, 1), (10, 20)), ((1, 1), (10, 20)), ((1,), (0,))]
)
def test_speeds_that_make_no_sense(legs: tuple[float, ...], speeds: tuple[float, ...]) -> None:
    with pytest.raises(ValueError):
        Travel(visits_a_day=8, legs_km=legs, speeds_kmh=speeds)


AREA = shapely.box(0, 0, 30_000, 30_000)


def town(seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64], Counts]:
    """A dense middle, a wide country; in the east more is due and more are gold customers."""
    rng = np.random.default_rng(seed)
    near, far = rng.normal((14_000, 15_000), 2_500, (2_500, 2)), rng.uniform(0, 30_000, (1_200, 2))
    xy = np.round(np.concatenate([near, far]), 1)
    weight = rng.integers(1, 8, len(xy))
    east = xy[:, 0] / 30_000
    gold = rng.binomial(weight, 0.6 * east)
    counts = Counts(
        {"gold": gold, "plain": weight - gold}, rng.binomial(weight, east), rng.binomial(weight, 0.2)
    )
    return xy, weight, counts


def minutes_of(
    labels: NDArray[np.int64], polygons: NDArray[np.object_], counts: Counts
) -> NDArray[np.float64]:
    service = np.bincount(labels, MODEL.minutes(counts))
    return service + TRAVEL.minutes(np.bincount(labels, MODEL.visits(counts)), shapely.area(polygons))


def by_hours(seed: int, cells: int = 20) -> tuple[HourDesign, NDArray[np.int64], Counts, float]:
    """A town cut by hours, and by how much hours differ where heads are equal."""
    xy, weight, counts = town(seed)
    heads = design_cells(xy, weight, AREA, cells, tolerance=0.02)
    uneven = minutes_of(heads.labels, heads.polygons, counts)
    result = design_by_hours(xy, weight, MODEL.minutes(counts), MODEL.visits(counts), AREA, cells, TRAVEL)
    return result, weight, counts, float(np.abs(uneven / uneven.mean() - 1).max())


@pytest.mark.parametrize("seed", range(3))
def test_hours_are_even_where_equal_heads_leave_them_far_apart(seed: int) -> None:
    result, _, counts, before = by_hours(seed)
    total = minutes_of(result.labels, result.polygons, counts)
    assert before > 0.25
    assert np.abs(total / total.mean() - 1).max() <= 0.03
    assert result.max_deviation <= 0.025 and len(result.rounds) <= 8
    assert (result.service_minutes + result.travel_minutes).sum() == pytest.approx(total.sum(), rel=0.01)


def test_a_city_by_hours_promises_what_every_grid_does() -> None:
    result, weight, _, _ = by_hours(4)
    assert shapely.coverage_is_valid(result.polygons)
    assert shapely.area(result.polygons).sum() == pytest.approx(AREA.area)
    quality = result.quality
    assert (quality.cells_in_pieces, quality.buildings_split, quality.points_outside_their_own_cell) == (
        0,
        0,
        0,
    )
    # The judge counts customers, whose numbers differ now.
    assert quality.customers == weight.sum() and quality.max_deviation > 0.1

"""Cells tile the land, hold whole places, are one piece each and carry nearly the same load."""

from dataclasses import dataclass

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from gridward.grids.design import Design, design_cells
from gridward.kernel.errors import GridwardError


@dataclass(frozen=True)
class Town:
    """Somewhere to cut: an area in metres, and places with customers."""

    area: shapely.Geometry
    xy: NDArray[np.float64]
    weight: NDArray[np.int64]


def town(kind: str, places: int = 1_500, seed: int = 1, heaviest: int = 12) -> Town:
    """A town of some shape; its customers are denser in the middle, and some places heavier."""
    square = shapely.box(0, 0, 20_000, 20_000)
    areas = {
        "square": square,
        "lake": square.difference(shapely.Point(9_000, 11_000).buffer(3_500)),
        "corner": square.difference(shapely.box(8_000, 8_000, 20_000, 20_000)),
        "islands": shapely.union_all(
            [shapely.box(0, 0, 12_000, 20_000), shapely.box(13_000, 2_000, 20_000, 9_000)]
        ),
        "comb": square.difference(
            shapely.union_all([shapely.box(x, 3_000, x + 800, 20_000) for x in range(2_000, 20_000, 4_000)])
        ),
    }
    rng = np.random.default_rng(seed)
    near = rng.normal((11_000, 7_000), 4_000, (6 * places, 2))
    far = rng.uniform(0, 20_000, (2 * places, 2))
    xy = np.round(rng.permutation(np.concatenate([near, far])), 1)
    xy = xy[shapely.contains_xy(areas[kind].buffer(-5), xy[:, 0], xy[:, 1])][:places]
    return Town(areas[kind], xy, rng.integers(1, heaviest + 1, len(xy)))


def cut(town: Town, cells: int, **options: float) -> Design:
    return design_cells(town.xy, town.weight, town.area, cells, **options)  # type: ignore[arg-type]


def must_hold(town: Town, cells: int, design: Design) -> None:
    """What every grid promises, looked at without the engine's own examination."""
    polygons = design.polygons
    assert len(polygons) == cells and set(design.labels) == set(range(cells))
    assert shapely.coverage_is_valid(polygons) and shapely.is_valid(polygons).all()
    # Borders are kept to the millimetre.
    assert (
        shapely.area(shapely.symmetric_difference(shapely.union_all(polygons), town.area))
        < 1e-3 * town.area.length + 1
    )
    assert shapely.area(polygons).sum() == pytest.approx(town.area.area, rel=1e-8)
    inside = shapely.dwithin(shapely.points(town.xy), polygons[design.labels], 0.2)
    assert inside.all()
    pieces = shapely.get_parts(town.area)
    for cell in polygons:
        for piece in pieces:
            common = shapely.get_parts(shapely.intersection(cell, piece))
            assert sum(part.area > 1 for part in common) <= 1


@pytest.mark.parametrize("kind", ["square", "lake", "corner", "islands", "comb"])
@pytest.mark.parametrize("cells", [2, 9, 30])
def test_towns_of_any_shape(kind: str, cells: int) -> None:
    here = town(kind)
    design = cut(here, cells)
    must_hold(here, cells, design)
    load = np.bincount(design.labels, here.weight)
    if kind not in {"islands", "comb"}:
        # On an island there may be no number of customers that fits; a tooth of the comb has only one way out.
        assert np.abs(load / load.mean() - 1).max() <= 0.05


@pytest.mark.parametrize("tolerance", [0.02, 0.05, 0.2])
def test_the_tolerance_is_kept(tolerance: float) -> None:
    here = town("lake", 3_000)
    design = cut(here, 12, tolerance=tolerance)
    load = np.bincount(design.labels, here.weight)
    assert np.abs(load / load.mean() - 1).max() <= tolerance


def test_a_wider_tolerance_gives_shorter_borders() -> None:
    here = town("corner", 2_000)
    tight, wide = cut(here, 15, tolerance=0.01), cut(here, 15, tolerance=0.15)
    assert wide.quality.polsby_popper_mean > tight.quality.polsby_popper_mean


@pytest.mark.parametrize("seed", range(5))
def test_the_same_town_is_cut_the_same_way(seed: int) -> None:
    here = town("square", 600, seed)
    one, two = cut(here, 7), cut(here, 7)
    assert one.labels.tolist() == two.labels.tolist()
    assert shapely.equals_exact(one.polygons, two.polygons).all()


def test_the_order_of_places_makes_no_difference_to_what_is_promised() -> None:
    here = town("lake", 800)
    order = np.random.default_rng(9).permutation(len(here.xy))
    turned = Town(here.area, here.xy[order], here.weight[order])
    must_hold(turned, 10, cut(turned, 10))


def test_a_place_is_never_split() -> None:
    here = town("square", 500)
    twice = Town(
        here.area, np.concatenate([here.xy, here.xy[:200]]), np.concatenate([here.weight, here.weight[:200]])
    )
    labels = cut(twice, 8).labels
    assert labels[:200].tolist() == labels[500:].tolist()


def test_a_place_heavier_than_a_cell_has_one_of_its_own_and_is_named() -> None:
    here = town("square", 1_000, heaviest=3)
    weight = here.weight.copy()
    weight[137] = weight.sum()
    heavy = Town(here.area, here.xy, weight)
    design = cut(heavy, 6)
    must_hold(heavy, 6, design)
    assert [(one.place, one.weight) for one in design.heavy] == [(137, int(weight[137]))]
    load = np.bincount(design.labels, weight)
    others = np.delete(load, design.labels[137])
    assert np.abs(others / others.mean() - 1).max() <= 0.05
    assert design.quality.max_deviation_beyond_a_building < 0.8


def test_an_island_without_customers_belongs_to_some_cell() -> None:
    here = town("islands")
    main = here.xy[:, 0] < 12_500
    lonely = Town(here.area, here.xy[main], here.weight[main])
    must_hold(lonely, 8, cut(lonely, 8))


@pytest.mark.parametrize("places", [1, 2, 3, 7])
def test_as_many_cells_as_places(places: int) -> None:
    here = town("square", places)
    design = cut(here, places)
    must_hold(here, places, design)
    assert sorted(design.labels.tolist()) == list(range(places))


def test_one_cell_is_the_whole_land() -> None:
    here = town("lake", 50)
    design = cut(here, 1)
    must_hold(here, 1, design)


def test_places_in_one_line() -> None:
    xy = np.column_stack([np.linspace(100, 19_900, 100), np.full(100, 10_000.0)])
    line = Town(town("square").area, xy, np.ones(100, np.int64))
    must_hold(line, 5, cut(line, 5))


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda xy, weight: (xy[:0], weight[:0]), "grid.no_customers", "to-do|addresses"),
        (lambda xy, weight: (xy, weight * 0), "grid.no_customers", "addresses"),
        (lambda xy, weight: (xy[:4], weight[:4]), "grid.too_many_cells", "4 cells at most"),
        (lambda xy, weight: (xy + 50_000, weight), "grid.points_outside", "frame"),
        (lambda xy, weight: (xy, weight - 9), "grid.bad_weight", "whole numbers"),
        (lambda xy, weight: (xy, np.where(weight > 5, np.nan, weight)), "grid.bad_weight", "missing"),
        (lambda xy, weight: (np.where(xy > 9_000, np.nan, xy), weight), "grid.no_place", "to be placed"),
    ],
)
def test_what_cannot_be_cut_says_what_would_do(change: object, code: str, said: str) -> None:
    here = town("square", 40)
    xy, weight = change(here.xy, here.weight)  # type: ignore[operator]
    with pytest.raises(GridwardError, match=said) as caught:
        design_cells(xy, weight, here.area, 5)
    assert caught.value.code == code

"""Whatever the city, its barriers and its weights: the hard rules hold. `GRIDWARD_EXAMPLES=500` looks at more cities."""

import os
from typing import Any

import numpy as np
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridward.grids.design import Design, design_cells

_EXAMPLES = int(os.environ.get("GRIDWARD_EXAMPLES", "25"))
_SIDE = 10_000


@st.composite
def cities(draw: st.DrawFn) -> dict[str, Any]:
    """A city with its order: some land, places in clusters or in rows, weights of some kind, and barriers."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    land = shapely.box(0, 0, _SIDE, _SIDE)
    shape = draw(st.sampled_from(["square", "lake", "corner", "islands"]))
    if shape == "lake":
        land = land.difference(shapely.Point(rng.uniform(3_000, 7_000, 2)).buffer(1_800))
    elif shape == "corner":
        land = land.difference(shapely.box(*rng.uniform(3_000, 7_000, 2), _SIDE, _SIDE))
    elif shape == "islands":
        land = shapely.union_all([land, shapely.box(11_000, 2_000, 14_000, 6_000)])
    xy = _places(draw, rng, land, shape == "islands")
    weight = _weights(draw, rng, len(xy))
    barriers = [
        shapely.LineString(rng.uniform(-2_000, 12_000, (2, 2))) for _ in range(draw(st.integers(0, 3)))
    ]
    if draw(st.booleans()):
        barriers.append(shapely.LineString([(-100, 4_000), (15_000, 6_000)]).buffer(150))
    places = len(np.unique(xy[weight > 0], axis=0))
    return {
        "xy": xy,
        "weight": weight,
        "land": land,
        "barriers": barriers,
        "cells": draw(st.integers(1, max(1, min(places, 25)))),
        "tolerance": draw(st.sampled_from([0.01, 0.05, 0.2])),
    }


def _places(draw: st.DrawFn, rng: np.random.Generator, land: shapely.Geometry, islands: bool) -> np.ndarray:
    count = draw(st.integers(2, 400))
    kind = draw(st.sampled_from(["even", "clusters", "rows", "line"]))
    xy = rng.uniform(5, _SIDE - 5, (3 * count, 2))
    if islands:
        xy[:, 0] *= 1.4
    if kind == "clusters":
        xy = rng.uniform(0, _SIDE, (3, 2))[rng.integers(0, 3, len(xy))] + rng.normal(0, 600, xy.shape)
    elif kind == "rows":
        xy = np.round(xy / 500) * 500
    elif kind == "line":
        xy[:, 1] = 1_234.5
    xy = np.round(xy, 1)
    return xy[shapely.contains_xy(land.buffer(-1), xy[:, 0], xy[:, 1])][:count]


def _weights(draw: st.DrawFn, rng: np.random.Generator, count: int) -> np.ndarray:
    weights = draw(st.sampled_from(["ones", "few", "tail", "empty"]))
    weight = np.ones(count, np.int64)
    if weights == "few":
        weight = rng.integers(1, 12, count)
    elif weights == "tail":
        weight = np.ceil(rng.pareto(1.2, count) + 0.01).clip(1, 2_000).astype(np.int64)
    elif weights == "empty" and count:
        weight = rng.integers(0, 3, count)
        weight[0] = 1
    return weight


@given(cities())
@settings(
    max_examples=_EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_the_hard_rules_hold(city: dict[str, Any]) -> None:
    xy, weight, land, cells = city["xy"], city["weight"], city["land"], city["cells"]
    if not len(xy):
        return
    design = design_cells(
        xy,
        weight,
        land,
        cells,
        tolerance=city["tolerance"],
        barriers=np.array(city["barriers"], dtype=object),
    )
    must_hold(design, xy, weight, land, cells)
    _straddle_little(design, xy)
    _name_what_is_off(design, weight, city["tolerance"])


def must_hold(design: Design, xy: np.ndarray, weight: np.ndarray, land: shapely.Geometry, cells: int) -> None:
    polygons = design.polygons
    assert len(polygons) == cells and set(design.labels.tolist()) == set(range(cells))
    assert shapely.is_valid(polygons).all() and shapely.coverage_is_valid(polygons)
    lost = shapely.area(shapely.symmetric_difference(shapely.coverage_union_all(polygons), land))
    assert lost < 1e-3 * land.length + 1
    assert shapely.dwithin(shapely.points(xy), polygons[design.labels], 0.2).all()
    spot = np.unique(xy, axis=0, return_inverse=True)[1].ravel()
    assert len(np.unique(np.column_stack([spot, design.labels]), axis=0)) == spot.max() + 1
    for cell in polygons:
        for piece in shapely.get_parts(land):
            common = shapely.get_parts(shapely.intersection(cell, piece))
            assert (shapely.area(common) > 1).sum() <= 1
    assert np.bincount(design.labels, weight).tolist() == design.figures.load.tolist()


def _straddle_little(design: Design, xy: np.ndarray) -> None:
    assert len(design.crossings) <= design.parts - 1
    joined = [(min(one.pair), max(one.pair)) for one in design.crossings]
    assert len(set(joined)) == len(joined) and all(0 <= side < len(xy) for pair in joined for side in pair)


def _name_what_is_off(design: Design, weight: np.ndarray, tolerance: float) -> None:
    load = np.bincount(design.labels, weight, len(design.targets))
    heaviest = np.zeros(len(load))
    np.maximum.at(heaviest, design.labels, weight)
    off = np.abs(load - design.targets) > tolerance * design.targets + heaviest
    assert set(np.flatnonzero(off).tolist()) <= set(design.beyond)
    assert (design.cells_that_would_do is None) == (not design.beyond)

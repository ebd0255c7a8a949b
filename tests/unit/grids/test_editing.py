"""Whatever is drawn over whatever city: cells go on tiling the land, and their figures are those of their polygons."""

import os

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridward.grids.bench.drafts import Draft
from gridward.grids.design import design_cells
from gridward.grids.design.barriers import Barriers
from gridward.grids.design.edit_barriers import hang_together, sides
from gridward.grids.design.land import Land
from gridward.grids.editing.schemas import (
    AreaIn,
    AreasIn,
    DrawIn,
    Edit,
    LineIn,
    MergeIn,
    MoveIn,
    PointIn,
    ReshapeIn,
    SplitIn,
)
from gridward.kernel.errors import Conflict, Invalid

_EXAMPLES = int(os.environ.get("GRIDWARD_EXAMPLES", "12"))
_SIDE = 6_000.0
_CITY = np.array([351_000.0, 3_455_000.0])
"""Where the frame of made cities has its middle."""


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Draft, np.random.Generator]:
    """A small city that is cut into a few cells, and chance for the edits."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    lake, island, even = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    return _draft(rng, lake, island, even, draw(st.integers(20, 200)), draw(st.integers(2, 9))), rng


def _draft(rng: np.random.Generator, lake: bool, island: bool, even: bool, places: int, cells: int) -> Draft:
    land = shapely.box(0, 0, _SIDE, _SIDE)
    if lake:
        land = land.difference(shapely.Point(2_500, 2_900).buffer(700))
    if island:
        land = shapely.union_all([land, shapely.box(_SIDE + 300, 500, _SIDE + 1_800, 4_000)])
    xy = rng.uniform(5, _SIDE + 1_700, (400, 2))
    if even:
        xy = np.round(xy / 200) * 200 + 1
    xy = xy[shapely.contains_xy(land.buffer(-1), *xy.T)][:places]
    weight = rng.integers(1, 12, len(xy))
    # Straight in metres is not straight in degrees: sides of kilometres would bend by decimetres at their new corners.
    area = shapely.transform(shapely.segmentize(land, 250), lambda one: one + _CITY)
    design = design_cells(xy + _CITY, weight, area, cells, tolerance=0.2)
    return Draft(xy + _CITY, weight, Land(area), design)


@given(drafts())
@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_edits_keep_every_promise(found: tuple[Draft, np.random.Generator]) -> None:
    draft, rng = found
    for _ in range(6):
        edit = _any_edit(draft, rng)
        before = draft.sheet, dict(draft.shapes)
        if (refusal := _refusal(draft, edit)) is None:
            _examine(draft)
        else:
            assert refusal != "plan.edit_broken"
            assert draft.sheet is before[0] and draft.shapes == before[1]


def _refusal(draft: Draft, edit: Edit) -> str | None:
    try:
        draft.edit(edit)
    except (Conflict, Invalid) as error:
        return error.code
    return None


def _examine(draft: Draft) -> None:
    quality, figures = draft.examined()
    assert quality.coverage_valid and quality.gap_share < 5e-6 and quality.overlap_share < 1e-9
    assert quality.cells_in_pieces == quality.points_outside_their_own_cell == quality.buildings_split == 0
    cells = draft.sheet.cells
    assert cells.load.tolist() == figures.load.tolist()
    assert cells.deviation.tolist() == figures.deviation.tolist()
    assert cells.polsby_popper == pytest.approx(figures.polsby_popper)
    assert cells.mean_distance_m == pytest.approx(figures.mean_distance_m)
    told = quality.as_json()
    del told["gap_share"]
    assert {key: draft.record[key] for key in told} == pytest.approx(told, rel=1e-6, abs=1e-5)


def _any_edit(draft: Draft, rng: np.random.Generator) -> Edit:
    cells, places = draft.sheet.cells, draft.sheet.places
    number = rng.choice(cells.numbers).item()
    near = int(rng.integers(0, len(places.id)))
    lonlat = places.lonlat[near] + rng.normal(0, 0.0005, 2)
    own = int(draft.sheet.cell_of_place[near])
    size = float(rng.uniform(0.0005, 0.015))
    match rng.choice(["move", "stroke", "merge", "parts", "line", "draw", "reshape", "shrink"]):
        case "move":
            return MoveIn(
                kind="move",
                to=_neighbour(draft, own, rng),
                stroke=_point(lonlat),
                radius_m=float(rng.uniform(50, 900)),
            )
        case "stroke":
            line = [
                tuple(lonlat),
                tuple(lonlat + rng.normal(0, 0.006, 2)),
                tuple(lonlat + rng.normal(0, 0.006, 2)),
            ]
            stroke = LineIn(type="LineString", coordinates=line)
            return MoveIn(kind="move", to=_neighbour(draft, own, rng), stroke=stroke, radius_m=200)
        case "merge":
            return MergeIn(
                kind="merge",
                cells=[number, _neighbour(draft, int(np.searchsorted(cells.numbers, number)), rng)],
            )
        case "parts":
            return SplitIn(kind="split", cell=number, parts=int(rng.integers(2, 4)))
        case "line":
            west, south, east, north = draft.shapes[own].bounds
            angle = rng.uniform(0, np.pi)
            way = np.array([np.cos(angle), np.sin(angle)]) * (east - west + north - south)
            line = [tuple(lonlat - way), tuple(lonlat + way)]
            return SplitIn(
                kind="split", cell=int(cells.numbers[own]), line=LineIn(type="LineString", coordinates=line)
            )
        case "draw":
            return DrawIn(kind="draw", area=_area(shapely.Point(lonlat).buffer(size, quad_segs=2)))
        case "reshape":
            area = draft.shapes[own].union(shapely.Point(lonlat).buffer(size, quad_segs=2))
            return ReshapeIn(kind="reshape", cell=int(cells.numbers[own]), area=_area(area))
        case _:
            other = _neighbour(draft, own, rng)
            area = draft.shapes[int(np.searchsorted(cells.numbers, other))]
            area = area.difference(shapely.Point(lonlat).buffer(size, quad_segs=2))
            return ReshapeIn(kind="reshape", cell=other, area=_area(area if area.area else draft.shapes[own]))


def test_what_a_cell_leaves_goes_to_the_nearest_neighbour() -> None:
    """But for a few that would lie apart from the rest of it."""
    nearest: list[bool] = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        draft = _draft(rng, seed % 2 == 0, seed % 3 == 0, seed % 5 == 0, 200, int(rng.integers(3, 9)))
        nearest += _went_to_the_nearest(draft, rng)
    assert len(nearest) > 200 and np.mean(nearest) > 0.97


def _went_to_the_nearest(draft: Draft, rng: np.random.Generator) -> list[bool]:
    """Of each place that its cell left, where the nearest border of a neighbour is seen over what was left."""
    own = int(rng.integers(len(draft.shapes)))
    shape = draft.shapes[own]
    west, south, east, north = shape.bounds
    kept = shapely.Point(rng.uniform(west, east), rng.uniform(south, north))
    area = shape.intersection(kept.buffer(rng.uniform(0.2, 0.9) * (east - west)))
    if area.geom_type != "Polygon" or area.is_empty:
        return []
    before = draft.sheet.cell_of_place.copy()
    projected = draft.sheet.city.projection.project_geometry
    shapes = projected(np.array([draft.shapes[cell] for cell in range(len(draft.shapes))]))
    if _refusal(draft, ReshapeIn(kind="reshape", cell=own + 1, area=_area(area))) is not None:
        return []
    _examine(draft)
    moved = np.flatnonzero(draft.sheet.cell_of_place != before)
    assert (before[moved] == own).all()
    left = shapes[own].difference(projected(np.array([area]))[0])
    beside = [cell for cell, one in enumerate(shapes) if cell != own and one.intersects(left)]
    found = []
    for place in moved.tolist():
        spot = shapely.Point(draft.sheet.places.xy[place])
        away = {cell: spot.distance(shapes[cell]) for cell in beside}
        near = min(beside, key=lambda cell: away[cell])
        if left.buffer(0.5).covers(shapely.shortest_line(spot, shapes[near])):
            found.append(away[int(draft.sheet.cell_of_place[place])] <= away[near] + _SIDE / 50)
    return found


def _neighbour(draft: Draft, own: int, rng: np.random.Generator) -> int:
    beside = [
        cell for cell, shape in draft.shapes.items() if cell != own and shape.intersects(draft.shapes[own])
    ]
    return int(draft.sheet.cells.numbers[rng.choice(beside) if beside else own])


def _point(lonlat: np.ndarray) -> PointIn:
    return PointIn(type="Point", coordinates=tuple(lonlat))


def _area(shape: shapely.Geometry) -> AreaIn | AreasIn:
    mapped = shapely.geometry.mapping(shape)
    return AreaIn(**mapped) if mapped["type"] == "Polygon" else AreasIn(**mapped)


def test_a_barrier_parts_places_and_cells() -> None:
    xy = np.array([[0, 0], [100, 0], [200, 0], [300, 0], [0, 900], [300, 900]], float)
    wall = Barriers(np.array([shapely.LineString([(150, -50), (150, 50)])], dtype=object))
    # Around its end one comes to the other side.
    assert len(set(sides(xy[:4], wall).tolist())) == 2 and len(set(sides(xy, wall).tolist())) == 1
    cell = np.array([1, 1, 2, 2])
    assert not hang_together(xy[:4], cell, wall) and hang_together(xy[:2], cell[:2], wall)
    assert hang_together(xy, np.array([1, 1, 2, 2, 1, 2]), wall)


def test_an_islet_goes_to_the_side_of_a_dividing_line_to_which_it_is_nearer() -> None:
    rng = np.random.default_rng(5)
    land = shapely.union_all([shapely.box(0, 0, 6_000, 2_000), shapely.box(6_300, 500, 7_000, 1_500)])
    xy = rng.uniform(10, (6_990, 1_990), (120, 2))
    xy = xy[shapely.contains_xy(land.buffer(-5), *xy.T)]
    weight = np.ones(len(xy), np.int64)
    area = shapely.transform(shapely.segmentize(land, 250), lambda one: one + _CITY)
    draft = Draft(xy + _CITY, weight, Land(area), design_cells(xy + _CITY, weight, area, 1, tolerance=0.2))
    for east_of in (2_000, 4_000):
        ends = np.array([(east_of, -100.0), (east_of, 2_100.0)]) + _CITY
        line = LineIn(
            type="LineString",
            coordinates=[tuple(end) for end in draft.sheet.city.projection.unproject(ends).tolist()],
        )
        found = draft.look(SplitIn(kind="split", cell=1, line=line))
        east = found.cell_of_place[xy[:, 0] > east_of]
        assert len(set(east.tolist())) == 1 and east[0] not in found.cell_of_place[xy[:, 0] < east_of]

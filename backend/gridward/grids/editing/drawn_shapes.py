"""What somebody drew over a plan, on the lattice of its cells."""

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.lattice import degrees, ticks
from gridward.grids.editing.problems import crossed, nothing_asked, outside
from gridward.grids.editing.schemas import AreaIn, AreasIn, LineIn, MoveIn, PointIn
from gridward.grids.editing.sheet import METRES_A_TICK, Sheet


def area_of(area: AreaIn | AreasIn) -> shapely.Geometry:
    """An area that was drawn. Raises `plan.edit_crossed`."""
    polygons = area.coordinates if isinstance(area, AreasIn) else [area.coordinates]
    parts = []
    for rings in polygons:
        border, *holes = [ticks(np.array(ring)) for ring in rings]
        parts.append(shapely.Polygon(border, holes))
    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not shape.is_valid or shape.area == 0:
        raise crossed()
    return shape


def line_of(line: LineIn | PointIn) -> shapely.Geometry:
    """A line, or a single point."""
    if isinstance(line, PointIn):
        return shapely.Point(ticks(np.array([line.coordinates]))[0])
    return shapely.LineString(ticks(np.array(line.coordinates)))


def painted(sheet: Sheet, edit: MoveIn) -> NDArray[np.bool_]:
    """The places (n,) that a stroke passes, that lie in an area, or that are named.

    Raises `plan.edit_nothing`, `plan.edit_outside` and `plan.edit_crossed`.
    """
    if edit.stroke is None and edit.area is None and not edit.places:
        raise nothing_asked()
    found = np.isin(sheet.places.id, edit.places)
    if edit.stroke is not None:
        found |= _along(sheet, line_of(edit.stroke), edit.radius_m)
    if edit.area is not None:
        shape = area_of(edit.area)
        cells_met(sheet, shape)
        shapely.prepare(shape)
        found |= np.asarray(shapely.intersects_xy(shape, *sheet.places.ticks.T))
    return found


def cells_met(sheet: Sheet, shape: shapely.Geometry) -> NDArray[np.int64]:
    """The cells whose boxes meet that of a shape. Raises `plan.edit_outside` where there is none."""
    box = degrees(np.array(shape.bounds).reshape(2, 2)).ravel()
    met = sheet.meeting(box)
    if not len(met):
        raise outside()
    return met


def _along(sheet: Sheet, stroke: shapely.Geometry, radius_m: float) -> NDArray[np.bool_]:
    west, south, east, north = stroke.bounds
    metres = METRES_A_TICK * np.array([np.cos(np.deg2rad((south + north) / 2e7)), 1.0])
    margin = radius_m / metres
    cells_met(sheet, shapely.box(west - margin[0], south - margin[1], east + margin[0], north + margin[1]))
    x, y = sheet.places.ticks.T
    inside = (
        (x >= west - margin[0])
        & (x <= east + margin[0])
        & (y >= south - margin[1])
        & (y <= north + margin[1])
    )
    near = np.flatnonzero(inside)
    line = shapely.transform(stroke, lambda xy: xy * metres)
    shapely.prepare(line)
    found = np.zeros(len(x), bool)
    found[near] = shapely.dwithin(line, shapely.points(sheet.places.ticks[near] * metres), radius_m)
    return found

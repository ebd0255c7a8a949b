"""Cells that somebody drew: what is wrong with them, and the cells that they become where it can be mended.

A drawn plan is taken apart into faces, the smallest areas between all lines that were drawn and the border of the land.
Where one cell lies over a face it is its own; where none does there is a gap, where several do an overlap. What is narrower
than a width goes to a neighbour, so that the cells tile the land; what is wider is for the person who drew it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.drawn_faces import Patch, faces_of, patches
from gridward.grids.design.land import Land

SLIVER_M = 1.0
"""What is narrower comes from drawing by hand and is mended without asking."""
_SPECK_M2 = 1.0


class Fault(StrEnum):
    """What can be wrong with a drawn plan."""

    GAP = "gap"
    """No cell lies there."""
    ISLET = "islet"
    """A piece of land without anybody on which no cell lies: it goes to the nearest."""
    OVERLAP = "overlap"
    """Several cells lie there."""
    CROSSED = "crossed"
    """The border of a cell crosses itself."""
    OUTSIDE = "outside"
    """A cell reaches beyond the land and is cut off there; an error where nothing is left of it."""
    IN_PARTS = "in_parts"
    """A cell falls apart on one piece of land."""
    NOBODY = "nobody"
    """A cell without customers."""
    PLACE_OUTSIDE = "place_outside"
    """Customers live where no land is."""


class Weight(StrEnum):
    """What a fault means for the plan."""

    ERROR = "error"
    """The plan cannot be stored."""
    MENDED = "mended"
    """It was mended."""
    NOTED = "noted"
    """It stays as it is."""


@dataclass(frozen=True)
class Finding:
    """One fault."""

    fault: Fault
    weight: Weight
    cells: tuple[int, ...]
    """Of which cells, in the order in which they were drawn."""
    xy: tuple[float, float]
    """A point in the midst of it, in metres."""
    area_m2: float = 0.0
    width_m: float = 0.0
    """Of the largest circle that fits into it."""
    persons: int = 0
    """Customers who live there."""


@dataclass(frozen=True)
class Examined:
    """What became of a drawn plan."""

    findings: tuple[Finding, ...]
    slivers: int
    """Gaps and overlaps that are narrower than `SLIVER_M` and were mended."""
    slivers_m2: float
    polygons: NDArray[np.object_] | None
    """Cells that tile the land, in metres, in the order in which they were drawn; None where there are errors."""
    labels: NDArray[np.int64] | None
    """The cell of each place."""


def examine(
    drawn: NDArray[np.object_],
    area: shapely.Geometry,
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    heal_m: float = SLIVER_M,
) -> Examined:
    """Examine drawn cells (k,) against the land and the places (n, 2) with their customers, and mend what is narrow.

    All in metres. Gaps and overlaps up to `heal_m` wide are mended.
    """
    heal_m = max(heal_m, SLIVER_M)
    land = Land(area)
    shapes, findings = _uncrossed(drawn, heal_m)
    findings += _outside(shapes, land, heal_m)
    faces = faces_of(shapes, land)
    found = patches(faces, land, xy, weight)
    narrow = [patch for patch in found if patch.is_narrower(SLIVER_M)]
    findings += [_patch_finding(patch, heal_m) for patch in found if not patch.is_narrower(SLIVER_M)]
    if any(one.weight is Weight.ERROR for one in findings):
        return _result(findings, narrow, None, None)
    polygons = faces.healed(len(drawn))
    labels = _cells_of_places(polygons, xy)
    lost = np.flatnonzero(labels < 0)
    if len(lost):
        # One for all of them: they are wrong in the gazetteer or in the city's border, not in the drawing.
        place = lost[np.argmax(weight[lost])]
        where = (float(xy[place, 0]), float(xy[place, 1]))
        findings.append(
            Finding(Fault.PLACE_OUTSIDE, Weight.ERROR, (), where, persons=int(weight[lost].sum()))
        )
        return _result(findings, narrow, None, None)
    findings += _as_they_are(polygons, labels, weight, land)
    return _result(findings, narrow, polygons, labels)


def _result(
    findings: Sequence[Finding],
    slivers: Sequence[Patch],
    polygons: NDArray[np.object_] | None,
    labels: NDArray[np.int64] | None,
) -> Examined:
    order = list(Weight)
    in_order = sorted(
        findings, key=lambda one: (order.index(one.weight), -one.persons, -one.area_m2, one.cells)
    )
    return Examined(
        tuple(in_order), len(slivers), float(sum(one.shape.area for one in slivers)), polygons, labels
    )


def _uncrossed(drawn: NDArray[np.object_], heal_m: float) -> tuple[NDArray[np.object_], list[Finding]]:
    """The cells with valid shapes. A loop that is narrower than `heal_m` goes; larger ones are an error."""
    shapes = drawn.copy()
    findings = []
    for cell in np.flatnonzero(~shapely.is_valid(drawn)):
        parts = [part for part in shapely.get_parts(shapely.make_valid(drawn[cell])) if part.area > 0]
        wide = [part for part in parts if not part.buffer(-heal_m / 2).is_empty]
        mended = len(wide) == shapely.get_num_geometries(drawn[cell])
        shapes[cell] = shapely.union_all(wide if mended else parts)
        findings.append(
            Finding(
                Fault.CROSSED,
                Weight.MENDED if mended else Weight.ERROR,
                (int(cell),),
                _crossing_of(drawn[cell]),
            )
        )
    return shapes, findings


def _crossing_of(shape: shapely.Geometry) -> tuple[float, float]:
    """Where a border meets itself, as the check of its validity tells it."""
    reason = shapely.is_valid_reason(shape)
    numbers = reason[reason.rfind("[") + 1 : -1].split() if reason.endswith("]") else []
    if len(numbers) >= 2:
        return float(numbers[0]), float(numbers[1])
    middle = shapely.get_coordinates(shape)[0]
    return float(middle[0]), float(middle[1])


def _outside(shapes: NDArray[np.object_], land: Land, heal_m: float) -> list[Finding]:
    beyond = shapely.difference(shapes, land.area)
    left = shapely.area(shapes) - shapely.area(beyond)
    reaches = ~shapely.is_empty(shapely.buffer(beyond, -heal_m / 2))
    findings = []
    for cell in np.flatnonzero(reaches | (left < _SPECK_M2)):
        nothing = left[cell] < _SPECK_M2
        where = shapely.point_on_surface(shapes[cell] if nothing else beyond[cell])
        findings.append(
            Finding(
                Fault.OUTSIDE,
                Weight.ERROR if nothing else Weight.MENDED,
                (int(cell),),
                _position(where),
                area_m2=float(beyond[cell].area),
            )
        )
    return findings


def _patch_finding(patch: Patch, heal_m: float) -> Finding:
    if patch.is_islet and patch.persons == 0:
        fault, mended = Fault.ISLET, True
    else:
        fault = Fault.OVERLAP if patch.cells else Fault.GAP
        mended = patch.is_narrower(heal_m)
    circle = shapely.maximum_inscribed_circle(patch.shape, tolerance=0.1)
    middle = shapely.get_point(circle, 0)
    return Finding(
        fault,
        Weight.MENDED if mended else Weight.ERROR,
        patch.cells,
        _position(middle),
        area_m2=float(patch.shape.area),
        width_m=2 * float(circle.length),
        persons=patch.persons,
    )


def _cells_of_places(polygons: NDArray[np.object_], xy: NDArray[np.float64]) -> NDArray[np.int64]:
    """The cell in which each place lies, within a metre; -1 where it lies in none."""
    tree = shapely.STRtree(polygons)
    labels = np.full(len(xy), -1, np.int64)
    points = shapely.points(xy)
    place, cell = tree.query(points, predicate="intersects")
    labels[place[::-1]] = cell[::-1]
    rest = np.flatnonzero(labels < 0)
    place, cell = tree.query_nearest(points[rest], max_distance=SLIVER_M, all_matches=False)
    labels[rest[place]] = cell
    return labels


def _as_they_are(
    polygons: NDArray[np.object_], labels: NDArray[np.int64], weight: NDArray[np.int64], land: Land
) -> list[Finding]:
    """What a person may have wanted so: cells in parts, cells without anybody."""
    load = np.bincount(labels, weight, len(polygons))
    findings = [
        Finding(Fault.NOBODY, Weight.NOTED, (int(cell),), _position(shapely.point_on_surface(polygons[cell])))
        for cell in np.flatnonzero(load == 0)
    ]
    part, cell = shapely.get_parts(polygons, return_index=True)
    big = shapely.area(part) > _SPECK_M2
    part, cell = part[big], cell[big]
    piece = land.piece_of(shapely.get_coordinates(shapely.point_on_surface(part)))
    pairs, first, times = np.unique(
        np.column_stack([cell, piece]), axis=0, return_index=True, return_counts=True
    )
    for index in np.flatnonzero(times > 1):
        where = _position(shapely.point_on_surface(part[first[index]]))
        findings.append(Finding(Fault.IN_PARTS, Weight.NOTED, (int(pairs[index, 0]),), where))
    return findings


def _position(point: shapely.Geometry) -> tuple[float, float]:
    return float(point.x), float(point.y)

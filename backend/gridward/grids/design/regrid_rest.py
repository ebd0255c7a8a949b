"""What is left of a city whose other cells stay as they are: it is cut again as if it were a city of its own."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design import errors
from gridward.grids.design.land import Land
from gridward.grids.design.locking import with_common_corners
from gridward.grids.design.regrid_change import Change

_SNAP_M = 0.2
_NEAR_M = 1.0
_CRUMB_M2 = 1.0
_DRIFT_M = 0.02
"""Cells are stored to the centimetre: so wide may a strip between them and the city's border be."""


@dataclass(frozen=True)
class Rest:
    """A city without its locked cells. Places and cells are numbered anew; in both countings new cells come last."""

    free: NDArray[np.bool_]
    """(n,): which of the city's places it has."""
    xy: NDArray[np.float64]
    area: shapely.Geometry
    labels: NDArray[np.int64]
    """The cell of each of its places, -1 for new ones."""
    polygons: NDArray[np.object_]
    """Of its cells."""
    change: Change
    cells: NDArray[np.int64]
    """The city's number of each of its cells."""
    locked: NDArray[np.int64]
    """The city's numbers of the locked cells,"""
    kept: NDArray[np.object_]
    """their polygons,"""
    kept_labels: NDArray[np.int64]
    """and for each place of the city the locked cell in which it is; -1 for all others."""
    crumbs: NDArray[np.object_]
    """Land between locked cells on which nobody lives: it is not cut."""
    pieces: NDArray[np.object_]
    """The pieces of the city's land."""

    @classmethod
    def of(
        cls,
        area: shapely.Geometry,
        xy: NDArray[np.float64],
        labels: NDArray[np.int64],
        polygons: NDArray[np.object_],
        change: Change,
        locked: tuple[int, ...],
    ) -> "Rest":
        """Without the cells `locked` of `polygons` (k,), which tile `area`; all in metres.

        A place belongs to the locked cell in which it lies, whether it is new or not. Raises `grid.land_changed`.
        """
        stays = np.zeros(len(polygons), bool)
        stays[list(locked)] = True
        cells = np.flatnonzero(~stays)
        number = np.cumsum(~stays) - 1
        inside, rest = np.full(len(xy), -1, np.int64), area
        crumbs = pieces = np.array([], dtype=object)
        if locked:
            land = Land(area)
            _refuse_other_land(land.area, polygons)
            pieces = land.pieces
            inside = _locked_cell(xy, labels, polygons, stays)
            rest, crumbs = _inhabited(shapely.coverage_union_all(polygons[cells]), xy[inside < 0])
        free = inside < 0
        known = free & (labels >= 0)
        known[known] = ~stays[labels[known]]
        own = np.full(len(xy), -1, np.int64)
        own[known] = number[labels[known]]
        return cls(
            free,
            xy[free],
            rest,
            own[free],
            polygons[cells],
            replace(
                change,
                vanished=tuple(number[list(change.vanished)].tolist()),
                closed=tuple(number[list(change.closed)].tolist()),
                released=tuple(number[list(change.released)].tolist()),
            ),
            cells,
            np.flatnonzero(stays),
            polygons[stays],
            inside,
            crumbs,
            pieces,
        )

    def numbers(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """The city's numbers of some of its cells, new ones too."""
        count = len(self.cells)
        fresh = cells >= count
        found = np.where(fresh, cells + len(self.locked), 0)
        found[~fresh] = self.cells[cells[~fresh]]
        return np.asarray(found, np.int64)

    def whole(
        self, labels: NDArray[np.int64], cells: NDArray[np.int64], polygons: NDArray[np.object_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.object_]]:
        """The city's labels, numbers of cells and polygons, of those that its rest has now."""
        if not len(self.locked):
            return labels, cells, polygons
        all_labels = self.kept_labels.copy()
        all_labels[self.free] = self.numbers(labels)
        numbers = np.concatenate([self.locked, self.numbers(cells)])
        shapes = with_common_corners(self._with_crumbs(np.concatenate([self.kept, polygons])))
        order = np.argsort(numbers)
        return all_labels, numbers[order], shapes[order]

    def _with_crumbs(self, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
        """Crumbs go to the nearest cell that is cut and has nothing else on their piece of land, or to a locked one."""
        held = len(self.locked)
        for crumb in self.crumbs:
            piece = self.pieces[np.argmin(shapely.distance(self.pieces, shapely.point_on_surface(crumb)))]
            there = shapely.area(shapely.intersection(polygons, piece)) > _CRUMB_M2
            away = np.where(there, np.inf, shapely.distance(polygons, crumb))[held:]
            common = shapely.length(shapely.intersection(shapely.boundary(self.kept), crumb.boundary))
            to = held + int(np.argmin(away)) if np.isfinite(away).any() else int(np.argmax(common))
            polygons[to] = shapely.union_all([polygons[to], crumb])
        return polygons


def _inhabited(
    rest: shapely.Geometry, xy: NDArray[np.float64]
) -> tuple[shapely.Geometry, NDArray[np.object_]]:
    """What hangs together with places (n, 2), and the parts where there is none."""
    parts = shapely.get_parts(rest)
    near = shapely.STRtree(parts).query(shapely.points(xy), predicate="dwithin", distance=_NEAR_M)[1]
    lived = np.isin(np.arange(len(parts)), near)
    return shapely.MultiPolygon(parts[lived].tolist()), parts[~lived]


def _refuse_other_land(land: shapely.Geometry, polygons: NDArray[np.object_]) -> None:
    differs = land.symmetric_difference(shapely.coverage_union_all(polygons)).area
    if differs > 1 + _DRIFT_M * land.length:
        raise errors.land_changed(differs)


def _locked_cell(
    xy: NDArray[np.float64],
    labels: NDArray[np.int64],
    polygons: NDArray[np.object_],
    stays: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """The locked cell in which each place lies, -1 for all others. On a border it is the cell that the place had."""
    place, cell = shapely.STRtree(polygons).query(shapely.points(xy), predicate="dwithin", distance=_SNAP_M)
    within = shapely.intersects_xy(polygons[cell], xy[place, 0], xy[place, 1])
    order = np.lexsort((-cell, within, labels[place] == cell))
    found = np.full(len(xy), -1, np.int64)
    found[place[order]] = cell[order]
    found[(found >= 0) & ~stays[found]] = -1
    return found

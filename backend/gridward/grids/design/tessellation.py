"""Who borders whom: the Voronoi regions of the atoms, clipped to the land.

Two atoms are neighbours when the ridge between their regions runs over land that each of them reaches inside its own
region: graph contiguity is then contiguity of polygons, across bays and around lakes too. Circumcentres are rounded to the
millimetre, so that regions that meet in one point do so exactly, however many atoms lie on a circle or a lattice.
"""

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Delaunay

from gridward.grids.design.barriers import Barriers
from gridward.grids.design.land import Land

_FAR = 4.0
"""Helping points this many city widths away close the regions at the border."""
_ROUND = 3
_TOUCH_M = 0.01


@dataclass(frozen=True)
class Tessellation:
    """Ridges between atoms, and the neighbours that they make."""

    xy: NDArray[np.float64]
    piece: NDArray[np.int64]
    """The piece of land of each atom."""
    pairs: NDArray[np.int64]
    """(r, 2): the two atoms of each ridge."""
    ends: NDArray[np.float64]
    """(r, 2, 2): the two ends of each ridge."""
    on_land: NDArray[np.bool_]
    """Whether a ridge meets the land at all."""
    start: NDArray[np.int64]
    neighbour: NDArray[np.int64]
    border: NDArray[np.float64]
    """Neighbours in compressed rows: those of atom i stand at start[i] : start[i + 1], with the length of border on land."""
    crossing: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, 2), np.int64))
    """(c, 2): atoms that are no neighbours only because a barrier lies between them."""

    @property
    def sources(self) -> NDArray[np.int64]:
        """The atom whose neighbour stands at each place of `neighbour`."""
        return np.repeat(np.arange(len(self.xy)), np.diff(self.start))


def tessellate(
    xy: NDArray[np.float64], piece: NDArray[np.int64], land: Land, barriers: Barriers | None = None
) -> Tessellation:
    """The tessellation of atoms (n, 2) in metres, on the pieces of land where they lie.

    Atoms with a barrier between them are no neighbours, whatever border their regions have.
    """
    pairs, ends, corners = _voronoi_ridges(xy, land)
    length = np.hypot(*(ends[:, 0] - ends[:, 1]).T)
    around = np.concatenate([ends, xy[pairs]], axis=1)
    # Far from every border a ridge is on the land on which its atoms are; exact geometry is for the others.
    near = np.flatnonzero(~land.inland(around.min(axis=1), around.max(axis=1)))
    ridges = shapely.linestrings(ends[near])
    line, touched = land.pieces_touched(ridges)
    on_land, joined = np.ones(len(pairs), bool), np.ones(len(pairs), bool)
    on_land[near] = joined[near] = False
    on_land[near[line]] = True
    sides = piece[pairs[near]]
    same = (sides[line] == touched[:, None]).all(axis=1)
    joined[near[line[same]]] = True
    at_border = joined[near]
    near, ridges = near[at_border], ridges[at_border]
    hidden = ~_in_sight(xy, pairs[near], ends[near], ridges, land)
    broken = near[hidden]
    if len(broken):
        length[broken] = _shared_land(xy, pairs[broken], ridges[hidden], corners, land)
    joined &= length > 0
    crossing = np.empty(0, np.int64)
    if barriers is not None:
        met = np.flatnonzero(joined)
        crossing = met[barriers.between(xy[pairs[met]])]
        joined[crossing] = False
    both = np.concatenate([pairs[joined], pairs[joined][:, ::-1]])
    order = np.lexsort((both[:, 1], both[:, 0]))
    start = np.concatenate([[0], np.cumsum(np.bincount(both[:, 0], minlength=len(xy)))])
    border = np.concatenate([length[joined]] * 2)[order]
    return Tessellation(xy, piece, pairs, ends, on_land, start, both[order, 1], border, pairs[crossing])


def _in_sight(
    xy: NDArray[np.float64],
    pairs: NDArray[np.int64],
    ends: NDArray[np.float64],
    ridges: NDArray[np.object_],
    land: Land,
) -> NDArray[np.bool_]:
    """Whether a ridge (r,) is all on land and each of its atoms sees its middle over land: so it is nearly everywhere."""
    middle = ends.mean(axis=1)
    seen = land.covers(ridges)
    for side in (0, 1):
        seen &= land.covers(shapely.linestrings(np.stack([xy[pairs[:, side]], middle], axis=1)))
    return seen


def _shared_land(
    xy: NDArray[np.float64],
    pairs: NDArray[np.int64],
    ridges: NDArray[np.object_],
    corners: "_Corners",
    land: Land,
) -> NDArray[np.float64]:
    """The length (r,) of each ridge that lies on land which both of its atoms reach inside their own regions."""
    parts, ridge = shapely.get_parts(shapely.intersection(land.area, ridges), return_index=True)
    # What only touches the land in a point is no border.
    lines = shapely.get_dimensions(parts) == 1
    parts, ridge = parts[lines], ridge[lines]
    middle = shapely.get_coordinates(shapely.line_interpolate_point(parts, 0.5, normalized=True))
    reached = np.ones(len(parts), bool)
    regions: dict[int, shapely.Geometry] = {}
    for side in (0, 1):
        atom = pairs[ridge, side]
        # Regions are convex: what an atom sees over land, it reaches. Only for the rest its region is looked at.
        sight = shapely.linestrings(np.stack([xy[atom], middle], axis=1))
        for part in np.flatnonzero(~land.covers(sight)).tolist():
            here = int(atom[part])
            if here not in regions:
                regions[here] = _home(xy[here], corners.of(here), land)
            reached[part] &= shapely.dwithin(regions[here], shapely.Point(middle[part]), _TOUCH_M)
    shared = np.zeros(len(ridges))
    np.add.at(shared, ridge[reached], shapely.length(parts[reached]))
    return shared


def _home(atom: NDArray[np.float64], corners: NDArray[np.float64], land: Land) -> shapely.Geometry:
    """The part of an atom's region on land in which the atom itself lies."""
    parts = shapely.get_parts(
        shapely.intersection(land.area, shapely.convex_hull(shapely.multipoints(corners)))
    )
    return parts[int(np.argmin(shapely.distance(parts, shapely.Point(atom))))]


class _Corners:
    """The corners of every atom's region: the centres of the circles through the triangles around it."""

    def __init__(self, triangles: NDArray[np.int64], centres: NDArray[np.float64], atoms: int) -> None:
        self._centres = centres
        flat = triangles.ravel()
        self._order = np.argsort(flat, kind="stable")
        self._start = np.searchsorted(flat[self._order], np.arange(atoms + 1))

    def of(self, atom: int) -> NDArray[np.float64]:
        """The corners (c, 2) of one region, in no order."""
        around = self._centres[self._order[self._start[atom] : self._start[atom + 1]] // 3]
        return around[np.isfinite(around).all(axis=1)]


def _voronoi_ridges(
    xy: NDArray[np.float64], land: Land
) -> tuple[NDArray[np.int64], NDArray[np.float64], _Corners]:
    """Pairs of atoms (r, 2), the ends (r, 2, 2) of the ridge between each, and the corners of the regions."""
    bounds = np.array(land.area.bounds)
    low, high = np.minimum(xy.min(axis=0), bounds[:2]), np.maximum(xy.max(axis=0), bounds[2:])
    angle = np.arange(8) * np.pi / 4 + 0.1
    far = (low + high) / 2 + _FAR * (high - low).max() * np.column_stack([np.cos(angle), np.sin(angle)])
    # Computed near the origin: of coordinates in the millions the circumcentres would lose their millimetres.
    origin = np.round((low + high) / 2)
    points = np.concatenate([xy, far]) - origin
    triangles = Delaunay(points)
    corners = np.asarray(triangles.simplices)
    centres = np.round(_circumcentres(points[corners]) + origin, _ROUND)
    here = np.repeat(np.arange(len(corners)), 3)
    there = np.asarray(triangles.neighbors).ravel()
    opposite = np.tile([0, 1, 2], len(corners))
    once = there > here
    here, there, opposite = here[once], there[once], opposite[once]
    pairs = np.column_stack([corners[here, (opposite + 1) % 3], corners[here, (opposite + 2) % 3]])
    ends = np.stack([centres[here], centres[there]], axis=1)
    real = (
        (pairs < len(xy)).all(axis=1)
        & np.isfinite(ends).all(axis=(1, 2))
        & (ends[:, 0] != ends[:, 1]).any(axis=1)
    )
    return pairs[real].astype(np.int64), ends[real], _Corners(corners, centres, len(xy))


def _circumcentres(triangle: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centres (t, 2) of the circles through triangles (t, 3, 2), relative to the first corner for accuracy."""
    base = triangle[:, 0]
    b, c = triangle[:, 1] - base, triangle[:, 2] - base
    area = 2 * (b[:, 0] * c[:, 1] - b[:, 1] * c[:, 0])
    b2, c2 = (b**2).sum(axis=1), (c**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        east = (c[:, 1] * b2 - b[:, 1] * c2) / area
        north = (b[:, 0] * c2 - c[:, 0] * b2) / area
    return np.column_stack([east, north]) + base

"""From labelled atoms to exact polygons that tile the land.

All lines (ridges between different cells, the land's border) are noded together once and polygonised, so neighbouring cells
share their borders vertex by vertex and the result is a valid coverage by construction.
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from gridward.grids.design.land import Land
from gridward.grids.design.tessellation import Tessellation

_ROUNDS = 50
_GRID_M = 1e-3


def cell_polygons(
    tessellation: Tessellation, labels: NDArray[np.int64], cells: int, land: Land
) -> NDArray[np.object_]:
    """The polygons (cells,) in metres; a cell with atoms on several pieces of land is a multi-polygon."""
    polygons = _dissolved(_faces(tessellation, labels, land), tessellation, labels, cells, land)
    if not shapely.coverage_is_valid(polygons):
        # Ridges of a few millimetres may cross once their ends are rounded.
        faces = _faces(tessellation, labels, land, all_noded=True)
        polygons = _dissolved(faces, tessellation, labels, cells, land)
    return polygons


def _dissolved(
    faces: NDArray[np.object_],
    tessellation: Tessellation,
    labels: NDArray[np.int64],
    cells: int,
    land: Land,
) -> NDArray[np.object_]:
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    atom = cKDTree(tessellation.xy).query(inner)[1]
    label = labels[atom]
    piece = land.piece_of(inner)
    label = _join_crumbs(faces, label, piece, _has_atom(faces, tessellation.xy, labels, label))
    order = np.argsort(label, kind="stable")
    groups = np.split(faces[order], np.searchsorted(label[order], np.arange(1, cells)))
    return np.array([_merged(group) for group in groups], dtype=object)


def _faces(
    tessellation: Tessellation, labels: NDArray[np.int64], land: Land, *, all_noded: bool = False
) -> NDArray[np.object_]:
    between = (labels[tessellation.pairs[:, 0]] != labels[tessellation.pairs[:, 1]]) & tessellation.on_land
    ends = tessellation.ends[between]
    lines = shapely.linestrings(ends)
    # Inland, ridges meet in their ends only, and exactly; noding is for those near the border.
    free = land.inland(ends.min(axis=1), ends.max(axis=1)) & (not all_noded)
    border = shapely.union_all(np.append(lines[~free], land.area.boundary), grid_size=_GRID_M)
    noded = shapely.geometrycollections(np.append(lines[free], border))
    faces = shapely.get_parts(shapely.polygonize([noded]))
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    return np.asarray(faces[land.contains(inner)], dtype=object)


def _has_atom(
    faces: NDArray[np.object_], xy: NDArray[np.float64], labels: NDArray[np.int64], label: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether an atom of the face's own cell lies in it."""
    found = np.asarray(np.bincount(label, minlength=labels.max() + 1)[label] == 1)
    # The only face of a cell has its atoms; where there are several, it is looked which.
    several = np.flatnonzero(~np.isin(labels, label[found]))
    atom, face = shapely.STRtree(faces).query(shapely.points(xy[several]), predicate="intersects")
    found[face[labels[several[atom]] == label[face]]] = True
    return found


def _join_crumbs(
    faces: NDArray[np.object_],
    label: NDArray[np.int64],
    piece: NDArray[np.int64],
    inhabited: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Give faces without atoms that lie apart from their cell to the cell with which they share the longest border.

    A region may cross a bay or end on an islet; what is on the other side belongs to those who live around it. An islet
    without anybody goes, whole, to the cell that has most of it.
    """
    label = label.copy()
    left, right, length = shared_borders(faces)
    area = shapely.area(faces)
    for _ in range(_ROUNDS):
        apart = _apart(len(faces), left, right, label, piece, inhabited, area)
        edge = (apart[left] ^ apart[right]) & (label[left] != label[right])
        if not edge.any():
            break
        crumb = np.where(apart[left], left, right)[edge]
        other = np.where(apart[left], right, left)[edge]
        order = np.lexsort((other, -length[edge], crumb))
        first = np.append(True, crumb[order][1:] != crumb[order][:-1])
        label[crumb[order][first]] = label[other[order][first]]
    return label


def _apart(
    count: int,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    label: NDArray[np.int64],
    piece: NDArray[np.int64],
    inhabited: NDArray[np.bool_],
    area: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Faces in a part of their cell that is not its main part on that piece of land; inhabited parts come first."""
    same = label[left] == label[right]
    links = csr_matrix((np.ones(same.sum(), np.int8), (left[same], right[same])), shape=(count, count))
    parts, part = connected_components(links, directed=False)
    worth = np.bincount(part, area + 1e12 * inhabited, parts)
    home = np.empty(parts, np.int64)
    home[part] = label * (piece.max() + 2) + piece
    order = np.lexsort((worth, home))
    main = np.zeros(parts, bool)
    main[order[np.append(home[order][1:] != home[order][:-1], True)]] = True
    return np.asarray(~main[part])


def shared_borders(
    faces: NDArray[np.object_],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of faces with a common border, and its length."""
    left, right = shapely.STRtree(faces).query(faces, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    length = shapely.length(
        shapely.intersection(shapely.boundary(faces[left]), shapely.boundary(faces[right]))
    )
    real = length > 0
    return left[real], right[real], length[real]


def _merged(faces: NDArray[np.object_]) -> shapely.Geometry:
    if len(faces) == 1:
        return faces[0]
    return shapely.coverage_union_all(faces) if len(faces) else shapely.MultiPolygon()

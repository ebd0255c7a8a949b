"""Some cells of a plan cut anew, while all others stay: what every edit by hand comes down to.

The cells that are touched are taken apart into faces along new lines, each face goes to a cell, and the cells are put
together again. Cells beside them get the new corners in the common borders, and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gridward.grids.design import edit_errors
from gridward.grids.design.lattice import faces_between, outer_edges
from gridward.grids.design.polygons import shared_borders

_ROUNDS = 50
_SNAP_TICKS = 5.0
_SNAP_M = 0.2
"""Rounding may put a place so far outside its cell."""


@dataclass(frozen=True)
class Around:
    """The part of a plan that an edit sees: cells that it may change, and all that border on them. Ticks of the lattice."""

    shapes: NDArray[np.object_]
    """(k,)"""
    numbers: tuple[int, ...]
    """Of the cells, for what is told to people; those that new cells would get follow."""
    xy: NDArray[np.float64]
    """(n, 2): the places in these cells."""
    label: NDArray[np.int64]
    """(n,): the cell of each place, from 0."""
    weight: NDArray[np.int64]
    """(n,): what each place weighs in a balance."""
    metres: NDArray[np.float64]
    """(2,): how long a tick is, east and north."""
    piece_of: Callable[[NDArray[np.float64]], NDArray[np.int64]]
    """The piece of the city's land on which positions (m, 2) lie."""


@dataclass(frozen=True)
class Recut:
    """What became of it."""

    shapes: NDArray[np.object_]
    """(k and new ones,); empty where a cell is gone."""
    label: NDArray[np.int64]
    """(n,)"""
    reshaped: NDArray[np.int64]
    """The cells whose shape is another one, new and gone ones as well."""


@dataclass(frozen=True)
class Faces:
    """The faces of the cells that are touched."""

    shapes: NDArray[np.object_]
    inner: NDArray[np.float64]
    """(f, 2): a point inside each."""
    cell: NDArray[np.int64]
    """(f,): the cell of which each was a part."""
    piece: NDArray[np.int64]
    """(f,): the piece of land on which each lies."""
    place: NDArray[np.int64]
    """(p,): the places in the cells that are touched ..."""
    of_place: NDArray[np.int64]
    """(p,): ... and the face in which each of them lies."""
    beside: dict[int, NDArray[np.object_]]
    """The faces of each other cell."""


class Give(Protocol):
    """Says to which cell each face goes."""

    def __call__(self, faces: Faces) -> NDArray[np.int64]: ...


def recut(
    around: Around,
    touched: NDArray[np.int64],
    lines: Sequence[shapely.Geometry],
    give: Give,
    label: NDArray[np.int64] | None = None,
) -> Recut:
    """Cut the cells `touched` anew along lines; `label` (n,) are the cells of places where they are known beforehand.

    Raises `plan.edit_in_pieces` and `plan.edit_broken`.
    """
    faces = _taken_apart(around, touched, lines)
    given = give(faces)
    wanted = around.label.copy() if label is None else label
    if label is None:
        wanted[faces.place] = given[faces.of_place]
    inhabited = np.zeros(len(given), bool)
    inhabited[faces.of_place[given[faces.of_place] == wanted[faces.place]]] = True
    given = _in_one_piece(around, faces, given, inhabited)
    if label is None:
        wanted[faces.place] = given[faces.of_place]
    result = _put_together(around, touched, faces, given, wanted)
    _examine(around, result)
    return result


def _taken_apart(around: Around, touched: NDArray[np.int64], lines: Sequence[shapely.Geometry]) -> Faces:
    borders = shapely.boundary(around.shapes)
    ground = shapely.coverage_union_all(around.shapes[touched])
    # A line that ends or bends beside a corner is meant to do so in it.
    drawn = shapely.snap(np.array(lines, dtype=object), shapely.union_all(borders[touched]), _SNAP_TICKS)
    # Those beside are noded with them: they get the same corners in the common borders.
    faces = faces_between(np.append(borders, shapely.intersection(drawn, ground)))
    inside = shapely.point_on_surface(faces)
    face, owner = shapely.STRtree(around.shapes).query(inside, predicate="intersects")
    own, first = np.unique(face, return_index=True)
    cell = owner[first]
    here = np.isin(cell, touched)
    inner = shapely.get_coordinates(inside[own[here]])
    place = np.flatnonzero(np.isin(around.label, touched))
    return Faces(
        faces[own[here]],
        inner,
        cell[here],
        around.piece_of(inner),
        place,
        _faces_of_places(around, faces[own[here]], cell[here], place),
        {one: faces[own[cell == one]] for one in np.setdiff1d(cell, touched).tolist()},
    )


def _faces_of_places(
    around: Around, faces: NDArray[np.object_], cell: NDArray[np.int64], place: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The face of each place, one of its own cell where it lies between several or, by rounding, in none of them."""
    found = np.full(len(place), -1, np.int64)
    for owner in np.unique(around.label[place]).tolist():
        mine = np.flatnonzero(around.label[place] == owner)
        own = np.flatnonzero(cell == owner)
        points = shapely.points(around.xy[place[mine]])
        at, near = shapely.STRtree(faces[own]).query_nearest(points, all_matches=False)
        found[mine[at]] = own[near]
    return found


def _in_one_piece(
    around: Around, faces: Faces, label: NDArray[np.int64], inhabited: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Give parts of cells that lie apart and in which nobody lives to the neighbour with the longest border.

    Raises `plan.edit_in_pieces` where somebody lives in them.
    """
    label = label.copy()
    left, right, length = shared_borders(faces.shapes)
    area = shapely.area(faces.shapes)
    for _ in range(_ROUNDS):
        part = _parts(len(label), left, right, label)
        crumb = _crumbs(part, label, faces.piece, inhabited, area)
        edge = (crumb[left] | crumb[right]) & (label[left] != label[right])
        if not edge.any():
            break
        given: dict[int, dict[int, float]] = {}
        for one, other, border in zip(left[edge], right[edge], length[edge], strict=True):
            for here, there in ((one, other), (other, one)):
                if crumb[here]:
                    by_cell = given.setdefault(int(part[here]), {})
                    by_cell[int(label[there])] = by_cell.get(int(label[there]), 0.0) + float(border)
        # One at a time where crumbs border on each other: the next round sees who is whose.
        number, by_cell = max(given.items(), key=lambda item: (max(item[1].values()), -item[0]))
        label[part == number] = max(sorted(by_cell), key=lambda cell: by_cell[cell])
    _require_one_piece(around, faces, label, _parts(len(label), left, right, label))
    return label


def _parts(
    count: int, left: NDArray[np.int64], right: NDArray[np.int64], label: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The connected part of its cell to which each face belongs."""
    same = label[left] == label[right]
    links = csr_matrix((np.ones(int(same.sum()), np.int8), (left[same], right[same])), shape=(count, count))
    return np.asarray(connected_components(links, directed=False)[1], np.int64)


def _crumbs(
    part: NDArray[np.int64],
    label: NDArray[np.int64],
    piece: NDArray[np.int64],
    inhabited: NDArray[np.bool_],
    area: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Faces in parts without anybody beside another part of their cell on the same land; the largest of empty ones stays."""
    people = np.bincount(part, inhabited) > 0
    size = np.bincount(part, area)
    order = np.lexsort((-size[part], ~people[part], piece, label))
    first = np.ones(len(label), bool)
    first[1:] = (np.diff(label[order]) != 0) | (np.diff(piece[order]) != 0)
    main = np.zeros(len(size), bool)
    main[part[order[first]]] = True
    return np.asarray(~main[part] & ~people[part])


def _require_one_piece(
    around: Around, faces: Faces, label: NDArray[np.int64], part: NDArray[np.int64]
) -> None:
    """A cell that was drawn in parts may stay so: none gets more parts on a piece of land than it had."""
    homes = np.unique(np.column_stack([label, faces.piece, part]), axis=0)[:, :2]
    homes, count = np.unique(homes, axis=0, return_counts=True)
    for cell, piece in homes[count > 1].tolist():
        had = 0
        if cell < len(around.shapes):
            parts = shapely.get_parts(around.shapes[cell])
            had = int(
                (around.piece_of(shapely.get_coordinates(shapely.point_on_surface(parts))) == piece).sum()
            )
        if count[(homes == (cell, piece)).all(axis=1)][0] > max(had, 1):
            raise edit_errors.in_pieces(around.numbers[cell])


def _put_together(
    around: Around,
    touched: NDArray[np.int64],
    faces: Faces,
    label: NDArray[np.int64],
    wanted: NDArray[np.int64],
) -> Recut:
    count = max(len(around.shapes), int(label.max()) + 1)
    shapes = np.full(count, shapely.Polygon(), dtype=object)
    parts = faces.beside | {cell: faces.shapes[label == cell] for cell in np.unique(label).tolist()}
    for cell, own in parts.items():
        whole = shapely.coverage_union_all(own)
        as_before = cell < len(around.shapes) and _same(whole, around.shapes[cell])
        shapes[cell] = around.shapes[cell] if as_before else whole
    others = np.setdiff1d(np.arange(len(around.shapes)), touched)
    if outer_edges(around.shapes, others) - outer_edges(shapes[: len(around.shapes)], others):
        raise edit_errors.broken()
    same = [cell < len(around.shapes) and shapes[cell] is around.shapes[cell] for cell in range(count)]
    return Recut(shapes, wanted, np.flatnonzero(~np.array(same)))


def _same(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    return bool(shapely.equals_exact(shapely.normalize(one), shapely.normalize(other)))


def _examine(around: Around, result: Recut) -> None:
    """Raise `plan.edit_broken` where the cells do not tile the same ground, or places are not in their own."""
    cells = result.shapes[~shapely.is_empty(result.shapes)]
    changed = shapely.area(around.shapes).sum() - shapely.area(cells).sum()
    # Where a new corner lies on the border of the land, this goes over the nearest point of the lattice.
    if abs(changed) > shapely.length(around.shapes).sum():
        raise edit_errors.broken()
    if not shapely.is_valid(cells).all() or not shapely.coverage_is_valid(cells):
        raise edit_errors.broken()
    here = np.isin(result.label, result.reshaped) | (result.label != around.label)
    points = shapely.points(around.xy[here])
    own = result.shapes[result.label[here]]
    if not shapely.dwithin(own, points, _SNAP_M / around.metres.max()).all():
        raise edit_errors.broken()

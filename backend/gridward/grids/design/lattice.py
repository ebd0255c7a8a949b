"""Cells on the lattice on which they are stored: whole ticks of a ten-millionth of a degree, about a centimetre.

Lines that are noded on it need no rounding afterwards, so that cells which tile before an edit tile after it.
"""

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

_A_DEGREE = 1e7
_DIGITS = 7

Vertex = tuple[float, float]
Edge = tuple[Vertex, Vertex]


def ticks(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions (n, 2) in degrees to the nearest point of the lattice."""
    return np.asarray(np.rint(degrees * _A_DEGREE))


def degrees(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions (n, 2) on the lattice in degrees, as they are stored."""
    return np.asarray(np.round(positions / _A_DEGREE, _DIGITS))


def in_ticks(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes in degrees on the lattice."""
    return np.asarray(shapely.transform(shapes, ticks), dtype=object)


def in_degrees(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes on the lattice in degrees, as they are stored."""
    return np.asarray(shapely.transform(shapes, degrees), dtype=object)


def faces_between(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    """The smallest areas between lines, all noded on the lattice."""
    noded = shapely.union_all(lines, grid_size=1.0)
    return np.asarray(shapely.get_parts(shapely.polygonize([noded])), dtype=object)


def with_corners(
    neighbours: NDArray[np.object_], before: NDArray[np.object_], after: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Neighbours of cells that were cut anew, with the corners that these got in the common borders.

    `before` and `after` are the cells, which cover the same ground.
    """
    old, new = [_edges(shape) for shape in before], [_edges(shape) for shape in after]
    lost = set().union(*old).difference(*new)
    if not lost:
        return neighbours
    known = {vertex for edges in old for edge in edges for vertex in edge}
    outer: set[Edge] = set()
    for edges in new:
        outer ^= edges
    beside: dict[Vertex, list[Vertex]] = {}
    for one, other in outer:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    return np.array([_bent(shape, lost, beside, known) for shape in neighbours], dtype=object)


def _bent(
    shape: shapely.Geometry, lost: set[Edge], beside: dict[Vertex, list[Vertex]], known: set[Vertex]
) -> shapely.Geometry:
    """A shape in which each lost edge is replaced by the way between its ends over new vertices."""
    if lost.isdisjoint(_edges(shape)):
        return shape

    def bent(ring: shapely.LinearRing) -> list[Vertex]:
        vertices = _vertices(ring)
        found = vertices[:1]
        for here, there in pairwise(vertices):
            if _edge(here, there) in lost:
                found += _way(here, there, beside, known)
            found.append(there)
        return found

    parts = [
        shapely.Polygon(bent(part.exterior), [bent(ring) for ring in part.interiors])
        for part in shapely.get_parts(shape)
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _way(here: Vertex, there: Vertex, beside: dict[Vertex, list[Vertex]], known: set[Vertex]) -> list[Vertex]:
    """The new vertices between two known ones; none where there is no way over new ones alone."""
    for start in beside.get(here, []):
        way, before, at = [start], here, start
        while at not in known:
            onwards = [vertex for vertex in beside[at] if vertex != before]
            if len(onwards) != 1:
                break
            before, at = at, onwards[0]
            way.append(at)
        if at == there:
            return way[:-1]
    return []


def _edges(shape: shapely.Geometry) -> set[Edge]:
    found: set[Edge] = set()
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            vertices = _vertices(ring)
            found.update(_edge(here, there) for here, there in pairwise(vertices))
    return found


def _edge(one: Vertex, other: Vertex) -> Edge:
    return (one, other) if one < other else (other, one)


def _vertices(ring: shapely.LinearRing) -> list[Vertex]:
    return [(east, north) for east, north in shapely.get_coordinates(ring).tolist()]

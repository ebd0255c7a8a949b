"""Cells on the lattice on which they are stored: whole ticks of a ten-millionth of a degree, about a centimetre.

Lines that are noded on it need no rounding afterwards, so that cells which tile before an edit tile after it.
"""

from collections import Counter
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

TICKS_A_DEGREE = 1e7
"""Coordinates are kept to about a centimetre; with 4 digits the cells would no longer tile."""
_DIGITS = 7

Vertex = tuple[float, float]
Edge = tuple[Vertex, Vertex]


def ticks(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions (n, 2) in degrees to the nearest point of the lattice."""
    return np.asarray(np.rint(degrees * TICKS_A_DEGREE))


def degrees(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions (n, 2) on the lattice in degrees, as they are stored."""
    return np.asarray(np.round(positions / TICKS_A_DEGREE, _DIGITS))


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


def outer_edges(shapes: NDArray[np.object_], cells: NDArray[np.int64]) -> set[Edge]:
    """The edges of some of these cells on which no other one borders: they are shared with cells that are not seen."""
    edges = {cell: _edges(shape) for cell, shape in enumerate(shapes)}
    times = Counter(edge for own in edges.values() for edge in own)
    return {edge for cell in cells.tolist() for edge in edges[cell] if times[edge] == 1}


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

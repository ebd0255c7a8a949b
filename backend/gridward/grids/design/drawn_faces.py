"""The faces between all lines of a drawn plan, who lies over each, and who gets those that are nobody's or several's."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.design.land import Land
from gridward.grids.design.polygons import shared_borders

_GRID_M = 1e-3
_WHOLE = 0.999


@dataclass(frozen=True)
class Patch:
    """An area over which no cell lies, or the same several cells."""

    shape: shapely.Geometry
    cells: tuple[int, ...]
    """Empty for a gap."""
    persons: int
    is_islet: bool
    """Whether it is a whole piece of the land."""

    def is_narrower(self, width_m: float) -> bool:
        """Whether no circle of this width fits into it."""
        return bool(shapely.is_empty(shapely.buffer(self.shape, -width_m / 2)))


@dataclass(frozen=True)
class Faces:
    """The faces on the land, with the cells that lie over each."""

    shapes: NDArray[np.object_]
    owners: tuple[tuple[int, ...], ...]

    def healed(self, cells: int) -> NDArray[np.object_]:
        """The cells that come of it (cells,): every face goes to one of them, the result is a valid coverage.

        A face of several goes to the one of them, a gap to the neighbour, with which it shares the longest border; what has
        no neighbour goes to the nearest.
        """
        label = np.array([owner[0] if len(owner) == 1 else -1 for owner in self.owners], np.int64)
        left, right, length = shared_borders(self.shapes)
        while (label < 0).any():
            given = self._to_neighbours(label, left, right, length)
            if not given:
                break
            label[list(given)] = list(given.values())
        rest = np.flatnonzero(label < 0)
        if len(rest):
            known = np.flatnonzero(label >= 0)
            face, near = shapely.STRtree(self.shapes[known]).query_nearest(
                self.shapes[rest], all_matches=False
            )
            label[rest[face]] = label[known[near]]
        return np.array(
            [shapely.coverage_union_all(self.shapes[label == cell]) for cell in range(cells)], dtype=object
        )

    def _to_neighbours(
        self,
        label: NDArray[np.int64],
        left: NDArray[np.int64],
        right: NDArray[np.int64],
        length: NDArray[np.float64],
    ) -> dict[int, int]:
        """One round: the cells of those faces without one that have a neighbour with one."""
        borders: dict[int, dict[int, float]] = {}
        for face, other in ((left, right), (right, left)):
            for index in np.flatnonzero((label[face] < 0) & (label[other] >= 0)):
                of_face = borders.setdefault(int(face[index]), {})
                cell = int(label[other[index]])
                of_face[cell] = of_face.get(cell, 0.0) + float(length[index])
        given = {}
        for number, of_face in borders.items():
            wanted = {cell: of_face.get(cell, 0.0) for cell in self.owners[number]} or of_face
            given[number] = max(sorted(wanted), key=lambda cell: wanted[cell])
        return given


def faces_of(shapes: NDArray[np.object_], land: Land) -> Faces:
    """Take cells (k,), in metres and valid, and the land apart into faces."""
    lines = np.append(shapely.boundary(shapes), shapely.boundary(land.area))
    noded = shapely.union_all(lines, grid_size=_GRID_M)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    inner = shapely.point_on_surface(faces)
    on_land = land.contains(shapely.get_coordinates(inner))
    faces, inner = faces[on_land], inner[on_land]
    owners: list[list[int]] = [[] for _ in faces]
    face, cell = shapely.STRtree(shapes).query(inner, predicate="intersects")
    for one, owner in zip(face.tolist(), cell.tolist(), strict=True):
        owners[one].append(owner)
    return Faces(faces, tuple(tuple(sorted(owner)) for owner in owners))


def patches(faces: Faces, land: Land, xy: NDArray[np.float64], weight: NDArray[np.int64]) -> list[Patch]:
    """The gaps and overlaps, each as far as it hangs together, with the customers who live there."""
    by_owners: dict[tuple[int, ...], list[int]] = {}
    for face, owner in enumerate(faces.owners):
        if len(owner) != 1:
            by_owners.setdefault(owner, []).append(face)
    found = [
        (owner, part)
        for owner, members in sorted(by_owners.items())
        for part in shapely.get_parts(shapely.coverage_union_all(faces.shapes[members]))
    ]
    if not found:
        return []
    parts = np.array([part for _, part in found], dtype=object)
    place, part = shapely.STRtree(parts).query(shapely.points(xy), predicate="intersects")
    persons = np.bincount(part, weight[place], len(parts)).astype(np.int64)
    piece = land.piece_of(shapely.get_coordinates(shapely.point_on_surface(parts)))
    whole = shapely.area(parts) >= _WHOLE * shapely.area(land.pieces)[piece]
    return [
        Patch(shape, owner, int(persons[index]), not owner and bool(whole[index]))
        for index, (owner, shape) in enumerate(found)
    ]

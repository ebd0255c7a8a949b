"""How good a grid is, found anew from its polygons and places: whoever built it is not asked."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

_SNAP_M = 0.2
_CRUMB_M2 = 1.0
_GRID_M = 1e-3
"""What is no coverage may overlap so finely that its exact union cannot be computed."""


@dataclass(frozen=True)
class Quality:
    """The figures of a grid. Names are those of the independent judge; shares are parts of 1, ways are metres."""

    cells: int
    places: int
    customers: int
    max_deviation: float
    """Largest deviation of a cell's load from the mean."""
    max_deviation_beyond_a_building: float
    """The same, less what the cell's heaviest place alone exceeds the mean by."""
    mean_deviation: float
    empty_cells: int
    cells_in_pieces: int
    """Cells that fall apart on one piece of land."""
    cells_with_holes: int
    points_outside_their_own_cell: int
    buildings_split: int
    gap_share: float
    overlap_share: float
    coverage_valid: bool
    polsby_popper_mean: float
    polsby_popper_min: float
    reock_mean: float
    mean_distance_m: float
    p95_distance_m: float

    def as_json(self) -> dict[str, Any]:
        """As it is stored with the plan."""
        return {
            name: round(value, 6) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


@dataclass(frozen=True)
class CellFigures:
    """Figures of each cell, in the order of the polygons."""

    load: NDArray[np.int64]
    deviation: NDArray[np.float64]
    mean_distance_m: NDArray[np.float64]
    area_m2: NDArray[np.float64]
    polsby_popper: NDArray[np.float64]


def judge(
    polygons: NDArray[np.object_],
    land: shapely.Geometry,
    xy: NDArray[np.float64],
    weight: NDArray[np.int64],
    labels: NDArray[np.int64],
    wanted: NDArray[np.float64] | None = None,
) -> tuple[Quality, CellFigures]:
    """Examine cells (k,) against the land they tile and the places (n, 2) with weights and cells; all in metres.

    Deviations are against the mean load, or against the `wanted` loads (k,) where these differ; ways are straight lines to
    the centre of a cell's customers. Polsby-Popper is 4 pi area / perimeter², Reock the area against the smallest circle
    around the cell.
    """
    count = len(polygons)
    load = np.bincount(labels, weight, count).astype(np.int64)
    mean = np.full(count, load.mean()) if wanted is None else wanted
    deviation = load / mean - 1
    heaviest = np.zeros(count)
    _, place = np.unique(xy, axis=0, return_inverse=True)
    place_load = np.bincount(place.ravel(), weight)
    np.maximum.at(heaviest, labels, place_load[place.ravel()])
    beyond = np.abs(deviation) - np.maximum(heaviest / mean - 1, 0)
    way = ways(xy, weight, labels, count)
    area, compact = shapely.area(polygons), polsby_popper(polygons)
    valid = bool(shapely.coverage_is_valid(polygons))
    # Parts of a valid coverage cannot overlap, and are joined along the borders that they share.
    union = (
        shapely.coverage_union_all(polygons)
        if valid
        else shapely.union_all(shapely.make_valid(polygons), grid_size=_GRID_M)
    )
    inside = _inside(polygons, xy, labels)
    cells_of_place = np.unique(np.column_stack([place.ravel(), labels]), axis=0)
    total = max(int(weight.sum()), 1)
    quality = Quality(
        cells=count,
        places=len(place_load),
        customers=int(weight.sum()),
        max_deviation=float(np.abs(deviation).max()),
        max_deviation_beyond_a_building=float(beyond.max()),
        mean_deviation=float(np.abs(deviation).mean()),
        empty_cells=int((load == 0).sum()),
        cells_in_pieces=_in_pieces(polygons, land),
        cells_with_holes=with_holes(polygons),
        points_outside_their_own_cell=int((~inside).sum()),
        buildings_split=int(len(cells_of_place) - len(place_load)),
        gap_share=float(land.difference(union).area / land.area),
        overlap_share=float(max(0.0, area.sum() - union.area) / land.area),
        coverage_valid=valid,
        polsby_popper_mean=float(compact.mean()),
        polsby_popper_min=float(compact.min()),
        reock_mean=float(reock(polygons).mean()),
        mean_distance_m=float((weight * way).sum() / total),
        p95_distance_m=float(np.quantile(np.repeat(way, weight), 0.95)) if weight.sum() else 0.0,
    )
    mean_way = np.bincount(labels, weight * way, count) / np.maximum(load, 1)
    return quality, CellFigures(load, deviation, mean_way, area, compact)


def ways(
    xy: NDArray[np.float64], weight: NDArray[np.int64], labels: NDArray[np.int64], cells: int
) -> NDArray[np.float64]:
    """The straight way (n,) from each place to the centre of its cell's customers."""
    load = np.maximum(np.bincount(labels, weight, cells), 1)
    centre = [np.bincount(labels, weight * xy[:, axis], cells) / load for axis in (0, 1)]
    return np.asarray(np.hypot(*(xy[:, axis] - centre[axis][labels] for axis in (0, 1))))


def polsby_popper(polygons: NDArray[np.object_]) -> NDArray[np.float64]:
    """How compact each is (k,), against a circle with the same perimeter."""
    return np.asarray(4 * np.pi * shapely.area(polygons) / np.maximum(shapely.length(polygons), 1e-9) ** 2)


def reock(polygons: NDArray[np.object_]) -> NDArray[np.float64]:
    """How compact each is (k,), against the smallest circle around it."""
    radius = np.maximum(shapely.minimum_bounding_radius(polygons), 1e-9)
    return np.asarray(shapely.area(polygons) / (np.pi * radius**2))


def with_holes(polygons: NDArray[np.object_]) -> int:
    """How many of them lie around something."""
    return int((shapely.get_num_interior_rings(shapely.get_parts(polygons)) > 0).sum())


def _inside(
    polygons: NDArray[np.object_], xy: NDArray[np.float64], labels: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each place lies in the polygon of its own cell, or within rounding of it."""
    shapely.prepare(polygons)
    inside = np.asarray(shapely.intersects_xy(polygons[labels], xy[:, 0], xy[:, 1]))
    rest = np.flatnonzero(~inside)
    inside[rest] = shapely.dwithin(polygons[labels[rest]], shapely.points(xy[rest]), _SNAP_M)
    return inside


def _in_pieces(polygons: NDArray[np.object_], land: shapely.Geometry) -> int:
    part, cell = shapely.get_parts(polygons, return_index=True)
    big = shapely.area(part) > _CRUMB_M2
    part, cell = part[big], cell[big]
    inner, piece = shapely.STRtree(shapely.get_parts(land)).query(
        shapely.point_on_surface(part), predicate="intersects"
    )
    pairs, times = np.unique(np.column_stack([cell[inner], piece]), axis=0, return_counts=True)
    return int(np.unique(pairs[times > 1, 0]).size)

"""What a tile of a plan's places shows. Pure: arrays in, arrays out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.tiles.places import PlanPlaces

EXTENT = 4096
"""Units of which a tile is wide."""
_SIDE = 48
"""Squares of the raster along a side of a tile: each some ten pixels of a screen."""


@dataclass(frozen=True)
class Counts:
    """What lies in a tile. All arrays have one entry a point."""

    at: NDArray[np.int64]
    """(n, 2), in units from the tile's upper left corner."""
    customers: NDArray[np.int64]
    id: NDArray[np.int64] | None
    """Of each place; None where places are summed by the squares of the raster."""
    number: NDArray[np.int64] | None
    """The number of each place's cell."""


def cut_tile(
    places: PlanPlaces, cells: frozenset[int] | None, zoom: int, column: int, row: int
) -> Counts | None:
    """The places in a tile, or their sums, as whoever is confined to `cells` may see them; None where there are none."""
    within = places.at * 2**zoom - (column, row)
    inside = np.flatnonzero((within >= 0).all(axis=1) & (within < 1).all(axis=1) & places.seen_in(cells))
    if not len(inside):
        return None
    within, customers = within[inside], places.customers[inside]
    if zoom >= places.single_from:
        return Counts(_units(within), customers, places.id[inside], places.number[inside])
    return _summed(within, customers)


def _summed(within: NDArray[np.float64], customers: NDArray[np.int64]) -> Counts:
    """The customers of each square, at the middle of where they live."""
    column, row = np.floor(within * _SIDE).astype(np.int64).T
    squares, square = np.unique(row * _SIDE + column, return_inverse=True)
    total = np.bincount(square, customers, len(squares))
    middle = [np.bincount(square, axis * customers, len(squares)) / total for axis in within.T]
    return Counts(_units(np.column_stack(middle)), total.astype(np.int64), None, None)


def _units(within: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.minimum(np.floor(within * EXTENT), EXTENT - 1).astype(np.int64)

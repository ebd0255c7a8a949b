"""The places of a plan as tiles are cut from them."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import psycopg
from numpy.typing import NDArray

from gridward.geo.mercator import mercator

LAST_ZOOM = 16
"""Clients draw the tiles of this zoom larger where they show less."""
MOST = 3000
"""Places in a tile that shows them one by one."""


@dataclass(frozen=True)
class PlanPlaces:
    """All arrays have one entry a place."""

    id: NDArray[np.int64]
    at: NDArray[np.float64]
    """(n, 2), web mercator with the world between 0 and 1, y downwards."""
    customers: NDArray[np.int64]
    number: NDArray[np.int64]
    """Of the cell."""
    cell_id: NDArray[np.int64]
    single: NDArray[np.bool_]
    """The point at which a single customer lives, and no community."""
    single_from: int
    """The first zoom of which no tile has more than `MOST` places: from it on they are shown one by one."""

    def seen_in(self, cells: frozenset[int] | None) -> NDArray[np.bool_]:
        """Which may be seen by whoever is confined to some cells: the communities of all, single customers of these."""
        if cells is None:
            return np.ones(len(self.id), np.bool_)
        return ~self.single | np.isin(self.cell_id, list(cells))


def places_at(
    lonlat: NDArray[np.float64],
    customers: NDArray[np.int64],
    *,
    id: NDArray[np.int64],
    number: NDArray[np.int64],
    cell_id: NDArray[np.int64],
    single: NDArray[np.bool_],
) -> PlanPlaces:
    """Places at positions (n, 2) in degrees, WGS-84."""
    at = mercator(lonlat)
    return PlanPlaces(id, at, customers, number, cell_id, single, _single_from(at))


def read_places(connection: psycopg.Connection, plan_id: UUID) -> PlanPlaces:
    """The places of a plan; none of one that is not built."""
    rows = connection.execute(
        """SELECT p.lon, p.lat, p.customers, p.id, c.number, c.id, (p.customer_id IS NOT NULL)::int
           FROM grids.plan_place p JOIN grids.cell c ON c.id = p.cell_id WHERE p.plan_id = %s""",
        [plan_id],
    ).fetchall()
    table = np.array(rows, np.float64).reshape(-1, 7)
    customers, id, number, cell_id, single = table[:, 2:].astype(np.int64).T
    return places_at(
        table[:, :2], customers, id=id, number=number, cell_id=cell_id, single=single.astype(np.bool_)
    )


def _single_from(at: NDArray[np.float64]) -> int:
    for zoom in range(LAST_ZOOM):
        column, row = np.floor(at * 2**zoom).astype(np.int64).T
        _, count = np.unique(row << zoom | column, return_counts=True)
        if count.max(initial=0) <= MOST:
            return zoom
    return LAST_ZOOM

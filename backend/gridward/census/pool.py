"""The customers that a grid is cut for: one place a person."""

from dataclasses import dataclass

import numpy as np
import psycopg
from numpy.typing import NDArray


@dataclass(frozen=True)
class PlacedPool:
    """Places with the persons who live there. All arrays have one entry a place.

    A place is a community, or the point at which somebody put a single customer by hand.
    """

    community_id: NDArray[np.int64]
    """0 for a point of its own."""
    customer_id: NDArray[np.int64]
    """The customer at a point of its own, 0 for a community."""
    lonlat: NDArray[np.float64]
    """(n, 2), degrees, WGS-84."""
    persons: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.persons)


def placed_pool(connection: psycopg.Connection, city_id: int, kinds: list[str]) -> PlacedPool:
    """The places of all persons of these kinds who are located to a community or by hand, ordered by place."""
    rows = connection.execute(
        """
        SELECT c.id, 0, c.lon, c.lat, count(*)
        FROM census.home h JOIN city.community c ON c.id = h.community_id
        WHERE h.city_id = %(city)s AND h.kind = ANY(%(kinds)s) GROUP BY c.id
        UNION ALL
        SELECT 0, customer_id, lon, lat, 1 FROM census.home
        WHERE city_id = %(city)s AND kind = ANY(%(kinds)s) AND community_id IS NULL
        ORDER BY 1, 2
        """,
        {"city": city_id, "kinds": kinds},
    ).fetchall()
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    return PlacedPool(
        community_id=table[:, 0].astype(np.int64),
        customer_id=table[:, 1].astype(np.int64),
        lonlat=np.ascontiguousarray(table[:, 2:4]),
        persons=table[:, 4].astype(np.int64),
    )

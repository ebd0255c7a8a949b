"""The customers that a grid is cut for, one place a person, and what there is to do for them."""

from dataclasses import dataclass

import numpy as np
import psycopg
from numpy.typing import NDArray

from gridward.census.standing import book_day


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


@dataclass(frozen=True)
class PlacedWork:
    """What there was to do in the last year at the places of a pool. All arrays have one entry a place, in their order."""

    persons_by_tier: dict[str, NDArray[np.int64]]
    """By the insurer's tier (客户等级); persons without one under an empty name."""
    dues: NDArray[np.int64]
    """Premiums of policies that still run which fell due, of all of a person's numbers."""
    requests: NDArray[np.int64]


def placed_work(
    connection: psycopg.Connection, city_id: int, kinds: list[str], places: PlacedPool
) -> PlacedWork:
    """The work of the year before the book's day for persons of these kinds, at the places of their pool."""
    rows = connection.execute(
        """
        WITH person AS (
            SELECT person_id, coalesce(community_id, 0) AS community,
                CASE WHEN community_id IS NULL THEN customer_id ELSE 0 END AS customer
            FROM census.home WHERE city_id = %(city)s AND kind = ANY(%(kinds)s)
        ), due AS (
            SELECT s.person_id, count(*) AS dues
            FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
            JOIN census.policy_standing o ON o.policy_id = p.id AND o.standing <> 'ended'
            JOIN census.customer_standing s ON s.customer_id = p.holder_id
            WHERE i.city_id = %(city)s AND i.due_on > %(day)s - interval '1 year' AND i.due_on <= %(day)s
            GROUP BY s.person_id
        ), request AS (
            SELECT s.person_id, count(*) AS requests
            FROM book.service_request r JOIN census.customer_standing s USING (customer_id)
            WHERE r.city_id = %(city)s AND r.applied_on > %(day)s - interval '1 year' AND r.applied_on <= %(day)s
            GROUP BY s.person_id
        )
        SELECT h.community, h.customer, coalesce(c.tier, ''), count(*), coalesce(sum(d.dues), 0)::bigint,
            coalesce(sum(r.requests), 0)::bigint
        FROM person h JOIN book.customer c ON c.id = h.person_id
        LEFT JOIN due d ON d.person_id = h.person_id LEFT JOIN request r ON r.person_id = h.person_id
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
        {"city": city_id, "kinds": kinds, "day": book_day(connection, city_id)},
    ).fetchall()
    index = {
        key: at
        for at, key in enumerate(zip(places.community_id.tolist(), places.customer_id.tolist(), strict=True))
    }
    work = PlacedWork(
        {tier: np.zeros(len(places), np.int64) for tier in sorted({row[2] for row in rows})},
        dues=np.zeros(len(places), np.int64),
        requests=np.zeros(len(places), np.int64),
    )
    for community, customer, tier, persons, dues, requests in rows:
        # An import that ended since the places were read may have brought others.
        if (at := index.get((community, customer))) is not None:
            work.persons_by_tier[tier][at] += persons
            work.dues[at] += dues
            work.requests[at] += requests
    return work


def pool_sizes(connection: psycopg.Connection, kinds: list[str]) -> dict[int, int]:
    """How many persons of these kinds each city has, whether they are placed or not; cities without any are not in it."""
    rows = connection.execute(
        """SELECT city_id, count(*) FROM census.customer_standing
           WHERE kind = ANY(%s) AND customer_id = person_id GROUP BY city_id""",
        [kinds],
    ).fetchall()
    return {int(city): int(persons) for city, persons in rows}

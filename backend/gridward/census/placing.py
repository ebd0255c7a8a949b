"""Placing customers: from their addresses to the communities of the gazetteer."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.addressing import Gazetteer, Match, match_address, normal_address, written_city
from gridward.city.contract import CityFrame
from gridward.city.public import load_city_by_id
from gridward.platform.crypto import cipher
from gridward.platform.progress import Progress

_BATCH = 20_000
_SAMPLE = 1_000

_TO_PLACE = """
    SELECT c.id, c.customer_no, c.address_sealed, c.address_key
    FROM book.customer c LEFT JOIN census.placement p ON p.customer_id = c.id
    WHERE c.city_id = %(city)s AND (p.customer_id IS NULL OR p.address_key IS DISTINCT FROM c.address_key
        OR (p.precision <> 'manual' AND %(gazetteer_changed)s))
    ORDER BY c.id
"""
"""New customers and those whose address changed; a place that somebody chose is kept as long as the address stays."""

_MERGE = """
    INSERT INTO census.placement AS p (customer_id, city_id, address_key, precision, reason, stated_district_id,
        community_id, score, lon, lat, position_check)
    SELECT customer_id, %(city)s, address_key, precision, reason, stated_district_id, community_id, score, lon, lat,
        position_check
    FROM placed
    ON CONFLICT (customer_id) DO UPDATE SET address_key = excluded.address_key, precision = excluded.precision,
        reason = excluded.reason, stated_district_id = excluded.stated_district_id, community_id = excluded.community_id,
        score = excluded.score, lon = excluded.lon, lat = excluded.lat, position_check = excluded.position_check,
        placed_by = NULL, placed_at = now()
    WHERE (p.address_key, p.precision, p.reason, p.stated_district_id, p.community_id, p.score, p.lon, p.lat,
            p.position_check)
        IS DISTINCT FROM (excluded.address_key, excluded.precision, excluded.reason, excluded.stated_district_id,
            excluded.community_id, excluded.score, excluded.lon, excluded.lat, excluded.position_check)
"""


@dataclass(frozen=True)
class Communities:
    """The stored gazetteer of a city with the structures to find its names."""

    ids: list[int]
    lonlat: list[tuple[float, float]]
    checks: list[str]
    gazetteer: Gazetteer


@dataclass(frozen=True)
class Place:
    """A row of `census.placement` as an address gives it."""

    precision: str
    reason: str | None
    stated_district_id: int | None
    community_id: int | None
    score: float | None
    lon: float | None
    lat: float | None
    position_check: str


def load_communities(connection: psycopg.Connection, city: CityFrame) -> Communities:
    """The city's gazetteer."""
    rows = connection.execute(
        """SELECT id, name, district_id, stated_district, circle, lon, lat, position_check
           FROM city.community WHERE city_id = %s ORDER BY id""",
        [city.id],
    ).fetchall()
    index_of = {int(number): index for index, number in enumerate(city.district_ids)}
    lonlat = np.array([(row[5], row[6]) for row in rows], np.float64).reshape(-1, 2)
    xy = city.projection.project(lonlat)
    short_name = _written_name(connection, city)
    gazetteer = Gazetteer.of(
        city.name,
        short_name,
        city.names,
        names=[row[1] for row in rows],
        district=[index_of.get(row[2], city.district_index(row[3])) for row in rows],
        xy=[(x, y) for x, y in xy.tolist()],
        circles=[row[4] for row in rows],
    )
    return Communities(
        [row[0] for row in rows], [(row[5], row[6]) for row in rows], [row[7] for row in rows], gazetteer
    )


def _written_name(connection: psycopg.Connection, city: CityFrame) -> str:
    """The city's short name as its customers write it."""
    rows = connection.execute(
        """SELECT customer_no, address_sealed FROM book.customer
           WHERE city_id = %s AND address_sealed IS NOT NULL ORDER BY id LIMIT %s""",
        [city.id, _SAMPLE],
    ).fetchall()
    addresses = [
        normal_address(cipher().open(sealed, f"book.customer.address/{number}")) for number, sealed in rows
    ]
    return written_city(addresses, city.short_name())


def place(address: str, city: CityFrame, communities: Communities) -> Place:
    """Where an address lies. A community that lies outside the city gives nobody a place."""
    match = match_address(address, communities.gazetteer)
    district_id = int(city.district_ids[match.district]) if match.district >= 0 else None
    if match.community < 0:
        check = "outside_city" if match.reason == "outside_city" else "unknown"
        return Place(match.precision, match.reason, district_id, None, None, None, None, check)
    lon, lat = communities.lonlat[match.community]
    check, reason = _checked(match, communities)
    return Place(
        match.precision, reason, district_id, communities.ids[match.community], match.score, lon, lat, check
    )


def _checked(match: Match, communities: Communities) -> tuple[str, str | None]:
    """The check of the position against the stated district, and the reason to look at it, if any."""
    stored = communities.checks[match.community]
    if stored == "outside_city":
        return "outside_city", "outside_city"
    if match.reason == "position_conflict":
        return "other_district", match.reason
    if match.district < 0:
        return "unknown", match.reason
    agrees = communities.gazetteer.district[match.community] == match.district
    return ("agrees" if agrees else "other_district"), match.reason


def place_customers(connection: psycopg.Connection, city_id: int, progress: Progress) -> int:
    """Place who is new, who moved, and everybody not placed by hand when the gazetteer changed; returns how many."""
    city = load_city_by_id(connection, city_id)
    communities = load_communities(connection, city)
    parameters: dict[str, object] = {
        "city": city_id,
        "gazetteer_changed": _gazetteer_changed(connection, city_id),
    }
    total = connection.execute(f"SELECT count(*) FROM ({_TO_PLACE}) t", parameters).fetchone()
    assert total is not None
    connection.execute(
        """CREATE TEMP TABLE placed (customer_id bigint, address_key uuid, precision text, reason text,
            stated_district_id integer, community_id bigint, score float8, lon float8, lat float8, position_check text)
           ON COMMIT DROP"""
    )
    done = 0
    for batch in _batches(connection, parameters):
        with connection.cursor().copy("COPY placed FROM STDIN") as copy:
            for customer_id, number, sealed, key in batch:
                address = cipher().open(sealed, f"book.customer.address/{number}") if sealed else ""
                found = place(address, city, communities)
                copy.write_row(
                    (customer_id, key, found.precision, found.reason, found.stated_district_id, found.community_id,
                     found.score, found.lon, found.lat, found.position_check)
                )  # fmt: skip
        done += len(batch)
        progress("placing", done, total[0])
    connection.execute(_MERGE, {"city": city_id})
    connection.execute("DROP TABLE placed")
    return done


_PLACE_ONE = """
    UPDATE census.placement SET address_key = %(address_key)s, precision = %(precision)s, reason = %(reason)s,
        stated_district_id = %(stated_district_id)s, community_id = %(community_id)s, score = %(score)s, lon = %(lon)s,
        lat = %(lat)s, position_check = %(position_check)s, placed_by = NULL, placed_at = now()
    WHERE customer_id = %(customer)s
"""


def place_again(connection: psycopg.Connection, customer_id: int) -> None:
    """Give a customer the place that his address gives by itself, whatever somebody chose before."""
    row = connection.execute(
        "SELECT city_id, customer_no, address_sealed, address_key FROM book.customer WHERE id = %s",
        [customer_id],
    ).fetchone()
    assert row is not None
    address = cipher().open(row[2], f"book.customer.address/{row[1]}") if row[2] else ""
    found = find_places(connection, row[0], [address])[address]
    connection.execute(_PLACE_ONE, {**vars(found), "address_key": row[3], "customer": customer_id})


def find_places(connection: psycopg.Connection, city_id: int, addresses: Collection[str]) -> dict[str, Place]:
    """Where some addresses of a city lie. It reads the city's whole gazetteer: ask for all of them at once."""
    if not addresses:
        return {}
    city = load_city_by_id(connection, city_id)
    communities = load_communities(connection, city)
    return {address: place(address, city, communities) for address in addresses}


async def put_place(session: AsyncSession, customer_id: int, address_key: UUID, found: Place) -> None:
    """Give a customer whose address was changed the place that it gives by itself."""
    statement = re.sub(r"%\((\w+)\)s", r":\1", _PLACE_ONE)
    await session.execute(
        text(statement), {**vars(found), "address_key": address_key, "customer": customer_id}
    )


def _gazetteer_changed(connection: psycopg.Connection, city_id: int) -> bool:
    """Whether a community was written since the last placing: by the time of this transaction, or never placed at all."""
    row = connection.execute(
        """SELECT EXISTS (
               SELECT FROM audit.entry WHERE relation = 'city.community'
               AND transaction_id = pg_current_xact_id())""",
    ).fetchone()
    return row is not None and bool(row[0])


def _batches(connection: psycopg.Connection, parameters: dict[str, object]) -> Iterator[list[TupleRow]]:
    with connection.cursor(name="to_place") as cursor:
        cursor.execute(_TO_PLACE, parameters)
        while rows := cursor.fetchmany(_BATCH):
            yield rows

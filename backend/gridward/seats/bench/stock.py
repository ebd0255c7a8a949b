"""A made queue to be measured: seats, and customers who wait, in a database with nothing else in it."""

from dataclasses import dataclass
from uuid import UUID

import psycopg

CLIENTS = 50

_CITY = """
    INSERT INTO city.city (code, name, name_en, epsg, west, south, east, north)
    VALUES ('bench', '造城', '', 4479, 0, 0, 0, 0) RETURNING id
"""
_SEATS = """
    INSERT INTO identity.account (id, login, name_sealed, password_hash, roles)
    SELECT gen_random_uuid(), 'bench-' || n, '', '', '{seat}' FROM generate_series(1, %s) n RETURNING id
"""
_CUSTOMERS = """
    INSERT INTO book.customer (city_id, customer_no, name_masked, name_tokens, import_id, row_hash)
    SELECT %s, 'B' || n, '', '{}', gen_random_uuid(), gen_random_uuid() FROM generate_series(1, %s) n
"""
# As urgent as dues are, two decimals; every hundredth was promised a call back by now.
_TASKS = """
    INSERT INTO engagement.task (id, city_id, customer_id, kind, stage, workplace, due_on, priority, source_key)
    SELECT gen_random_uuid(), city_id, id, 'renewal_call', 'renewal', 'seat', current_date,
        round((10 + 40 * random())::numeric, 2), %s || id
    FROM book.customer ORDER BY id LIMIT %s
"""
_CALLBACKS = """
    UPDATE seats.queue_item SET callback = true, not_before = now() WHERE id % 100 = 0
"""


@dataclass(frozen=True)
class Stock:
    """Who takes, and where."""

    city_id: int
    seats: list[UUID]


def make_stock(connection: psycopg.Connection, customers: int) -> Stock:
    """A city with seats and customers, of whom nobody waits yet."""
    row = connection.execute(_CITY).fetchone()
    assert row is not None
    seats = [one[0] for one in connection.execute(_SEATS, [CLIENTS]).fetchall()]
    connection.execute(_CUSTOMERS, [row[0], customers])
    return Stock(row[0], seats)


def let_wait(connection: psycopg.Connection, name: str, count: int) -> None:
    """Give so many customers a task for a seat, as a night's run does it. Needs a connection in autocommit mode."""
    connection.execute("TRUNCATE engagement.task, seats.claim CASCADE")
    connection.execute(_TASKS, [f"{name}/", count])
    connection.execute(_CALLBACKS)
    connection.execute("VACUUM (ANALYZE) seats.queue_item, seats.claim, engagement.task, book.customer")


def double_claims(connection: psycopg.Connection) -> int:
    """How many claims hold somebody whom another claim had."""
    row = connection.execute("SELECT count(*) - count(DISTINCT customer_id) FROM seats.claim").fetchone()
    assert row is not None
    return int(row[0])

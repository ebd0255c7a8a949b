"""On which day a row of the book was last told, so that an older delivery does not take the place of a newer one."""

from datetime import date
from uuid import UUID

import psycopg


def note_source(connection: psycopg.Connection, city_id: int, source_id: UUID, day: date) -> None:
    """Keep the day on which a delivery or a debit file shows the book: the rows that it writes were told on it."""
    connection.execute(
        "INSERT INTO book.told (source_id, city_id, day) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [source_id, city_id, day],
    )


def is_late(connection: psycopg.Connection, city_id: int, day: date) -> bool:
    """Whether the city was told something of a later day."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM book.told WHERE city_id = %s AND day > %s)", [city_id, day]
    ).fetchone()
    assert row is not None
    return bool(row[0])

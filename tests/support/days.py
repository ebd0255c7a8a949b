"""Days of the small city, and what they leave."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

import psycopg
from psycopg.rows import dict_row

from gridward.kernel.clock import POLICY_ZONE, frozen, now, today
from gridward.kernel.ids import new_id
from gridward.ops.day import DayReport, run_day

CITY = 1


@contextmanager
def on(day: date, hour: int = 8) -> Iterator[None]:
    """Inside the block it is that hour of a day."""
    with frozen(datetime.combine(day, time(hour), POLICY_ZONE)):
        yield


def run(url: str, day: date) -> DayReport:
    """Run the small city's day, at an hour at which every message may leave."""
    with on(day, hour=10):
        return run_day(url, CITY, day)


def had_its_day(url: str) -> None:
    """As if the small city's day had been run already, so that a worker finds nothing to make good."""
    with psycopg.connect(url) as connection:
        connection.execute(
            """INSERT INTO ops.day_run (id, city_id, day, started_at, finished_at, report)
               VALUES (%s, %s, %s, %s, %s, '{"in_force": true}')""",
            [new_id(), CITY, today(), now(), now()],
        )


def found(url: str, query: str, *values: object) -> list[dict[str, Any]]:
    """Rows as dicts."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        return connection.execute(query, values).fetchall()


def one(url: str, query: str, *values: object) -> dict[str, Any]:
    """The only row."""
    (row,) = found(url, query, *values)
    return row


def everything_left(url: str) -> dict[str, list[dict[str, Any]]]:
    """All that a day's run leaves, in an order of its own."""
    tables = {
        "renewal.due": "policy_id",
        "renewal.promise": "id",
        "engagement.task": "source_key",
        "engagement.message": "source_key",
        "engagement.care": "customer_id",
        "engagement.visit_request": "id",
        "nurture.touch": "id",
        "seats.queue_item": "customer_id",
        "staffing.tenure": "id",
    }
    return {table: found(url, f"SELECT * FROM {table} ORDER BY {key}") for table, key in tables.items()}

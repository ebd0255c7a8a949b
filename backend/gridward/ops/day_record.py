"""The record of the day's runs: one at a time in a city, each with what it did, or why it did not end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from gridward.kernel.clock import now
from gridward.kernel.errors import GridwardError
from gridward.kernel.ids import new_id

DAY_LOCKS = 0x646179
"""The class of the advisory locks, one a city, that a run holds ("day"): without it, a run without an end has died."""

INTERRUPTED = {
    "code": "day.interrupted",
    "detail": "The day's run was interrupted.",
    "hint": "The next run makes it good.",
    "params": {},
}
_FAULT = {
    "code": "internal",
    "detail": "The day's run failed by a fault of ours.",
    "hint": "See the log.",
    "params": {},
}


def day_lock(city_id: int) -> str:
    """The lock of jobs that run a city's day."""
    return f"day {city_id}"


@contextmanager
def only_run(notes: psycopg.Connection, city_id: int) -> Iterator[None]:
    """Wait until no other run is in the city, and hold it; runs without an end have died, for they would hold it."""
    notes.execute("SELECT pg_advisory_lock(%s, %s)", [DAY_LOCKS, city_id])
    try:
        notes.execute(
            """UPDATE ops.day_run SET finished_at = %s, progress = '{}', problem = %s
               WHERE city_id = %s AND finished_at IS NULL""",
            [now(), json.dumps(INTERRUPTED), city_id],
        )
        yield
    finally:
        notes.execute("SELECT pg_advisory_unlock(%s, %s)", [DAY_LOCKS, city_id])


def begin_run(notes: psycopg.Connection, city_id: int, day: date) -> UUID:
    """Put down that a run begins; its number."""
    run_id = new_id()
    notes.execute(
        "INSERT INTO ops.day_run (id, city_id, day, started_at) VALUES (%s, %s, %s, %s)",
        [run_id, city_id, day, now()],
    )
    return run_id


def note_done(notes: psycopg.Connection, run_id: UUID, report: dict[str, Any]) -> None:
    """Put down what a run did."""
    notes.execute(
        "UPDATE ops.day_run SET finished_at = %s, progress = '{}', report = %s WHERE id = %s",
        [now(), json.dumps(report), run_id],
    )


def note_failed(notes: psycopg.Connection, run_id: UUID, error: Exception) -> None:
    """Put down why a run did not end well."""
    problem: dict[str, Any] = _FAULT
    if isinstance(error, GridwardError):
        problem = {"code": error.code, "detail": error.detail, "hint": error.hint, "params": error.params}
    notes.execute(
        "UPDATE ops.day_run SET finished_at = %s, progress = '{}', problem = %s WHERE id = %s",
        [now(), json.dumps(problem, ensure_ascii=False, default=str), run_id],
    )

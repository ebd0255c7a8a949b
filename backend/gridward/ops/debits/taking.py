"""A debit file, taken: its rows judged and counted, the due list brought up to date, and what failed put to repair."""

import json
from dataclasses import asdict, dataclass

import psycopg

from gridward.kernel.clock import today
from gridward.ops.day import in_force, tell_cells
from gridward.ops.day_record import DAY_LOCKS
from gridward.platform.db import connect
from gridward.platform.progress import Progress, silent
from gridward.renewal.public import Taken, refresh_dues, settle, start_repairs, take_file, waiting_briefly
from gridward.seats.public import fill_queue

_STEPS = 3
"""Rows, due list, repair."""


@dataclass(frozen=True)
class Started:
    """What a file started at once."""

    messages: int = 0
    tasks: int = 0
    raised: int = 0
    """Open tasks that got to know why a debit failed."""
    closed: int = 0
    """Tasks that nobody needs to do any more."""
    kept: int = 0
    """Promises."""


def take_debits(url: str, city_id: int, name: str, content: bytes, by: str) -> Taken:
    """Take a debit file, with all that follows, in one transaction. Raises what `take_in` does."""
    with connect(url, by) as connection:
        return take_in(connection, city_id, name, content, by)


def take_in(
    connection: psycopg.Connection,
    city_id: int,
    name: str,
    content: bytes,
    by: str,
    progress: Progress = silent,
) -> Taken:
    """The same in the caller's transaction. Raises what `take_file` does, and `debit.busy` while the city's day is being
    run: it would put back on the due list what it had found unpaid before."""
    progress("debit_rows", 0, _STEPS)
    with waiting_briefly(connection):
        connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", [DAY_LOCKS, city_id])
    taken = take_file(connection, city_id, name, content, by)
    if taken.is_new:
        started = _follow(connection, city_id, taken, progress)
        connection.execute(
            "UPDATE renewal.debit_file SET started = %s WHERE id = %s",
            [json.dumps(asdict(started)), taken.file_id],
        )
    return taken


def _follow(connection: psycopg.Connection, city_id: int, taken: Taken, progress: Progress) -> Started:
    progress("debit_dues", 1, _STEPS)
    day, policies = today(), taken.policies
    rows = connection.execute(
        "SELECT policy_id, customer_id FROM renewal.due WHERE policy_id = ANY(%s)", [policies]
    ).fetchall()
    watched: dict[int, int] = dict(rows)
    refresh_dues(connection, city_id, day, policies)
    if not in_force(connection, city_id, day):
        return Started()
    progress("debit_repair", 2, _STEPS)
    settled = settle(connection, city_id, day)
    repairs = start_repairs(connection, city_id, taken.verdicts, watched, day)
    fill_queue(connection, city_id)
    tell_cells(connection, city_id, day)
    return Started(repairs.messages, repairs.tasks, repairs.raised, settled.closed, settled.kept)

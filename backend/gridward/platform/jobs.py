"""Jobs in PostgreSQL, by procrastinate: enqueued in the transaction of the change that wants them."""

import json
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

QUEUE = "city"


_DEFER = """SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW({queue}, {task}, 0, {lock}, NULL, CAST({arguments} AS jsonb), NULL)::procrastinate_job_to_defer_v1])"""
_VALUES = ("queue", "task", "lock", "arguments")
_IN_A_REQUEST = text(_DEFER.format_map({name: f":{name}" for name in _VALUES}))
_IN_A_BATCH = _DEFER.format_map({name: f"%({name})s" for name in _VALUES})


async def enqueue(session: AsyncSession, task: str, *, lock: str, **arguments: Any) -> None:
    """Put a job into the queue; it exists if and when the transaction commits. Jobs with one `lock` run one at a time."""
    await session.execute(_IN_A_REQUEST, _values(task, lock, arguments))


def enqueue_from_batch(connection: psycopg.Connection, task: str, *, lock: str, **arguments: Any) -> None:
    """The same in the transaction of a command or a job."""
    connection.execute(_IN_A_BATCH, _values(task, lock, arguments))


def _values(task: str, lock: str, arguments: dict[str, Any]) -> dict[str, str]:
    return {"queue": QUEUE, "task": task, "lock": lock, "arguments": json.dumps(arguments, default=str)}


def job_app(url: str) -> App:
    """Procrastinate over the database at `url`."""
    return App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=3))


def job_counts(connection: psycopg.Connection) -> dict[str, int]:
    """How many jobs are queued, running and failed."""
    row = connection.execute(
        """SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),
               count(*) FILTER (WHERE status = 'failed') FROM procrastinate_jobs"""
    ).fetchone()
    assert row is not None
    return dict(zip(("queued", "running", "failed"), row, strict=True))

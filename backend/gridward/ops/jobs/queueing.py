"""Jobs of a city: one of a kind waits at a time, for it finds all that there is to do."""

import json

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.ops.day_record import day_lock
from gridward.platform.jobs import QUEUE, enqueue

_AT_ONCE = "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE lock = %(lock)s AND status = 'todo'"
_WAITS = "SELECT FROM procrastinate_jobs WHERE lock = %(lock)s AND status = 'todo'"
_QUEUE = """
    SELECT procrastinate_defer_jobs_v1(ARRAY[
        ROW(%(queue)s, %(task)s, 0, %(lock)s, NULL, %(arguments)s::jsonb, NULL)::procrastinate_job_to_defer_v1])
"""
_DAY_AT_ONCE = text(
    """UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = (
           SELECT id FROM procrastinate_jobs WHERE lock = :lock AND status = 'todo' ORDER BY id LIMIT 1)
       RETURNING id"""
)
_NEWEST = text("SELECT max(id) FROM procrastinate_jobs WHERE lock = :lock")


def queue_day(connection: psycopg.Connection, city_id: int) -> None:
    """Queue a run of the city's day; one that waits to be tried again is tried at once instead.

    One that runs may have passed what there is to do now, so only one that waits stands for this one.
    """
    lock = day_lock(city_id)
    if connection.execute(_AT_ONCE, {"lock": lock}).rowcount == 0:
        _queue(connection, "run_day", lock, city_id)


async def ask_for_day(session: AsyncSession, city_id: int) -> int:
    """The same in a request's transaction; the number of the job that will run the day."""
    lock = day_lock(city_id)
    waiting = await session.scalar(_DAY_AT_ONCE, {"lock": lock})
    if waiting is None:
        await enqueue(session, "run_day", lock=lock, city_id=str(city_id))
        waiting = await session.scalar(_NEWEST, {"lock": lock})
    assert waiting is not None
    return int(waiting)


def queue_messages(connection: psycopg.Connection, city_id: int) -> None:
    """Queue the delivery of the city's messages, unless one waits, perhaps to be tried again."""
    lock = f"messages {city_id}"
    if connection.execute(_WAITS, {"lock": lock}).fetchone() is None:
        _queue(connection, "deliver_messages", lock, city_id)


def _queue(connection: psycopg.Connection, task: str, lock: str, city_id: int) -> None:
    arguments = json.dumps({"city_id": str(city_id)})
    connection.execute(_QUEUE, {"queue": QUEUE, "task": task, "lock": lock, "arguments": arguments})

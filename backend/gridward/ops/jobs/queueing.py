"""Jobs of a city: one of a kind waits at a time, for it finds all that there is to do."""

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.ops.day_record import day_lock
from gridward.platform.jobs import enqueue, enqueue_from_batch

_AT_ONCE = "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE lock = %(lock)s AND status = 'todo'"
_WAITS = "SELECT FROM procrastinate_jobs WHERE lock = %(lock)s AND status = 'todo'"
# Whether it still waits is asked at the end: a worker may have begun it meanwhile.
_DAY_AT_ONCE = text(
    """UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = (
           SELECT id FROM procrastinate_jobs WHERE lock = :lock AND status = 'todo' ORDER BY id LIMIT 1) AND status = 'todo'
       RETURNING id"""
)
_NEWEST = text("SELECT max(id) FROM procrastinate_jobs WHERE lock = :lock")


def queue_day(connection: psycopg.Connection, city_id: int) -> None:
    """Queue a run of the city's day; one that waits to be tried again is tried at once instead.

    One that runs may have passed what there is to do now, so only one that waits stands for this one.
    """
    lock = day_lock(city_id)
    if connection.execute(_AT_ONCE, {"lock": lock}).rowcount == 0:
        enqueue_from_batch(connection, "run_day", lock=lock, city_id=str(city_id))


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
        enqueue_from_batch(connection, "deliver_messages", lock=lock, city_id=str(city_id))

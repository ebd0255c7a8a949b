"""The queue in figures, and the notice that they changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import POLICY_ZONE, now, today

_COUNTS = text(
    """SELECT count(*) FILTER (WHERE NOT held AND NOT later) AS waiting,
           count(*) FILTER (WHERE held) AS claimed,
           count(*) FILTER (WHERE NOT held AND due_on < :today) AS overdue,
           count(*) FILTER (WHERE NOT held AND callback AND NOT later) AS callbacks_due,
           count(*) FILTER (WHERE NOT held AND later) AS later,
           min(not_before) FILTER (WHERE NOT held AND later) AS next_at
       FROM (
           SELECT q.due_on, q.callback, q.not_before,
               q.claim_id IS NOT NULL AND q.leased_until > :now AS held,
               q.not_before IS NOT NULL AND q.not_before > :now AS later
           FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id AND t.state = 'open'
           WHERE q.city_id = ANY(:cities)
       ) AS item"""
)


@dataclass(frozen=True)
class Counts:
    """The queue of some cities in figures."""

    waiting: int
    """Who may be called now."""
    claimed: int
    overdue: int
    """Unclaimed tasks whose day is over."""
    callbacks_due: int
    later: int
    """Who is not to be called before a certain time."""
    next_at: datetime | None
    """The first of those times."""
    calls_today: int
    """Of the seat who asks."""


async def queue_counts(session: AsyncSession, city_ids: Sequence[int], account_id: UUID) -> Counts:
    """Count the queue of cities, which the caller has found to be in scope."""
    row = (await session.execute(_COUNTS, {"cities": list(city_ids), "now": now(), "today": today()})).one()
    calls = await session.scalar(
        text("SELECT count(*) FROM seats.call WHERE account_id = :account AND ended_at >= :start"),
        {"account": account_id, "start": day_start()},
    )
    return Counts(**row._mapping, calls_today=calls or 0)


def waiting_items(connection: psycopg.Connection) -> int:
    """Who may be called now and is in nobody's hand, of all cities: a figure for whoever runs the program."""
    row = connection.execute(
        """SELECT count(*) FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id AND t.state = 'open'
           WHERE (q.claim_id IS NULL OR q.leased_until <= %(now)s)
             AND (q.not_before IS NULL OR q.not_before <= %(now)s)""",
        {"now": now()},
    ).fetchone()
    assert row is not None
    return int(row[0])


def day_start() -> datetime:
    """The first moment of today in the policies' time zone."""
    return datetime.combine(today(), time(), POLICY_ZONE)


async def tell_queue(session: AsyncSession, city_id: int) -> None:
    """Wake those who look at the queue of a city."""
    await session.execute(text("SELECT pg_notify('progress', :topic)"), {"topic": f"queue:{city_id}"})

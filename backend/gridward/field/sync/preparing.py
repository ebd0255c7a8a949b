"""Snapshots made before anybody asks: after the night, and after cells came into force."""

import asyncio

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.field.sync.feed import bring_city
from gridward.field.sync.pruning import prune
from gridward.field.sync.snapshots import kept, make
from gridward.kernel.clock import today
from gridward.platform.db import async_engine, session_maker, transaction
from gridward.platform.jobs import enqueue_from_batch

_WORKED = text(
    """SELECT DISTINCT c.cell_id FROM field.feed_cell c JOIN staffing.tenure t USING (cell_id)
       WHERE c.city_id = :city AND t.during @> CAST(:day AS date) ORDER BY 1"""
)


def queue_snapshots(connection: psycopg.Connection, city_id: int) -> None:
    """Queue the making of a city's snapshots, where tablets follow it."""
    followed = connection.execute("SELECT FROM field.feed_city WHERE city_id = %s", [city_id]).fetchone()
    if followed is not None:
        enqueue_from_batch(connection, "prepare_snapshots", lock=f"snapshots {city_id}", city_id=str(city_id))


def prepare_snapshots(url: str, city_id: int) -> int:
    """Bring a city's feed to today, and make the snapshots of its worked cells that something came after; how many.

    What no device needs any more is removed.
    """
    return asyncio.run(_prepare(url, city_id))


async def _prepare(url: str, city_id: int) -> int:
    engine = async_engine(url)
    try:
        sessions = session_maker(engine)
        async with transaction(sessions) as session:
            await bring_city(session, city_id)
            await prune(session, city_id)
        async with transaction(sessions) as session:
            cells = (await session.scalars(_WORKED, {"city": city_id, "day": today()})).all()
        return sum([await _prepare_cell(sessions, cell) for cell in cells])
    finally:
        await engine.dispose()


async def _prepare_cell(sessions: async_sessionmaker[AsyncSession], cell_id: int) -> bool:
    async with transaction(sessions) as session:
        if await kept(session, cell_id, behind=0) is not None:
            return False
    await make(sessions, cell_id)
    return True

"""The feed of a cell as it is read: whose last change came after a cursor."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict
from gridward.platform.db import transaction

_BEHIND = text(
    """SELECT DISTINCT c.city_id FROM grids.cell c LEFT JOIN field.feed_city f ON f.city_id = c.city_id
       WHERE c.id = ANY(:cells) AND (f.day IS NULL OR f.day < :day)"""
)
_BRING = text("SELECT field.bring_feed(CAST(:city AS smallint), CAST(:day AS date))")
# Counter and changes in one statement: then both are of the same moment.
_CHANGED = text(
    """SELECT c.feed, c.cursor, c.kept_from, f.customer_id, f.seq, f.gone
       FROM field.feed_cell c LEFT JOIN LATERAL (
           SELECT f.customer_id, f.seq, f.gone FROM field.feed f WHERE f.cell_id = c.cell_id AND f.seq > :since
           ORDER BY f.seq LIMIT :limit
       ) f ON true
       WHERE c.cell_id = :cell ORDER BY f.seq"""
)
_EVERYBODY = text(
    """SELECT c.feed, c.cursor,
           ARRAY(SELECT f.customer_id FROM field.feed f WHERE f.cell_id = c.cell_id AND NOT f.gone
                 ORDER BY f.customer_id) AS persons
       FROM field.feed_cell c WHERE c.cell_id = :cell"""
)


@dataclass(frozen=True)
class Changed:
    """A part of a feed: read up to `cursor`, nothing below it is missing."""

    feed: UUID
    cursor: int
    more: bool
    persons: list[int]
    gone: list[int]


@dataclass(frozen=True)
class Everybody:
    """All persons of a cell, as of `cursor`."""

    feed: UUID
    cursor: int
    persons: list[int]


async def bring_to_today(sessions: async_sessionmaker[AsyncSession], cells: list[int]) -> None:
    """Bring the feeds of the cells' cities to today: who came or left by the day alone is in them then."""
    async with transaction(sessions) as session:
        behind = (await session.scalars(_BEHIND, {"cells": cells, "day": today()})).all()
    for city in behind:
        async with transaction(sessions) as session:
            await bring_city(session, city)


async def bring_city(session: AsyncSession, city_id: int) -> None:
    """The same for a city; it begins where there was none. Nobody moves in the city until the transaction ends."""
    await session.execute(_BRING, {"city": city_id, "day": today()})


async def changed(session: AsyncSession, cell_id: int, feed: UUID, since: int, limit: int) -> Changed:
    """At most `limit` persons whose last change came after `since`, in order. Raises `sync.cursor_unknown`."""
    values = {"cell": cell_id, "since": since, "limit": limit + 1}
    rows = (await session.execute(_CHANGED, values)).all()
    if not rows or rows[0].feed != feed or not rows[0].kept_from <= since <= rows[0].cursor:
        raise Conflict(
            "sync.cursor_unknown",
            "Changes cannot be followed from there: too much time has passed, or the database was restored.",
            "Load the cell's snapshot again; what waits to be sent stays.",
        )
    found = [row for row in rows if row.seq is not None]
    more = len(found) > limit
    found = found[:limit]
    return Changed(
        feed,
        found[-1].seq if more else rows[0].cursor,
        more,
        [row.customer_id for row in found if not row.gone],
        [row.customer_id for row in found if row.gone],
    )


async def everybody(session: AsyncSession, cell_id: int) -> Everybody:
    """All who are in a cell, whose city's feed was begun."""
    row = (await session.execute(_EVERYBODY, {"cell": cell_id})).one()
    return Everybody(row.feed, row.cursor, list(row.persons))

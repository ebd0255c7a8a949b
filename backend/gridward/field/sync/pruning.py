"""Tombstones are kept as long as a device needs them; one that stayed away longer begins with the snapshot."""

from datetime import timedelta

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.rules import field_rules
from gridward.kernel.clock import now

# A cell of which no device is known keeps all. Its counter is locked: nobody is told of a number that is just removed.
_PRUNE = text(
    """WITH read AS (
           SELECT r.cell_id, min(r.cursor) AS cursor FROM field.feed_reader r JOIN field.feed_cell c USING (cell_id)
           WHERE c.city_id = :city AND r.seen_at >= :since GROUP BY 1
       ), cell AS (
           SELECT c.cell_id, r.cursor FROM field.feed_cell c JOIN read r USING (cell_id) ORDER BY 1 FOR UPDATE OF c
       ), removed AS (
           DELETE FROM field.feed f USING cell WHERE f.cell_id = cell.cell_id AND f.gone AND f.seq <= cell.cursor
           RETURNING f.cell_id, f.seq
       ), kept AS (
           UPDATE field.feed_cell c SET kept_from = r.seq
           FROM (SELECT cell_id, max(seq) AS seq FROM removed GROUP BY 1) r WHERE r.cell_id = c.cell_id
       )
       SELECT count(*) FROM removed"""
)


async def prune(session: AsyncSession, city_id: int) -> int:
    """Remove what every device that came within the days of the rules has read; returns how many rows."""
    since = now() - timedelta(days=field_rules().sync.kept_for_days)
    return int(await session.scalar(_PRUNE, {"city": city_id, "since": since}) or 0)


def begin_anew(connection: psycopg.Connection) -> None:
    """Tell the feeds of a restored database from those of before: devices have read numbers that it will give again."""
    connection.execute("UPDATE field.feed_cell SET feed = gen_random_uuid()")

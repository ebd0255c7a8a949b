"""What changed in a cell since a tablet asked last."""

import asyncio
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.field.rules import next_sync_after_s
from gridward.field.sync.documents import documents, record_handed_out
from gridward.field.sync.feed import bring_to_today, changed
from gridward.field.worked import require_worked
from gridward.identity.contract import Actor
from gridward.identity.public import act_as
from gridward.kernel.clock import now
from gridward.platform.db import transaction

_TOGETHER = 250
"""Customers whose documents are read on one connection."""

# Every minute a tablet asks, and mostly nothing is new: then that it came is written down once an hour.
_READ = text(
    """INSERT INTO field.feed_reader AS r (device_id, cell_id, account_id, cursor, seen_at)
       VALUES (:device, :cell, :account, :cursor, :now)
       ON CONFLICT (device_id, cell_id) DO UPDATE
       SET account_id = excluded.account_id, cursor = excluded.cursor, seen_at = excluded.seen_at
       WHERE (r.account_id, r.cursor) <> (excluded.account_id, excluded.cursor)
         OR r.seen_at < excluded.seen_at - interval '1 hour'"""
)


async def changes_since(
    sessions: async_sessionmaker[AsyncSession],
    actor: Actor,
    cell_id: int,
    feed: UUID,
    since: int,
    limit: int,
    device_id: UUID | None,
) -> dict[str, Any]:
    """What came after `since`, as `Changes`. That a device asks from there says that it has kept all before it.

    Raises `cell.not_found` and `sync.cursor_unknown`.
    """
    await bring_to_today(sessions, [cell_id])
    async with transaction(sessions) as session:
        await require_worked(session, actor.account_id, cell_id)
        found = await changed(session, cell_id, feed, since, limit)
        if device_id is not None:
            reader = {"device": device_id, "cell": cell_id, "account": actor.account_id}
            await session.execute(_READ, {**reader, "cursor": since, "now": now()})
    customers = await _documents(sessions, actor, cell_id, found.persons)
    return {**vars(found), "customers": customers, "next_sync_after_s": next_sync_after_s()}


async def _documents(
    sessions: async_sessionmaker[AsyncSession], actor: Actor, cell_id: int, persons: list[int]
) -> list[dict[str, Any]]:
    if not persons:
        return []
    # While the database reads one part, the one before is put together.
    parts = [persons[first : first + _TOGETHER] for first in range(0, len(persons), _TOGETHER)]
    read = await asyncio.gather(*(_part(sessions, actor, cell_id, part) for part in parts))
    return list(chain.from_iterable(read))


async def _part(
    sessions: async_sessionmaker[AsyncSession], actor: Actor, cell_id: int, persons: list[int]
) -> list[dict[str, Any]]:
    async with transaction(sessions) as session:
        customers = await documents(session, actor.scope, cell_id, persons)
        await act_as(session, actor)
        await record_handed_out(session, cell_id, len(customers))
        return customers

"""The statutory notice to customers whose specialist changes; the message port delivers it."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.outgoing import take_back
from gridward.kernel.ids import new_id

NOTICE = "specialist_changed"
"""The template of the notice."""

_WHO = text(
    # A day each, so that the joins are planned for as many rows as there are.
    """WITH worker AS (
           SELECT DISTINCT ON (day, cell_id) day, cell_id, specialist_id
           FROM (VALUES (CAST(:day AS date)), (CAST(:before AS date))) AS days (day)
           JOIN staffing.tenure t ON t.city_id = :city AND t.during @> days.day
           ORDER BY day, cell_id, role = 'responsible' DESC
       ), served AS (
           SELECT m.customer_id, m.cell_id, w.specialist_id
           FROM grids.cells_on(CAST(:day AS date)) m
           LEFT JOIN worker w ON w.day = :day AND w.cell_id = m.cell_id
           WHERE m.city_id = :city
       ), served_before AS (
           SELECT m.customer_id, w.specialist_id
           FROM grids.cells_on(CAST(:before AS date)) m
           LEFT JOIN worker w ON w.day = :before AND w.cell_id = m.cell_id
           WHERE m.city_id = :city
       )
       SELECT c.customer_id FROM engagement.care c
       JOIN served s ON s.customer_id = c.customer_id AND s.cell_id = ANY(:cells)
       LEFT JOIN served_before b ON b.customer_id = c.customer_id
       WHERE c.city_id = :city AND c.state <> 'closed'
         AND (s.specialist_id IS DISTINCT FROM b.specialist_id OR c.notified_at IS NULL)
       ORDER BY c.customer_id"""
)

_DROP = text(
    """DELETE FROM engagement.message WHERE city_id = :city AND template = :template AND state = 'queued'
       AND customer_id = ANY(:customers) AND CAST(params ->> 'on' AS date) >= :day"""
)

_REACHED = text(
    """SELECT DISTINCT customer_id FROM engagement.message
       WHERE city_id = :city AND starts_with(source_key, CAST(:prefix AS text)) AND state = 'delivered' ORDER BY 1"""
)

_QUEUE = text(
    """INSERT INTO engagement.message (id, city_id, customer_id, template, params, purpose, source_key)
       SELECT id, :city, customer_id, :template, jsonb_build_object('on', CAST(:day AS date)), 'statutory',
           'notice/' || :key || '/' || customer_id
       FROM unnest(CAST(:ids AS uuid[]), CAST(:customers AS bigint[])) AS t (id, customer_id)
       ON CONFLICT (city_id, source_key) DO NOTHING RETURNING id"""
)


async def recall_notices(session: AsyncSession, city_id: int, key: str) -> list[int]:
    """Take back the notices that wait under `key`; returns the customers whom one has reached, who must be told better."""
    prefix = f"notice/{key}/"
    await take_back(session, city_id, prefix)
    return list(await session.scalars(_REACHED, {"city": city_id, "prefix": prefix}))


async def queue_notices(
    session: AsyncSession,
    city_id: int,
    cells: Collection[int],
    day: date,
    key: str,
    also: Collection[int] = (),
) -> int:
    """Queue the notice for everybody in care in these cells who was told nothing yet or gets another specialist on a day.

    `also` are customers who are told in any case: what they were told is not true any more.

    `key` says what for, so that it is queued once: the plan, or the day of a change. Who is told names the specialist of
    that day when the notice is delivered; one that waits already for such a day is not sent beside it. Returns how many
    were queued.
    """
    names = {"city": city_id, "day": day}
    before = day - timedelta(days=1)
    found = await session.scalars(_WHO, {**names, "before": before, "cells": sorted(cells)})
    customers = sorted({*found, *also})
    await session.execute(_DROP, {**names, "template": NOTICE, "customers": customers})
    return await _queue(session, city_id, customers, day, key)


async def queue_first_notices(
    session: AsyncSession, city_id: int, customers: Collection[int], day: date
) -> int:
    """Queue the notice for persons who came into care on a day, after the others were told. Returns how many were queued."""
    return await _queue(session, city_id, customers, day, f"care/{day}")


async def _queue(session: AsyncSession, city_id: int, customers: Collection[int], day: date, key: str) -> int:
    names = {"city": city_id, "day": day, "template": NOTICE, "key": key}
    ids = [new_id() for _ in customers]
    queued = await session.execute(_QUEUE, {**names, "ids": ids, "customers": list(customers)})
    return len(queued.all())

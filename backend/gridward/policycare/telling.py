"""A word to the numbers that a customer had before: whoever holds one of them learns that it does not count any more.

It leaves at once when he confirms, at any hour: who took the number over without him must hear of it now. What could not
leave then is no news any more, and waits for the hours of messages.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.book.public import same_detail
from gridward.engagement.public import UrgentMessage, may_leave, message_hours, send_now
from gridward.kernel.clock import now, policy_day
from gridward.kernel.errors import GridwardError
from gridward.kernel.ids import new_id
from gridward.platform.db import async_engine, session_maker, transaction
from gridward.policycare.rules import service_rules
from gridward.policycare.sealing import open_before

_UNTOLD = text(
    """SELECT r.* FROM policycare.request r
       WHERE r.city_id = :city AND 'mobile' = ANY(r.fields) AND r.told_at IS NULL
         AND r.confirmed_at IS NOT NULL AND r.confirmed_at > :since
         AND (CAST(:only AS uuid) IS NULL OR r.id = :only)
         AND NOT EXISTS (
             SELECT FROM policycare.detail d WHERE d.request_id = r.id AND d.tell_tried_at > CASE
                 WHEN CAST(:only AS uuid) IS NULL THEN CAST(:before AS timestamptz) ELSE '-infinity' END)
       ORDER BY r.confirmed_at"""
)
_CITIES = """
    SELECT DISTINCT r.city_id FROM policycare.request r
    WHERE 'mobile' = ANY(r.fields) AND r.told_at IS NULL AND r.confirmed_at > %(since)s
      AND NOT EXISTS (SELECT FROM policycare.detail d WHERE d.request_id = r.id AND d.tell_tried_at > %(before)s)
    ORDER BY r.city_id
"""
# A confirmation and a run may come at once: each request is told of by one of them.
_CLAIM = text("SELECT id FROM policycare.request WHERE id = :id AND told_at IS NULL FOR UPDATE SKIP LOCKED")
_BEFORE = text(
    """SELECT * FROM policycare.detail WHERE request_id = :request AND field = 'mobile' AND told_at IS NULL
       ORDER BY customer_id"""
)
_TRIED = text(
    """UPDATE policycare.detail SET tell_tried_at = :at, told_at = CASE WHEN :told THEN CAST(:at AS timestamptz) END
       WHERE request_id = :request AND field = 'mobile' AND customer_id = ANY(:customers)"""
)


async def tell_former_numbers(
    sessions: async_sessionmaker[AsyncSession], city_id: int, only: UUID | None = None
) -> None:
    """Tell the numbers that were not told yet. `only` one request, which was confirmed just now: at any hour."""
    if only is None and not _may_leave_now():
        return
    async with transaction(sessions) as session:
        values = {"city": city_id, "only": only, **_limits()}
        requests = (await session.execute(_UNTOLD, values)).all()
    for request in requests:
        await _tell(sessions, request)


def tell_again(url: str, city_id: int) -> None:
    """Tell the numbers of a city that could not be told at once."""
    asyncio.run(_tell_again(url, city_id))


def cities_to_tell(connection: psycopg.Connection) -> list[int]:
    """The cities where a number waits to be told, and may be told at this hour."""
    if not _may_leave_now():
        return []
    return [row[0] for row in connection.execute(_CITIES, _limits())]


@contextlib.asynccontextmanager
async def of_system(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """A transaction whose changes are nobody's in person."""
    async with transaction(sessions) as session:
        await session.execute(text("SELECT set_config('gridward.actor', 'system', true)"))
        yield session


def _may_leave_now() -> bool:
    return UrgentMessage.purpose in may_leave(message_hours(), now())


def _limits() -> dict[str, Any]:
    rules, moment = service_rules(), now()
    return {
        "since": moment - timedelta(days=rules.tell_days),
        "before": moment - timedelta(hours=rules.tell_again_hours),
    }


async def _tell_again(url: str, city_id: int) -> None:
    engine = async_engine(url)
    try:
        await tell_former_numbers(session_maker(engine), city_id)
    finally:
        await engine.dispose()


async def _tell(sessions: async_sessionmaker[AsyncSession], request: Row[Any]) -> None:
    async with of_system(sessions) as session:
        if (await session.execute(_CLAIM, {"id": request.id})).one_or_none() is None:
            return
        told = [
            await _tell_one(sessions, request, number, customers)
            for number, customers in await _former_numbers(session, request)
        ]
        if all(told):
            await session.execute(
                text("UPDATE policycare.request SET told_at = :at WHERE id = :id"),
                {"at": now(), "id": request.id},
            )


async def _tell_one(
    sessions: async_sessionmaker[AsyncSession], request: Row[Any], number: str, customers: list[int]
) -> bool:
    """Whether one number was told. Noted at once: what has left is not sent again because another one did not."""
    message = UrgentMessage(
        request.city_id,
        request.customer_id,
        "mobile_changed",
        number,
        f"mobile_changed/{request.id}/{new_id()}",
        {"on": policy_day(request.confirmed_at).isoformat()},
    )
    try:
        await send_now(sessions, message)
    except GridwardError:
        told = False  # kept with its reason
    else:
        told = True
    async with of_system(sessions) as session:
        values = {"at": now(), "told": told, "request": request.id, "customers": customers}
        await session.execute(_TRIED, values)
    return told


async def _former_numbers(session: AsyncSession, request: Row[Any]) -> list[tuple[str, list[int]]]:
    """Each number once, with the customer numbers under which it stood."""
    found: list[tuple[str, list[int]]] = []
    for row in await session.execute(_BEFORE, {"request": request.id}):
        number = open_before(row)
        if not number:
            continue
        same = next((customers for other, customers in found if same_detail("mobile", number, other)), None)
        if same is None:
            found.append((number, [row.customer_id]))
        else:
            same.append(row.customer_id)
    return found

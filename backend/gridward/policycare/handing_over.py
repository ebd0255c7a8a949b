"""After a confirmation: what the core is to change, written down for it, and a word to the number that he had before.

Whatever fails here is done again by the day's run: the confirmation itself is kept already.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import anyio.to_thread
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.book.public import same_detail
from gridward.engagement.public import UrgentMessage, send_now
from gridward.kernel.clock import now, policy_day
from gridward.kernel.errors import GridwardError
from gridward.kernel.ids import new_id
from gridward.platform.daily_file import DailyFile
from gridward.platform.db import transaction
from gridward.platform.settings import settings
from gridward.policycare.rules import service_rules
from gridward.policycare.sealing import open_before, open_values

_UNWRITTEN = text(
    """SELECT r.*, array_agg(DISTINCT c.customer_no) AS numbers, y.code AS city
       FROM policycare.request r JOIN policycare.detail d ON d.request_id = r.id
       JOIN book.customer c ON c.id = d.customer_id JOIN city.city y ON y.id = r.city_id
       WHERE r.city_id = :city AND r.state = 'in_review' AND r.handed_over_at IS NULL
         AND (CAST(:only AS uuid) IS NULL OR r.id = :only)
       GROUP BY r.id, y.code ORDER BY r.confirmed_at"""
)
_UNTOLD = text(
    """SELECT r.* FROM policycare.request r
       WHERE r.city_id = :city AND 'mobile' = ANY(r.fields) AND r.told_at IS NULL
         AND r.confirmed_at IS NOT NULL AND r.confirmed_at > :since
         AND (CAST(:only AS uuid) IS NULL OR r.id = :only)
       ORDER BY r.confirmed_at"""
)
# A confirmation and the day's run may come at once: each request is written and told by one of them.
_ONE_WRITER = text("SELECT pg_advisory_xact_lock(hashtextextended('policycare.hand_over', :city))")
_CLAIM = text("SELECT id FROM policycare.request WHERE id = :id AND told_at IS NULL FOR UPDATE SKIP LOCKED")
_BEFORE = text(
    "SELECT * FROM policycare.detail WHERE request_id = :request AND field = 'mobile' ORDER BY customer_id"
)


async def hand_over(
    sessions: async_sessionmaker[AsyncSession], city_id: int, only: UUID | None = None
) -> int:
    """Write down what the core has not been given yet, and tell former numbers; returns how many requests were given.

    `only` one request, where somebody waits for the answer.
    """
    written = await _write_for_core(sessions, city_id, only)
    await _tell_former_numbers(sessions, city_id, only)
    return written


async def _write_for_core(sessions: async_sessionmaker[AsyncSession], city_id: int, only: UUID | None) -> int:
    async with _of_system(sessions) as session:
        await session.execute(_ONE_WRITER, {"city": city_id})
        requests = (await session.execute(_UNWRITTEN, {"city": city_id, "only": only})).all()
        if not requests:
            return 0
        moment = now()
        references = await anyio.to_thread.run_sync(_append, requests, moment)
        for request in requests:
            await session.execute(
                text(
                    "UPDATE policycare.request SET handed_over_at = :at, reference = :reference WHERE id = :id"
                ),
                {"at": moment, "reference": references[request.id], "id": request.id},
            )
        return len(requests)


def _append(requests: Sequence[Row[Any]], moment: datetime) -> dict[UUID, str]:
    """A line for each customer number that changes; it holds personal data in the clear, as the core needs it."""
    file = DailyFile(settings().files_dir / "core")
    references = {}
    for request in requests:
        for number in request.numbers:
            references[request.id] = file.append(
                f"{request.id}/{number}",
                {
                    "at": moment.isoformat(timespec="seconds"),
                    "request": str(request.id),
                    "item": request.kind,
                    "city": request.city,
                    "customer_no": number,
                    "changes": open_values(request),
                    "confirmed_at": request.confirmed_at.isoformat(timespec="seconds"),
                    "confirmed_by": "code",
                    "taken_in_by": str(request.account_id),
                    "workplace": request.workplace,
                },
            )
    file.flush()
    return references


async def _tell_former_numbers(
    sessions: async_sessionmaker[AsyncSession], city_id: int, only: UUID | None
) -> None:
    since = now() - timedelta(days=service_rules().tell_days)
    async with transaction(sessions) as session:
        requests = (await session.execute(_UNTOLD, {"city": city_id, "since": since, "only": only})).all()
    for request in requests:
        await _tell(sessions, request)


async def _tell(sessions: async_sessionmaker[AsyncSession], request: Row[Any]) -> None:
    async with _of_system(sessions) as session:
        if (await session.execute(_CLAIM, {"id": request.id})).one_or_none() is None:
            return
        for number in await _former_numbers(session, request):
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
                return  # kept with its reason; the next run tries again
        await session.execute(
            text("UPDATE policycare.request SET told_at = :at WHERE id = :id"),
            {"at": now(), "id": request.id},
        )


async def _former_numbers(session: AsyncSession, request: Row[Any]) -> list[str]:
    found: list[str] = []
    for row in await session.execute(_BEFORE, {"request": request.id}):
        number = open_before(row)
        if number and not any(same_detail("mobile", number, other) for other in found):
            found.append(number)
    return found


@contextlib.asynccontextmanager
async def _of_system(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """A transaction whose changes are nobody's in person."""
    async with transaction(sessions) as session:
        await session.execute(text("SELECT set_config('gridward.actor', 'system', true)"))
        yield session

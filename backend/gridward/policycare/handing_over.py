"""After a confirmation: what the core is to change, written down for it, and a word to the numbers that he had before.

Whatever fails here is done again by the day's run: the confirmation itself is kept already.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import anyio.to_thread
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.kernel.clock import now
from gridward.platform.daily_file import DailyFile
from gridward.platform.settings import settings
from gridward.policycare.sealing import open_values
from gridward.policycare.telling import of_system, tell_former_numbers

_UNWRITTEN = text(
    """SELECT r.*, array_agg(DISTINCT c.customer_no) AS numbers, y.code AS city
       FROM policycare.request r JOIN policycare.detail d ON d.request_id = r.id
       JOIN book.customer c ON c.id = d.customer_id JOIN city.city y ON y.id = r.city_id
       WHERE r.city_id = :city AND r.state = 'in_review' AND r.handed_over_at IS NULL
         AND (CAST(:only AS uuid) IS NULL OR r.id = :only)
       GROUP BY r.id, y.code ORDER BY r.confirmed_at"""
)
# A confirmation and the day's run may come at once: each request is written by one of them.
_ONE_WRITER = text("SELECT pg_advisory_xact_lock(hashtextextended('policycare.hand_over', :city))")


async def hand_over(
    sessions: async_sessionmaker[AsyncSession], city_id: int, only: UUID | None = None
) -> int:
    """Write down what the core has not been given yet, and tell former numbers; returns how many requests were given.

    `only` one request, where somebody waits for the answer.
    """
    written = await _write_for_core(sessions, city_id, only)
    await tell_former_numbers(sessions, city_id, only)
    return written


async def _write_for_core(sessions: async_sessionmaker[AsyncSession], city_id: int, only: UUID | None) -> int:
    async with of_system(sessions) as session:
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

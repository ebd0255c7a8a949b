"""What a seat is told while it works: the queue in figures, and what became of the visits that it asked for."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.seats.counts import queue_counts
from gridward.seats.schemas import QueueCounts, RequestState, SeatNews

_REMEMBERED = timedelta(days=1)

_REQUESTS = text(
    """SELECT r.id, r.customer_id, c.name_masked, r.state, r.outcome,
           coalesce(r.closed_at, r.answered_at, r.raised_at) AS changed_at
       FROM engagement.visit_request r JOIN book.customer c ON c.id = r.customer_id
       WHERE r.raised_by = :account AND r.city_id = ANY(:cities)
         AND (r.state IN ('pending', 'accepted') OR r.closed_at > :since)
       ORDER BY changed_at DESC, r.id LIMIT 100"""
)


async def cities_of(session: AsyncSession, scope: DataScope) -> list[int]:
    """The numbers of all cities in scope."""
    if not scope.all_cities:
        return sorted(scope.city_ids)
    return list(await session.scalars(text("SELECT id FROM city.city ORDER BY id")))


async def seat_news(session: AsyncSession, account_id: UUID, city_ids: Sequence[int]) -> SeatNews:
    """The news of a seat from cities that are in its scope."""
    counts = await queue_counts(session, city_ids, account_id)
    rows = await session.execute(
        _REQUESTS, {"account": account_id, "cities": list(city_ids), "since": now() - _REMEMBERED}
    )
    return SeatNews(
        counts=QueueCounts.model_validate(vars(counts)),
        requests=[RequestState.model_validate(dict(row)) for row in rows.mappings()],
    )

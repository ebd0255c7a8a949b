"""Routes planned before anybody asks, so that a tablet that wakes up in the morning has its day at once."""

import asyncio
from uuid import UUID

from sqlalchemy import text

from gridward.field.route.day import kept_route
from gridward.kernel.clock import POLICY_ZONE, now, today
from gridward.platform.db import async_engine, session_maker, transaction

_AT_ONCE = 2
"""One is planned while what the next one needs is read."""

# The cells in the order in which `worked_cells` has them: the first one's station is where he sets out.
_SPECIALISTS = text(
    """SELECT a.account_id, array_agg(t.cell_id ORDER BY t.role, c.number) AS cells
       FROM staffing.specialist_account a JOIN staffing.tenure t USING (specialist_id)
       JOIN grids.cell c ON c.id = t.cell_id
       WHERE c.city_id = :city AND t.during @> CAST(:day AS date) GROUP BY a.account_id ORDER BY a.account_id"""
)


def prepare_routes(url: str, city_id: int) -> int:
    """Plan the day of each specialist of a city whose plan is not that of his work; how many were looked at."""
    return asyncio.run(_prepare(url, city_id))


async def _prepare(url: str, city_id: int) -> int:
    engine = async_engine(url)
    sessions, turns = session_maker(engine), asyncio.Semaphore(_AT_ONCE)
    day, clock = today(), now().astimezone(POLICY_ZONE)

    async def plan(account_id: UUID, cells: list[int]) -> None:
        async with turns, transaction(sessions) as session:
            await kept_route(session, account_id, cells, day, clock.hour * 60 + clock.minute)

    try:
        async with transaction(sessions) as session:
            rows = (await session.execute(_SPECIALISTS, {"city": city_id, "day": day})).all()
        await asyncio.gather(*(plan(row.account_id, row.cells) for row in rows))
    finally:
        await engine.dispose()
    return len(rows)

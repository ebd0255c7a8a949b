"""The stations that ops wants for a draft: they are opened when it is published."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.errors import Invalid

_READ = text("SELECT station_no FROM stations.plan_station WHERE plan_id = :plan ORDER BY station_no")
_FORGET = text("DELETE FROM stations.plan_station WHERE plan_id = :plan")
_UNKNOWN = text(
    """SELECT n FROM unnest(CAST(:numbers AS text[])) AS t (n)
       WHERE NOT EXISTS (SELECT FROM book.station WHERE city_id = :city AND station_no = n) ORDER BY n"""
)
_WISH = text(
    """INSERT INTO stations.plan_station (plan_id, station_no)
       SELECT :plan, n FROM unnest(CAST(:numbers AS text[])) AS t (n)"""
)


async def wished_stations(session: AsyncSession, plan_id: UUID) -> list[str]:
    """The numbers of the stations that a plan is to have; none where the program chooses."""
    return list((await session.execute(_READ, {"plan": plan_id})).scalars())


async def wish_stations(session: AsyncSession, plan_id: UUID, city_id: int, numbers: Sequence[str]) -> None:
    """Keep which stations a plan is to have; none lets the program choose. Raises `station.unknown`."""
    wanted = sorted(set(numbers))
    unknown = list((await session.execute(_UNKNOWN, {"numbers": wanted, "city": city_id})).scalars())
    if unknown:
        named = ", ".join(unknown[:5])
        raise Invalid(
            "station.unknown",
            f"The city has no candidates {named}.",
            "Load the candidates again and choose among them.",
            numbers=named,
        )
    await session.execute(_FORGET, {"plan": plan_id})
    await session.execute(_WISH, {"plan": plan_id, "numbers": wanted})

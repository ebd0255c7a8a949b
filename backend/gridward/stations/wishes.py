"""The stations that ops wants for a draft: they are opened, and others closed, when it is published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.errors import Invalid
from gridward.stations.candidate_rows import CANDIDATES

_READ = text("SELECT station_no, closes FROM stations.plan_station WHERE plan_id = :plan ORDER BY station_no")
_FORGET = text("DELETE FROM stations.plan_station WHERE plan_id = :plan")
_UNKNOWN = text(
    f"""SELECT n FROM unnest(CAST(:numbers AS text[])) AS t (n)
       WHERE NOT EXISTS (SELECT FROM {CANDIDATES} c WHERE city_id = :city AND station_no = n) ORDER BY n"""
)
_NOT_OPEN = text(
    """SELECT n FROM unnest(CAST(:numbers AS text[])) AS t (n) WHERE NOT EXISTS (
           SELECT FROM stations.station WHERE city_id = :city AND station_no = n AND closed_on IS NULL) ORDER BY n"""
)
_ROOM = text(
    f"""SELECT (SELECT count(*) FROM grids.cell WHERE plan_id = :plan) AS cells,
           bool_or(b.capacity IS NULL) AS unknown, coalesce(sum(greatest(b.capacity, 0)), 0) AS room
       FROM {CANDIDATES} b LEFT JOIN stations.station s USING (city_id, station_no)
       WHERE city_id = :city AND station_no <> ALL(:closing)
         AND (station_no = ANY(:numbers) OR s.id IS NOT NULL AND s.closed_on IS NULL)"""
)
_WISH = text(
    """INSERT INTO stations.plan_station (plan_id, station_no, closes)
       SELECT :plan, n, :closes FROM unnest(CAST(:numbers AS text[])) AS t (n)"""
)


@dataclass(frozen=True)
class Wish:
    """What a plan is to have. Open stations of which nothing is said stay; where all is empty the program chooses."""

    stations: Sequence[str] = ()
    """The numbers of those that are stations."""
    closing: Sequence[str] = ()
    """The numbers of open ones that close with the plan's first day."""

    def __bool__(self) -> bool:
        return bool(self.stations or self.closing)


async def wished_stations(session: AsyncSession, plan_id: UUID) -> Wish:
    """What is kept of a plan."""
    rows = (await session.execute(_READ, {"plan": plan_id})).all()
    return Wish(
        [row.station_no for row in rows if not row.closes], [row.station_no for row in rows if row.closes]
    )


async def wish_stations(session: AsyncSession, plan_id: UUID, city_id: int, wish: Wish) -> None:
    """Keep which stations a plan is to have, and which close with it; nothing of both lets the program choose.

    Raises `station.unknown`, `station.not_open` where one that is not open is to close, and `station.no_room`.
    """
    wanted, closing = sorted(set(wish.stations)), sorted(set(wish.closing))
    unknown = list((await session.execute(_UNKNOWN, {"numbers": wanted, "city": city_id})).scalars())
    if unknown:
        named = ", ".join(unknown[:5])
        raise Invalid(
            "station.unknown",
            f"The city has no candidates {named}.",
            "Load the candidates again and choose among them.",
            numbers=named,
        )
    shut = list((await session.execute(_NOT_OPEN, {"numbers": closing, "city": city_id})).scalars())
    if shut:
        raise not_open(shut)
    if closing:
        names = {"plan": plan_id, "city": city_id, "numbers": wanted, "closing": closing}
        row = (await session.execute(_ROOM, names)).one()
        require_room(row.cells if row.unknown else row.room, row.cells, closing)
    await session.execute(_FORGET, {"plan": plan_id})
    for numbers, closes in ((wanted, False), (closing, True)):
        await session.execute(_WISH, {"plan": plan_id, "numbers": numbers, "closes": closes})


def require_room(room: int, cells: int, closing: Collection[str]) -> None:
    """Raises `station.no_room` where stations close and those that are left have not the `room` for as many as `cells`."""
    if not closing or room >= cells:
        return
    raise Invalid(
        "station.no_room",
        f"Without {', '.join(sorted(closing)[:5])} there is room for {room:,} of {cells:,} specialists.",
        "Let one of them stay, or choose more stations.",
        numbers=", ".join(sorted(closing)[:5]),
        room=room,
        cells=cells,
    )


def not_open(numbers: Sequence[str]) -> Invalid:
    """A station that is to close is none, or closes already."""
    named = ", ".join(numbers[:5])
    return Invalid(
        "station.not_open",
        f"{named} are no open stations.",
        "Load the stations again and choose among the open ones.",
        numbers=named,
    )

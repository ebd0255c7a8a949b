"""Opening and closing stations for a plan, and hanging its cells on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.geo.projection import Projection
from gridward.grids.contract import CellCentre
from gridward.stations.candidate_rows import CANDIDATES
from gridward.stations.choosing import choose_stations, hang_cells, ways
from gridward.stations.wishes import Wish, require_room

_CANDIDATES = text(
    f"""SELECT b.station_no, b.name, b.lon, b.lat, b.capacity, s.id AS station_id,
           s.id IS NOT NULL AND s.closed_on IS NULL AS open
       FROM {CANDIDATES} b LEFT JOIN stations.station s USING (city_id, station_no)
       WHERE b.city_id = :city ORDER BY b.station_no"""
)

# One that opens again was open before on days of its own.
_REMEMBER = text(
    """INSERT INTO stations.past_opening (station_id, opened_on, closed_on)
       SELECT id, opened_on, closed_on FROM stations.station
       WHERE city_id = :city AND station_no = ANY(:numbers) AND closed_on > opened_on"""
)
_OPEN = text(
    f"""INSERT INTO stations.station (city_id, station_no, name, lon, lat, capacity, opened_on)
       SELECT city_id, station_no, name, lon, lat, capacity, :day FROM {CANDIDATES} c
       WHERE city_id = :city AND station_no = ANY(:numbers)
       ON CONFLICT (city_id, station_no) DO UPDATE SET opened_on = excluded.opened_on, closed_on = NULL,
           name = excluded.name, lon = excluded.lon, lat = excluded.lat, capacity = excluded.capacity
       RETURNING id, station_no"""
)

_CLOSE = text(
    """UPDATE stations.station SET closed_on = :day
       WHERE city_id = :city AND station_no = ANY(:numbers) AND closed_on IS NULL"""
)

# A station is closed from a day on; one that is closed on the day on which it opens is never open. On any day one plan alone
# begins: no other opens or closes stations on it.
_CLOSE_UNUSED = text(
    """UPDATE stations.station SET closed_on = :day WHERE city_id = :city AND opened_on = :day RETURNING id"""
)
_AS_BEFORE = text(
    """WITH last AS (
           DELETE FROM stations.past_opening p WHERE station_id = ANY(:stations) AND opened_on = (
               SELECT max(opened_on) FROM stations.past_opening o WHERE o.station_id = p.station_id)
           RETURNING station_id, opened_on, closed_on)
       UPDATE stations.station s SET opened_on = last.opened_on, closed_on = last.closed_on
       FROM last WHERE s.id = last.station_id"""
)

_REOPEN = text(
    """UPDATE stations.station SET closed_on = NULL
       WHERE city_id = :city AND closed_on = :day AND opened_on < :day"""
)
_CLOSED_ON = text(
    f"""SELECT s.station_no FROM stations.station s JOIN {CANDIDATES} b USING (city_id, station_no)
       WHERE city_id = :city AND closed_on = :day AND opened_on < :day ORDER BY station_no"""
)

_HANG = text(
    """INSERT INTO stations.cell_station (cell_id, city_id, station_id, distance_m)
       SELECT cell_id, :city, station_id, distance_m
       FROM unnest(CAST(:cells AS integer[]), CAST(:stations AS integer[]), CAST(:ways AS float8[]))
           AS t (cell_id, station_id, distance_m)
       ON CONFLICT (cell_id) DO UPDATE SET station_id = excluded.station_id, distance_m = excluded.distance_m"""
)


@dataclass(frozen=True)
class Changed:
    """How many stations a plan opens and closes."""

    opened: int
    closed: int


async def undo_stations(session: AsyncSession, city_id: int, day: date) -> None:
    """Let it be as if no plan began on that day: stations that it opened never were, those that it closed are open."""
    unused = await session.execute(_CLOSE_UNUSED, {"city": city_id, "day": day})
    await session.execute(_AS_BEFORE, {"stations": list(unused.scalars())})
    await session.execute(_REOPEN, {"city": city_id, "day": day})


async def closed_on(session: AsyncSession, city_id: int, day: date) -> list[str]:
    """The numbers of the stations that were closed with a day, as far as they are candidates."""
    return list((await session.execute(_CLOSED_ON, {"city": city_id, "day": day})).scalars())


async def open_stations(
    session: AsyncSession,
    city_id: int,
    cells: Sequence[CellCentre],
    projection: Projection,
    day: date,
    cells_per_station: int,
    wish: Wish | None = None,
) -> Changed:
    """Open and close the stations that are wished for, else open as many as the cells need; each cell hangs on one of them.

    Other stations that are open already stay. A city whose book has no candidates has none, and its cells hang on nothing.
    Raises `station.no_room` where stations close and those that stay have too little.
    """
    candidates = (await session.execute(_CANDIDATES, {"city": city_id})).all()
    if not candidates or not cells:
        return Changed(0, 0)
    way = ways(
        projection.project(np.array([(cell.lon, cell.lat) for cell in cells])),
        projection.project(np.array([(one.lon, one.lat) for one in candidates])),
    )
    # Of an unknown room it is taken that all find place.
    room = np.array([len(cells) if one.capacity is None else max(one.capacity, 0) for one in candidates])
    was_open = np.array([one.open for one in candidates])
    numbers = np.array([one.station_no for one in candidates])
    wish = wish or Wish()
    closing = was_open & np.isin(numbers, list(wish.closing))
    kept = (was_open | np.isin(numbers, list(wish.stations))) & ~closing
    require_room(int(room[kept].sum()), len(cells), numbers[closing].tolist())
    # Others join those that were wished for only where the specialists find no room in them.
    wanted = 0 if wish else -(-len(cells) // cells_per_station)
    customers = np.array([cell.customers for cell in cells])
    usable = np.flatnonzero(~closing)
    chosen = np.zeros(len(candidates), bool)
    chosen[usable] = choose_stations(way[:, usable], customers, room[usable], kept[usable], wanted).chosen
    ids = await _change(session, city_id, day, numbers[chosen & ~was_open], numbers[closing])
    stations = np.flatnonzero(chosen)
    hung = stations[hang_cells(way[:, stations], room[stations])]
    await session.execute(
        _HANG,
        {
            "city": city_id,
            "cells": [cell.cell_id for cell in cells],
            "stations": [ids.get(one.station_no, one.station_id) for one in (candidates[at] for at in hung)],
            "ways": way[np.arange(len(cells)), hung].tolist(),
        },
    )
    return Changed(int((chosen & ~was_open).sum()), int(closing.sum()))


async def _change(
    session: AsyncSession, city_id: int, day: date, opening: NDArray[np.str_], closing: NDArray[np.str_]
) -> dict[str, int]:
    """Open and close stations by their numbers; returns the ids of those that were opened."""
    if len(closing):
        await session.execute(_CLOSE, {"city": city_id, "day": day, "numbers": closing.tolist()})
    if not len(opening):
        return {}
    names = {"city": city_id, "day": day, "numbers": opening.tolist()}
    await session.execute(_REMEMBER, names)
    return {row.station_no: row.id for row in await session.execute(_OPEN, names)}

"""Opening stations for a plan, and hanging its cells on them."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.geo.projection import Projection
from gridward.grids.contract import CellCentre
from gridward.stations.choosing import choose_stations, hang_cells, ways

_CANDIDATES = text(
    """SELECT b.station_no, b.name, b.lon, b.lat, b.capacity, s.id AS station_id,
           s.id IS NOT NULL AND (s.closed_on IS NULL OR s.closed_on > :day) AS open
       FROM book.station b LEFT JOIN stations.station s USING (city_id, station_no)
       WHERE b.city_id = :city ORDER BY b.station_no"""
)

_OPEN = text(
    """INSERT INTO stations.station (city_id, station_no, name, lon, lat, capacity, opened_on)
       SELECT city_id, station_no, name, lon, lat, capacity, :day FROM book.station
       WHERE city_id = :city AND station_no = ANY(:numbers)
       ON CONFLICT (city_id, station_no) DO UPDATE SET opened_on = excluded.opened_on, closed_on = NULL,
           name = excluded.name, lon = excluded.lon, lat = excluded.lat, capacity = excluded.capacity
       RETURNING id, station_no"""
)

# A station is closed from a day on; one that is closed on the day on which it opens is never open.
_CLOSE = text(
    """UPDATE stations.station s SET closed_on = :day
       WHERE city_id = :city AND opened_on = :day AND NOT EXISTS (
           SELECT FROM stations.cell_station h JOIN grids.cell c ON c.id = h.cell_id
           JOIN grids.plan p ON p.id = c.plan_id
           WHERE h.station_id = s.id AND p.id <> :plan AND p.status = 'published')"""
)

_HANG = text(
    """INSERT INTO stations.cell_station (cell_id, city_id, station_id, distance_m)
       SELECT cell_id, :city, station_id, distance_m
       FROM unnest(CAST(:cells AS integer[]), CAST(:stations AS integer[]), CAST(:ways AS float8[]))
           AS t (cell_id, station_id, distance_m)
       ON CONFLICT (cell_id) DO UPDATE SET station_id = excluded.station_id, distance_m = excluded.distance_m"""
)


async def close_unused(session: AsyncSession, city_id: int, plan_id: UUID, day: date) -> None:
    """Let the stations that were opened on a day for a plan alone be as if they had not been opened."""
    await session.execute(_CLOSE, {"city": city_id, "plan": plan_id, "day": day})


async def open_stations(
    session: AsyncSession,
    city_id: int,
    cells: Sequence[CellCentre],
    projection: Projection,
    day: date,
    cells_per_station: int,
    wished: Collection[str] = (),
) -> int:
    """Open the stations that are wished for, else as many as the cells need, and hang each cell on one of them.

    Returns how many were opened.

    Stations that are open already stay. A city whose book has no candidates has none, and its cells hang on nothing.
    """
    candidates = (await session.execute(_CANDIDATES, {"city": city_id, "day": day})).all()
    if not candidates or not cells:
        return 0
    way = ways(
        projection.project(np.array([(cell.lon, cell.lat) for cell in cells])),
        projection.project(np.array([(one.lon, one.lat) for one in candidates])),
    )
    # Of an unknown room it is taken that all find place.
    room = np.array([len(cells) if one.capacity is None else max(one.capacity, 0) for one in candidates])
    opened = np.array([one.open for one in candidates])
    # Others join those that were wished for only where the specialists find no room in them.
    kept = opened | np.isin([one.station_no for one in candidates], list(wished))
    wanted = 0 if wished else -(-len(cells) // cells_per_station)
    customers = np.array([cell.customers for cell in cells])
    chosen = choose_stations(way, customers, room, kept, wanted)
    ids = [one.station_id for one in candidates]
    numbers = [one.station_no for one, new in zip(candidates, chosen & ~opened, strict=True) if new]
    if numbers:
        made = await session.execute(_OPEN, {"city": city_id, "day": day, "numbers": numbers})
        found = {row.station_no: row.id for row in made}
        ids = [found.get(one.station_no, one.station_id) for one in candidates]
    stations = np.flatnonzero(chosen)
    hung = stations[hang_cells(way[:, stations], room[stations])]
    await session.execute(
        _HANG,
        {
            "city": city_id,
            "cells": [cell.cell_id for cell in cells],
            "stations": [ids[station] for station in hung],
            "ways": way[np.arange(len(cells)), hung].tolist(),
        },
    )
    return len(numbers)

"""The open work of cells by doors: who lives together is one stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.route.rules import RouteRules
from gridward.field.route.timing import Stop, Window
from gridward.field.route.travel import Place
from gridward.field.today import MOST_ITEMS
from gridward.kernel.clock import POLICY_ZONE

_TASKS = text(
    """SELECT t.id, t.kind, t.priority, coalesce(c.address_key::text, 'person/' || t.customer_id) AS door, h.lon, h.lat,
           r.wished_part, a.starts_at AS agreed_at, a.minutes AS agreed_minutes, a.place AS agreed_place
       FROM (SELECT * FROM engagement.task
             WHERE cell_id = ANY(:cells) AND state = 'open' AND workplace = 'field'
               AND (starts_on IS NULL OR starts_on <= :day) AND (kind <> 'occasion' OR due_on >= :day)
             ORDER BY kind = 'flagged_visit' DESC, priority DESC, due_on, id LIMIT :most) t
       JOIN book.customer c ON c.id = t.customer_id
       LEFT JOIN engagement.visit_request r
           ON t.kind = 'flagged_visit' AND r.task_id = t.id AND coalesce(r.wished_on, :day) = :day
       LEFT JOIN LATERAL (
           SELECT a.starts_at, a.minutes, a.place FROM engagement.appointment a
           WHERE a.customer_id = t.customer_id AND a.state = 'booked'
             AND a.starts_at >= :midnight AND a.starts_at < :next_midnight AND coalesce(a.task_id, t.id) = t.id
           ORDER BY a.starts_at LIMIT 1
       ) a ON true
       LEFT JOIN LATERAL (
           SELECT p.lon, p.lat FROM census.customer_standing s JOIN census.placement p USING (customer_id)
           WHERE s.person_id = t.customer_id AND p.reason IS NULL AND p.lon IS NOT NULL
           ORDER BY s.customer_id = s.person_id DESC, s.customer_id LIMIT 1
       ) h ON true
       ORDER BY door, t.priority DESC, t.id"""
)
_STATION = text(
    """SELECT s.name, s.lon, s.lat FROM unnest(CAST(:cells AS int[])) WITH ORDINALITY w (cell_id, place)
       JOIN stations.cell_station USING (cell_id) JOIN stations.station s ON s.id = station_id
       ORDER BY w.place LIMIT 1"""
)


@dataclass(frozen=True)
class Door:
    """A stop with its tasks, the most urgent first."""

    stop: Stop
    task_ids: list[UUID]
    by_phone: bool


async def open_doors(session: AsyncSession, cells: Sequence[int], day: date, rules: RouteRules) -> list[Door]:
    """The open field work of cells on a day, as much of it as Today shows."""
    midnight = datetime.combine(day, time(), POLICY_ZONE)
    rows = await session.execute(
        _TASKS,
        {
            "cells": list(cells),
            "day": day,
            "midnight": midnight,
            "next_midnight": midnight + timedelta(days=1),
            "most": MOST_ITEMS,
        },
    )
    return [
        _door(key, list(found), rules) for key, found in groupby(rows.mappings(), lambda row: row["door"])
    ]


@dataclass(frozen=True)
class Station:
    """Where he sets out."""

    name: str
    place: Place


async def station_of(session: AsyncSession, cells: Sequence[int]) -> Station | None:
    """The station of the first of his cells that hangs on one."""
    row = (await session.execute(_STATION, {"cells": list(cells)})).one_or_none()
    return Station(row.name, (row.lon, row.lat)) if row else None


def _door(key: str, rows: list[RowMapping], rules: RouteRules) -> Door:
    agreed = [row for row in rows if row["agreed_at"]]
    by_phone = all(
        row["agreed_place"] == "phone" if row["agreed_at"] else row["kind"] in rules.calls.kinds
        for row in rows
    )
    placed: Any = next((row for row in rows if row["lon"] is not None), None)
    wished = [rules.parts[row["wished_part"]].window() for row in rows if row["wished_part"]]
    windows = [_agreed(row["agreed_at"], rules) for row in agreed] or wished
    minutes = max([rules.taking([row["kind"] for row in rows]), *(row["agreed_minutes"] for row in agreed)])
    stop = Stop(
        key,
        None if by_phone or placed is None else (placed["lon"], placed["lat"]),
        minutes,
        _common(windows),
        float(rows[0]["priority"]),
    )
    return Door(stop, [row["id"] for row in rows], by_phone)


def _agreed(starts_at: datetime, rules: RouteRules) -> Window:
    """Between these an appointment begins on time."""
    local = starts_at.astimezone(POLICY_ZONE)
    minute = local.hour * 60 + local.minute
    return Window(minute, minute + rules.minutes.late_at_most)


def _common(windows: list[Window]) -> Window | None:
    """The time that suits all at a door; where none does, the first one's."""
    if not windows:
        return None
    opens, closes = max(one.opens for one in windows), min(one.closes for one in windows)
    return Window(opens, closes) if opens <= closes else windows[0]

"""A specialist's route of today: kept, and planned anew when his work has changed or the plan has become old."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.route.doors import Door, Station, open_doors, station_of
from gridward.field.route.planning import DayOrder, Planned, planned
from gridward.field.route.rules import RouteRules, route_rules
from gridward.field.route.timing import Start
from gridward.field.route.travel import Place, Speeds
from gridward.grids.public import workload_rules

_KEPT = text("SELECT stamp, plan FROM field.day_route WHERE account_id = :account AND day = :day")
_KEEP = text(
    """WITH over AS (DELETE FROM field.day_route WHERE account_id = :account AND day < :day)
       INSERT INTO field.day_route (account_id, day, stamp, plan)
       VALUES (:account, :day, :stamp, CAST(:plan AS jsonb))
       ON CONFLICT (account_id, day) DO UPDATE SET stamp = excluded.stamp, plan = excluded.plan"""
)


@dataclass(frozen=True)
class DayRoute:
    """A planned day."""

    day: date
    start: Start
    station: Station | None
    """Where it begins; None where it begins elsewhere, or nobody knows."""
    doors: dict[str, Door]
    """By the keys of their stops."""
    plan: Planned


def travel_speeds() -> Speeds:
    """As measured, from the rules `workload`."""
    travel = workload_rules().travel
    return Speeds(travel.legs_km, travel.speeds_kmh)


async def kept_route(
    session: AsyncSession, account_id: UUID, cells: Sequence[int], day: date, at: int
) -> DayRoute:
    """The route of somebody who works these cells, from their station at a minute of the day on."""
    rules = route_rules()
    station = await station_of(session, cells)
    doors = await _doors(session, cells, day, rules)
    start = Start(station.place if station else None, rules.departing(at))
    stamp = _stamp(doors, station, rules)
    row = (await session.execute(_KEPT, {"account": account_id, "day": day})).one_or_none()
    if row and row.stamp == stamp and 0 <= start.at - row.plan["at"] < rules.size.kept_minutes:
        return DayRoute(day, Start(start.place, row.plan["at"]), station, doors, _read(row.plan, doors))
    plan = await asyncio.to_thread(planned, _order(doors, start, rules), travel_speeds())
    await session.execute(
        _KEEP,
        {"account": account_id, "day": day, "stamp": stamp, "plan": json.dumps(_written(plan, start.at))},
    )
    return DayRoute(day, start, station, doors, plan)


async def route_from(
    session: AsyncSession, cells: Sequence[int], day: date, at: int, here: Place
) -> DayRoute:
    """The same from where somebody is. It is kept nowhere: nobody is followed."""
    rules = route_rules()
    doors = await _doors(session, cells, day, rules)
    start = Start(here, rules.departing(at))
    plan = await asyncio.to_thread(planned, _order(doors, start, rules), travel_speeds())
    return DayRoute(day, start, None, doors, plan)


async def _doors(
    session: AsyncSession, cells: Sequence[int], day: date, rules: RouteRules
) -> dict[str, Door]:
    return {door.stop.key: door for door in await open_doors(session, cells, day, rules)}


def _order(doors: dict[str, Door], start: Start, rules: RouteRules) -> DayOrder:
    return DayOrder(
        [door.stop for door in doors.values() if not door.by_phone],
        [door.stop for door in doors.values() if door.by_phone],
        start,
        rules.hours.window().closes,
        rules.calls.kept_minutes,
        rules.size.doors,
    )


def _stamp(doors: dict[str, Door], station: Station | None, rules: RouteRules) -> str:
    said = repr(
        (sorted(doors.items(), key=lambda one: one[0]), station, rules.model_dump_json(), travel_speeds())
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _written(plan: Planned, at: int) -> dict[str, Any]:
    left = [[stop.key, why] for stop, why in plan.left]
    return {"at": at, "order": [stop.key for stop in plan.order], "left": left}


def _read(plan: dict[str, Any], doors: dict[str, Door]) -> Planned:
    return Planned(
        [doors[key].stop for key in plan["order"]], [(doors[key].stop, why) for key, why in plan["left"]]
    )

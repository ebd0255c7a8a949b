"""The day's route as it is shown."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.route.day import DayRoute, kept_route, route_from, travel_speeds
from gridward.field.route.doors import Door
from gridward.field.route.rules import route_rules
from gridward.field.route.timing import timed
from gridward.field.route.travel import Place
from gridward.field.worked import worked_cells
from gridward.identity.contract import DataScope
from gridward.kernel.clock import POLICY_ZONE, now, today


async def show_route(
    session: AsyncSession, scope: DataScope, account_id: UUID, at: int | None, here: Place | None
) -> dict[str, Any]:
    """The route of the specialist behind an account, as `RouteOut`: from `here` or his station, from `at` or now on."""
    numbers = [cell["cell_id"] for cell in await worked_cells(session, scope, account_id)]
    clock = now().astimezone(POLICY_ZONE)
    minute = clock.hour * 60 + clock.minute if at is None else at
    if here:
        route = await route_from(session, numbers, today(), minute, here)
    else:
        route = await kept_route(session, account_id, numbers, today(), minute)
    return _shown(route, here)


def _shown(route: DayRoute, here: Place | None) -> dict[str, Any]:
    rules, speeds = route_rules(), travel_speeds()
    hours = rules.hours.window()
    turns = timed(route.plan.order, route.start, hours.closes, speeds)
    place = route.start.place
    return {
        "day": route.day,
        "at": route.start.at,
        "start": place
        and {
            "lon": place[0],
            "lat": place[1],
            "station": None if here or not route.station else route.station.name,
        },
        "stops": [
            _door(route.doors[turn.stop.key])
            | {
                "metres": turn.metres,
                "travel": turn.travel,
                "arrives": turn.arrives,
                "begins": turn.begins,
                "leaves": turn.leaves,
                "unkept": turn.unkept,
            }
            for turn in turns
        ],
        "left": [_door(route.doors[stop.key]) | {"why": why} for stop, why in route.plan.left],
        "figures": {
            "hours": vars(hours),
            "legs_km": speeds.legs_km,
            "speeds_kmh": speeds.speeds_kmh,
            "parts": {name: vars(part.window()) for name, part in rules.parts.items()},
            "minutes": rules.minutes.kinds,
            "otherwise": rules.minutes.otherwise,
            "one_more": rules.minutes.one_more,
            "by_phone": sorted(rules.calls.kinds),
            "late_at_most": rules.minutes.late_at_most,
        },
    }


def _door(door: Door) -> dict[str, Any]:
    window = door.stop.window
    return {
        "task_ids": door.task_ids,
        "by_phone": door.by_phone,
        "minutes": door.stop.minutes,
        "window": window and vars(window),
        "weight": door.stop.weight,
    }

"""Ordering a plan, also because stations close: their cells hang on others, or so many of them are given up."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import projection_of
from gridward.grids.contract import BuildOrder, ClosingStation
from gridward.grids.public import cell_centres, copy_plan, order_plan, require_kept
from gridward.identity.contract import DataScope
from gridward.kernel.errors import Invalid
from gridward.stations.public import Wish, not_open, require_room, ways, wish_stations

_OPEN = text(
    """SELECT id, station_no, name, lon, lat, capacity FROM stations.station
       WHERE city_id = :city AND closed_on IS NULL"""
)
_HUNG = text(
    """SELECT h.station_id, c.number FROM stations.cell_station h JOIN grids.cell c ON c.id = h.cell_id
       WHERE c.plan_id = :plan AND h.station_id = ANY(:stations) ORDER BY c.number"""
)
_GOES_ON = text(
    """UPDATE grids.plan SET keeps_plan_id = :kept, closing = CAST(:closing AS jsonb), copied_from_version = NULL,
           quality = quality || '{"moved_customers": 0, "moved_share": 0, "moved_bound": 0}'
       WHERE id = :plan"""
)


@dataclass(frozen=True)
class Closing:
    """What is asked of a station: that it closes, and how many of its cells are given up for it."""

    station_no: str
    give_up: int = 0


async def with_closings(
    session: AsyncSession, city_id: int, order: BuildOrder, closings: Sequence[Closing]
) -> BuildOrder:
    """The order with the cells that are given up: of each station those from which the others are the furthest away.

    Raises `station.closes_where` where no plan is kept, what is wrong with that, `station.not_open`, `station.too_few_cells`
    and `station.no_room`.
    """
    if not closings:
        return order
    if order.keep is None:
        raise Invalid(
            "station.closes_where",
            "A station closes, and the plan whose cells hang on it is not named.",
            "Name the plan to go on from.",
        )
    kept = await require_kept(session, city_id, order)
    stations = {row.station_no: row for row in await session.execute(_OPEN, {"city": city_id})}
    if shut := [one.station_no for one in closings if one.station_no not in stations]:
        raise not_open(shut)
    closing = {one.station_no for one in closings}
    projection = await projection_of(session, city_id)
    centres = {one.number: (one.lon, one.lat) for one in await cell_centres(session, order.keep)}
    left = [row for number, row in stations.items() if number not in closing]
    away = projection.project(np.array([(row.lon, row.lat) for row in left]).reshape(-1, 2))
    names = {"plan": order.keep, "stations": [stations[number].id for number in closing]}
    hung = (await session.execute(_HUNG, names)).all()
    free = [row for row in hung if row.number in centres and row.number not in order.locked]
    found = []
    for one in closings:
        station = stations[one.station_no]
        numbers = [row.number for row in free if row.station_id == station.id]
        if one.give_up > len(numbers):
            raise Invalid(
                "station.too_few_cells",
                f"{one.give_up:,} cells of {station.name} are to be given up; {len(numbers):,} unlocked ones hang on it.",
                "Ask for fewer, or go on from the plan in force.",
                station=station.name,
                wanted=one.give_up,
                cells=len(numbers),
            )
        if numbers and left:
            middles = projection.project(np.array([centres[number] for number in numbers]))
            nearest = ways(middles, away).min(axis=1)
            numbers = [numbers[at] for at in np.argsort(-nearest, kind="stable")]
        given_up = tuple(sorted(numbers[: one.give_up]))
        found.append(ClosingStation(one.station_no, station.name, given_up))
    order = replace(order, closing=tuple(found))
    cells = order.cells or len(kept.numbers) - len(order.gone)
    room = sum(cells if row.capacity is None else row.capacity for row in left)
    require_room(room, cells, closing)
    return order


def moves_nobody(order: BuildOrder) -> bool:
    """Stations close and nothing else is asked for: the cells are the same, and hang on other stations."""
    return bool(order.closing) and order.cells is None and not order.gone


async def hang_anew(session: AsyncSession, city_id: int, order: BuildOrder, by: str) -> UUID:
    """A draft with the same cells, of which nobody moves; its stations close with it."""
    assert order.keep is not None
    await session.execute(text("SELECT FROM city.city WHERE id = :city FOR UPDATE"), {"city": city_id})
    plan_id = await copy_plan(session, order.keep, by)
    closing = json.dumps([asdict(station) for station in order.closing])
    await session.execute(_GOES_ON, {"plan": plan_id, "kept": order.keep, "closing": closing})
    await note_closing(session, city_id, plan_id, order)
    return plan_id


async def note_closing(session: AsyncSession, city_id: int, plan_id: UUID, order: BuildOrder) -> None:
    """Let the stations of an order close when its plan is published."""
    if order.closing:
        wish = Wish(closing=[station.station_no for station in order.closing])
        await wish_stations(session, plan_id, city_id, wish)


async def order_of(
    session: AsyncSession,
    scope: DataScope,
    city_id: int,
    order: BuildOrder,
    closings: Sequence[Closing],
    login: str,
) -> UUID:
    """A new plan: a draft at once where nobody moves, else `building`, with its job queued in the same transaction.

    Raises what is wrong with the plan that is to be kept, and with the stations that are to close.
    """
    scope.require_city(city_id)
    order = await with_closings(session, city_id, order, closings)
    if moves_nobody(order):
        return await hang_anew(session, city_id, order, login)
    plan_id = await order_plan(session, scope, city_id, order, login)
    await note_closing(session, city_id, plan_id, order)
    return plan_id

"""A draft read for an edit. Where its places lie, and the city's land, stay what they are and are kept in the process."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import districts_of, projection_of
from gridward.grids.contract import Load
from gridward.grids.design.land import Land
from gridward.grids.editing.problems import no_hours
from gridward.grids.editing.sheet import Cells, City, Places, Sheet
from gridward.grids.workload_rules import workload_rules

_MOST_KEPT = 4
Kept = TypeVar("Kept")


class _Kept:
    """The last few of what does not change, so that a stroke of the brush does not read a whole city."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Any] = OrderedDict()

    async def get(self, key: object, read: Callable[[], Awaitable[Kept]]) -> Kept:
        if key not in self._kept:
            self._kept[key] = await read()
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        found: Kept = self._kept[key]
        return found


_cities, _places = _Kept(), _Kept()

# Columns as bytes: a hundred thousand rows are read in a tenth of the time that rows take.
_PLACES = text(
    """SELECT string_agg(int8send(id), '') AS id, string_agg(float8send(lon), '') AS lon,
           string_agg(float8send(lat), '') AS lat, string_agg(int4send(customers), '') AS customers,
           string_agg(int4send(CAST(community_id IS NOT NULL AS integer)), '') AS is_community,
           string_agg(float8send(minutes), '') AS minutes, string_agg(float8send(visits), '') AS visits
       FROM (SELECT * FROM grids.plan_place WHERE plan_id = :plan ORDER BY id) p"""
)
_CELL_OF_PLACE = text(
    """SELECT string_agg(int4send(cell_id), '') FROM
       (SELECT cell_id FROM grids.plan_place WHERE plan_id = :plan ORDER BY id) p"""
)
_CELLS = text(
    """SELECT id, number, name, locked, west, south, east, north, load, deviation, mean_distance_m, polsby_popper, hours
       FROM grids.cell WHERE plan_id = :plan ORDER BY number"""
)
_SHAPES = text("SELECT id, geometry FROM grids.cell WHERE id = ANY(:cells)")


async def load_sheet(session: AsyncSession, plan: RowMapping) -> tuple[Sheet, NDArray[np.int64]]:
    """A plan to be edited, and the ids of its cells. Raises `plan.edit_no_hours` and `rules.invalid`."""
    city = await _city(session, plan["city_id"])
    places = await _places.get(plan["id"], lambda: _read_places(session, plan["id"], city))
    rows = (await session.execute(_CELLS, {"plan": plan["id"]})).all()
    ids = np.array([row.id for row in rows], np.int64)
    by_hours = plan["load"] == Load.HOURS
    if by_hours and places.minutes is None:
        raise no_hours()
    column = {name: np.array([getattr(row, name) for row in rows]) for name in rows[0]._fields}
    cells = Cells(
        numbers=column["number"].astype(np.int64),
        names=[row.name for row in rows],
        locked=column["locked"].astype(bool),
        bounds=np.column_stack([column[side] for side in ("west", "south", "east", "north")]),
        load=column["load"].astype(np.int64),
        deviation=column["deviation"],
        mean_distance_m=column["mean_distance_m"],
        polsby_popper=column["polsby_popper"],
        hours=column["hours"].astype(float) if by_hours else None,
    )
    held = _numbers(await session.scalar(_CELL_OF_PLACE, {"plan": plan["id"]}), ">i4").astype(np.int64)
    order = np.argsort(ids)
    cell_of_place = order[np.searchsorted(ids, held, sorter=order)]
    travel = workload_rules().travel_model() if by_hours else None
    return Sheet(city, places, cells, cell_of_place, travel), ids


async def load_shapes(
    session: AsyncSession, ids: NDArray[np.int64], cells: NDArray[np.int64]
) -> dict[int, shapely.Geometry]:
    """The shapes of some cells, in degrees, by index."""
    rows = await session.execute(_SHAPES, {"cells": ids[cells].tolist()})
    index = {int(ids[cell]): int(cell) for cell in cells}
    return {index[row.id]: shapely.from_wkb(row.geometry) for row in rows}


async def _city(session: AsyncSession, city_id: int) -> City:
    changed = await session.scalar(
        text("SELECT updated_at FROM city.city WHERE id = :city"), {"city": city_id}
    )

    async def read() -> City:
        projection = await projection_of(session, city_id)
        districts = await districts_of(session, city_id)
        land = Land(shapely.union_all(projection.project_geometry(districts)))
        # Asked once, inside and outside, so that its indexes are there before several threads share it.
        inside = shapely.get_coordinates(shapely.point_on_surface(land.pieces[0]))
        land.piece_of(np.concatenate([inside, np.array([land.area.bounds[:2]]) - 10.0]))
        return City(projection, land)

    return await _cities.get((city_id, changed), read)


async def _read_places(session: AsyncSession, plan_id: UUID, city: City) -> Places:
    row = (await session.execute(_PLACES, {"plan": plan_id})).one()
    return Places.of(
        _numbers(row.id, ">i8").astype(np.int64),
        np.column_stack([_numbers(row.lon, ">f8"), _numbers(row.lat, ">f8")]).astype(float),
        _numbers(row.customers, ">i4").astype(np.int64),
        _numbers(row.is_community, ">i4").astype(bool),
        city.projection,
        None if row.minutes is None else _numbers(row.minutes, ">f8").astype(float),
        None if row.visits is None else _numbers(row.visits, ">f8").astype(float),
    )


def _numbers(column: bytes, kind: str) -> NDArray[Any]:
    return np.frombuffer(column, kind)

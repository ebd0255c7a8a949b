"""An edit in the database: the cells and places that it changed, beside how they were."""

import json
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.editing.exchange import Side, remove_cells, side_of
from gridward.grids.editing.figures import After
from gridward.grids.editing.sheet import Sheet

_CHANGE = text(
    """UPDATE grids.cell SET geometry = :geometry, west = :west, south = :south, east = :east, north = :north, load = :load,
           deviation = :deviation, communities = :communities, area_km2 = :area_km2, mean_distance_m = :mean_distance_m,
           polsby_popper = :polsby_popper, hours = :hours
       WHERE plan_id = :plan AND number = :number"""
)
_ADD = text(
    """INSERT INTO grids.cell (plan_id, city_id, number, name, geometry, west, south, east, north, load, deviation,
           communities, area_km2, mean_distance_m, polsby_popper, hours)
       VALUES (:plan, :city, :number, :name, :geometry, :west, :south, :east, :north, :load, :deviation, :communities,
           :area_km2, :mean_distance_m, :polsby_popper, :hours) RETURNING id"""
)
_DEVIATE = text(
    """UPDATE grids.cell c SET deviation = one.deviation
       FROM unnest(CAST(:cells AS integer[]), CAST(:deviations AS double precision[])) one(id, deviation)
       WHERE c.id = one.id"""
)
_MOVE = text(
    """UPDATE grids.plan_place p SET cell_id = one.cell_id
       FROM unnest(CAST(:places AS bigint[]), CAST(:cells AS integer[])) one(id, cell_id) WHERE p.id = one.id"""
)
_TELL_MOVES = text(
    """UPDATE grids.plan_place p
       SET from_cell_id = CASE WHEN e.cell_id IS DISTINCT FROM c.follows_cell_id THEN e.cell_id END,
           why = CASE WHEN e.cell_id IS DISTINCT FROM c.follows_cell_id THEN coalesce(p.why, 'hand') END
       FROM grids.cell c, grids.plan_place e
       WHERE p.id = ANY(:places) AND c.id = p.cell_id AND e.plan_id = :kept
           AND (e.community_id = p.community_id OR e.customer_id = p.customer_id)"""
)
_MOVED = text(
    "SELECT coalesce(sum(customers), 0) FROM grids.plan_place WHERE plan_id = :plan AND from_cell_id IS NOT NULL"
)
_HEAVY = text(
    """SELECT p.community_id, m.name, p.customers FROM grids.plan_place p JOIN city.community m ON m.id = p.community_id
       WHERE p.id = ANY(:places) ORDER BY p.id"""
)
_RECORD = text("UPDATE grids.plan SET cells = :cells, quality = CAST(:quality AS jsonb) WHERE id = :plan")


async def save_edit(
    session: AsyncSession,
    plan: RowMapping,
    sheet: Sheet,
    ids: NDArray[np.int64],
    after: After,
    names: list[str],
) -> Side:
    """Store what an edit changed; `ids` are those of the cells before it, `names` those of new cells.

    Returns how it was before. Raises `plan.cell_in_use`.
    """
    old = dict(zip(sheet.cells.numbers.tolist(), ids.tolist(), strict=True))
    changed = after.numbers[after.changed].tolist()
    concerned = [old[number] for number in (*changed, *after.gone) if number in old]
    places = sheet.places.id[after.moved].tolist()
    shifted = _shifted(sheet, after)
    before = await side_of(
        session, plan["id"], concerned, places, [old[int(after.numbers[cell])] for cell in shifted]
    )
    new = await _put_cells(session, plan, after, names)
    id_of = {number: cell for number, cell in old.items() if number not in after.gone} | new
    targets = [id_of[int(after.numbers[cell])] for cell in after.cell_of_place[after.moved]]
    await session.execute(_MOVE, {"places": places, "cells": targets})
    await remove_cells(session, [(old[number], number) for number in after.gone])
    await session.execute(
        _DEVIATE,
        {
            "cells": [id_of[int(after.numbers[cell])] for cell in shifted],
            "deviations": after.deviation[shifted].tolist(),
        },
    )
    record = after.record | await _told(session, plan, sheet, after, places)
    await session.execute(
        _RECORD, {"plan": plan["id"], "cells": len(after.numbers), "quality": json.dumps(record)}
    )
    return before | {"absent": sorted(new.values())}


def _shifted(sheet: Sheet, after: After) -> NDArray[np.int64]:
    """The cells of which nothing but the deviation changes."""
    rest = np.setdiff1d(np.arange(len(after.numbers)), after.changed)
    before = sheet.cells.deviation[np.searchsorted(sheet.cells.numbers, after.numbers[rest])]
    return np.asarray(rest[before != after.deviation[rest]])


async def _put_cells(
    session: AsyncSession, plan: RowMapping, after: After, names: list[str]
) -> dict[int, int]:
    """Update the changed cells and add the new ones; returns the ids of these by number."""
    bounds, shapes = shapely.bounds(after.shapes), shapely.to_wkb(after.shapes)
    name_of = dict(zip(after.new.tolist(), names, strict=True))
    new: dict[int, int] = {}
    changed = []
    for at, cell in enumerate(after.changed.tolist()):
        values = {
            "plan": plan["id"],
            "number": int(after.numbers[cell]),
            "geometry": shapes[at],
            **dict(zip(("west", "south", "east", "north"), bounds[at].tolist(), strict=True)),
            "load": int(after.load[cell]),
            "deviation": float(after.deviation[cell]),
            "communities": int(after.communities[at]),
            "area_km2": float(after.area_km2[at]),
            "mean_distance_m": float(after.mean_distance_m[at]),
            "polsby_popper": float(after.polsby_popper[at]),
            "hours": None if after.hours is None else float(after.hours[cell]),
        }
        if cell in name_of:
            added = values | {"city": plan["city_id"], "name": name_of[cell]}
            new[values["number"]] = await session.scalar(_ADD, added)
        else:
            changed.append(values)
    if changed:
        await session.execute(_CHANGE, changed)
    return new


async def _told(
    session: AsyncSession, plan: RowMapping, sheet: Sheet, after: After, places: list[int]
) -> dict[str, Any]:
    """What the record tells of names and of the plan that this one goes on from."""
    told: dict[str, Any] = {}
    if len(after.numbers) != len(sheet.cells.numbers):
        rows = await session.execute(_HEAVY, {"places": _heavy(sheet, after)})
        told["heavy_communities"] = [dict(row) for row in rows.mappings()]
    if plan["keeps_plan_id"] is not None:
        await session.execute(_TELL_MOVES, {"places": places, "kept": plan["keeps_plan_id"]})
        moved = int(await session.scalar(_MOVED, {"plan": plan["id"]}) or 0)
        share = round(moved / max(int(sheet.places.customers.sum()), 1), 6)
        told |= {"moved_customers": moved, "moved_share": share}
    return told


def _heavy(sheet: Sheet, after: After) -> list[int]:
    """The places that alone are more than a cell should hold."""
    places = sheet.places
    load = places.customers if places.minutes is None else places.minutes
    heavy: list[int] = places.id[load > load.sum() / len(after.numbers)].tolist()
    return heavy

"""The stations with the shortest ways for a plan, for any number of them, with what they cost."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

import numpy as np
from anyio.to_thread import run_sync
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import get_plan
from gridward.identity.contract import DataScope
from gridward.ops.stations.consequences import touched_by_closing
from gridward.platform.db import connect
from gridward.staffing.public import staffing_rules
from gridward.stations.public import (
    Candidates,
    Choice,
    Wish,
    candidates_stamp,
    choose,
    fewest_stations,
    read_candidates,
    wished_stations,
)

_BESIDE = 2
"""So many stations fewer and more are compared."""
_PLANS, _CHOICES = 8, 256


async def propose_stations(
    session: AsyncSession,
    scope: DataScope,
    url: str,
    plan_id: UUID,
    wanted: int | None = None,
    closing: Sequence[str] = (),
    beside: int = _BESIDE,
) -> dict[str, Any]:
    """The best choice of so many stations without some that are to close, by default the one that is wished for.

    `beside` it, those of so many stations fewer and more.
    Raises `plan.not_found`.
    """
    plan = await get_plan(session, scope, plan_id)
    wish = await wished_stations(session, plan_id)
    stamp = await candidates_stamp(session, plan["city_id"])
    key = (url, plan_id, plan["revision"], plan["city_id"], stamp)
    found = await run_sync(partial(_proposed, key, wanted, tuple(sorted(closing)), wish, beside))
    closed = [one["station_no"] for one in found["candidates"] if one["open"] and not one["chosen"]]
    return found | {"closings": await touched_by_closing(session, plan["city_id"], closed)}


_Key = tuple[str, UUID, int, int, str | None]


def _proposed(
    key: _Key, wanted: int | None, closing: tuple[str, ...], wish: Wish, beside: int
) -> dict[str, Any]:
    found = _read(key)
    usual, open_now = -(-len(found.numbers) // _per_station()), int(found.open.sum())
    told = {"wished": list(wish.stations), "wished_closing": list(wish.closing), "radius_m": found.radius_m}
    if not found.rows or not len(found.numbers):
        nothing: dict[str, Any] = {"stations": 0, "open": 0, "fewest": 0, "choices": [], "candidates": []}
        return nothing | {"usual": usual} | told
    # Without a number those that are kept stand on the map.
    of_wish = bool(wish) and not wanted and not closing
    closing = tuple(wish.closing) if of_wish else closing
    closed = np.isin([one.station_no for one in found.rows], closing)
    stays, most = found.open & ~closed, len(found.rows) - int(closed.sum())
    fewest = max(1, min(fewest_stations(found.room[stays], len(found.numbers)), int(stays.sum())))
    number = wanted or (int(stays.sum()) if closing else max(usual, open_now))
    number = min(max(number, fewest), max(most, 1))
    choice = _of_wish(found, wish) if of_wish else _choose(key, number, closing)
    number = int(choice.chosen.sum())
    around = set(range(max(fewest, number - beside), min(most, number + beside) + 1)) - {number}
    choices = {int((one := _choose(key, other, closing)).chosen.sum()): one for other in sorted(around)}
    choices[number] = choice
    return {
        "stations": number,
        "open": open_now,
        "fewest": fewest,
        "usual": min(max(usual, open_now), len(found.rows)),
        "choices": [
            {"stations": one, "mean_way_m": of.mean_way_m, "monthly_cost": of.monthly_cost, "gap": of.gap}
            for one, of in sorted(choices.items())
        ],
        "candidates": [_candidate(found, choice, at) for at in range(len(found.rows))],
    } | told


def _per_station() -> int:
    return staffing_rules().stations.cells_per_station


@lru_cache(_PLANS)
def _read(key: _Key) -> Candidates:
    url, plan_id, _, city_id, _ = key
    with connect(url) as connection:
        return read_candidates(connection, plan_id, city_id)


@lru_cache(_CHOICES)
def _choose(key: _Key, wanted: int, closing: tuple[str, ...]) -> Choice:
    found = _read(key)
    closed = np.isin([one.station_no for one in found.rows], closing)
    kept = found.open & ~closed
    return choose(found.way, found.customers, found.room, kept, found.cost, wanted, closed)


def _of_wish(found: Candidates, wish: Wish) -> Choice:
    numbers = [one.station_no for one in found.rows]
    closed = np.isin(numbers, list(wish.closing))
    kept = (found.open | np.isin(numbers, list(wish.stations))) & ~closed
    return choose(found.way, found.customers, found.room, kept, found.cost, 0, closed)


def _candidate(found: Candidates, choice: Choice, at: int) -> dict[str, Any]:
    own = np.flatnonzero(choice.station == at)
    customers = found.customers[own]
    ways = (found.way[own, at] * customers).sum()
    row, covered_way = found.rows[at], float(found.covered.mean_way_m[at])
    return {
        **vars(row),
        "monthly_cost": float(found.cost[at]),
        "cost_is_delivered": row.monthly_cost is not None,
        "chosen": bool(choice.chosen[at]),
        "covered": int(found.covered.customers[at]),
        "covered_way_m": None if np.isnan(covered_way) else covered_way,
        "cells": found.numbers[own].tolist(),
        "customers": int(customers.sum()),
        "way_m": float(ways / customers.sum()) if len(own) else None,
    }

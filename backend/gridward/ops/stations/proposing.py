"""The stations with the shortest ways for a plan, for any number of them, with what they cost."""

import time
from datetime import date
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

import numpy as np
from anyio.to_thread import run_sync
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import get_plan
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.platform.db import connect
from gridward.staffing.public import staffing_rules
from gridward.stations.public import Candidates, Choice, choose, read_candidates, wished_stations

_BESIDE = 2
"""So many stations fewer and more are compared."""
_KEPT_S = 600
_PLANS, _CHOICES = 8, 256


async def propose_stations(
    session: AsyncSession, scope: DataScope, url: str, plan_id: UUID, wanted: int | None
) -> dict[str, Any]:
    """The best choice of so many stations, by default of those that are wished for. Raises `plan.not_found`."""
    plan = await get_plan(session, scope, plan_id)
    wished = await wished_stations(session, plan_id)
    key = (url, plan_id, plan["revision"], plan["city_id"], today(), int(time.time() // _KEPT_S))
    return await run_sync(partial(_proposed, key, wanted, wished))


_Key = tuple[str, UUID, int, int, date, int]


def _proposed(key: _Key, wanted: int | None, wished: list[str]) -> dict[str, Any]:
    found = _read(key)
    fewest, usual = max(1, int(found.open.sum())), -(-len(found.numbers) // _per_station())
    if not found.rows or not len(found.numbers):
        nothing: dict[str, Any] = {"stations": 0, "fewest": 0, "choices": [], "candidates": []}
        return nothing | {"usual": usual, "wished": wished, "radius_m": found.radius_m}
    most = len(found.rows)
    number = min(max(wanted or usual, fewest), most)
    # Without a number those that are kept stand on the map.
    choice = _choose(key, number) if wanted or not wished else _of_wish(found, wished)
    number = int(choice.chosen.sum())
    beside = range(max(fewest, number - _BESIDE), min(most, number + _BESIDE) + 1)
    choices = {int((one := _choose(key, other)).chosen.sum()): one for other in beside}
    choices[number] = choice
    return {
        "stations": number,
        "fewest": fewest,
        "usual": min(max(usual, fewest), most),
        "wished": wished,
        "radius_m": found.radius_m,
        "choices": [
            {"stations": one, "mean_way_m": of.mean_way_m, "monthly_cost": of.monthly_cost}
            for one, of in sorted(choices.items())
        ],
        "candidates": [_candidate(found, choice, at) for at in range(most)],
    }


def _per_station() -> int:
    return staffing_rules().stations.cells_per_station


@lru_cache(_PLANS)
def _read(key: _Key) -> Candidates:
    url, plan_id, _, city_id, day, _ = key
    with connect(url) as connection:
        return read_candidates(connection, plan_id, city_id, day)


@lru_cache(_CHOICES)
def _choose(key: _Key, wanted: int) -> Choice:
    found = _read(key)
    return choose(found.way, found.customers, found.room, found.open, found.cost, wanted)


def _of_wish(found: Candidates, wished: list[str]) -> Choice:
    kept = found.open | np.isin([one.station_no for one in found.rows], wished)
    return choose(found.way, found.customers, found.room, kept, found.cost, 0)


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

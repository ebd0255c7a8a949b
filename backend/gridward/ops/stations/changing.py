"""The stations that open and close with a plan: as it was published, or as publishing a draft would have it."""

from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.ops.stations.consequences import touched_by_closing
from gridward.ops.stations.proposing import propose_stations

_CHANGED = text(
    """SELECT s.station_no, s.name, d.opened_on = :start AS opens
       FROM stations.station s JOIN (
           SELECT id AS station_id, opened_on, closed_on FROM stations.station
           UNION ALL SELECT station_id, opened_on, closed_on FROM stations.past_opening) d ON d.station_id = s.id
       WHERE s.city_id = :city AND :start IN (d.opened_on, d.closed_on) AND d.opened_on IS DISTINCT FROM d.closed_on
       ORDER BY s.station_no"""
)
_GONE: dict[str, Any] = {"cells": [], "leads": [], "left_without": [], "events": 0}
"""What is not told of a station that has closed."""


async def stations_changed(
    session: AsyncSession, scope: DataScope, url: str, plan: RowMapping
) -> dict[str, Any]:
    """Which open and which close, and what that touches."""
    if plan["effective_from"] is None:
        proposed = await propose_stations(session, scope, url, plan["id"], beside=0)
        opens = [one for one in proposed["candidates"] if one["chosen"] and not one["open"]]
        return {
            "opens": [{key: one[key] for key in ("station_no", "name")} for one in opens],
            "closes": proposed["closings"],
        }
    names = {"city": plan["city_id"], "start": plan["effective_from"]}
    rows = list((await session.execute(_CHANGED, names)).mappings())
    closing = [row for row in rows if not row["opens"]]
    touched = {
        one["station_no"]: one
        for one in await touched_by_closing(session, plan["city_id"], [row["station_no"] for row in closing])
    }
    return {
        "opens": [row for row in rows if row["opens"]],
        "closes": [
            touched.get(row["station_no"], {"station_no": row["station_no"], "name": row["name"], **_GONE})
            for row in closing
        ],
    }

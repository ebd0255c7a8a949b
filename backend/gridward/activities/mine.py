"""The events to which a specialist's customers come."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.attending import mark_days
from gridward.activities.codes import event_code, guest_code
from gridward.activities.contract import EventState
from gridward.activities.lists import PHASE, SEATED
from gridward.activities.rules import activity_rules
from gridward.identity.contract import DataScope
from gridward.kernel.clock import POLICY_ZONE, now, policy_day, today

# First whom he may serve, by any of their numbers: of all who answered in the city they are few.
_MINE = text(
    f"""WITH served AS MATERIALIZED (
            SELECT DISTINCT s.person_id FROM grids.cells_on(CAST(:day AS date)) k
            JOIN census.customer_standing s ON s.customer_id = k.customer_id WHERE k.cell_id = ANY(:cells)
        )
        SELECT e.id AS event_id, e.kind, e.title, s.name AS station, e.place, e.starts_at, e.ends_at, {PHASE} AS state,
            e.seats, greatest(e.seats - t.taken, 0) AS left, n.id AS sign_up_id, n.customer_id, c.name_masked,
            c.mobile_masked, m.name AS community, g.name AS cell_name, b.name_masked AS specialist, n.state AS answer,
            n.persons, n.answered_at
        FROM activities.event e
        JOIN activities.sign_up n ON n.event_id = e.id AND n.state IN ('signed_up', 'waiting', 'attended', 'absent')
        JOIN served ON served.person_id = n.customer_id
        JOIN LATERAL (
            SELECT k.cell_id FROM census.customer_standing s
            JOIN grids.cells_on(CAST(:day AS date)) k ON k.customer_id = s.customer_id
            WHERE s.person_id = n.customer_id ORDER BY s.customer_id = n.customer_id DESC, s.customer_id LIMIT 1
        ) k ON k.cell_id = ANY(:cells)
        JOIN grids.cell g ON g.id = k.cell_id
        JOIN book.customer c ON c.id = n.customer_id
        CROSS JOIN LATERAL (SELECT coalesce(sum(n.persons), 0) AS taken FROM activities.sign_up n
            WHERE n.event_id = e.id AND {SEATED}) t
        LEFT JOIN census.placement p ON p.customer_id = n.customer_id AND p.reason IS NULL
        LEFT JOIN city.community m ON m.id = p.community_id
        LEFT JOIN book.specialist b ON b.id = n.specialist_id
        LEFT JOIN stations.station s ON s.id = e.station_id
        WHERE (:everything OR e.city_id = ANY(:cities)) AND e.state <> 'draft' AND e.starts_at >= :since
        ORDER BY e.starts_at, e.id, n.state = 'waiting', c.name_masked, n.id"""
)
_DOOR = text(
    """SELECT n.event_id, n.id, c.name_masked, n.persons, n.state
       FROM activities.sign_up n JOIN book.customer c ON c.id = n.customer_id
       WHERE n.event_id = ANY(:events) AND n.state IN ('signed_up', 'waiting', 'attended', 'absent')
       ORDER BY c.name_masked, n.id"""
)
_OF_EVENT = (
    "event_id", "kind", "title", "station", "place", "starts_at", "ends_at", "state", "seats", "left",
)  # fmt: skip


async def my_events(session: AsyncSession, scope: DataScope) -> list[dict[str, Any]]:
    """Events with the customers of one's cells who come or wait, as `MyEventOut`, the earliest first.

    They stay for as long as it may be noted who came. Those that are soon have the list for their door.
    """
    rows = await session.execute(
        _MINE,
        {
            "cells": scope.cell_list or [],
            "everything": scope.all_cities,
            "cities": sorted(scope.city_ids),
            "now": now(),
            "day": today(),
            "since": datetime.combine(
                today() - timedelta(days=activity_rules().attend_days), time(), POLICY_ZONE
            ),
        },
    )
    found: dict[Any, dict[str, Any]] = {}
    for row in rows.mappings():
        event = found.setdefault(row["event_id"], _event(row))
        code = guest_code(row["event_id"], row["sign_up_id"])
        event["guests"].append({**row, "state": row["answer"], "code": code})
    await _add_doors(session, found)
    return list(found.values())


async def _add_doors(session: AsyncSession, found: dict[Any, dict[str, Any]]) -> None:
    """Add who may come to the doors that are opened soon, of whichever specialist."""
    last = today() + timedelta(days=activity_rules().door_days)
    soon = [
        key
        for key, event in found.items()
        if policy_day(event["starts_at"]) <= last and event["state"] != EventState.CANCELLED
    ]
    for row in (await session.execute(_DOOR, {"events": soon})).mappings() if soon else ():
        found[row["event_id"]]["door"].append({**row, "code": guest_code(row["event_id"], row["id"])})


def _event(row: RowMapping) -> dict[str, Any]:
    first, last = mark_days(row["starts_at"])
    return {
        **{name: row[name] for name in _OF_EVENT},
        "may_mark": first <= today() <= last and row["state"] != "cancelled",
        "guests": [],
        "code": event_code(row["event_id"]),
        "door": [],
    }

"""Reads of events for the desk. Every one takes the scope of the person who asks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.codes import guest_code
from gridward.activities.rules import activity_rules
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now, today
from gridward.kernel.errors import NotFound

PHASE = """CASE WHEN e.state IN ('open', 'closed') AND e.ends_at <= :now THEN 'over'
    WHEN e.state = 'open' AND (e.answer_by < :day OR e.starts_at <= :now) THEN 'answers_over' ELSE e.state END"""
"""The state of an event `e` at `:now`, which is on `:day`."""
SEATED = "n.state IN ('signed_up', 'attended', 'absent')"
"""Whether a sign-up `n` takes seats."""

_EVENTS = text(
    f"""SELECT * FROM (
            SELECT e.id AS event_id, y.code AS city, e.city_id, e.kind, e.title, e.description, e.station_id,
                s.name AS station_name, e.place, e.starts_at, e.ends_at, e.answer_by, e.seats, e.interests, e.age_from,
                e.age_to, e.district_ids, e.revision, {PHASE} AS state
            FROM activities.event e JOIN city.city y ON y.id = e.city_id
            LEFT JOIN stations.station s ON s.id = e.station_id
        ) e
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(n.persons) FILTER (WHERE {SEATED}), 0) AS signed_up,
                coalesce(sum(n.persons) FILTER (WHERE n.state = 'waiting'), 0) AS waiting,
                count(*) FILTER (WHERE n.state = 'declined') AS declined,
                coalesce(sum(n.persons) FILTER (WHERE n.state = 'attended'), 0) AS attended
            FROM activities.sign_up n WHERE n.event_id = e.event_id
        ) n
        CROSS JOIN LATERAL (
            SELECT count(DISTINCT customer_id) AS invited FROM activities.invitation WHERE event_id = e.event_id
        ) i
        WHERE (CAST(:cities AS int[]) IS NULL OR e.city_id = ANY(:cities))
          AND (CAST(:city AS int) IS NULL OR e.city_id = :city)
          AND (CAST(:event AS uuid) IS NULL OR e.event_id = :event)
          AND (CAST(:state AS text) IS NULL OR e.state = :state)
          AND (CAST(:q AS text) IS NULL OR strpos(lower(concat_ws(' ', e.title, e.station_name, e.place)), lower(:q)) > 0)
          AND (CAST(:before AS uuid) IS NULL OR e.event_id < :before)
        ORDER BY e.event_id DESC LIMIT :limit"""
)

# A supervisor sees those of his cells, and a customer who lost his cell is seen by who sees the whole city.
_GUESTS = text(
    """SELECT n.id AS sign_up_id, n.customer_id, c.name_masked, c.mobile_masked, m.name AS community, g.name AS cell_name,
           b.name_masked AS specialist, n.state, n.persons, n.answered_at
       FROM activities.sign_up n
       JOIN book.customer c ON c.id = n.customer_id
       LEFT JOIN census.placement p ON p.customer_id = n.customer_id AND p.reason IS NULL
       LEFT JOIN city.community m ON m.id = p.community_id
       LEFT JOIN LATERAL (
           SELECT k.cell_id FROM census.customer_standing s
           JOIN grids.cells_on(CAST(:day AS date)) k ON k.customer_id = s.customer_id
           WHERE s.person_id = n.customer_id ORDER BY s.customer_id = n.customer_id DESC, s.customer_id LIMIT 1
       ) k ON true
       LEFT JOIN grids.cell g ON g.id = k.cell_id
       LEFT JOIN book.specialist b ON b.id = n.specialist_id
       WHERE n.event_id = :event AND (CAST(:cells AS int[]) IS NULL OR k.cell_id = ANY(:cells))
         AND (CAST(:after AS uuid) IS NULL OR n.id > :after)
       ORDER BY n.id LIMIT :limit"""
)
_STATIONS = text(
    """SELECT id AS station_id, name FROM stations.station
       WHERE city_id = :city AND (closed_on IS NULL OR closed_on > :day) ORDER BY name, id"""
)
_DISTRICTS = text("SELECT id AS district_id, name FROM city.district WHERE city_id = :city ORDER BY id")
_INTERESTS = text(
    """SELECT interest FROM book.customer, unnest(interests) AS interest WHERE city_id = :city
       GROUP BY interest ORDER BY count(*) DESC, interest LIMIT 40"""
)


@dataclass(frozen=True)
class EventFilter:
    """Which events are wanted; None means all."""

    city_id: int | None = None
    event_id: UUID | None = None
    state: str | None = None
    text: str | None = None
    """Part of the title or the place."""


async def event_rows(
    session: AsyncSession, scope: DataScope, wanted: EventFilter, before: UUID | None = None, limit: int = 500
) -> list[dict[str, Any]]:
    """Events as `EventOut`, the last written down first; `before` ends the page before."""
    rows = await session.execute(
        _EVENTS,
        {
            "cities": None if scope.all_cities else sorted(scope.city_ids),
            "city": wanted.city_id,
            "event": wanted.event_id,
            "state": wanted.state,
            "q": wanted.text or None,
            "before": before,
            "limit": limit,
            "now": now(),
            "day": today(),
        },
    )
    return [_shown(row) for row in rows.mappings()]


async def get_event(session: AsyncSession, scope: DataScope, event_id: UUID) -> dict[str, Any]:
    """An event in scope. Raises `event.not_found`."""
    found = await event_rows(session, scope, EventFilter(event_id=event_id), limit=1)
    if not found:
        raise NotFound("event.not_found", "There is no such event.", "See the list of events.")
    return found[0]


async def guest_rows(
    session: AsyncSession, scope: DataScope, event_id: UUID, after: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Who answered, as `GuestOut`, in the order in which they first did, as far as they are in scope."""
    await get_event(session, scope, event_id)
    rows = await session.execute(
        _GUESTS,
        {"event": event_id, "cells": scope.cell_list, "day": today(), "after": after, "limit": limit},
    )
    return [{**row, "code": guest_code(event_id, row["sign_up_id"])} for row in rows.mappings()]


async def choices(session: AsyncSession, city_id: int) -> dict[str, Any]:
    """What one chooses from when an event is written down, as `EventChoices`."""
    values = {"city": city_id, "day": today()}
    return {
        "kinds": activity_rules().kinds,
        "stations": (await session.execute(_STATIONS, values)).mappings().all(),
        "districts": (await session.execute(_DISTRICTS, values)).mappings().all(),
        "interests": (await session.scalars(_INTERESTS, values)).all(),
    }


def _shown(row: RowMapping) -> dict[str, Any]:
    station = row["station_id"] and {"station_id": row["station_id"], "name": row["station_name"]}
    return {**row, "station": station or None}

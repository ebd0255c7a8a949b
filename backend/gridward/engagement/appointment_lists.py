"""Appointments as they are shown: to whoever works the cells, and on a customer's page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_MOST = 500
_OF_ONE = 20
_FACTS = """a.id, a.task_id, a.starts_at, a.minutes, a.place, a.state, a.revision, a.confirmed_at, a.closed_at, a.reason,
    s.name_masked AS by, m.delivered_at AS told_at, m.problem AS untold"""
# His last message; one that left before the time was moved without telling him says nothing of the time as it stands.
_BY = """LEFT JOIN book.specialist s ON s.id = a.specialist_id
        LEFT JOIN LATERAL (
            SELECT n.delivered_at, n.problem FROM engagement.message n
            WHERE a.confirmed_at IS NOT NULL AND n.customer_id = a.customer_id
              AND starts_with(n.source_key, 'appointment/' || a.id || '/') AND n.template <> 'appointment_cancelled'
            ORDER BY n.created_at DESC LIMIT 1) m ON true"""
_OF_CELLS = text(
    f"""SELECT {_FACTS}, a.customer_id, a.cell_id, c.name_masked, c.address_masked
        FROM engagement.appointment a JOIN book.customer c ON c.id = a.customer_id {_BY}
        WHERE a.cell_id = ANY(:cells) AND (a.starts_at >= :since OR (a.state = 'booked' AND a.starts_at >= :open_since))
        ORDER BY a.starts_at, a.id LIMIT :most"""
)
_OF_PERSONS = text(
    f"""SELECT k.person_id, n.* FROM unnest(CAST(:persons AS bigint[])) k (person_id) CROSS JOIN LATERAL (
            SELECT {_FACTS} FROM engagement.appointment a {_BY}
            WHERE a.customer_id = k.person_id ORDER BY a.starts_at DESC, a.id LIMIT {_OF_ONE}) n
        ORDER BY n.starts_at DESC, n.id"""
)


async def appointments_of(
    session: AsyncSession, cells: Sequence[int], since: datetime, open_since: datetime
) -> list[dict[str, Any]]:
    """Some cells' appointments from `since` on, and those from `open_since` on of which nobody said what became of them.

    As `AppointmentOut`, in the order of time.
    """
    values = {"cells": list(cells), "since": since, "open_since": open_since, "most": _MOST}
    return [dict(row) for row in (await session.execute(_OF_CELLS, values)).mappings()]


async def appointments_with(session: AsyncSession, persons: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The latest appointments with persons as `AppointmentFacts`, the last first."""
    found: dict[int, list[dict[str, Any]]] = {person: [] for person in persons}
    for row in map(dict, (await session.execute(_OF_PERSONS, {"persons": persons})).mappings()):
        found[row.pop("person_id")].append(row)
    return found

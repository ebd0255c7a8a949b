"""Reading a policy's events."""

from datetime import date
from typing import Any

import psycopg
from psycopg.rows import class_row
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.history import EventKind, PolicyEvent, Terms

_EVENTS = """
    SELECT id, source_id, number, kind, about_on, learnt_on, amount, due_on, paid_on, paid_amount, channel, failure, state,
        paid_to
    FROM book.policy_event WHERE policy_id =
"""


async def events_of(session: AsyncSession, policy_id: int) -> list[PolicyEvent]:
    """All that was learnt of a policy, in that order."""
    rows = await session.execute(text(f"{_EVENTS} :policy ORDER BY id"), {"policy": policy_id})
    return [_event(dict(row)) for row in rows.mappings()]


def read_events(connection: psycopg.Connection, policy_id: int) -> tuple[Terms, list[PolicyEvent]]:
    """The same at the command line, with the policy's terms."""
    with connection.cursor(row_factory=class_row(Terms)) as cursor:
        terms = cursor.execute(
            "SELECT effective_on, pay_mode, pay_years FROM book.policy WHERE id = %s", [policy_id]
        ).fetchone()
    assert terms is not None
    with connection.cursor(row_factory=psycopg.rows.dict_row) as rows:
        found = rows.execute(f"{_EVENTS} %s ORDER BY id", [policy_id]).fetchall()
    return terms, [_event(row) for row in found]


def learnt_on(connection: psycopg.Connection, city_id: int) -> date | None:
    """The last day on which something was learnt of a city's policies."""
    row = connection.execute("SELECT day FROM book.learnt WHERE city_id = %s", [city_id]).fetchone()
    return None if row is None else row[0]


def _event(row: dict[str, Any]) -> PolicyEvent:
    return PolicyEvent(**row | {"kind": EventKind(row["kind"])})

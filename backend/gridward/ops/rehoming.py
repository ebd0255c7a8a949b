"""Open work follows its customer into the cell that he has on a day: care, tasks, dues."""

import re
from datetime import date

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_HOME = """
    WITH home AS (
        SELECT DISTINCT ON (s.person_id) s.person_id, m.cell_id
        FROM grids.cells_on(%(day)s) m JOIN census.customer_standing s USING (customer_id)
        WHERE m.city_id = %(city)s ORDER BY s.person_id, s.customer_id <> s.person_id
    )
"""
_MOVES = tuple(
    f"""{_HOME} UPDATE {table} t SET cell_id = n.cell_id
        FROM (SELECT o.{key}, h.cell_id FROM {table} o LEFT JOIN home h ON h.person_id = o.customer_id
              WHERE o.city_id = %(city)s AND {still}) n
        WHERE n.{key} = t.{key} AND t.cell_id IS DISTINCT FROM n.cell_id"""
    for table, key, still in (
        ("engagement.care", "customer_id", "o.state <> 'closed'"),
        ("engagement.task", "id", "o.state = 'open'"),
        ("renewal.due", "policy_id", "true"),
    )
)


def rehome(connection: psycopg.Connection, city_id: int, day: date) -> int:
    """Move a city's open work into the cells of a day; returns how many rows moved. Who has no cell then, has none here."""
    return sum(connection.execute(move, {"city": city_id, "day": day}).rowcount for move in _MOVES)


async def rehome_in(session: AsyncSession, city_id: int, day: date) -> None:
    """The same inside somebody else's transaction."""
    for move in _MOVES:
        statement = re.sub(r"%\((\w+)\)s", r":\1", move)
        await session.execute(text(statement), {"city": city_id, "day": day})

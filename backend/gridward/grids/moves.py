"""Who gets another cell where a plan goes on from an earlier one: from which, to which, and why."""

import csv
import io
from uuid import UUID

import psycopg
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import Pool
from gridward.grids.queries import get_plan
from gridward.identity.contract import DataScope

_CLOSING = """
    WITH closing AS (SELECT s.name, s.given_up FROM grids.plan, jsonb_to_recordset(closing) AS s (name text, given_up jsonb)
        WHERE id = {plan})
"""
"""The stations whose closing is the cause of a plan."""
_MOVES = text(
    f"""{_CLOSING.format(plan=":plan")}
       SELECT p.id, p.community_id, p.customer_id, m.name, coalesce(d.name, m.stated_district, '') AS district, p.customers,
           o.number AS from_number, o.name AS from_name, c.number AS to_number, c.name AS to_name, p.why,
           s.name AS station
       FROM grids.plan_place p
       JOIN grids.cell o ON o.id = p.from_cell_id
       JOIN grids.cell c ON c.id = p.cell_id
       LEFT JOIN city.community m ON m.id = p.community_id
       LEFT JOIN city.district d ON d.id = m.district_id
       LEFT JOIN closing s ON p.why = 'station_closed' AND s.given_up @> to_jsonb(o.number)
       WHERE p.plan_id = :plan AND p.id > coalesce(CAST(:after AS bigint), 0)
         AND (p.customer_id IS NULL OR CAST(:cells AS integer[]) IS NULL
              OR p.cell_id = ANY(:cells) OR p.from_cell_id = ANY(:cells))
       ORDER BY p.id LIMIT :limit"""
)


async def list_moves(
    session: AsyncSession, scope: DataScope, plan_id: UUID, after: int | None, limit: int
) -> list[RowMapping]:
    """The places of a plan that get another cell; `after` is the one after which the page begins.

    Who is confined to cells sees the communities, and single customers as far as they leave his cells or come to them.
    Raises `plan.not_found`.
    """
    await get_plan(session, scope, plan_id)
    rows = await session.execute(
        _MOVES, {"plan": plan_id, "after": after, "limit": limit, "cells": scope.cell_list}
    )
    return list(rows.mappings())


def moves_csv(connection: psycopg.Connection, plan_id: UUID, cells: list[int] | None) -> bytes:
    """Every customer who gets another cell, one a line, as the census stands today. With `cells`, only those of these."""
    pool = connection.execute("SELECT city_id, pool FROM grids.plan WHERE id = %s", [plan_id]).fetchone()
    assert pool is not None
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("customer_id", "community_id", "from_cell", "to_cell", "why", "station"))
    writer.writerows(
        connection.execute(
            f"""{_CLOSING.format(plan="%(plan)s")}
               SELECT h.customer_id, p.community_id, o.number, c.number, p.why, s.name
               FROM grids.plan_place p
               JOIN grids.cell o ON o.id = p.from_cell_id
               JOIN grids.cell c ON c.id = p.cell_id
               JOIN census.home h ON h.community_id = p.community_id
                   OR h.community_id IS NULL AND h.customer_id = p.customer_id
               LEFT JOIN closing s ON p.why = 'station_closed' AND s.given_up @> to_jsonb(o.number)
               WHERE p.plan_id = %(plan)s AND h.city_id = %(city)s AND h.kind = ANY(%(kinds)s)
                 AND (%(cells)s::integer[] IS NULL OR p.cell_id = ANY(%(cells)s::integer[])
                      OR p.from_cell_id = ANY(%(cells)s::integer[]))
               ORDER BY o.number, c.number, h.customer_id""",
            {"plan": plan_id, "city": pool[0], "kinds": Pool(pool[1]).kinds, "cells": cells},
        )
    )
    return file.getvalue().encode()

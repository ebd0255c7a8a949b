"""A cell with customers and a specialist who signs in, in an empty database."""

import asyncio
import secrets
from dataclasses import dataclass

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account
from gridward.platform.db import connect, in_transaction
from gridward.staffing.public import link_specialist

LOGIN = "kill"

_CITY = """
    INSERT INTO city.city (code, name, name_en, epsg, west, south, east, north)
    VALUES ('kill', '造城', '', 4479, 0, 0, 1, 1) RETURNING id
"""
_PLAN = """
    INSERT INTO grids.plan (id, city_id, version, status, pool, tolerance, created_by, effective, published_at)
    VALUES (gen_random_uuid(), %s, 1, 'draft', 'orphan', 0.1, 'bench', NULL, NULL)
    RETURNING id
"""
_CELL = """
    INSERT INTO grids.cell (plan_id, city_id, number, name, geometry, load, deviation, communities, area_km2,
        mean_distance_m, polsby_popper, west, south, east, north)
    VALUES (%s, %s, 1, '一格', '', %s, 0, 1, 1, 0, 1, 0, 0, 1, 1) RETURNING id
"""
_CUSTOMERS = """
    INSERT INTO book.customer (city_id, customer_no, name_masked, name_tokens, import_id, row_hash)
    SELECT %s, 'K' || n, '', '{}', gen_random_uuid(), gen_random_uuid() FROM generate_series(1, %s) n RETURNING id
"""
_STANDING = """
    INSERT INTO census.customer_standing (customer_id, city_id, person_id, person_rule, kind, live_policies, orphan_policies)
    SELECT id, city_id, id, 'single', 'orphan', 1, 1 FROM book.customer
"""
_MEMBERS = """
    INSERT INTO grids.membership (plan_id, customer_id, since, cell_id)
    SELECT %s, id, current_date - 9, %s FROM book.customer
"""
# As a plan is published: what follows the cells of a city hears of it.
_PUBLISH = """
    UPDATE grids.plan SET status = 'published', effective = daterange(current_date - 9, NULL), published_at = now()
"""
_SPECIALIST = """
    INSERT INTO book.specialist (city_id, staff_no, name_sealed, name_masked, status, employment, import_id, row_hash)
    VALUES (%s, 'K1', '', '专*', 'active', 'full_time', gen_random_uuid(), gen_random_uuid()) RETURNING id
"""
_TENURE = """
    INSERT INTO staffing.tenure (id, city_id, cell_id, specialist_id, role, during, reason, created_by)
    VALUES (gen_random_uuid(), %s, %s, %s, 'responsible', daterange(current_date - 9, NULL), 'bench', 'bench')
"""


@dataclass(frozen=True)
class Stock:
    """Who works, where, and for whom."""

    cell_id: int
    customers: list[int]
    password: str


def make_stock(url: str, customers: int) -> Stock:
    """A city of one cell, nine days in force, and the account of whoever works it (`LOGIN`)."""
    with connect(url, "bench") as connection:
        city_id = _one(connection, _CITY)
        plan_id = _one(connection, _PLAN, city_id)
        cell_id = _one(connection, _CELL, plan_id, city_id, customers)
        numbers = [row[0] for row in connection.execute(_CUSTOMERS, [city_id, customers])]
        connection.execute(_STANDING)
        connection.execute(_MEMBERS, [plan_id, cell_id])
        connection.execute(_PUBLISH)
        specialist_id = _one(connection, _SPECIALIST, city_id)
        connection.execute(_TENURE, [city_id, cell_id, specialist_id])
    password = secrets.token_urlsafe(12)

    async def add(session: AsyncSession) -> None:
        account = NewAccount(
            LOGIN, "专员", frozenset({Role.SPECIALIST}), password, city_ids=frozenset({city_id})
        )
        await link_specialist(session, specialist_id, await add_account(session, account))

    asyncio.run(in_transaction(url, add))
    return Stock(cell_id, numbers, password)


def _one(connection: psycopg.Connection, query: str, *values: object) -> int:
    row = connection.execute(query, values).fetchone()
    assert row is not None
    return row[0]  # type: ignore[no-any-return]

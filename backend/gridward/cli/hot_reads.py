"""The reads that people wait for, measured on the largest cell that somebody works, beside what the driver alone takes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from gridward.city.public import city_id
from gridward.cli.timing import Timed, by_the_wall, in_database
from gridward.customer360.public import story
from gridward.field.today import today_list
from gridward.identity.contract import Actor, Role
from gridward.identity.models import Account
from gridward.identity.public import (
    NewAccount,
    add_account,
    everything,
    invent_password,
    open_session,
    who_is,
)
from gridward.insights.cockpit import cockpit_figures
from gridward.insights.view import look
from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict
from gridward.platform.db import async_engine, session_maker
from gridward.seats.lists import QueueFilter, queue_page
from gridward.staffing.public import cells_of_account, link_specialist

_FEW = 5
"""Runs of what is no hot read."""

_LARGEST = """
    SELECT k.cell_id, g.number, count(*) AS customers, t.specialist_id, a.account_id
    FROM grids.cells_on(:day) k JOIN grids.cell g ON g.id = k.cell_id
    JOIN census.customer_standing s ON s.customer_id = k.customer_id AND s.person_id = s.customer_id
    JOIN staffing.tenure t ON t.cell_id = k.cell_id AND t.during @> CAST(:day AS date)
    LEFT JOIN staffing.specialist_account a USING (specialist_id)
    WHERE k.city_id = :city GROUP BY 1, 2, 4, 5 ORDER BY 3 DESC, 1, 4 LIMIT 1
"""
_SAMPLE = """
    SELECT s.person_id FROM grids.cells_on(:day) k
    JOIN census.customer_standing s ON s.customer_id = k.customer_id AND s.person_id = s.customer_id
    WHERE k.cell_id = :cell ORDER BY md5(s.person_id::text) LIMIT :limit
"""


@dataclass(frozen=True)
class LargestCell:
    """The cell with the most customers among those that somebody works today."""

    cell_id: int
    number: int
    customers: int
    specialist_id: int
    account_id: UUID | None


@dataclass(frozen=True)
class HotReads:
    """What was measured."""

    cell: LargestCell
    tasks: int
    """On Today."""
    timed: dict[str, Timed]
    """Of `today`, `customer`, `queue` (its first page) and `cockpit`."""
    floors: dict[str, Timed]
    """Of `today` and `customer`: their main rows by primary key; and of a `round_trip`."""


async def measure(url: str, code: str, runs: int) -> HotReads:
    """Measure the reads of a city. Raises `bench.no_cell`. What it needs for itself is rolled back."""
    engine = async_engine(url)
    try:
        async with session_maker(engine)() as session:
            city = await city_id(session, everything(), code)
            cell = await largest_cell(session, code, city)
            given = {"day": today(), "cell": cell.cell_id, "limit": runs}
            persons = list(await session.scalars(text(_SAMPLE), given))
            actor = await _specialist(session, city, cell)
            tasks = [
                item["task_id"]
                for item in (await today_list(session, actor.scope, actor.account_id))["items"]
            ]
            timed = await _reads(engine, session, actor, city, persons, runs)
            floors = await _floors(session, tasks, persons, runs)
            await session.rollback()
    finally:
        await engine.dispose()
    return HotReads(cell, len(tasks), timed, floors)


async def largest_cell(session: AsyncSession, code: str, city: int) -> LargestCell:
    """The cell of a city that is most to read. Raises `bench.no_cell`."""
    rows = await session.execute(text(_LARGEST), {"day": today(), "city": city})
    row = rows.mappings().one_or_none()
    if row is None:
        raise Conflict(
            "bench.no_cell",
            f"Nobody works a cell of {code} today.",
            f"Publish a plan: gridward grid build --city {code} --capacity 3000, gridward grid publish --city {code}.",
        )
    return LargestCell(**row)


async def _specialist(session: AsyncSession, city: int, cell: LargestCell) -> Actor:
    """Who works the cell, as if he had signed in: what is measured has the scope that he would have."""
    account_id = cell.account_id
    if account_id is None:
        login = f"bench-{cell.specialist_id}"
        new = NewAccount(
            login, login, frozenset({Role.SPECIALIST}), invent_password(), city_ids=frozenset({city})
        )
        account_id = await add_account(session, new)
        await link_specialist(session, cell.specialist_id, account_id)
    opened = await open_session(session, await session.get_one(Account, account_id), "bench")
    return await who_is(session, opened.token, cells_of_account)


async def _reads(
    engine: AsyncEngine, session: AsyncSession, actor: Actor, city: int, persons: list[int], runs: int
) -> dict[str, Timed]:
    scope, account, whole = actor.scope, actor.account_id, everything()
    view = await look(session, whole, city)
    return {
        "today": await in_database(engine, "Today", runs, lambda _: today_list(session, scope, account)),
        # Somebody else each time: nothing about a person is in memory because he was just looked at.
        "customer": await in_database(
            engine, "Customer", runs, lambda run: story(session, scope, persons[run % len(persons)])
        ),
        "queue": await in_database(
            engine,
            "Queue, first page",
            runs,
            lambda _: queue_page(session, whole, account, city, QueueFilter(), None, 50),
        ),
        "cockpit": await in_database(
            engine, "Cockpit", min(runs, _FEW), lambda _: cockpit_figures(session, view)
        ),
    }


async def _floors(
    session: AsyncSession, tasks: list[UUID], persons: list[int], runs: int
) -> dict[str, Timed]:
    driver: Any = (await (await session.connection()).get_raw_connection()).driver_connection

    async def ids(query: str, value: object) -> list[int]:
        return [row[0] for row in await driver.fetch(query, value)]

    visited = await ids("SELECT DISTINCT customer_id FROM engagement.task WHERE id = ANY($1)", tasks)
    numbers = [
        await ids("SELECT customer_id FROM census.customer_standing WHERE person_id = $1", one)
        for one in persons
    ]
    policies = [
        await ids("SELECT id FROM book.policy WHERE holder_id = ANY($1) OR insured_id = ANY($1)", one)
        for one in numbers
    ]

    async def day(_: int) -> None:
        await driver.fetch("SELECT * FROM engagement.task WHERE id = ANY($1)", tasks)
        await driver.fetch("SELECT * FROM book.customer WHERE id = ANY($1)", visited)

    async def customer(run: int) -> None:
        which = run % len(persons)
        await driver.fetch("SELECT * FROM book.customer WHERE id = ANY($1)", numbers[which])
        for table, key in (
            ("book.policy", "id"),
            ("renewal.due", "policy_id"),
            ("book.instalment", "policy_id"),
        ):
            await driver.fetch(f"SELECT * FROM {table} WHERE {key} = ANY($1)", policies[which])

    return {
        "round_trip": await by_the_wall("SELECT 1", runs, lambda _: driver.fetch("SELECT 1")),
        "today": await by_the_wall("its tasks and persons by key", runs, day),
        "customer": await by_the_wall("his numbers, policies, dues and instalments by key", runs, customer),
    }

"""The small city with cells in force and people in them, for tests of the work."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import BuildOrder
from gridward.grids.public import add_plan, build_plan
from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account, everything
from gridward.kernel.clock import today
from gridward.ops.publishing import publish_plan
from gridward.platform.db import connect, in_transaction
from gridward.staffing.public import link_lead, link_specialist
from support.apart import apart

PASSWORD = "correct horse battery"


def build(url: str, cells: int = 6) -> UUID:
    """Cut the small city into cells; the plan is a draft."""
    with connect(url, "test") as connection:
        plan_id = add_plan(connection, 1, BuildOrder(cells=cells), "test")
    build_plan(url, plan_id)
    return plan_id


def publish(url: str, cells: int = 6) -> UUID:
    """Cut the small city into cells and publish them with all that belongs to it, from today on."""
    plan_id = build(url, cells)
    _do(url, lambda session: publish_plan(session, everything(), plan_id, today(), "test"))
    return plan_id


def cell_ids(url: str) -> list[int]:
    """The cells in force today, in the order of their numbers."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            """SELECT c.id FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id
               WHERE p.status = 'published' AND p.effective @> %s ORDER BY c.number""",
            [today()],
        ).fetchall()
    return [row[0] for row in rows]


def person_in(url: str, cell_id: int) -> int:
    """An orphan person in a cell: the one recorded first."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """SELECT min(s.person_id) FROM grids.membership m JOIN census.customer_standing s USING (customer_id)
               WHERE m.cell_id = %s AND s.kind = 'orphan'""",
            [cell_id],
        ).fetchone()
    assert row is not None and row[0] is not None
    return int(row[0])


def specialist_of_cell(url: str, cell_id: int) -> str:
    """The login (password `PASSWORD`) of whoever works a cell today; he gets an account where he has none."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """SELECT t.specialist_id, a.login FROM staffing.tenure t
               LEFT JOIN staffing.specialist_account l USING (specialist_id)
               LEFT JOIN identity.account a ON a.id = l.account_id
               WHERE t.cell_id = %s AND t.during @> %s ORDER BY t.role = 'responsible' DESC LIMIT 1""",
            [cell_id, today()],
        ).fetchone()
    assert row is not None, f"nobody works cell {cell_id}"
    specialist_id, login = row
    return str(login or specialist_account(url, specialist_id))


def specialist_account(url: str, specialist_id: int) -> str:
    """Make an account for a specialist; its login, `specialist-ID`."""
    login = f"specialist-{specialist_id}"

    async def make(session: AsyncSession) -> None:
        account = NewAccount(login, "专员", frozenset({Role.SPECIALIST}), PASSWORD, city_ids=frozenset({1}))
        await link_specialist(session, specialist_id, await add_account(session, account))

    _do(url, make)
    return login


def lead_of_cell(url: str, cell_id: int) -> str:
    """Make an account for a supervisor who leads the station of a cell; its login, `lead-STATION`."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT station_id FROM stations.cell_station WHERE cell_id = %s", [cell_id]
        ).fetchone()
    assert row is not None, f"cell {cell_id} hangs on no station"
    station_id = row[0]
    login = f"lead-{station_id}"

    async def make(session: AsyncSession) -> None:
        account = NewAccount(login, "主管", frozenset({Role.SUPERVISOR}), PASSWORD, city_ids=frozenset({1}))
        await link_lead(session, station_id, await add_account(session, account))

    _do(url, make)
    return login


def _do(url: str, act: Callable[[AsyncSession], Awaitable[object]]) -> None:
    apart(lambda: asyncio.run(in_transaction(url, act)))

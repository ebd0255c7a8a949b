"""The people who sign in to the demo: one for each role, all with one password."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.demo.loading import CODE
from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, put_account, set_password
from gridward.kernel.clock import today
from gridward.platform.db import in_transaction
from gridward.staffing.public import add_specialist_account, put_lead

SPECIALIST, SUPERVISOR = "specialist", "supervisor"
_DESKS = (
    ("ops", "林知行", Role.OPS),
    ("seat", "沈听雨", Role.SEAT),
    ("seat2", "顾予安", Role.SEAT),
    ("auditor", "陆慎之", Role.AUDITOR),
    ("admin", "许执中", Role.ADMIN),
)
LOGINS = (*(login for login, _, _ in _DESKS), SPECIALIST, SUPERVISOR)

_LARGEST = text(
    """SELECT p.city_id, b.staff_no, s.station_no, l.account_id IS NOT NULL AS has_account
       FROM grids.plan p JOIN grids.cell c ON c.plan_id = p.id JOIN city.city t ON t.id = p.city_id
       JOIN staffing.tenure w ON w.cell_id = c.id AND w.role = 'responsible' AND w.during @> CAST(:today AS date)
       JOIN book.specialist b ON b.id = w.specialist_id
       JOIN stations.cell_station h ON h.cell_id = c.id JOIN stations.station s ON s.id = h.station_id
       LEFT JOIN staffing.specialist_account l ON l.specialist_id = b.id
       WHERE t.code = :city AND p.effective @> CAST(:today AS date) ORDER BY c.load DESC, c.id LIMIT 1"""
)
"""The cell with most customers, with its specialist and its station."""


def set_up_accounts(url: str, password: str) -> None:
    """Give everybody in the demo this password; make the accounts that are not there."""
    asyncio.run(in_transaction(url, lambda session: _set_up(session, password)))


async def _set_up(session: AsyncSession, password: str) -> None:
    for login, name, role in _DESKS:
        await put_account(session, NewAccount(login, name, frozenset({role}), password, all_cities=True))
    cell = (await session.execute(_LARGEST, {"city": CODE, "today": today()})).one()
    if await _is_missing(session, SPECIALIST) and not cell.has_account:
        await add_specialist_account(session, cell.city_id, cell.staff_no, SPECIALIST, password)
    if await _is_missing(session, SUPERVISOR):
        await put_lead(session, cell.city_id, cell.station_no, SUPERVISOR, "周望舒", password)
    for login in (SPECIALIST, SUPERVISOR):
        await set_password(session, login, password)


async def _is_missing(session: AsyncSession, login: str) -> bool:
    found = await session.scalar(
        text("SELECT 1 FROM identity.account WHERE login = :login"), {"login": login}
    )
    return found is None

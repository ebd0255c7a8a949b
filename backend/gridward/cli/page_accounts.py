"""People who read pages to measure them: signed in as each role, and gone afterwards."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.cli.hot_reads import LargestCell
from gridward.identity.contract import Role
from gridward.identity.models import Account
from gridward.identity.public import NewAccount, add_account, invent_password, open_session
from gridward.kernel.ids import new_id
from gridward.platform.db import in_transaction
from gridward.staffing.public import link_lead, link_specialist

_AGENT = "gridward bench pages"
_STATION = text("SELECT station_id FROM stations.cell_station WHERE cell_id = :cell")
_REMOVE = (
    "DELETE FROM identity.session WHERE user_agent = :agent AND account_id = ANY(:readers)",
    "DELETE FROM staffing.specialist_account WHERE account_id = ANY(:made)",
    "DELETE FROM staffing.station_lead WHERE account_id = ANY(:made)",
    "DELETE FROM identity.account_city WHERE account_id = ANY(:made)",
    "DELETE FROM identity.account WHERE id = ANY(:made)",
)


@dataclass(frozen=True)
class Reader:
    """Somebody with a session."""

    account_id: UUID
    token: str
    made: bool
    """The account was made for the measurement."""


@contextmanager
def readers(url: str, city: int, cell: LargestCell) -> Iterator[dict[Role, str]]:
    """The tokens of an operator, a seat, the lead of a cell's station and the cell's specialist, inside the block."""
    found = asyncio.run(in_transaction(url, lambda session: _sign_in(session, city, cell)))
    try:
        yield {role: reader.token for role, reader in found.items()}
    finally:
        asyncio.run(in_transaction(url, lambda session: _remove(session, found)))


async def _sign_in(session: AsyncSession, city: int, cell: LargestCell) -> dict[Role, Reader]:
    found = {}
    for role in (Role.OPS, Role.SUPERVISOR, Role.SEAT, Role.SPECIALIST):
        known = cell.account_id if role is Role.SPECIALIST else None
        account_id = known or await _account(session, city, cell, role)
        opened = await open_session(session, await session.get_one(Account, account_id), _AGENT)
        found[role] = Reader(account_id, opened.token, made=known is None)
    return found


async def _account(session: AsyncSession, city: int, cell: LargestCell, role: Role) -> UUID:
    login = f"bench-{role.value}-{new_id().hex[-8:]}"
    new = NewAccount(login, login, frozenset({role}), invent_password(), city_ids=frozenset({city}))
    account_id = await add_account(session, new)
    if role is Role.SPECIALIST:
        await link_specialist(session, cell.specialist_id, account_id)
    if role is Role.SUPERVISOR:
        station_id = await session.scalar(_STATION, {"cell": cell.cell_id})
        if station_id is not None:
            await link_lead(session, station_id, account_id)
    return account_id


async def _remove(session: AsyncSession, found: dict[Role, Reader]) -> None:
    given = {
        "agent": _AGENT,
        "readers": [reader.account_id for reader in found.values()],
        "made": [reader.account_id for reader in found.values() if reader.made],
    }
    for statement in _REMOVE:
        await session.execute(text(statement), given)

"""The accounts behind specialists and station leads."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account
from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.crypto import cipher


async def link_specialist(session: AsyncSession, specialist_id: int, account_id: UUID) -> None:
    """Let a specialist sign in with an account, instead of any that he had before."""
    await session.execute(
        text(
            """INSERT INTO staffing.specialist_account (specialist_id, account_id) VALUES (:specialist, :account)
               ON CONFLICT (specialist_id) DO UPDATE SET account_id = excluded.account_id"""
        ),
        {"specialist": specialist_id, "account": account_id},
    )


async def link_lead(session: AsyncSession, station_id: int, account_id: UUID) -> None:
    """Let a supervisor lead a station, beside those that he leads already."""
    await session.execute(
        text(
            """INSERT INTO staffing.station_lead (account_id, station_id) VALUES (:account, :station)
               ON CONFLICT DO NOTHING"""
        ),
        {"account": account_id, "station": station_id},
    )


async def add_specialist_account(
    session: AsyncSession, city_id: int, staff_no: str, login: str, password: str
) -> None:
    """Make the account of a specialist, in his name and for his city.

    Raises `specialist.not_found`, `specialist.has_account` and what `add_account` raises.
    """
    row = (
        await session.execute(
            text(
                """SELECT s.id, s.name_sealed, a.login FROM book.specialist s
                   LEFT JOIN staffing.specialist_account l ON l.specialist_id = s.id
                   LEFT JOIN identity.account a ON a.id = l.account_id
                   WHERE s.city_id = :city AND s.staff_no = :number"""
            ),
            {"city": city_id, "number": staff_no},
        )
    ).one_or_none()
    if row is None:
        raise NotFound(
            "specialist.not_found", f"There is no specialist {staff_no}.", "See `gridward staff list`."
        )
    if row.login is not None:
        raise Conflict(
            "specialist.has_account",
            f"The specialist signs in as {row.login} already.",
            f"Give him a new password with `gridward account passwd {row.login}`.",
            login=row.login,
        )
    name = cipher().open(row.name_sealed, f"book.specialist.name/{staff_no}")
    new = NewAccount(login, name, frozenset({Role.SPECIALIST}), password, city_ids=frozenset({city_id}))
    await link_specialist(session, row.id, await add_account(session, new))


async def put_lead(
    session: AsyncSession, city_id: int, station_no: str, login: str, name: str, password: str
) -> bool:
    """Let a supervisor lead a station; his account is made where there is none of this login. Returns whether it was.

    Raises `station.not_found`, `account.no_supervisor` and what `add_account` raises.
    """
    station_id = await session.scalar(
        text(
            """SELECT id FROM stations.station WHERE city_id = :city AND station_no = :number
               AND (closed_on IS NULL OR closed_on > :day)"""
        ),
        {"city": city_id, "number": station_no, "day": today()},
    )
    if station_id is None:
        raise NotFound(
            "station.not_found", f"There is no open station {station_no}.", "See `gridward staff list`."
        )
    account = (
        await session.execute(
            text("SELECT id, roles FROM identity.account WHERE lower(login) = lower(:login)"),
            {"login": login.strip()},
        )
    ).one_or_none()
    if account is None:
        new = NewAccount(login, name, frozenset({Role.SUPERVISOR}), password, city_ids=frozenset({city_id}))
        await link_lead(session, station_id, await add_account(session, new))
        return True
    if Role.SUPERVISOR not in account.roles:
        raise Conflict(
            "account.no_supervisor",
            f"The account {login} has not the role of a supervisor.",
            "Name another login.",
            login=login,
        )
    await link_lead(session, station_id, account.id)
    return False

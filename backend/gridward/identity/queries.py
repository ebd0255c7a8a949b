"""Reads of identity for the API."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Actor
from gridward.identity.models import Account, AccountCity, Session
from gridward.identity.service import display_name
from gridward.kernel.clock import now
from gridward.platform.settings import settings


@dataclass(frozen=True)
class Profile:
    """What a signed-in person sees of himself."""

    account_id: UUID
    login: str
    name: str
    roles: list[str]
    locale: str


@dataclass(frozen=True)
class OpenSession:
    """One of one's own sessions."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    user_agent: str
    current: bool


@dataclass(frozen=True)
class AccountRow:
    """An account as administrators see it."""

    login: str
    name: str
    roles: list[str]
    all_cities: bool
    city_ids: list[int]
    active: bool


async def list_accounts(session: AsyncSession) -> list[AccountRow]:
    """All accounts by login."""
    cities: dict[UUID, list[int]] = {}
    for row in await session.scalars(select(AccountCity).order_by(AccountCity.city_id)):
        cities.setdefault(row.account_id, []).append(row.city_id)
    return [
        AccountRow(
            one.login,
            await display_name(session, one.id),
            one.roles,
            one.all_cities,
            cities.get(one.id, []),
            one.active,
        )
        for one in await session.scalars(select(Account).order_by(Account.login))
    ]


async def profile(session: AsyncSession, actor: Actor) -> Profile:
    """The profile of the person who asks."""
    locale = await session.scalar(select(Account.locale).where(Account.id == actor.account_id))
    name = await display_name(session, actor.account_id)
    roles = sorted(role.value for role in actor.roles)
    return Profile(actor.account_id, actor.login, name, roles, locale or "zh")


async def open_sessions(session: AsyncSession, actor: Actor) -> list[OpenSession]:
    """One's own sessions that are open, the last used first."""
    idle = timedelta(hours=settings().session_hours)
    rows = await session.scalars(
        select(Session)
        .where(
            Session.account_id == actor.account_id,
            Session.revoked_at.is_(None),
            Session.expires_at > now(),
            Session.last_seen_at > now() - idle,
        )
        .order_by(Session.last_seen_at.desc())
    )
    return [
        OpenSession(row.id, row.created_at, row.last_seen_at, row.user_agent, row.id == actor.session_id)
        for row in rows
    ]

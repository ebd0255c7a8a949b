"""Keys for map programs: QGIS and its like cannot sign in with a page, so their owner makes them a key that only reads maps.

A key has 256 random bits and is stored as a hash only. It acts with what its owner may do today, never with more, and ends
with his account, with a new password, or when he withdraws it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Actor, CellSource, DataScope, parse_roles
from gridward.identity.models import Account, AccountCity, MapKey, SignInFailure
from gridward.identity.service import LOCKED_FOR, MOST_FAILURES
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound, TooMany, Unauthenticated
from gridward.kernel.ids import new_id
from gridward.platform.crypto import cipher

LASTS = timedelta(days=180)
MOST_KEYS = 10
_USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class MadeKey:
    """A new key."""

    id: UUID
    key: str
    """What the map program sends as the password. It is not kept here."""
    expires_at: datetime


@dataclass(frozen=True)
class MapReader:
    """Somebody's map program."""

    actor: Actor
    points: bool
    """Whether its owner wanted it to see where customers live."""


async def make_map_key(session: AsyncSession, actor: Actor, name: str, points: bool) -> MadeKey:
    """A key of one's own. Raises `map_key.too_many`."""
    # Two at once must not both be the last one.
    await session.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update())
    held = await session.scalar(select(func.count()).select_from(MapKey).where(*_open(actor.account_id)))
    if (held or 0) >= MOST_KEYS:
        raise Conflict(
            "map_key.too_many",
            f"You have {MOST_KEYS} keys already.",
            "Withdraw one that is not used any more.",
            most=MOST_KEYS,
        )
    key = secrets.token_urlsafe(32)
    made = MadeKey(new_id(), key, now() + LASTS)
    session.add(
        MapKey(
            id=made.id,
            account_id=actor.account_id,
            key_hash=_hash(key),
            name=name,
            points=points,
            created_at=now(),
            expires_at=made.expires_at,
        )
    )
    return made


async def open_map_keys(session: AsyncSession, actor: Actor) -> list[MapKey]:
    """One's own keys that still open something, the newest first."""
    rows = await session.scalars(
        select(MapKey).where(*_open(actor.account_id)).order_by(MapKey.created_at.desc(), MapKey.id)
    )
    return list(rows)


async def withdraw_map_key(session: AsyncSession, actor: Actor, key_id: UUID) -> None:
    """End one of one's own keys. Raises `map_key.not_found`."""
    ended = await session.execute(
        update(MapKey)
        .where(MapKey.id == key_id, *_open(actor.account_id))
        .values(revoked_at=now())
        .returning(MapKey.id)
    )
    if ended.scalar_one_or_none() is None:
        raise NotFound("map_key.not_found", "There is no such key.", "It may have ended already.")


async def who_reads_maps(
    session: AsyncSession, login: str, key: str, cells_of: CellSource
) -> MapReader | None:
    """Whose map program this is; None for a key that is wrong, has ended, or is another login's."""
    row = (
        await session.execute(
            select(MapKey, Account)
            .join(Account, Account.id == MapKey.account_id)
            .where(MapKey.key_hash == _hash(key), MapKey.revoked_at.is_(None), MapKey.expires_at > now())
        )
    ).one_or_none()
    if row is None or not row.Account.active or row.Account.login.lower() != login.strip().lower():
        return None
    await session.execute(
        update(MapKey)
        .where(
            MapKey.id == row.MapKey.id,
            MapKey.last_used_at.is_(None) | (MapKey.last_used_at < now() - _USED_EVERY),
        )
        .values(last_used_at=now())
    )
    return MapReader(await _actor(session, row.Account, row.MapKey.id, cells_of), row.MapKey.points)


async def _actor(session: AsyncSession, account: Account, key_id: UUID, cells_of: CellSource) -> Actor:
    roles = parse_roles(account.roles)
    cities = await session.scalars(select(AccountCity.city_id).where(AccountCity.account_id == account.id))
    scope = DataScope(account.all_cities, frozenset(cities), await cells_of(session, account.id, roles))
    return Actor(account.id, key_id, account.login, roles, scope)


async def refuse_map_key(session: AsyncSession, login: str) -> Unauthenticated | TooMany:
    """Count a wrong key against its login; what it is answered. A right one is never locked out: it cannot be guessed."""
    failed = _failures_of(login)
    since = now() - LOCKED_FOR
    await session.execute(delete(SignInFailure).where(SignInFailure.at < now() - 4 * LOCKED_FOR))
    count, first = (
        await session.execute(
            select(func.count(), func.min(SignInFailure.at)).where(
                SignInFailure.login_key == failed, SignInFailure.at > since
            )
        )
    ).one()
    if count >= MOST_FAILURES:
        wait = max(1, int((first + LOCKED_FOR - now()).total_seconds()) + 1)
        return TooMany(
            "map_key.locked",
            "Too many wrong keys.",
            f"Try again in {-(-wait // 60)} minutes, with the key as it was shown.",
            retry_after_s=wait,
        )
    session.add(SignInFailure(id=new_id(), login_key=failed, at=now()))
    return Unauthenticated(
        "map_key.wrong",
        "The login or the key for maps is wrong, or the key has ended.",
        "Send the login as the user and a key for maps as the password; make a key on the page of the grid.",
    )


def _open(account_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (MapKey.account_id == account_id, MapKey.revoked_at.is_(None), MapKey.expires_at > now())


def _failures_of(login: str) -> UUID:
    # Apart from failed sign-ins: a map program with an old key must not lock its owner out of the application.
    return cipher().fingerprint(login.strip().lower(), "map login")


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()

"""Accounts and sessions: signing in and out, and who is behind a token."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import anyio.to_thread
from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Actor, CellSource, DataScope, Role, parse_roles
from gridward.identity.models import Account, AccountCity, MapKey, Session, SignInFailure
from gridward.identity.passwords import fits, hash_password
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid, NotFound, TooMany, Unauthenticated
from gridward.kernel.ids import new_id
from gridward.platform.crypto import cipher
from gridward.platform.settings import settings

MOST_FAILURES = 10
LOCKED_FOR = timedelta(minutes=15)
_SEEN_EVERY = timedelta(minutes=1)
_OPENED = text(
    """SELECT s.id, s.account_id, s.device_id, s.created_at, s.last_seen_at, s.expires_at, s.revoked_at, s.unused,
           s.last_push, a.login, a.roles, a.all_cities, a.active,
           ARRAY(SELECT city_id FROM identity.account_city WHERE account_id = a.id) AS cities
       FROM identity.session s JOIN identity.account a ON a.id = s.account_id
       WHERE s.token_hash = :hash"""
)
_argon2_at_once = anyio.CapacityLimiter(2)
"""Each check takes 19 MiB and a core: a flood of sign-ins must not take the machine."""


@dataclass(frozen=True)
class SignedIn:
    """A new session."""

    account_id: UUID
    token: str
    """For the cookie; it is not kept here."""
    expires_at: datetime


@dataclass(frozen=True)
class NewAccount:
    """An account to be made."""

    login: str
    name: str
    roles: frozenset[Role]
    password: str
    all_cities: bool = False
    city_ids: frozenset[int] = frozenset()
    locale: str = "zh"


async def add_account(session: AsyncSession, new: NewAccount) -> UUID:
    """Make an account. Raises `account.login_taken`, `account.login` and `password.length`."""
    login = new.login.strip()
    if not 2 <= len(login) <= 80 or any(character.isspace() for character in login):
        raise Invalid(
            "account.login", "A login has 2 to 80 characters and no spaces.", "Choose another.", login=login
        )
    taken = await session.scalar(select(Account.id).where(func.lower(Account.login) == login.lower()))
    if taken is not None:
        raise Conflict("account.login_taken", f"The login {login} is taken.", "Choose another.", login=login)
    account_id = new_id()
    session.add(
        Account(
            id=account_id,
            login=login,
            name_sealed=cipher().seal(new.name, _name_context(account_id)),
            password_hash=hash_password(new.password),
            roles=sorted(role.value for role in new.roles),
            all_cities=new.all_cities,
            locale=new.locale,
        )
    )
    await session.flush()
    session.add_all(AccountCity(account_id=account_id, city_id=city_id) for city_id in new.city_ids)
    return account_id


async def put_account(session: AsyncSession, new: NewAccount) -> None:
    """Make an account, or only give it the password where there is one of this login."""
    if await session.scalar(select(Account.id).where(func.lower(Account.login) == new.login.lower())):
        await set_password(session, new.login, new.password)
    else:
        await add_account(session, new)


async def set_password(session: AsyncSession, login: str, password: str) -> None:
    """Change a password; every session and map key of the account ends. Raises `account.not_found`."""
    account = await _account(session, login)
    account.password_hash = hash_password(password)
    await _end_access(session, account.id)


async def set_active(session: AsyncSession, login: str, active: bool) -> None:
    """Let an account sign in, or not any more. Raises `account.not_found`."""
    account = await _account(session, login)
    account.active = active
    if not active:
        await _end_access(session, account.id)


async def _end_access(session: AsyncSession, account_id: UUID) -> None:
    for kind in (Session, MapKey):
        await session.execute(
            update(kind)
            .where(kind.account_id == account_id, kind.revoked_at.is_(None))
            .values(revoked_at=now())
        )


async def check_sign_in(session: AsyncSession, login: str, password: str) -> Account | None:
    """The account, if the password is its own. Raises `sign_in.locked` after too many wrong ones, for right ones too."""
    key = login_key(login)
    since = now() - LOCKED_FOR
    failures, first = (
        await session.execute(
            select(func.count(), func.min(SignInFailure.at)).where(
                SignInFailure.login_key == key, SignInFailure.at > since
            )
        )
    ).one()
    if failures >= MOST_FAILURES:
        wait = max(1, int((first + LOCKED_FOR - now()).total_seconds()) + 1)
        raise TooMany(
            "sign_in.locked",
            "Too many wrong passwords.",
            f"Try again in {-(-wait // 60)} minutes.",
            retry_after_s=wait,
        )
    account = await session.scalar(select(Account).where(func.lower(Account.login) == login.strip().lower()))
    stored = account.password_hash if account is not None and account.active else None
    right = await anyio.to_thread.run_sync(fits, password, stored, limiter=_argon2_at_once)
    return account if right else None


async def note_failure(session: AsyncSession, login: str) -> None:
    """Count a wrong password against a login, whether or not there is such an account."""
    await session.execute(delete(SignInFailure).where(SignInFailure.at < now() - 4 * LOCKED_FOR))
    session.add(SignInFailure(id=new_id(), login_key=login_key(login), at=now()))


async def open_session(session: AsyncSession, account: Account, user_agent: str) -> SignedIn:
    """Begin a session."""
    token = secrets.token_urlsafe(32)
    expires_at = now() + timedelta(days=settings().session_days)
    opened = Session(
        id=new_id(),
        account_id=account.id,
        token_hash=hash_of(token),
        user_agent=user_agent[:300],
        created_at=now(),
        last_seen_at=now(),
        expires_at=expires_at,
        signed_in_at=now(),
    )
    session.add(opened)
    await session.execute(delete(SignInFailure).where(SignInFailure.login_key == login_key(account.login)))
    return SignedIn(account.id, token, expires_at)


async def who_is(session: AsyncSession, token: str | None, cells_of: CellSource) -> Actor:
    """Who is behind a cookie's token. Raises `sign_in.required`.

    That the session is in use is noted at most once a minute; the first use of a renewed one ends those before it.
    """
    row = None
    if token:
        row = (await session.execute(_OPENED, {"hash": hash_of(token)})).one_or_none()
    if row is None or not _is_open(row) or not row.active:
        raise Unauthenticated("sign_in.required", "You are not signed in.", "Sign in.")
    if row.last_seen_at < now() - _SEEN_EVERY:
        await session.execute(update(Session).where(Session.id == row.id).values(last_seen_at=now()))
    if row.unused:
        await _end_renewed(session, row)
    roles = parse_roles(row.roles)
    if row.last_push:
        scope = DataScope(False, frozenset(), frozenset())
    else:
        cells = await cells_of(session, row.account_id, roles)
        scope = DataScope(row.all_cities, frozenset(row.cities), cells)
    return Actor(row.account_id, row.id, row.login, roles, scope)


async def _end_renewed(session: AsyncSession, opened: Row[Any]) -> None:
    await session.execute(update(Session).where(Session.id == opened.id).values(unused=False))
    await session.execute(
        update(Session)
        .where(
            Session.account_id == opened.account_id,
            Session.device_id == opened.device_id,
            Session.created_at <= opened.created_at,
            Session.id != opened.id,
            Session.revoked_at.is_(None),
        )
        .values(revoked_at=now())
    )


async def close_session(session: AsyncSession, actor: Actor, session_id: UUID) -> None:
    """End one of one's own sessions; on a tablet all of his, so that its key has none to go on with.

    Raises `session.not_found`.
    """
    own = (Session.account_id == actor.account_id, Session.revoked_at.is_(None))
    ended = (
        await session.execute(
            update(Session)
            .where(Session.id == session_id, *own)
            .values(revoked_at=now())
            .returning(Session.device_id)
        )
    ).one_or_none()
    if ended is None:
        raise NotFound("session.not_found", "There is no such session.", "It may have ended already.")
    if ended.device_id is not None:
        await session.execute(
            update(Session).where(Session.device_id == ended.device_id, *own).values(revoked_at=now())
        )


async def set_locale(session: AsyncSession, actor: Actor, locale: str) -> None:
    """Remember the language in which somebody works."""
    await session.execute(update(Account).where(Account.id == actor.account_id).values(locale=locale))


def login_key(login: str) -> UUID:
    """The keyed hash under which failures of a login are counted."""
    return cipher().fingerprint(login.strip().lower(), "login")


def _is_open(opened: Row[Any]) -> bool:
    idle = timedelta(hours=settings().session_hours)
    return opened.revoked_at is None and opened.expires_at > now() and opened.last_seen_at > now() - idle


async def _account(session: AsyncSession, login: str) -> Account:
    account = await session.scalar(select(Account).where(func.lower(Account.login) == login.strip().lower()))
    if account is None:
        raise NotFound(
            "account.not_found", f"There is no account {login}.", "See `gridward account list`.", login=login
        )
    return account


def hash_of(token: str) -> bytes:
    """Under what a token is kept."""
    # The token has 256 random bits: a fast hash is enough, nobody can guess it.
    return hashlib.sha256(token.encode()).digest()


def _name_context(account_id: UUID) -> str:
    return f"identity.account.name/{account_id}"


async def display_names(session: AsyncSession, account_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of the owners of some accounts."""
    rows = await session.execute(select(Account.id, Account.name_sealed).where(Account.id.in_(account_ids)))
    return {row.id: cipher().open(row.name_sealed, _name_context(row.id)) for row in rows}


async def display_name(session: AsyncSession, account_id: UUID) -> str:
    """The name of an account's owner."""
    sealed = await session.scalar(select(Account.name_sealed).where(Account.id == account_id))
    return cipher().open(sealed, _name_context(account_id)) if sealed else ""

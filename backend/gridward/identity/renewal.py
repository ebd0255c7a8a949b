"""A tablet's session goes on by its key: it signs a challenge of the server's.

The new session's token follows from the challenge, so that the same request gets the same session: an answer that was lost
is asked for again. What the tablet had before stays open until the new one is used.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.devices import EMPTIES, DeviceState, find_device, read_key
from gridward.identity.models import Account, Device, Session
from gridward.identity.service import SignedIn, hash_of
from gridward.kernel.clock import now
from gridward.kernel.errors import Unauthenticated
from gridward.kernel.ids import new_id
from gridward.platform.crypto import cipher
from gridward.platform.settings import settings

CHALLENGE_LASTS = timedelta(minutes=5)
LAST_PUSH_LASTS = timedelta(minutes=15)
_NUMBER = 32
"""Bytes of r and of s in a signature as browsers make them."""


@dataclass(frozen=True)
class Renewed:
    """What a tablet gets for its signature."""

    state: DeviceState
    signed_in: SignedIn


def make_challenge(device_id: UUID) -> str:
    """What a tablet signs to renew its session: good for a few minutes by the server's clock, and kept nowhere."""
    body = f"{int(now().timestamp())}.{new_id()}"
    return f"{body}.{_seal(device_id, body)}"


async def renew(
    session: AsyncSession,
    device_id: UUID,
    account_id: UUID,
    challenge: str,
    signature: bytes,
    user_agent: str,
) -> Renewed:
    """Go on with the session of a tablet; one that is to empty itself gets a short one for its last push instead.

    Raises `device.challenge`, `device.signature`, `device.revoked` and `sign_in.required`.
    """
    _check_challenge(device_id, challenge)
    device = await find_device(session, device_id, account_id)
    if device is None or not _is_signed(device, challenge, signature):
        raise Unauthenticated("device.signature", "This tablet is not known.", "Sign in with the password.")
    account = await session.get(Account, account_id)
    if account is None or not account.active or device.state in (DeviceState.REVOKED, DeviceState.WIPED):
        raise Unauthenticated("device.revoked", "This tablet is not let in any more.", "Ask your supervisor.")
    state = DeviceState(device.state)
    if state in EMPTIES:
        lasts = Session(signed_in_at=now(), expires_at=now() + LAST_PUSH_LASTS, last_push=True)
    else:
        lasts = await _goes_on(session, device)
    return Renewed(state, await _open(session, device, challenge, lasts, user_agent))


async def _goes_on(session: AsyncSession, device: Device) -> Session:
    """The last session of the tablet that nobody ended: the new one goes on from it."""
    last = await session.scalar(
        select(Session)
        .where(
            Session.account_id == device.account_id,
            Session.device_id == device.id,
            Session.revoked_at.is_(None),
        )
        .order_by(Session.created_at.desc())
        .limit(1)
    )
    silent = timedelta(hours=settings().device_hours)
    latest = timedelta(days=settings().device_days)
    if last is None or last.last_seen_at < now() - silent or last.signed_in_at < now() - latest:
        raise Unauthenticated("sign_in.required", "You are not signed in.", "Sign in.")
    ends = min(now() + timedelta(days=settings().session_days), last.signed_in_at + latest)
    return Session(signed_in_at=last.signed_in_at, expires_at=ends, last_push=last.last_push)


async def _open(
    session: AsyncSession, device: Device, challenge: str, lasts: Session, user_agent: str
) -> SignedIn:
    """The session that follows from a challenge, begun now or when the same was asked before."""
    token = _token(device.id, challenge)
    await session.execute(
        insert(Session)
        .values(
            id=new_id(),
            account_id=device.account_id,
            token_hash=hash_of(token),
            user_agent=user_agent[:300],
            created_at=now(),
            last_seen_at=now(),
            expires_at=lasts.expires_at,
            device_id=device.id,
            signed_in_at=lasts.signed_in_at,
            unused=True,
            last_push=lasts.last_push,
        )
        .on_conflict_do_nothing(index_elements=[Session.token_hash])
    )
    opened = await session.scalar(select(Session).where(Session.token_hash == hash_of(token)))
    if opened is None or opened.revoked_at is not None:
        raise Unauthenticated("sign_in.required", "You are not signed in.", "Sign in.")
    return SignedIn(device.account_id, token, opened.expires_at)


def signed_text(device_id: UUID, challenge: str) -> bytes:
    """What a tablet signs."""
    return f"gridward session {device_id} {challenge}".encode()


def _is_signed(device: Device, challenge: str, signature: bytes) -> bool:
    if len(signature) != 2 * _NUMBER:
        return False
    numbers = (int.from_bytes(signature[:_NUMBER]), int.from_bytes(signature[_NUMBER:]))
    try:
        read_key(device.public_key).verify(
            encode_dss_signature(*numbers), signed_text(device.id, challenge), ECDSA(SHA256())
        )
    except InvalidSignature:
        return False
    return True


def _check_challenge(device_id: UUID, challenge: str) -> None:
    body, _, seal = challenge.rpartition(".")
    stamp, _, _ = body.partition(".")
    known = hmac.compare_digest(seal.encode(), _seal(device_id, body).encode())
    if not known or _issued(stamp) < now() - CHALLENGE_LASTS:
        raise Unauthenticated("device.challenge", "The challenge is not good any more.", "Ask for another.")


def _issued(stamp: str) -> datetime:
    return datetime.fromtimestamp(int(stamp), tz=now().tzinfo)


def _seal(device_id: UUID, body: str) -> str:
    return cipher().fingerprint(f"{device_id} {body}", "device challenge").hex


def _token(device_id: UUID, challenge: str) -> str:
    key = cipher().hash_key("device session")
    return base64.urlsafe_b64encode(hmac.digest(key, f"{device_id} {challenge}".encode(), "sha256")).decode()

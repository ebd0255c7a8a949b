"""Tablets: they register with a key of their own, and somebody may decide that one is not trusted any more."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import Actor
from gridward.identity.models import Device, Session
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid, NotFound


class DeviceState(StrEnum):
    """What is to become of a tablet."""

    ACTIVE = "active"
    REVOKED = "revoked"
    """Its sessions have ended, and its key opens none; what lies on it stays, locked."""
    WIPE = "wipe"
    """It empties itself at its next contact, after it has sent what waits on it."""
    LOST = "lost"
    """Both at once: it has no session but for its last push."""
    WIPED = "wiped"


UNTRUSTED = frozenset({DeviceState.REVOKED, DeviceState.LOST})
EMPTIES = frozenset({DeviceState.WIPE, DeviceState.LOST})
_DECIDED = frozenset(DeviceState) - {DeviceState.WIPED}


@dataclass(frozen=True)
class NewDevice:
    """A tablet that registers."""

    id: UUID
    name: str
    public_key: bytes
    """SubjectPublicKeyInfo in DER."""
    app_version: str


async def register_device(session: AsyncSession, actor: Actor, new: NewDevice) -> DeviceState:
    """Register a tablet for whoever is signed in on it, and let this session belong to it; the same again changes nothing.

    With another key it is a tablet whose store was lost: what waited on it is missing. One that was wiped begins anew; one
    that is not trusted stays so until somebody lets it in again. Raises `device.key`.
    """
    read_key(new.public_key)
    device = await find_device(session, new.id, actor.account_id, lock=True)
    if device is None:
        device = Device(
            id=new.id, account_id=actor.account_id, public_key=new.public_key, registered_at=now(), **_fresh()
        )
        session.add(device)
    elif device.public_key != new.public_key:
        if device.state == DeviceState.ACTIVE and device.waiting:
            device.missing, device.missed_at = device.waiting, now()
        device.public_key = new.public_key
        _empty(device)
    if device.state == DeviceState.WIPED:
        device.state, device.state_at = DeviceState.ACTIVE, now()
    device.name, device.app_version = new.name, new.app_version
    state = DeviceState(device.state)
    begun = await session.scalar(
        update(Session)
        .where(Session.id == actor.session_id)
        .values(device_id=new.id, last_push=state in UNTRUSTED)
        .returning(Session.created_at)
    )
    # Who signs in again has left his earlier session there: a browser holds one for all of its tabs. A later one is a
    # renewal whose answer may still be asked for.
    await session.execute(
        update(Session)
        .where(
            Session.device_id == new.id,
            Session.account_id == actor.account_id,
            Session.created_at < begun,
            Session.revoked_at.is_(None),
        )
        .values(revoked_at=now())
    )
    return state


def _fresh() -> dict[str, object]:
    return {
        "state": DeviceState.ACTIVE,
        "state_at": now(),
        "waiting": 0,
        "waiting_ids": [],
        "cursors": {},
        "given_up": 0,
    }


def _empty(device: Device) -> None:
    device.waiting, device.waiting_ids, device.oldest_at, device.cursors = 0, [], None, {}


async def find_device(
    session: AsyncSession, device_id: UUID, account_id: UUID, *, lock: bool = False
) -> Device | None:
    """A tablet as one account uses it."""
    query = select(Device).where(Device.id == device_id, Device.account_id == account_id)
    found: Device | None = await session.scalar(query.with_for_update() if lock else query)
    return found


async def decide_device(
    session: AsyncSession, device_id: UUID, account_ids: Collection[UUID], state: DeviceState
) -> None:
    """Decide what is to become of a tablet, as these accounts use it.

    `active` lets it in again, and says that what is missing was seen. Raises `device.not_found`, and `device.wiped` for one
    that is empty already.
    """
    assert state in _DECIDED
    devices = list(
        await session.scalars(
            select(Device)
            .where(Device.id == device_id, Device.account_id.in_(account_ids))
            .order_by(Device.account_id)
            .with_for_update()
        )
    )
    if not devices:
        raise no_device()
    for device in devices:
        if device.state == DeviceState.WIPED and state is not DeviceState.ACTIVE:
            raise Conflict(
                "device.wiped",
                "This tablet has emptied itself already.",
                "It registers anew when somebody signs in on it.",
            )
        if state is DeviceState.ACTIVE:
            device.missing = device.missed_at = None
            device.given_up = 0
        if device.state not in (state, DeviceState.WIPED):
            device.state, device.state_at = state, now()
    await _follow(session, device_id, account_ids, state)


async def _follow(
    session: AsyncSession, device_id: UUID, account_ids: Collection[UUID], state: DeviceState
) -> None:
    its = (Session.device_id == device_id, Session.account_id.in_(account_ids), Session.revoked_at.is_(None))
    if state in UNTRUSTED:
        await session.execute(update(Session).where(*its).values(revoked_at=now()))
    elif state is DeviceState.ACTIVE:
        await session.execute(update(Session).where(*its).values(last_push=False))


async def note_wiped(session: AsyncSession, device: Device) -> None:
    """It is empty; its sessions end."""
    device.state, device.state_at = DeviceState.WIPED, now()
    _empty(device)
    await session.execute(
        update(Session)
        .where(
            Session.device_id == device.id,
            Session.account_id == device.account_id,
            Session.revoked_at.is_(None),
        )
        .values(revoked_at=now())
    )


def read_key(der: bytes) -> EllipticCurvePublicKey:
    """A tablet's public key. Raises `device.key`."""
    try:
        key = load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise Invalid(
            "device.key",
            "This is no public key of a tablet.",
            "Send one for ECDSA on P-256, as SubjectPublicKeyInfo.",
        )
    return key


def no_device() -> NotFound:
    """There is none, or none of his."""
    return NotFound("device.not_found", "There is no such tablet.", "See the list again.")

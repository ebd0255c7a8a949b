"""Accounts, sessions, devices, keys for map programs."""

import uuid
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Account(Base):
    """Somebody who may sign in."""

    __tablename__ = "account"
    __table_args__ = (Index("uq_account_login", text("lower(login)"), unique=True), {"schema": "identity"})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    login: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    password_hash: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    all_cities: Mapped[bool] = mapped_column(server_default=text("false"))
    locale: Mapped[str] = mapped_column(Text, server_default="zh")
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class AccountCity(Base):
    """A city that an account may see; `account.all_cities` stands for every city, those of the future too."""

    __tablename__ = "account_city"
    __table_args__ = ({"schema": "identity"},)

    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identity.account.id", ondelete="CASCADE"), primary_key=True
    )
    # The city room lies above this one, so the number is kept without a foreign key.
    city_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)


class Session(Base):
    """One signed-in browser. The cookie's token is stored as a hash only."""

    __tablename__ = "session"
    __table_args__ = ({"schema": "identity"},)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identity.account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_agent: Mapped[str] = mapped_column(Text, server_default="")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    device_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """The tablet that it belongs to, once that has registered."""
    signed_in_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    """When the password was given; a session that a tablet's key renewed inherits it."""
    unused: Mapped[bool] = mapped_column(server_default=text("false"))
    """It renews others of its tablet, which end when it is used for the first time."""
    last_push: Mapped[bool] = mapped_column(server_default=text("false"))
    """It only lets a tablet that is not trusted any more send what was done on it: it shows nobody's data."""


class Device(Base):
    """A tablet as one account uses it: its key, what is to become of it, and what it reported last."""

    __tablename__ = "device"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'revoked', 'wipe', 'lost', 'wiped')", name="state"),
        Index("ix_device_account_id", "account_id"),
        {"schema": "identity"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    """Made on the tablet."""
    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identity.account.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(Text)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """ECDSA on P-256, SubjectPublicKeyInfo in DER; the private one never leaves the tablet."""
    state: Mapped[str] = mapped_column(Text, server_default="active")
    state_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    registered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    reported_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    app_version: Mapped[str] = mapped_column(Text)
    cursors: Mapped[dict[str, int]] = mapped_column(JSONB, server_default=text("'{}'"))
    """How far it has read each of its cells."""
    waiting: Mapped[int] = mapped_column(Integer, server_default="0")
    """Operations that it had not sent yet."""
    waiting_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))
    """Which they were, as far as it told."""
    oldest_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the oldest of them was done."""
    usage_bytes: Mapped[int | None] = mapped_column(BigInteger)
    quota_bytes: Mapped[int | None] = mapped_column(BigInteger)
    persisted: Mapped[bool | None]
    """Whether the browser promised not to evict what it stores."""
    missing: Mapped[int | None] = mapped_column(Integer)
    """Operations that waited on it, were never received, and wait no more; 0 where only its copy of cells went back."""
    missed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    given_up: Mapped[int] = mapped_column(Integer, server_default="0")
    """Operations that the server refused and whoever did them gave up, since somebody has looked at it."""


class MapKey(Base):
    """A key with which somebody's map program reads maps, and nothing else. Stored as a hash only."""

    __tablename__ = "map_key"
    __table_args__ = ({"schema": "identity"},)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identity.account.id", ondelete="CASCADE"), index=True
    )
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    name: Mapped[str] = mapped_column(Text)
    """What its owner calls it: the program or computer that has it."""
    points: Mapped[bool]
    """Whether it reads where customers live, beside the cells."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SignInFailure(Base):
    """A failed sign-in, by keyed hash of the login that was typed; they lock it for a while."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_login_key_at", "login_key", "at"), {"schema": "identity"})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    login_key: Mapped[uuid.UUID] = mapped_column(Uuid)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

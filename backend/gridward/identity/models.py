"""Accounts, sessions, keys for map programs."""

import uuid
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, SmallInteger, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY
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

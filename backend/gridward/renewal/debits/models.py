"""Debit return files that were taken, and what became of each of their rows."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base
from gridward.renewal.models import Money


class DebitFile(Base):
    """A file that was taken. The same sender gives a number once."""

    __tablename__ = "debit_file"
    __table_args__ = (UniqueConstraint("city_id", "sender", "number"), {"schema": "renewal"})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)
    digest: Mapped[str] = mapped_column(Text)
    """SHA-256 of the content: the same file again is known by it."""
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rows: Mapped[int] = mapped_column(Integer)
    accepted: Mapped[int] = mapped_column(Integer)
    failed: Mapped[int] = mapped_column(Integer)
    reversed: Mapped[int] = mapped_column(Integer)
    refused: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Decimal] = mapped_column(Money)
    """Yuan that were accepted."""
    started: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """What followed at once: `messages`, `tasks`, `raised`, `closed`, `kept`."""


class DebitDelivery(Base):
    """A file that arrived through the browser, from then until a job has taken it."""

    __tablename__ = "debit_delivery"
    __table_args__ = (
        CheckConstraint("status IN ('queued', 'running', 'done', 'failed')", name="status"),
        {"schema": "renewal"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("renewal.debit_file.id"))
    is_new: Mapped[bool | None]
    """False where the same file had been taken before."""


class DebitRow(Base):
    """A row of a file. What could not be read has no policy."""

    __tablename__ = "debit_row"
    __table_args__ = (
        CheckConstraint("verdict IN ('accepted', 'known', 'failed', 'reversed', 'refused')", name="verdict"),
        {"schema": "renewal"},
    )

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("renewal.debit_file.id"), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    verdict: Mapped[str] = mapped_column(Text)
    """`known`: the insurer's core had told the same payment before."""
    code: Mapped[str | None] = mapped_column(Text)
    """Why it was refused."""
    column_name: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    """What stands in that column."""
    policy_id: Mapped[int | None] = mapped_column(BigInteger)
    number: Mapped[int | None] = mapped_column(Integer)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    debit_on: Mapped[date | None] = mapped_column(Date)
    failure: Mapped[str | None] = mapped_column(Text)

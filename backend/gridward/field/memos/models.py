"""Messages and to whom they went, numbered for each reader as their transactions end."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Memo(Base):
    """A message to specialists. Those to customers are `engagement.message`."""

    __tablename__ = "memo"
    __table_args__ = (
        CheckConstraint("origin IN ('supervisor', 'seat', 'system')", name="origin"),
        CheckConstraint("(origin = 'system') = (sender_id IS NULL)", name="sent_by_somebody"),
        CheckConstraint("(origin = 'system') = (code IS NOT NULL)", name="code_of_system"),
        Index("ix_memo_city_id_sent_at", "city_id", text("sent_at DESC"), text("id DESC")),
        Index("ix_memo_customer_id", "customer_id", postgresql_where=text("customer_id IS NOT NULL")),
        {"schema": "field"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    """Made by whoever sends it: the same one again is not a second one."""
    city_id: Mapped[int] = mapped_column(SmallInteger)
    origin: Mapped[str] = mapped_column(Text)
    sender_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """The account."""
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("book.customer.id"))
    """The person whom it is about."""
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `field.memo.text/ID`."""
    code: Mapped[str | None] = mapped_column(Text)
    """What the system says; both languages have words for each."""
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Nothing personal but masked names."""
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class MemoTo(Base):
    """A message as one of its readers has it."""

    __tablename__ = "memo_to"
    __table_args__ = (
        Index("uq_memo_to_account_id_seq", "account_id", "seq", unique=True),
        {"schema": "field"},
    )

    memo_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("field.memo.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    """The reader's counter at its last change: by it his tablet follows."""
    read_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reply_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `field.memo.reply/MEMO ID/ACCOUNT ID`."""
    replied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class MemoFeed(Base):
    """A reader's counter. Its row is locked to the commit, so that numbers become visible in their order."""

    __tablename__ = "memo_feed"
    __table_args__ = ({"schema": "field"},)

    account_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    cursor: Mapped[int] = mapped_column(BigInteger)

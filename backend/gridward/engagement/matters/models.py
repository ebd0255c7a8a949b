"""Matters and what was decided on them."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Matter(Base):
    """What a call left to be done: a request that was taken in (保全受理), or a suspicion to be looked into."""

    __tablename__ = "matter"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'looked_at', 'confirmed', 'dismissed')", name="state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("kind = 'organised_surrender' OR customer_id IS NOT NULL", name="whose"),
        Index("uq_matter_source_key", "city_id", "source_key", unique=True),
        Index("ix_matter_customer_id", "customer_id"),
        Index("ix_matter_cell_id", "cell_id"),
        Index(
            "ix_matter_attachments", "opened_by", "opened_at", postgresql_where=text("attachments <> '{}'")
        ),
        Index("ix_matter_waiting", "city_id", "id", postgresql_where=text("state IN ('open', 'looked_at')")),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity())
    """By which people speak of it. Numbers may be left out."""
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("book.customer.id"))
    """The person; empty where a suspicion is about a caller whom nobody knows."""
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    kind: Mapped[str] = mapped_column(Text)
    """An item of `grid_data/rules/service_items`, or `organised_surrender`."""
    signs: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"))
    """Of a suspicion: codes of `grid_data/rules/organised_surrender`."""
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `engagement.matter.note/ID`."""
    attachments: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """Their SHA-256 in hexadecimal digits; they come after what names them."""
    policy_id: Mapped[int | None] = mapped_column(BigInteger)
    """The policy that it is about, `book.policy.id`."""
    values_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What was said to its needs, by their codes, as JSON. Context `engagement.matter.values/ID`."""
    papers: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Which attachments show what it needs: by the need's code, lists of SHA-256."""
    lacks: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """Codes of needs that were not met when it was taken in."""
    source_key: Mapped[str] = mapped_column(Text)
    """What it came from, so that it is kept once: `call/ID/KIND`, `field/ID`."""
    opened_by: Mapped[uuid.UUID] = mapped_column(Uuid)
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_on: Mapped[date | None] = mapped_column(Date)
    """By when the customer was promised an answer."""
    state: Mapped[str] = mapped_column(Text, server_default="open")
    """`confirmed` is done for a request, and found true for a suspicion."""
    decided_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `engagement.matter.answer/ID`."""


class Supplement(Base):
    """Papers that followed a request (补件), by whoever served the customer then."""

    __tablename__ = "supplement"
    __table_args__ = (
        Index("ix_supplement_matter_id", "matter_id"),
        Index("ix_supplement_sent_by", "sent_by", "sent_at"),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    """Of the operation that brought them."""
    matter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("engagement.matter.id", ondelete="CASCADE"))
    sent_by: Mapped[uuid.UUID] = mapped_column(Uuid)
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    attachments: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Their SHA-256 in hexadecimal digits."""
    papers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Which of them show what it needs: by the need's code, lists of SHA-256."""

"""What seats say of themselves, items moved between them, calls drawn and scored."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Presence(Base):
    """Whether a seat is ready for calls, as he says. Who never said is."""

    __tablename__ = "presence"
    __table_args__ = (
        CheckConstraint("state IN ('ready', 'break', 'after_call')", name="state"),
        {"schema": "seats"},
    )

    account_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Move(Base):
    """That somebody moved items between seats."""

    __tablename__ = "move"
    __table_args__ = (Index("ix_move_city_id_at", "city_id", "at"), {"schema": "seats"})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    """Who moved them."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(Text, server_default="")
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undone_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)


class MoveItem(Base):
    """From whom to whom an item was moved; nobody stands for everybody. A place in the queue may be gone meanwhile."""

    __tablename__ = "move_item"
    __table_args__ = ({"schema": "seats"},)

    move_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seats.move.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    from_account: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    from_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    to_account: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    to_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Draw(Base):
    """A draw by lot among the calls of a day; its id is what the lots are made with."""

    __tablename__ = "draw"
    __table_args__ = ({"schema": "seats"},)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[date] = mapped_column(Date)
    each: Mapped[int] = mapped_column(Integer)
    """Calls of each seat."""
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    """Who drew."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Review(Base):
    """A call that was drawn, and what it was given when somebody scored it."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("(scored_at IS NULL) = (scores IS NULL)", name="scored_has_scores"),
        Index("uq_review_call_id", "call_id", unique=True),
        Index("ix_review_city_id", "city_id"),
        Index("ix_review_account_id", "account_id", postgresql_where=text("scored_at IS NOT NULL")),
        {"schema": "seats"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    draw_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seats.draw.id"))
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seats.call.id"))
    city_id: Mapped[int] = mapped_column(SmallInteger)
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    """The seat who made the call."""
    sheet: Mapped[str] = mapped_column(Text)
    """The version of the sheet."""
    scores: Mapped[dict[str, int] | None] = mapped_column(JSONB)
    points: Mapped[int | None] = mapped_column(Integer)
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `seats.review.comment/ID`."""
    scored_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    scored_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the seat looked at it."""

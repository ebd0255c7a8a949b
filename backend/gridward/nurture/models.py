"""What the programme did and for whom, and what each night knew of it."""

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
    Integer,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Touch(Base):
    """A step of an occasion that came to somebody, or would have but for a lot: then nothing was done. Append-only."""

    __tablename__ = "touch"
    __table_args__ = (
        CheckConstraint("step IN ('field', 'message', 'call')", name="step"),
        CheckConstraint("lot IN ('nurtured', 'held_out', 'left_alone')", name="lot"),
        CheckConstraint(
            "lot = 'nurtured' OR message_id IS NULL AND task_id IS NULL", name="others_are_left_alone"
        ),
        Index("uq_touch_occasion", "customer_id", "occasion", "step", "on_day", unique=True),
        Index("ix_touch_customer_id_day", "customer_id", text("day DESC")),
        Index("ix_touch_city_id_day", "city_id", "day"),
        {"schema": "nurture"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    occasion: Mapped[str] = mapped_column(Text)
    """Its name in the rules."""
    step: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    """The person."""
    cell_id: Mapped[int | None] = mapped_column(Integer)
    """Where he lived; without a foreign key, for a touch outlives the cell."""
    policy_id: Mapped[int | None] = mapped_column(BigInteger)
    """The policy that the occasion is about."""
    on_day: Mapped[date] = mapped_column(Date)
    """The day of the occasion."""
    day: Mapped[date] = mapped_column(Date)
    """The day on which it was taken."""
    lot: Mapped[str] = mapped_column(Text)
    message_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    task_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    rules: Mapped[str] = mapped_column(Text)


class Night(Base):
    """A night of the programme in a city: why others were left out, and what had come of all before it."""

    __tablename__ = "night"
    __table_args__ = ({"schema": "nurture"},)

    city_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rules: Mapped[str] = mapped_column(Text)
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """By step of an occasion, the customers by reason."""
    measures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """By occasion and month, and all together."""

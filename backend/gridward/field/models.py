"""Operations with their receipts, and visits."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
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


class Operation(Base):
    """A command from a tablet, stored whole together with its effect and its receipt. Written once, never changed."""

    __tablename__ = "operation"
    __table_args__ = (
        CheckConstraint(
            "state IN ('applied', 'merged', 'forwarded', 'needs_attention', 'invalid')", name="state"
        ),
        Index("ix_operation_account_id", "account_id", "received_at"),
        Index("ix_operation_attention", "city_id", "state", "received_at"),
        Index("ix_operation_cell_id", "cell_id"),
        {"schema": "field"},
    )

    op_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    device_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    seq: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(Text)
    protocol: Mapped[int] = mapped_column(SmallInteger)
    occurred_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """When it was done: by the device's clock, or by ours where that one was wrong when it was sent."""
    device_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """By the device's clock, where `occurred_at` is by ours."""
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    city_id: Mapped[int | None] = mapped_column(SmallInteger)
    customer_id: Mapped[int | None] = mapped_column(BigInteger)
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    """The cell in which the customer was when it was done."""
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    """Who did it."""
    payload_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The payload as JSON; context `field.operation.payload/OP ID`."""
    state: Mapped[str] = mapped_column(Text)
    receipt: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Decision(Base):
    """What a person decided about an operation that could not simply be applied. Made once."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("verdict IN ('taken', 'refused')", name="verdict"),
        {"schema": "field"},
    )

    op_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("field.operation.op_id"), primary_key=True)
    verdict: Mapped[str] = mapped_column(Text)
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Why it was refused, for whoever sent it; context `field.decision.reason/OP ID`."""
    code: Mapped[str | None] = mapped_column(Text)
    """What could not be kept although it was taken."""
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Undone(Base):
    """An operation that was taken back by a later one. Itself it stays as it came, with its receipt."""

    __tablename__ = "undone"
    __table_args__ = ({"schema": "field"},)

    op_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("field.operation.op_id"), primary_key=True)
    by_op_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Visit(Base):
    """A visit to a customer, from check-in to outcome."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_customer_id", "customer_id"),
        Index("ix_visit_specialist_id", "specialist_id", "begun_at"),
        Index("ix_visit_cell_id", "cell_id"),
        Index(
            "ix_visit_attachments", "account_id", "completed_at", postgresql_where=text("attachments <> '{}'")
        ),
        {"schema": "field"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    """Made on the device."""
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("engagement.task.id"))
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("book.policy.id"))
    begun_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    position_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """`lon,lat` in WGS-84, only of a check-in that was allowed to know it; context `field.visit.position/ID`."""
    accuracy_m: Mapped[float | None] = mapped_column(Float)
    no_position: Mapped[str | None] = mapped_column(Text)
    """Why there is none: `denied`, `unavailable`, `timeout`."""
    completed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None] = mapped_column(Text)
    next_step: Mapped[str | None] = mapped_column(Text)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `field.visit.note/ID`."""
    attachments: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """Their SHA-256 in hexadecimal digits; they come after what names them."""
    acknowledged: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """What the customer acknowledged, and how: the payload's `acknowledged`."""


class DayRoute(Base):
    """The route of a specialist's day as it was planned last. Derived: it may be thrown away at any time."""

    __tablename__ = "day_route"
    __table_args__ = ({"schema": "field"},)

    account_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    stamp: Mapped[str] = mapped_column(Text)
    """Of all that it was made from: with another one it is planned anew."""
    plan: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """`at` (minute of the day), `order` (keys of doors), `left` (key and reason)."""

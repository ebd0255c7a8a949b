"""The due list, one row a policy on its oldest unpaid instalment, and promises to pay."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base

Money = Numeric(14, 2)
"""Yuan, two decimals."""


class Due(Base):
    """The oldest unpaid instalment of a regular-pay policy that nobody in service serves. Derived, as of a day."""

    __tablename__ = "due"
    __table_args__ = (
        CheckConstraint("state IN ('upcoming', 'due', 'in_grace', 'suspended')", name="state"),
        Index("ix_due_cell_id_due_on", "cell_id", "due_on"),
        Index("ix_due_city_id_due_on", "city_id", "due_on"),
        Index("ix_due_customer_id", "customer_id"),
        {"schema": "renewal"},
    )

    policy_id: Mapped[int] = mapped_column(
        ForeignKey("book.policy.id"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    """The person who holds the policy."""
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    number: Mapped[int] = mapped_column(Integer)
    due_on: Mapped[date] = mapped_column(Date)
    grace_ends: Mapped[date] = mapped_column(Date)
    """The last day of grace; suspended from 00:00 of the day after it (Insurance Law art. 36)."""
    amount: Mapped[Decimal] = mapped_column(Money)
    """Yuan of the oldest unpaid instalment."""
    unpaid: Mapped[int] = mapped_column(Integer)
    """Instalments that are due and unpaid, this one included."""
    unpaid_amount: Mapped[Decimal] = mapped_column(Money)
    state: Mapped[str] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)
    """Why the last debit failed, as delivered."""
    points: Mapped[int] = mapped_column(Integer)
    risk: Mapped[float] = mapped_column(Float)
    """Probability of being unpaid at the end of grace, by the points card."""
    tier: Mapped[str] = mapped_column(Text)
    """`low`, `medium`, `high`."""
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """What raised the points most, as `{"code", "points", "params"}`."""
    card: Mapped[str] = mapped_column(Text)
    """The version of the points card: of a shipped one, or of one of the city's own."""
    model: Mapped[int | None] = mapped_column(Integer)
    """The number of the model that judged risk and tier; None where the card did."""
    as_of: Mapped[date] = mapped_column(Date)


class DueFeature(Base):
    """What the card looked at when it judged a due, so that another one can be tried on the same. Derived."""

    __tablename__ = "due_feature"
    __table_args__ = (Index("ix_due_feature_city_id", "city_id"), {"schema": "renewal"})

    policy_id: Mapped[int] = mapped_column(
        ForeignKey("book.policy.id"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    features: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Numbers and words by name; what is not known is left out."""


class Promise(Base):
    """A customer's promise to pay an instalment by a day."""

    __tablename__ = "promise"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'kept', 'broken', 'replaced')", name="state"),
        CheckConstraint("source IN ('seat', 'field')", name="source"),
        Index("uq_promise_open", "policy_id", unique=True, postgresql_where=text("state = 'open'")),
        Index("ix_promise_customer_id", "customer_id"),
        {"schema": "renewal"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    policy_id: Mapped[int] = mapped_column(ForeignKey("book.policy.id"))
    number: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Decimal] = mapped_column(Money)
    promised_on: Mapped[date] = mapped_column(Date)
    """The day by which he will pay."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    made_to: Mapped[uuid.UUID] = mapped_column(Uuid)
    """The account of the seat or specialist."""
    source: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="open")
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

"""The registry of trained models, which of them was put in force, and how those in force do by due month."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class RiskModel(Base):
    """A model of a city, or an order for one. Its file is never changed."""

    __tablename__ = "risk_model"
    __table_args__ = (
        UniqueConstraint("city_id", "number"),
        CheckConstraint("state IN ('training', 'failed', 'trained', 'approved')", name="state"),
        {"schema": "renewal"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger, ForeignKey("city.city.id"))
    number: Mapped[int] = mapped_column(Integer)
    """1, 2, ... within the city."""
    state: Mapped[str] = mapped_column(Text)
    ordered_by: Mapped[str] = mapped_column(Text)
    """The account, or who gave the command."""
    ordered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    trained_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    first_due: Mapped[date | None] = mapped_column(Date)
    """The oldest due date that it learned from."""
    last_due: Mapped[date | None] = mapped_column(Date)
    """The newest one; the due months after it are those by which it was judged."""
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Rows, lapses, trees, features, seconds, and `months` with the gates of each."""
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Why training failed, as `{"code", "detail", "hint", "params"}`."""
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class RiskModelFile(Base):
    """The model itself. Apart from its row, so that the audit of that one does not repeat it."""

    __tablename__ = "risk_model_file"
    __table_args__ = ({"schema": "renewal"},)

    model_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("renewal.risk_model.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(Text)
    format: Mapped[int] = mapped_column(SmallInteger)


class RiskActivation(Base):
    """That a model, or without one the points card alone, was put in force: the newest one of a city counts. Append-only."""

    __tablename__ = "risk_activation"
    __table_args__ = (Index("ix_risk_activation_city_id_id", "city_id", "id"), {"schema": "renewal"})

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger, ForeignKey("city.city.id"))
    model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("renewal.risk_model.id"))
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(Text)


class RiskWatch(Base):
    """How a model in force did in a due month that it did not learn from."""

    __tablename__ = "risk_watch"
    __table_args__ = ({"schema": "renewal"},)

    model_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("renewal.risk_model.id"), primary_key=True)
    month: Mapped[str] = mapped_column(Text, primary_key=True)
    """`YYYY-MM`."""
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    checked_on: Mapped[date] = mapped_column(Date)


class RiskEngine(Base):
    """What judged a city's dues in the last run, where a model is in force."""

    __tablename__ = "risk_engine"
    __table_args__ = ({"schema": "renewal"},)

    city_id: Mapped[int] = mapped_column(
        SmallInteger, ForeignKey("city.city.id"), primary_key=True, autoincrement=False
    )
    model_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("renewal.risk_model.id"))
    judged: Mapped[bool] = mapped_column(Boolean)
    """False where the points card took over."""
    why_not: Mapped[str | None] = mapped_column(Text)
    """The code of the reason."""
    months: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    """The due months that failed a gate."""
    as_of: Mapped[date] = mapped_column(Date)

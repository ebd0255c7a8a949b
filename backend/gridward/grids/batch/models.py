"""Orders to cut all cities, and how far each came. What became of a city stands with its plan."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Batch(Base):
    """An order to cut all cities."""

    __tablename__ = "batch"
    __table_args__ = ({"schema": "grids"},)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What was asked for; who asks for the same while it is open goes on with it."""
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """All its cities were built, or it was given up for another one."""


class BatchCity(Base):
    """A city of an order."""

    __tablename__ = "batch_city"
    __table_args__ = (
        UniqueConstraint("batch_id", "city_id"),
        Index("ix_batch_city_plan_id", "plan_id"),
        {"schema": "grids"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("grids.batch.id", ondelete="CASCADE"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"))
    plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("grids.plan.id", ondelete="SET NULL"))
    """None before it was begun, and after its plan was deleted: it is cut again."""
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it was last begun."""
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it was stored, or failed; None while it is cut, and where the run was killed meanwhile."""

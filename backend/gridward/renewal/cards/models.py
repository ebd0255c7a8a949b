"""A city's own cards, and which card was put in force when, by whom and why."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Card(Base):
    """A card that ops made from another one. Once it was in force it is never changed: dues name it."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("city_id", "version"), {"schema": "renewal"})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger, ForeignKey("city.city.id"))
    version: Mapped[str] = mapped_column(Text)
    """`own-1`, `own-2`, ... within the city."""
    name: Mapped[str] = mapped_column(Text)
    copied_from: Mapped[str | None] = mapped_column(Text)
    """The version; None for one that came from a file."""
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    revision: Mapped[int] = mapped_column(Integer, server_default="0")
    changed_by: Mapped[uuid.UUID] = mapped_column(Uuid)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CardActivation(Base):
    """That a card was put in force: the newest one of a city counts. Append-only."""

    __tablename__ = "card_activation"
    __table_args__ = (Index("ix_card_activation_city_id_id", "city_id", "id"), {"schema": "renewal"})

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger, ForeignKey("city.city.id"))
    version: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID] = mapped_column(Uuid)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(Text)

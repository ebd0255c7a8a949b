"""Events, invitations to them, and answers.

`customer_id` is always the person's first customer number, as `census.customer_standing.person_id` gives it.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Event(Base):
    """Something that customers are invited to. There is nothing in it that one gets for buying."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'open', 'closed', 'cancelled')", name="state"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("seats > 0", name="has_seats"),
        CheckConstraint("station_id IS NOT NULL OR place <> ''", name="has_place"),
        Index("ix_event_city_id", "city_id", text("id DESC")),
        Index("ix_event_open", "city_id", "starts_at", postgresql_where=text("state = 'open'")),
        {"schema": "activities"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"))
    kind: Mapped[str] = mapped_column(Text)
    """One of the rules `activities`."""
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default="")
    station_id: Mapped[int | None] = mapped_column(ForeignKey("stations.station.id"))
    place: Mapped[str] = mapped_column(Text, server_default="")
    """The room in the station, or the whole address where it is elsewhere."""
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answer_by: Mapped[date] = mapped_column(Date)
    """The last day on which one signs up."""
    seats: Mapped[int] = mapped_column(SmallInteger)
    interests: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    """As the insurer's book writes them."""
    age_from: Mapped[int | None] = mapped_column(SmallInteger)
    age_to: Mapped[int | None] = mapped_column(SmallInteger)
    district_ids: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default="{}")
    """For these districts; empty: for all."""
    state: Mapped[str] = mapped_column(Text, server_default="draft")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    created_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    revision: Mapped[int] = mapped_column(server_default="0")
    """How often it was changed: who changes it says upon which."""
    changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    changed_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)


class Invitation(Base):
    """A customer was invited to an event."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("channel IN ('face_to_face', 'message')", name="channel"),
        UniqueConstraint("event_id", "customer_id", "channel"),
        Index("ix_invitation_customer_id", "customer_id"),
        Index("ix_invitation_cell_id", "cell_id"),
        {"schema": "activities"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("activities.event.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    channel: Mapped[str] = mapped_column(Text)
    invited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    message_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)


class SignUp(Base):
    """What a customer answered to an event: one row, which changes as he changes his mind (the audit keeps how)."""

    __tablename__ = "sign_up"
    __table_args__ = (
        CheckConstraint(
            "state IN ('signed_up', 'waiting', 'declined', 'cancelled', 'attended', 'absent')", name="state"
        ),
        CheckConstraint("persons > 0 OR state = 'declined'", name="somebody_comes"),
        CheckConstraint("(state = 'waiting') = (waiting_since IS NOT NULL)", name="waits_since"),
        UniqueConstraint("event_id", "customer_id"),
        Index("ix_sign_up_customer_id", "customer_id"),
        Index("ix_sign_up_cell_id", "cell_id"),
        {"schema": "activities"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("activities.event.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    state: Mapped[str] = mapped_column(Text)
    persons: Mapped[int] = mapped_column(SmallInteger)
    """Himself among them; 0 of who declined."""
    answered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """When he said it, by the tablet's clock."""
    waiting_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it reached us: the order of the waiting list."""
    marked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it was noted whether he came, by the tablet's clock."""
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    """Who recorded it last."""
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))

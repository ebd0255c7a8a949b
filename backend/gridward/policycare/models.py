"""Requests about contact details, the codes by which they are confirmed, and what they change.

`customer_id` of a request and of a code is the person's first customer number; a detail has the number whose row it changes.
"""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
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
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Request(Base):
    """Something that a customer asks for (保全受理)."""

    __tablename__ = "request"
    __table_args__ = (
        CheckConstraint("kind IN ('contact_details', 'details_right')", name="kind"),
        CheckConstraint(
            "state IN ('needs_customer', 'in_review', 'executed', 'declined', 'withdrawn')", name="state"
        ),
        CheckConstraint("workplace IN ('field', 'seat')", name="workplace"),
        CheckConstraint("(state IN ('needs_customer', 'in_review')) = (closed_at IS NULL)", name="closed"),
        Index("ix_request_customer_id", "customer_id", text("taken_at DESC")),
        Index("ix_request_cell_id", "cell_id"),
        # Who is asked to say a code has to know which one.
        Index(
            "uq_request_waiting",
            "customer_id",
            unique=True,
            postgresql_where=text("state = 'needs_customer'"),
        ),
        Index(
            "ix_request_open",
            "city_id",
            "state",
            postgresql_where=text("state IN ('needs_customer', 'in_review')"),
        ),
        {"schema": "policycare"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    """Made by the client, so that the same request sent twice is one."""
    content_key: Mapped[uuid.UUID] = mapped_column(Uuid)
    """Keyed hash of what was sent."""
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="needs_customer")
    reason: Mapped[str | None] = mapped_column(Text)
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    """Who took it in."""
    workplace: Mapped[str] = mapped_column(Text)
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Those that are to change: `mobile`, `landline`, `address`, `postcode`."""
    values_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Their new values, a JSON object; context `policycare.request.values/ID`."""
    masked: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    handed_over_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it was written down for the core."""
    reference: Mapped[str | None] = mapped_column(Text)
    """Where it stands there."""
    told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When all numbers that he had before were told that they were changed."""
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Code(Base):
    """A code that was sent to a telephone. The code itself is not kept."""

    __tablename__ = "code"
    __table_args__ = (
        Index("ix_code_request_id", "request_id", text("sent_at DESC")),
        Index("ix_code_customer_id", "customer_id", "sent_at"),
        Index("ix_code_number_key", "number_key", "sent_at"),
        {"schema": "policycare"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("policycare.request.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    number_key: Mapped[uuid.UUID] = mapped_column(Uuid)
    number_masked: Mapped[str] = mapped_column(Text)
    code_key: Mapped[uuid.UUID] = mapped_column(Uuid)
    """Keyed hash of the code and this row's id."""
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    gateway: Mapped[str | None] = mapped_column(Text)
    """Through which it left; empty where it did not."""


class Detail(Base):
    """A field of one customer number that a confirmed request changes, until the core delivers it."""

    __tablename__ = "detail"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'executed', 'superseded')", name="state"),
        Index("ix_detail_waiting", "customer_id", postgresql_where=text("state = 'waiting'")),
        {"schema": "policycare"},
    )

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("policycare.request.id"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"), primary_key=True)
    field: Mapped[str] = mapped_column(Text, primary_key=True)
    before_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Context `policycare.detail.before/REQUEST/CUSTOMER/FIELD`."""
    row_hash: Mapped[uuid.UUID] = mapped_column(Uuid)
    """Of the customer's row as it was delivered when it was looked at last: another one is a new delivery."""
    state: Mapped[str] = mapped_column(Text, server_default="waiting")
    tell_tried_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Of a mobile number: when it was last tried to tell it that it was changed."""
    told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it was told."""

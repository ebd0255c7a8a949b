"""What was shown to customers and what they answered, kept for trace-back (Sales Conduct Measures 2023 no. 2, art. 29, 31).

Columns named `shown_sealed` are encrypted with the context `recommendation.TABLE.shown/ID`. It is JSON of what was on
the screen: the figures of a review, a product with the reasons for it and against the others. The tablet's fingerprint has
to be that of what the server works out for the moment.
"""

import uuid
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Trace:
    """Who showed what to whom, by which version of the rules."""

    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    """The person."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    specialist_id: Mapped[int] = mapped_column(ForeignKey("book.specialist.id"))
    cell_id: Mapped[int] = mapped_column(ForeignKey("grids.cell.id"))
    """The cell in which he was then."""
    rules: Mapped[str] = mapped_column(Text)
    shown_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Review(Trace, Base):
    """A policy review that was looked at together."""

    __tablename__ = "review"
    __table_args__ = (
        Index("ix_review_customer_id_at", "customer_id", "at"),
        Index("ix_review_cell_id", "cell_id"),
        {"schema": "recommendation"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)


class Proposal(Trace, Base):
    """A product that was recommended, and his answer."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("decision IN ('accept', 'decline', 'later')", name="decision"),
        Index("ix_proposal_customer_id_at", "customer_id", "at"),
        Index("ix_proposal_cell_id", "cell_id"),
        {"schema": "recommendation"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    product_code: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)

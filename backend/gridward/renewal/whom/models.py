"""What was decided about each due and why, and what each run knew of what contacts bring. Both only grow."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Decision(Base):
    """What was decided about a due on a day; only what differs from the decision before it is kept. Append-only."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("action IN ('none', 'message', 'call', 'offer', 'visit')", name="action"),
        CheckConstraint("NOT held_out OR action = 'none'", name="held_out_is_left_alone"),
        Index("ix_decision_policy_id_number", "policy_id", "number", text("id DESC")),
        Index("ix_decision_customer_id", "customer_id", text("id DESC")),
        Index("ix_decision_city_id_due_on", "city_id", "due_on"),
        {"schema": "renewal"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    """The person."""
    policy_id: Mapped[int] = mapped_column(ForeignKey("book.policy.id"))
    number: Mapped[int] = mapped_column(Integer)
    cell_id: Mapped[int | None] = mapped_column(Integer)
    """Where he lived; without a foreign key, for a decision outlives the cell."""
    due_on: Mapped[date] = mapped_column(Date)
    day: Mapped[date] = mapped_column(Date)
    held_out: Mapped[bool]
    """By lot: nobody contacts him of his own accord about dues."""
    options: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """The actions that the calendar had for the due."""
    action: Mapped[str] = mapped_column(Text)
    would: Mapped[str] = mapped_column(Text)
    """The action; of one who is held out, that which he would have got."""
    why: Mapped[str] = mapped_column(Text)
    """`best`, `next_best`, `held_out`, `not_worth`, `budget`, `capacity`, `other_due`."""
    risk: Mapped[float] = mapped_column(Float)
    value: Mapped[float] = mapped_column(Float)
    """V, in yuan."""
    inputs: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """All that it was decided by: what is at stake, contacts, value by action, save rates, prices."""
    card: Mapped[str] = mapped_column(Text)
    rules: Mapped[str] = mapped_column(Text)


class TreatmentRun(Base):
    """What a run of the day decided for a city, and the save rates that it used. Append-only."""

    __tablename__ = "treatment_run"
    __table_args__ = (Index("ix_treatment_run_city_id_id", "city_id", "id"), {"schema": "renewal"})

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rules: Mapped[str] = mapped_column(Text)
    rates: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """By action: the save rate with its interval, and the outcomes behind it."""
    effect: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Persistency of those who may be treated beside those held out."""
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Customers by action and by reason, yuan expected and the bound, minutes used and there."""

"""What was learnt of a policy, event by event. Only added to: the database refuses to change or delete a row."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Date, Identity, Index, Integer, SmallInteger, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from gridward.book.models import Money
from gridward.platform.db import Base


class PolicyEvent(Base):
    """A contract or one of its instalments as it was known from then on, and what had changed.

    An event tells all of the instalment or contract, so that the newest one is its state, and no other has to be read. It
    has no foreign key, as rows that hang on a policy: who writes it has joined the policy.
    """

    __tablename__ = "policy_event"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('opened', 'state', 'terms', 'due', 'paid', 'lent', 'failed', 'repaid', 'reversed', 'corrected')",
            name="kind",
        ),
        {"schema": "book"},
    )

    policy_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    """In the order in which it was learnt."""
    source_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    """The import or debit file that told it."""
    number: Mapped[int] = mapped_column(Integer)
    """The instalment; 0 is the contract."""
    about_on: Mapped[date] = mapped_column(Date)
    """The day from which it was so: of a payment its day, of a correction the first day on which it matters."""
    learnt_on: Mapped[date] = mapped_column(Date)
    """The day on which the delivery showed it; never earlier than that of an event before it."""
    due_on: Mapped[date | None] = mapped_column(Date)
    paid_on: Mapped[date | None] = mapped_column(Date)
    paid_to: Mapped[date | None] = mapped_column(Date)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal] = mapped_column(Money)
    """Yuan of the instalment; of the contract yuan an instalment."""
    paid_amount: Mapped[Decimal | None] = mapped_column(Money)
    channel: Mapped[str | None] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(Text)
    """The contract's, as delivered."""


class Learnt(Base):
    """The last day on which something was learnt of a city's policies. Whoever writes events holds its row."""

    __tablename__ = "learnt"
    __table_args__ = ({"schema": "book"},)

    city_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date)


class Told(Base):
    """The day on which a delivery or a debit file shows the book."""

    __tablename__ = "told"
    __table_args__ = (Index("ix_told_city_id_day", "city_id", "day"), {"schema": "book"})

    source_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[date] = mapped_column(Date)


class Shown(Base):
    """The last day on which a row was told again, as it had been written or paid before: the book's row stays untouched."""

    __tablename__ = "shown"
    __table_args__ = ({"schema": "book"},)

    row_hash: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(Date)


class Contradiction(Base):
    """A policy whose state as delivered contradicts its payments, as of the last delivery. Derived."""

    __tablename__ = "contradiction"
    __table_args__ = (Index("ix_contradiction_city_id_policy_id", "city_id", "policy_id"), {"schema": "book"})

    policy_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(Text)
    """`unpaid_but_covered`, `paid_but_suspended`, `paid_but_in_grace`."""
    said: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    unpaid_on: Mapped[date | None] = mapped_column(Date)
    """When the oldest unpaid instalment fell or falls due."""
    seen_on: Mapped[date] = mapped_column(Date)
    """The day of the delivery that first showed it so."""

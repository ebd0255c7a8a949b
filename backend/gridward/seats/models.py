"""The queue, a small table of what waits for a seat; what seats know and hold; calls."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class QueueItem(Base):
    """A seat's task that waits for somebody to claim it. Removed when it is done, so that the table stays small.

    A trigger on `engagement.task` puts new tasks here.
    """

    __tablename__ = "queue_item"
    __table_args__ = (
        CheckConstraint("not_before IS NOT NULL OR NOT callback", name="callback_has_time"),
        CheckConstraint("(claim_id IS NULL) = (claimed_by IS NULL)", name="claim_has_owner"),
        CheckConstraint("(claim_id IS NULL) = (leased_until IS NULL)", name="claim_has_lease"),
        CheckConstraint("(assigned_to IS NULL) = (assigned_until IS NULL)", name="assigned_has_end"),
        Index("uq_queue_item_task_id", "task_id", unique=True),
        Index("uq_queue_item_claim_id", "claim_id", unique=True),
        # One customer is in one hand.
        Index("uq_queue_item_customer_id", "customer_id", unique=True),
        # Whoever is claimed leaves both, so that a search begins with those who wait.
        Index(
            "ix_queue_item_free",
            "city_id",
            text("(- priority)"),
            "id",
            postgresql_where=text("claim_id IS NULL"),
        ),
        Index(
            "ix_queue_item_callback",
            "city_id",
            "not_before",
            "id",
            postgresql_where=text("callback AND claim_id IS NULL"),
        ),
        Index(
            "ix_queue_item_leased_until",
            "city_id",
            "leased_until",
            postgresql_where=text("claim_id IS NOT NULL"),
        ),
        Index("ix_queue_item_assigned_to", "assigned_to", postgresql_where=text("assigned_to IS NOT NULL")),
        {"schema": "seats"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    task_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("engagement.task.id"))
    kind: Mapped[str] = mapped_column(Text)
    """The task's: what a seat has to know how to do."""
    language: Mapped[str] = mapped_column(Text, server_default="zh")
    """In which the customer wishes to speak."""
    priority: Mapped[float] = mapped_column(Float)
    due_on: Mapped[date] = mapped_column(Date)
    not_before: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Nobody calls before this time: a call back was promised for it, or nobody answered."""
    callback: Mapped[bool] = mapped_column(server_default=text("false"))
    """The time was promised to the customer."""
    claim_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    claimed_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    leased_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    assigned_to: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """A supervisor gave it to this seat: until then nobody else is given it."""
    assigned_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Front(Base):
    """From where on the search for the next customer may begin for a while: a hint, written while the queue is crowded."""

    __tablename__ = "front"
    __table_args__ = ({"schema": "seats", "prefixes": ["UNLOGGED"]},)

    city_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    sought: Mapped[str] = mapped_column(Text, primary_key=True)
    """The skills and languages for which was searched."""
    rank: Mapped[float] = mapped_column(Float)
    item_id: Mapped[int] = mapped_column(BigInteger)
    good_until: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Profile(Base):
    """What a seat knows how to do, and whether he is there. Who has none does everything."""

    __tablename__ = "profile"
    __table_args__ = ({"schema": "seats"},)

    account_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    kinds: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    """Of tasks; empty: all."""
    languages: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    """Empty: all."""
    away_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Nobody is given to him before."""


class Speaks(Base):
    """The language of a customer whom a seat found to speak another than most."""

    __tablename__ = "speaks"
    __table_args__ = ({"schema": "seats"},)

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("book.customer.id"), primary_key=True, autoincrement=False
    )
    """The person."""
    language: Mapped[str] = mapped_column(Text)


class Claim(Base):
    """That a seat took a customer from the queue: kept when the lease has ended, so that the call is never lost."""

    __tablename__ = "claim"
    __table_args__ = (
        Index("ix_claim_account_id", "account_id", text("claimed_at DESC")),
        {"schema": "seats"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    task_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("engagement.task.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    claimed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    begun_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the call was begun, which the contact budget allowed."""
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_by: Mapped[str | None] = mapped_column(Text)
    """`call`, `released`, `away` (the seat went), `lease` (it ran out)."""


class Call(Base):
    """A call that a seat made, or a customer, and what came of it."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint(
            "purpose IS NOT NULL OR claim_id IS NOT NULL AND task_id IS NOT NULL AND customer_id IS NOT NULL",
            name="has_claim_or_purpose",
        ),
        Index("uq_call_claim_id", "claim_id", unique=True),
        Index("ix_call_account_id", "account_id", text("ended_at DESC")),
        Index("ix_call_customer_id", "customer_id"),
        Index("ix_call_city_id_ended_at", "city_id", "ended_at"),
        {"schema": "seats"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    claim_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("seats.claim.id"))
    content_key: Mapped[uuid.UUID] = mapped_column(Uuid)
    """A keyed hash of what was sent, by which the same call sent twice is known."""
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("book.customer.id"))
    """Empty where nobody knows who called."""
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("engagement.task.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    begun_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str] = mapped_column(Text)
    after_lease: Mapped[bool]
    """The lease had ended when it was saved; somebody else may have called meanwhile."""
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `seats.call.note/ID`."""
    callback_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    promise_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("renewal.promise.id"))
    visit_request_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("engagement.visit_request.id"))
    link_sent: Mapped[bool] = mapped_column(server_default=text("false"))
    recording: Mapped[str | None] = mapped_column(Text)
    """Where the recording is found in the telephone system."""
    script: Mapped[str | None] = mapped_column(Text)
    """What was there to be said: a script and the version of the rules, `premium/v1`."""
    purpose: Mapped[str | None] = mapped_column(Text)
    """What somebody called for; empty where a seat called."""
    number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """From which somebody called whom nobody knows. Context `seats.call.number/ID`."""

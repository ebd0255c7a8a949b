"""Care of orphan customers, tasks, contacts, messages, visits asked for; what was done for them and what they agreed to.

`customer_id` is always the person's first customer number, as `census.customer_standing.person_id` gives it.
"""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base

_STAGES = "('connect', 'renewal', 'policy_service', 'activities', 'recommendation')"


class Care(Base):
    """A person whom nobody served, from the day he got a cell on: notified, allotted, contacted, in service."""

    __tablename__ = "care"
    __table_args__ = (
        CheckConstraint(
            "state IN ('allotted', 'contacted', 'in_service', 'refused', 'unreachable', 'closed')",
            name="state",
        ),
        CheckConstraint(f"stage IN {_STAGES}", name="stage"),
        Index("ix_care_cell_id_wave_on", "cell_id", "wave_on", postgresql_where=text("state = 'allotted'")),
        Index("ix_care_city_id_state", "city_id", "state"),
        Index("ix_care_cell_id", "cell_id"),
        {"schema": "engagement"},
    )

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("book.customer.id"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    state: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text, server_default="connect")
    opened_on: Mapped[date] = mapped_column(Date)
    notify_by: Mapped[date] = mapped_column(Date)
    """30 days after the case was opened (Sales Conduct Measures 2023 no. 2, art. 36)."""
    notified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    wave_on: Mapped[date | None] = mapped_column(Date)
    """The day on which the first contact is planned."""
    first_contact_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Message(Base):
    """A message to a customer. Its text is made from the template when it is delivered; it holds no personal data."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("purpose IN ('statutory', 'service', 'marketing')", name="purpose"),
        CheckConstraint("state IN ('queued', 'delivered', 'failed')", name="state"),
        Index("uq_message_source_key", "city_id", "source_key", unique=True),
        Index("ix_message_customer_id", "customer_id"),
        Index("ix_message_queued", "city_id", "id", postgresql_where=text("state = 'queued'")),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    template: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    channel: Mapped[str] = mapped_column(Text, server_default="sms")
    purpose: Mapped[str] = mapped_column(Text)
    source_key: Mapped[str] = mapped_column(Text)
    """What the message is for, so that it is sent once: `notice/PLAN/REVISION/CUSTOMER`, `due/POLICY/NUMBER/STEP`."""
    state: Mapped[str] = mapped_column(Text, server_default="queued")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    adapter: Mapped[str | None] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    """The gateway's proof of delivery."""
    problem: Mapped[str | None] = mapped_column(Text)


class Task(Base):
    """Something to be done for a customer, in the field or at a seat."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint(f"stage IN {_STAGES}", name="stage"),
        CheckConstraint("workplace IN ('field', 'seat')", name="workplace"),
        CheckConstraint("state IN ('open', 'done', 'skipped', 'cancelled')", name="state"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_when_not_open"),
        Index("uq_task_source_key", "city_id", "source_key", unique=True),
        Index(
            "ix_task_worklist",
            "cell_id",
            "due_on",
            text("priority DESC"),
            postgresql_where=text("state = 'open' AND workplace = 'field'"),
        ),
        Index(
            "ix_task_queue",
            "city_id",
            text("priority DESC"),
            postgresql_where=text("state = 'open' AND workplace = 'seat'"),
        ),
        Index("ix_task_customer_id", "customer_id"),
        Index("ix_task_cell_id", "cell_id"),
        Index("ix_task_closed_by", "closed_by", "closed_at", postgresql_where=text("closed_by IS NOT NULL")),
        Index("ix_task_policy_id", "policy_id", postgresql_where=text("state = 'open'")),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("book.policy.id"))
    instalment: Mapped[int | None] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    """`first_contact`, `renewal_visit`, `renewal_call`, `flagged_visit`, `promise_check`, `callback`, `occasion`,
    `appointment`."""
    stage: Mapped[str] = mapped_column(Text)
    workplace: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    """The day by which it should be done; overdue after it."""
    starts_on: Mapped[date | None] = mapped_column(Date)
    """The day from which it is to be worked on, where it was put off; empty: at once."""
    priority: Mapped[float] = mapped_column(Float)
    """Flags from 100 on, renewal by risk (0 to 1) and time left below it, first contacts last."""
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """Reasons as `{"code", "params"}`; both languages have words for each code."""
    source_key: Mapped[str] = mapped_column(Text)
    """What the task is for, so that it is made once: `due/POLICY/NUMBER/STEP`, `promise/ID`,
    `first/CUSTOMER/OPENED ON`, `flag/ID`."""
    state: Mapped[str] = mapped_column(Text, server_default="open")
    outcome: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    closed_in: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """The operation of a tablet that closed it, and opens it again where it is taken back."""


class Contact(Base):
    """A contact made here, by a seat, in the field or by the system; those of before stand in `book.contact`."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("purpose IN ('statutory', 'service', 'marketing')", name="purpose"),
        CheckConstraint("channel IN ('call', 'visit', 'sms', 'wechat')", name="channel"),
        CheckConstraint("department IN ('seat', 'field', 'system')", name="department"),
        Index("ix_contact_customer_id_at", "customer_id", text("at DESC")),
        Index("ix_contact_city_id_at", "city_id", "at"),
        Index("ix_contact_cell_id", "cell_id"),
        Index(
            "ix_contact_specialist_id_at",
            "specialist_id",
            "at",
            postgresql_where=text("specialist_id IS NOT NULL"),
        ),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    purpose: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `engagement.contact.note/ID`."""
    inbound: Mapped[bool] = mapped_column(server_default=text("false"))
    """The customer made it: it uses up no budget."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    """Who did it, whoever serves the customer now."""
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("engagement.task.id"))
    acknowledged: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """What the customer acknowledged on this visit: `what`, `how` and `reason`."""


class Note(Base):
    """What a specialist wrote down about a customer beside visits and calls."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_customer_id_at", "customer_id", text("at DESC")),
        Index("ix_note_cell_id", "cell_id"),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Context `engagement.note.text/ID`."""
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    """Who wrote it, whoever serves the customer now."""
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))


class Appointment(Base):
    """When a customer is to be met (约访)."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("state IN ('booked', 'kept', 'missed', 'cancelled')", name="state"),
        CheckConstraint("place IN ('home', 'station', 'phone', 'elsewhere')", name="place"),
        CheckConstraint("(state = 'booked') = (closed_at IS NULL)", name="closed_when_not_booked"),
        Index("ix_appointment_customer_id", "customer_id"),
        Index("ix_appointment_cell_id", "cell_id", "starts_at"),
        Index("ix_appointment_closed_by", "closed_by", postgresql_where=text("closed_by IS NOT NULL")),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    specialist_id: Mapped[int] = mapped_column(ForeignKey("book.specialist.id"))
    """Who booked it."""
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("engagement.task.id"))
    task_started_on: Mapped[date | None] = mapped_column(Date)
    """To which day the task was put off before it was booked; empty: it was to be worked on at once."""
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    minutes: Mapped[int] = mapped_column(SmallInteger)
    place: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="booked")
    revision: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    """Each change has a message of its own."""
    booked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the message with the time as it stands now was queued; empty: he was not told it."""
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """The visit or contact that showed whether it was kept."""
    reason: Mapped[str | None] = mapped_column(Text)


class UnreachableStep(Base):
    """A way to reach a customer who is not reached (失联) that was tried."""

    __tablename__ = "unreachable_step"
    __table_args__ = (
        Index("ix_unreachable_step_customer_id", "customer_id", "at"),
        Index("ix_unreachable_step_cell_id", "cell_id"),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    step: Mapped[str] = mapped_column(Text)
    """Of `grid_data/rules/unreachable`."""
    found: Mapped[bool]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    specialist_id: Mapped[int] = mapped_column(ForeignKey("book.specialist.id"))
    cell_id: Mapped[int] = mapped_column(ForeignKey("grids.cell.id"))


class VisitRequest(Base):
    """A seat asks for a visit (转上门); the specialist of the customer's cell accepts or returns it in time."""

    __tablename__ = "visit_request"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'accepted', 'returned', 'expired', 'done')", name="state"),
        Index("ix_visit_request_open", "city_id", "accept_by", postgresql_where=text("state = 'pending'")),
        Index("ix_visit_request_raised_by", "raised_by", text("raised_at DESC")),
        Index("ix_visit_request_cell_id", "cell_id"),
        Index("ix_visit_request_task_id", "task_id"),
        Index("ix_visit_request_customer_id", "customer_id"),
        # One visit at a time is asked for.
        Index(
            "uq_visit_request_open",
            "customer_id",
            unique=True,
            postgresql_where=text("state IN ('pending', 'accepted')"),
        ),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("book.policy.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    """Empty where the customer has no cell: then a supervisor has to decide."""
    raised_by: Mapped[uuid.UUID] = mapped_column(Uuid)
    raised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(Text)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Context `engagement.visit_request.note/ID`."""
    wished_on: Mapped[date | None] = mapped_column(Date)
    wished_part: Mapped[str | None] = mapped_column(Text)
    """`morning`, `afternoon`, `evening`."""
    accept_by: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(Text, server_default="pending")
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("engagement.task.id"))
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    """Who accepted or returned it."""
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    returned_reason: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None] = mapped_column(Text)


class Fact(Base):
    """What was done for a customer beyond his dues: the gates of the four-sell look at it. Never changed."""

    __tablename__ = "fact"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('details_confirmed', 'event_answered', 'event_attended', 'policy_reviewed',"
            " 'recommendation_answered')",
            name="kind",
        ),
        Index("uq_fact_source_key", "city_id", "source_key", unique=True),
        Index("ix_fact_customer_id", "customer_id", "kind", text("at DESC")),
        Index("ix_fact_cell_id", "cell_id"),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    source_key: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))


class Consent(Base):
    """What a customer agreed to or took back; the newest of a purpose counts. Never changed."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("purpose IN ('marketing', 'profiling')", name="purpose"),
        CheckConstraint("how IN ('face_to_face', 'phone', 'wechat')", name="how"),
        Index("ix_consent_customer_id", "customer_id", "purpose", text("at DESC")),
        {"schema": "engagement"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    purpose: Mapped[str] = mapped_column(Text)
    given: Mapped[bool]
    how: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))

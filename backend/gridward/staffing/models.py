"""Tenure of cells, effective-dated; the accounts behind specialists and station leads; hand-over records; profiles."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, DATERANGE, JSONB, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class SpecialistAccount(Base):
    """The account with which a specialist of the staff list signs in."""

    __tablename__ = "specialist_account"
    __table_args__ = (UniqueConstraint("account_id"), {"schema": "staffing"})

    specialist_id: Mapped[int] = mapped_column(
        ForeignKey("book.specialist.id"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity.account.id", ondelete="CASCADE"))


class StationLead(Base):
    """A supervisor and a station that he leads."""

    __tablename__ = "station_lead"
    __table_args__ = ({"schema": "staffing"},)

    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identity.account.id", ondelete="CASCADE"), primary_key=True
    )
    station_id: Mapped[int] = mapped_column(
        ForeignKey("stations.station.id"), primary_key=True, autoincrement=False
    )


class Tenure(Base):
    """The days on which a specialist is responsible for a cell, or stands in for nobody in it.

    One responsible specialist a cell and one cell a specialist on every day: the database says so.
    """

    __tablename__ = "tenure"
    __table_args__ = (
        CheckConstraint("role IN ('responsible', 'stand_in')", name="role"),
        # Whoever stands in does so to a day that was said.
        CheckConstraint("role = 'responsible' OR upper(during) IS NOT NULL", name="stand_in_ends"),
        CheckConstraint("NOT isempty(during)", name="some_day"),
        ExcludeConstraint(
            (text("int4range(cell_id, cell_id, '[]')"), "&&"),
            ("during", "&&"),
            where=text("role = 'responsible'"),
            name="ex_tenure_one_responsible",
        ),
        ExcludeConstraint(
            (text("int8range(specialist_id, specialist_id, '[]')"), "&&"),
            ("during", "&&"),
            where=text("role = 'responsible'"),
            name="ex_tenure_one_cell",
        ),
        ExcludeConstraint(
            (text("int4range(cell_id, cell_id, '[]')"), "&&"),
            ("during", "&&"),
            where=text("role = 'stand_in'"),
            name="ex_tenure_one_stand_in",
        ),
        Index("ix_tenure_cell_id", "cell_id"),
        Index("ix_tenure_specialist_id", "specialist_id"),
        {"schema": "staffing"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    cell_id: Mapped[int] = mapped_column(ForeignKey("grids.cell.id"))
    specialist_id: Mapped[int] = mapped_column(ForeignKey("book.specialist.id"))
    role: Mapped[str] = mapped_column(Text)
    during: Mapped[Range[date]] = mapped_column(DATERANGE)
    way_m: Mapped[float | None] = mapped_column(Float)
    """The straight way from home to the cell's centre."""
    reason: Mapped[str] = mapped_column(Text)
    """Why he: `least_way`, `knows_customers` (assignment), `chosen` (by a person), `still_chosen` (by a person for the cell
    that this one goes on from), `nearest_with_room` (stand-in)."""
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """All that was weighed for him, as `fitting.Reason`."""
    note: Mapped[str | None] = mapped_column(Text)
    """Why a person chose him, as the person wrote it."""
    known_customers: Mapped[int] = mapped_column(Integer, server_default="0")
    """Persons of the cell whom he served on the day before he began."""
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Profile(Base):
    """What ops or a lead says of a specialist. What is empty is as the staff list delivers it."""

    __tablename__ = "profile"
    __table_args__ = (
        CheckConstraint("grade BETWEEN 1 AND 5", name="grade"),
        CheckConstraint("working_share > 0 AND working_share <= 1", name="working_share"),
        CheckConstraint("most_customers > 0", name="most_customers"),
        {"schema": "staffing"},
    )

    specialist_id: Mapped[int] = mapped_column(
        ForeignKey("book.specialist.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    languages: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    grade: Mapped[int | None] = mapped_column(SmallInteger)
    working_share: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    most_customers: Mapped[int | None] = mapped_column(Integer)
    leave: Mapped[Range[date] | None] = mapped_column(DATERANGE)
    """The days on which he is away."""
    leave_reason: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer)
    changed_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Handover(Base):
    """A cell's customers handed over to whoever works it from a day on; he confirms that he took them."""

    __tablename__ = "handover"
    __table_args__ = (Index("ix_handover_cell_id", "cell_id"), {"schema": "staffing"})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("grids.plan.id"))
    cell_id: Mapped[int] = mapped_column(ForeignKey("grids.cell.id"))
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("book.specialist.id"))
    """Who takes over; empty for a cell that nobody could be found for, not even a stand-in."""
    customers: Mapped[int] = mapped_column(Integer)
    """Persons."""
    new_customers: Mapped[int] = mapped_column(Integer)
    """Of them those who come from another specialist or from nobody."""
    effective_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    accepted_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)

"""Plans: versions of a whole city's cells, and which community and customer belongs to which cell."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, DATERANGE, JSONB, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base, Boxed


class Plan(Base):
    """A version of a city's cells. Never edited after publishing.

    A published plan is superseded when its last day in force has passed; that follows from `effective` and is not stored,
    so that no plan lies because a nightly job did not run. So does it follow that a draft is reviewed.
    """

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("city_id", "version"),
        CheckConstraint("status IN ('building', 'draft', 'published', 'failed')", name="status"),
        CheckConstraint("pool IN ('orphan', 'orphan_and_mixed')", name="pool"),
        CheckConstraint("(effective IS NULL) = (published_at IS NULL)", name="effective_when_published"),
        # One plan a day in force. Integer ranges, because plain integers would need the btree_gist extension.
        ExcludeConstraint(
            (text("int4range(city_id::integer, city_id::integer, '[]')"), "&&"),
            ("effective", "&&"),
            name="ex_plan_one_in_force",
        ),
        {"schema": "grids"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"))
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    cells: Mapped[int | None] = mapped_column(Integer)
    capacity: Mapped[int | None] = mapped_column(Integer)
    """Customers a cell, where the number of cells was asked for so."""
    tolerance: Mapped[float] = mapped_column(Float)
    """Allowed deviation of a cell's load from the mean, as a share."""
    pool: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text, server_default="built")
    """`built` by the engine, or `drawn` by somebody in a map program."""
    barriers: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """What no cell was to cross."""
    load: Mapped[str] = mapped_column(Text, server_default="heads")
    """What the cells have equally much of: `heads` or `hours`."""
    keeps_plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("grids.plan.id"))
    """The earlier plan that this one goes on from, so that few customers get another cell."""
    leaving: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default=text("'{}'"))
    """The numbers of its cells that are given up."""
    locked: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default=text("'{}'"))
    """The numbers of its cells that stay exactly as they are."""
    closing: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """The stations that close, as the cause of the plan: each a `ClosingStation`."""
    customers: Mapped[int] = mapped_column(Integer, server_default="0")
    quality: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    published_by: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    effective: Mapped[Range[date] | None] = mapped_column(DATERANGE)
    """The days on which the plan is in force; open-ended until a later one follows."""
    reviewed_by: Mapped[str | None] = mapped_column(Text)
    """Who stands for it as it is; any change of the draft takes that away."""
    reviewed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    copied_from_version: Mapped[int | None] = mapped_column(Integer)
    """The plan whose cells these are once more, where a later one was rolled back."""
    revision: Mapped[int] = mapped_column(Integer, server_default="0")
    """How often something was done to it since it was ordered."""


class PlanProposal(Base):
    """A plan that was proposed by itself, because cells had drifted too far. It stays after the plan was deleted."""

    __tablename__ = "plan_proposal"
    __table_args__ = ({"schema": "grids"},)

    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"), primary_key=True)
    proposed_on: Mapped[date] = mapped_column(Date, primary_key=True)
    plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("grids.plan.id", ondelete="SET NULL"))
    cells_beyond: Mapped[int] = mapped_column(Integer)


class PlanChange(Base):
    """Something that was done to a plan. `what` is a `Change`."""

    __tablename__ = "plan_change"
    __table_args__ = ({"schema": "grids"},)

    plan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("grids.plan.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    by: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))


class PlanEdit(Base):
    """An edit of a draft by hand. Undoing and redoing exchange what it changed for its other side."""

    __tablename__ = "plan_edit"
    __table_args__ = ({"schema": "grids"},)

    plan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("grids.plan.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """The plan's revision by it."""
    kind: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, Any]] = mapped_column(JSONB)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    undone: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    other_side: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What was there before it, or, once undone, what it had made: `editing.exchange`."""


class Cell(Boxed, Base):
    """A polygon with the customers inside it. Its integer id is the key that customers and, later, tenures carry."""

    __tablename__ = "cell"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        Index("ix_cell_follows_cell_id", "follows_cell_id"),
        {"schema": "grids"},
    )

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("grids.plan.id", ondelete="CASCADE"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"))
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    geometry: Mapped[bytes] = mapped_column(LargeBinary)
    load: Mapped[int] = mapped_column(Integer)
    """Customers of the pool."""
    deviation: Mapped[float] = mapped_column(Float)
    """Load against the mean of the plan's cells, as a share; hours, where it is cut by hours."""
    communities: Mapped[int] = mapped_column(Integer)
    area_km2: Mapped[float] = mapped_column(Float)
    mean_distance_m: Mapped[float] = mapped_column(Float)
    """Mean straight way from the customers to their centre."""
    polsby_popper: Mapped[float] = mapped_column(Float)
    hours: Mapped[float | None] = mapped_column(Float)
    """Service and ways in a year, where the plan is cut by hours."""
    follows_cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    """The cell of the earlier plan that this one goes on from, with its number and name."""
    locked: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    """No edit by hand changes it."""


class PlanPlace(Base):
    """A place of a plan: a community, or the point at which somebody put a single customer."""

    __tablename__ = "plan_place"
    __table_args__ = (
        CheckConstraint("(community_id IS NULL) <> (customer_id IS NULL)", name="one_place"),
        Index("uq_plan_place_community", "plan_id", "community_id", unique=True),
        Index("uq_plan_place_customer", "plan_id", "customer_id", unique=True),
        Index("ix_plan_place_cell_id", "cell_id"),
        Index(
            "ix_plan_place_from_cell_id", "from_cell_id", postgresql_where=text("from_cell_id IS NOT NULL")
        ),
        {"schema": "grids"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("grids.plan.id", ondelete="CASCADE"))
    cell_id: Mapped[int] = mapped_column(ForeignKey("grids.cell.id", ondelete="CASCADE"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("city.community.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("book.customer.id"))
    lon: Mapped[float] = mapped_column(Float)
    lat: Mapped[float] = mapped_column(Float)
    customers: Mapped[int] = mapped_column(Integer)
    from_cell_id: Mapped[int | None] = mapped_column(ForeignKey("grids.cell.id"))
    """The cell that the place had in the plan that this one goes on from, where it gets another one."""
    why: Mapped[str | None] = mapped_column(Text)
    """Why it does: `vanished` (that cell is given up), `station_closed` (it is because its station closes), `joins` (a new
    one begins here), `balance`, or `hand`."""
    minutes: Mapped[float | None] = mapped_column(Float)
    """Of service in a year, where the plan is cut by hours."""
    visits: Mapped[float | None] = mapped_column(Float)


class Membership(Base):
    """Which cell a customer belongs to under a plan, and since when. Written when a plan is published."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_cell_id", "cell_id", postgresql_include=["customer_id", "since", "until"]),
        Index("ix_membership_customer_id", "customer_id"),
        {"schema": "grids"},
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("grids.plan.id", ondelete="CASCADE"), primary_key=True
    )
    customer_id: Mapped[int] = mapped_column(
        ForeignKey("book.customer.id"), primary_key=True, autoincrement=False
    )
    since: Mapped[date] = mapped_column(Date, primary_key=True)
    until: Mapped[date | None] = mapped_column(Date)
    cell_id: Mapped[int] = mapped_column(ForeignKey("grids.cell.id"))

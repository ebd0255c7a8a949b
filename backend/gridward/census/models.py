"""Taking stock: imports and their reports, where customers live, who is the same person, and who is an orphan."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
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


class ImportRun(Base):
    """One delivery of the insurer, from upload to report."""

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint(
            "status IN ('ready', 'queued', 'running', 'done', 'failed', 'discarded')", name="status"
        ),
        Index("ix_import_run_city_id_created_at", "city_id", "created_at"),
        {"schema": "census"},
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"))
    status: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    """What was delivered, as a person would name it: the folder's or the archive's name."""
    folder: Mapped[str] = mapped_column(Text)
    """Where the delivered files are read from."""
    mapping_version: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date] = mapped_column(Date)
    """The day on which the delivery shows the book."""
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    corrects: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("census.import_run.id"))
    """The import whose refused rows come back, corrected, with this one."""


class ImportIssue(Base):
    """One finding in one delivered row: something repaired, to be looked at, or the reason why the row was refused."""

    __tablename__ = "import_issue"
    __table_args__ = (
        CheckConstraint("severity IN ('repaired', 'refused', 'noted')", name="severity"),
        Index("ix_import_issue_import_id_id", "import_id", "id"),
        {"schema": "census"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("census.import_run.id", ondelete="CASCADE"))
    file: Mapped[str] = mapped_column(Text)
    line: Mapped[int] = mapped_column(Integer)
    """The line in the file as an editor counts it, the header being line 1."""
    column_name: Mapped[str | None] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    value_masked: Mapped[str] = mapped_column(Text, server_default="")


class RefusedRow(Base):
    """A refused row as it was delivered, sealed, to be mended and imported again."""

    __tablename__ = "refused_row"
    __table_args__ = (Index("ix_refused_row_import_id_id", "import_id", "id"), {"schema": "census"})

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("census.import_run.id", ondelete="CASCADE"))
    file: Mapped[str] = mapped_column(Text)
    line: Mapped[int] = mapped_column(Integer)
    reasons: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, server_default="")
    """The first reason; that the row refers to nothing only where nothing else is wrong with it."""
    refers_to: Mapped[str | None] = mapped_column(Text)
    """The number that stands for nothing, where that is the first reason."""
    raw_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The fields as a JSON array; context `census.refused_row.raw/IMPORT ID/FILE/LINE`."""


class Correction(Base):
    """What became of a refused row since: somebody edits it, leaves it out, or has delivered it again."""

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("state IN ('wrong', 'waits', 'ready')", name="state"),
        Index("ix_correction_delivered_in", "delivered_in"),
        {"schema": "census"},
    )

    refused_row_id: Mapped[int] = mapped_column(
        ForeignKey("census.refused_row.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    fields_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The fields as a JSON array, context `census.correction.fields/REFUSED ROW ID`; none while they are as delivered."""
    replaces: Mapped[bool] = mapped_column(server_default=text("false"))
    """Somebody decided that the row takes the place of the one in the book that has its number."""
    left_out: Mapped[bool] = mapped_column(server_default=text("false"))
    state: Mapped[str] = mapped_column(Text)
    """By the last check: something is wrong with it, it waits for what it refers to, or it can be imported."""
    issues: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """What the last check found."""
    delivered_in: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("census.import_run.id"))
    """The import with which it came back; where that one was discarded, it did not."""
    revision: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    """Counts what people changed, so that two of them do not overwrite each other unawares."""


class Placement(Base):
    """Where a customer lives, as far as his address tells."""

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint("precision IN ('exact', 'fuzzy', 'district', 'none', 'manual')", name="precision"),
        CheckConstraint(
            "position_check IN ('agrees', 'other_district', 'outside_city', 'unknown')", name="position_check"
        ),
        CheckConstraint(
            "reason IN ('no_community', 'fuzzy_ambiguous', 'unknown_district', 'district_only', 'position_conflict',"
            " 'outside_city', 'no_address')",
            name="reason",
        ),
        Index("ix_placement_city_id_community_id", "city_id", "community_id"),
        Index("ix_placement_todo", "city_id", "customer_id", postgresql_where=text("reason IS NOT NULL")),
        {"schema": "census"},
    )

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("book.customer.id"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    address_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """The address that was placed: when the customer's differs, he is placed anew."""
    precision: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    """Why a person has to look at it (the to-do list); empty when the customer may get a cell."""
    stated_district_id: Mapped[int | None] = mapped_column(ForeignKey("city.district.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("city.community.id"))
    score: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    position_check: Mapped[str] = mapped_column(Text)
    placed_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """The account that chose the place by hand."""
    placed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class CustomerStanding(Base):
    """Who a customer number is (the person behind it) and how that person stands in the book. Derived, as of a day."""

    __tablename__ = "customer_standing"
    __table_args__ = (
        CheckConstraint("kind IN ('orphan', 'mixed', 'served', 'dormant', 'no_policy')", name="kind"),
        CheckConstraint("person_rule IN ('single', 'exact', 'normalised')", name="person_rule"),
        Index("ix_customer_standing_person_id", "person_id"),
        Index(
            "ix_customer_standing_second",
            "customer_id",
            postgresql_include=["person_id"],
            postgresql_where=text("customer_id <> person_id"),
        ),
        Index("ix_customer_standing_city_id_kind", "city_id", "kind"),
        {"schema": "census"},
    )

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("book.customer.id"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    person_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    """The customer number that stands for the person: the first one recorded."""
    person_rule: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    live_policies: Mapped[int] = mapped_column(Integer)
    orphan_policies: Mapped[int] = mapped_column(Integer)


class PolicyStanding(Base):
    """Whether anybody in service serves a policy. Orphan is a fact of the policy."""

    __tablename__ = "policy_standing"
    __table_args__ = (
        CheckConstraint("standing IN ('orphan', 'served', 'ended')", name="standing"),
        CheckConstraint("reason IN ('agent_left', 'no_agent', 'company', 'unknown_agent')", name="reason"),
        Index("ix_policy_standing_city_id_standing", "city_id", "standing"),
        {"schema": "census"},
    )

    policy_id: Mapped[int] = mapped_column(
        ForeignKey("book.policy.id"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    standing: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    served_by: Mapped[str | None] = mapped_column(Text)
    """The number of the agent in service."""

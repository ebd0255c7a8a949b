"""The insurer's facts, as its core system delivers them. Only an import writes here, and `contact_details` corrects what the
customer confirmed.

Each row carries `row_hash`, a keyed hash of the row as delivered, by which an import sees what is new, changed or the
same, and `import_id`, the import that wrote it last. Columns named `*_sealed` are encrypted (`gridward.platform.crypto`,
context `book.TABLE.COLUMN/BUSINESS KEY`), `*_masked` is the text that a list may show, `*_key` the keyed hash for look-up.
"""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base

Money = Numeric(14, 2)
"""Yuan, two decimals."""


class Imported:
    """What every row carries that an import wrote."""

    import_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    row_hash: Mapped[uuid.UUID] = mapped_column(Uuid)


class Delivered(Imported):
    """What every delivered row carries that stands by itself."""

    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"))


class Hanging(Imported):
    """What every delivered row carries that hangs on a customer or policy.

    Its city is theirs, so it has no foreign key of its own: checking one for each of a million rows takes a fourth of the
    time in which they are loaded.
    """

    city_id: Mapped[int] = mapped_column(SmallInteger)


class Customer(Delivered, Base):
    """A customer number of the insurer: a person or an organisation, who may own several of them."""

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("city_id", "customer_no"),
        Index("ix_customer_mobile_key", "mobile_key"),
        Index("ix_customer_landline_key", "landline_key"),
        Index(
            "ix_customer_landline_unkeyed",
            "city_id",
            postgresql_where=text("landline_sealed IS NOT NULL AND landline_key IS NULL"),
        ),
        Index("ix_customer_id_number_key", "id_number_key"),
        Index("ix_customer_address_key", "address_key"),
        Index("ix_customer_name_tokens", "name_tokens", postgresql_using="gin"),
        Index("ix_customer_organisation", "city_id", postgresql_where=text("is_organisation")),
        {"schema": "book"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    customer_no: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_masked: Mapped[str] = mapped_column(Text)
    name_tokens: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    """Keyed hashes of the name's characters, bigrams and pinyin initials."""
    is_organisation: Mapped[bool] = mapped_column(server_default=text("false"))
    sex: Mapped[str | None] = mapped_column(Text)
    born_on: Mapped[date | None] = mapped_column(Date)
    id_type: Mapped[str | None] = mapped_column(Text)
    id_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_number_masked: Mapped[str] = mapped_column(Text, server_default="")
    id_number_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    mobile_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mobile_masked: Mapped[str] = mapped_column(Text, server_default="")
    mobile_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    landline_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    landline_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_masked: Mapped[str] = mapped_column(Text, server_default="")
    address_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """Changes when the address changes, so that a place that somebody chose is kept as long as it may be."""
    exact_identity_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """Hash of name, sex, birthday (in whatever style), document type and number as delivered (五要素)."""
    normal_identity_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    """The same after normalising: width, case, spaces, 15 digits made 18."""
    postcode: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str | None] = mapped_column(Text)
    marital_status: Mapped[str | None] = mapped_column(Text)
    children: Mapped[int | None] = mapped_column(SmallInteger)
    occupation: Mapped[str | None] = mapped_column(Text)
    income_band: Mapped[str | None] = mapped_column(Text)
    interests: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    on_wechat: Mapped[bool | None]
    do_not_call: Mapped[bool | None]
    recorded_on: Mapped[date | None] = mapped_column(Date)
    branch: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    """The one in which he would rather be served."""


class Agent(Delivered, Base):
    """A selling agent, in service or departed."""

    __tablename__ = "agent"
    __table_args__ = (
        UniqueConstraint("city_id", "agent_no"),
        CheckConstraint("status IN ('in_service', 'left', 'suspended')", name="status"),
        {"schema": "book"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    agent_no: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_masked: Mapped[str] = mapped_column(Text)
    sex: Mapped[str | None] = mapped_column(Text)
    joined_on: Mapped[date | None] = mapped_column(Date)
    left_on: Mapped[date | None] = mapped_column(Date)
    status: Mapped[str] = mapped_column(Text)
    grade: Mapped[str | None] = mapped_column(Text)
    branch: Mapped[str | None] = mapped_column(Text)
    mobile_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mobile_masked: Mapped[str] = mapped_column(Text, server_default="")
    mobile_key: Mapped[uuid.UUID | None] = mapped_column(Uuid)


class AgentMovement(Delivered, Base):
    """An agent's departure or transfer."""

    __tablename__ = "agent_movement"
    __table_args__ = (UniqueConstraint("city_id", "agent_no", "moved_on", "kind"), {"schema": "book"})

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    agent_no: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    moved_on: Mapped[date] = mapped_column(Date)
    from_branch: Mapped[str | None] = mapped_column(Text)
    to_branch: Mapped[str | None] = mapped_column(Text)
    from_status: Mapped[str | None] = mapped_column(Text)
    to_status: Mapped[str | None] = mapped_column(Text)


class Product(Delivered, Base):
    """A product of the insurer."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("city_id", "product_code"), {"schema": "book"})

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    product_code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    need: Mapped[str | None] = mapped_column(Text)
    age_from: Mapped[int | None] = mapped_column(SmallInteger)
    age_to: Mapped[int | None] = mapped_column(SmallInteger)
    premium_from: Mapped[Decimal | None] = mapped_column(Money)
    premium_to: Mapped[Decimal | None] = mapped_column(Money)
    pay_years: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    sold_from: Mapped[int | None] = mapped_column(SmallInteger)
    sold_to: Mapped[int | None] = mapped_column(SmallInteger)
    on_sale: Mapped[bool | None]


class Policy(Hanging, Base):
    """A contract with its state as delivered."""

    __tablename__ = "policy"
    __table_args__ = (
        UniqueConstraint("city_id", "policy_no"),
        CheckConstraint(
            "state IN ('in_force', 'in_grace', 'suspended', 'surrendered', 'matured', 'apl', 'reduced_paid_up',"
            " 'ended_by_claim', 'cancelled', 'terminated', 'moved_out', 'converted')",
            name="state",
        ),
        CheckConstraint(
            "pay_mode IN ('single', 'yearly', 'half_yearly', 'quarterly', 'monthly')", name="pay_mode"
        ),
        Index("ix_policy_holder_id", "holder_id"),
        Index("ix_policy_insured_id", "insured_id"),
        Index("ix_policy_city_id_service_agent_no", "city_id", "service_agent_no"),
        Index("ix_policy_city_id_effective_on", "city_id", "effective_on"),
        {"schema": "book"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    policy_no: Mapped[str] = mapped_column(Text)
    holder_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    insured_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    relation: Mapped[str | None] = mapped_column(Text)
    product_code: Mapped[str] = mapped_column(Text)
    product_name: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    effective_on: Mapped[date] = mapped_column(Date)
    pay_mode: Mapped[str] = mapped_column(Text)
    pay_years: Mapped[int | None] = mapped_column(SmallInteger)
    premium: Mapped[Decimal] = mapped_column(Money)
    """Yuan an instalment."""
    sum_insured: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str] = mapped_column(Text, server_default="CNY")
    state: Mapped[str] = mapped_column(Text)
    paid_to: Mapped[date | None] = mapped_column(Date)
    selling_agent_no: Mapped[str | None] = mapped_column(Text)
    service_agent_no: Mapped[str | None] = mapped_column(Text)
    """As delivered: an agent, the company itself, or nobody."""
    debit_state: Mapped[str | None] = mapped_column(Text)
    cash_value: Mapped[Decimal | None] = mapped_column(Money)
    loan_balance: Mapped[Decimal | None] = mapped_column(Money)


class Instalment(Hanging, Base):
    """A premium that falls due."""

    __tablename__ = "instalment"
    __table_args__ = (Index("ix_instalment_city_id_due_on", "city_id", "due_on"), {"schema": "book"})

    policy_id: Mapped[int] = mapped_column(ForeignKey("book.policy.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    due_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[Decimal] = mapped_column(Money)
    paid_on: Mapped[date | None] = mapped_column(Date)
    paid_amount: Mapped[Decimal | None] = mapped_column(Money)
    channel: Mapped[str | None] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)


class Contact(Hanging, Base):
    """A past contact of any department. Delivered without a key: the row itself is the key. Partitioned by month."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_customer_id_at", "customer_id", "at"),
        {"schema": "book", "postgresql_partition_by": "RANGE (at)"},
    )

    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    row_hash: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    ordinal: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    """Tells equal rows of one delivery apart."""
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    department: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    direction: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Claim(Hanging, Base):
    """A claim and what became of it."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("city_id", "claim_no"),
        Index("ix_claim_policy_id", "policy_id"),
        Index("ix_claim_customer_id", "customer_id"),
        {"schema": "book"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    claim_no: Mapped[str] = mapped_column(Text)
    policy_id: Mapped[int] = mapped_column(ForeignKey("book.policy.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    kind: Mapped[str] = mapped_column(Text)
    occurred_on: Mapped[date | None] = mapped_column(Date)
    reported_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    claimed: Mapped[Decimal | None] = mapped_column(Money)
    paid: Mapped[Decimal | None] = mapped_column(Money)
    state: Mapped[str] = mapped_column(Text)
    channel: Mapped[str | None] = mapped_column(Text)


class ServiceRequest(Hanging, Base):
    """A past policy service request (保全)."""

    __tablename__ = "service_request"
    __table_args__ = (
        UniqueConstraint("city_id", "request_no"),
        Index("ix_service_request_customer_id", "customer_id"),
        Index("ix_service_request_policy_id", "policy_id"),
        {"schema": "book"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    request_no: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[int] = mapped_column(ForeignKey("book.customer.id"))
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("book.policy.id"))
    kind: Mapped[str] = mapped_column(Text)
    applied_on: Mapped[date] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    channel: Mapped[str | None] = mapped_column(Text)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(Text)


class Specialist(Delivered, Base):
    """A specialist as the insurer's staff list names him; staffing makes him responsible for a cell."""

    __tablename__ = "specialist"
    __table_args__ = (UniqueConstraint("city_id", "staff_no"), {"schema": "book"})

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    staff_no: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    name_masked: Mapped[str] = mapped_column(Text)
    employment: Mapped[str] = mapped_column(Text)
    joined_on: Mapped[date | None] = mapped_column(Date)
    home_address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    home_position_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """`lon,lat` in WGS-84."""
    qualifications: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    years_of_service: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    status: Mapped[str] = mapped_column(Text)
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    """What he speaks beside the common language."""
    grade: Mapped[int | None] = mapped_column(SmallInteger)
    """The highest class of products, of 1 to 5, that he may offer."""
    working_share: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    """Of full time, above 0 and up to 1."""
    most_customers: Mapped[int | None] = mapped_column(Integer)
    """Persons whom he can serve."""
    licence_no: Mapped[str | None] = mapped_column(Text)
    """Under which he is registered to advise (执业登记号)."""


class Station(Delivered, Base):
    """A candidate for a service station as delivered, with its position in WGS-84."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("city_id", "station_no"), {"schema": "book"})

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    station_no: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    lon: Mapped[float]
    lat: Mapped[float]
    delivered_frame: Mapped[str] = mapped_column(Text)
    capacity: Mapped[int | None] = mapped_column(Integer)
    monthly_cost: Mapped[Decimal | None] = mapped_column(Money)

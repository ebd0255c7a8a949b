"""The feed of cells. Only the functions of `migrations/sql/feed.sql` write it, but for what the devices have read."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
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
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class FeedCity(Base):
    """A city whose feed somebody reads, and the day to which it was brought."""

    __tablename__ = "feed_city"
    __table_args__ = ({"schema": "field"},)

    city_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date)


class FeedCell(Base):
    """A cell's counter."""

    __tablename__ = "feed_cell"
    __table_args__ = ({"schema": "field"},)

    cell_id: Mapped[int] = mapped_column(
        ForeignKey("grids.cell.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    feed: Mapped[uuid.UUID] = mapped_column(Uuid, server_default=func.gen_random_uuid())
    """Tells this counter from that of another database, or of before this one was restored."""
    cursor: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The last number that was given."""
    kept_from: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The highest number of a tombstone that was removed: who has read less than it has missed something."""


class Feed(Base):
    """The last change of a customer who is in a cell, or was."""

    __tablename__ = "feed"
    __table_args__ = (
        Index("uq_feed_cell_id_seq", "cell_id", "seq", unique=True),
        Index("ix_feed_customer_id", "customer_id"),
        {"schema": "field"},
    )

    cell_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    customer_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """The person."""
    seq: Mapped[int] = mapped_column(BigInteger)
    gone: Mapped[bool]
    """He left: a tombstone."""


class FeedReader(Base):
    """How far a device has read the feed of a cell."""

    __tablename__ = "feed_reader"
    __table_args__ = (Index("ix_feed_reader_cell_id", "cell_id"), {"schema": "field"})

    device_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    cell_id: Mapped[int] = mapped_column(
        ForeignKey("grids.cell.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    cursor: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CellSnapshot(Base):
    """A cell whole, as it is handed out: made ahead, followed by the changes after its cursor."""

    __tablename__ = "cell_snapshot"
    __table_args__ = ({"schema": "field"},)

    cell_id: Mapped[int] = mapped_column(
        ForeignKey("grids.cell.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    feed: Mapped[uuid.UUID] = mapped_column(Uuid)
    cursor: Mapped[int] = mapped_column(BigInteger)
    shape: Mapped[str] = mapped_column(Text)
    """Of which form its documents are: another program may make other ones."""
    customers: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """`Snapshot` as JSON, its customers by columns, by Brotli; context `field.cell_snapshot.body/CELL ID`."""


class Touch(Base):
    """Whom a transaction that has not ended has touched so far, a row a statement. Unlogged."""

    __tablename__ = "touch"
    __table_args__ = ({"schema": "field"},)

    xid: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, server_default=text("pg_current_xact_id()::text::bigint")
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(SmallInteger)
    customers: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger))
    policies: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger))
    moves: Mapped[bool] = mapped_column(server_default=text("false"))
    """Somebody may be in another cell than before."""
    everybody: Mapped[bool] = mapped_column(server_default=text("false"))
    """So may everybody of the city."""

"""Open stations, the station of each cell, and those that a draft is to have."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base


class Station(Base):
    """A place that was opened as a service station, from the candidates of the book."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("city_id", "station_no"), {"schema": "stations"})

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"))
    station_no: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    lon: Mapped[float] = mapped_column(Float)
    lat: Mapped[float] = mapped_column(Float)
    capacity: Mapped[int | None] = mapped_column(Integer)
    """Specialists who find room in it."""
    opened_on: Mapped[date] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    """The first day on which it is not open; that of its opening where the plan was withdrawn that was to open it."""


class PastOpening(Base):
    """The days on which a station was open that was closed and opened again since."""

    __tablename__ = "past_opening"
    __table_args__ = ({"schema": "stations"},)

    station_id: Mapped[int] = mapped_column(
        ForeignKey("stations.station.id"), primary_key=True, autoincrement=False
    )
    opened_on: Mapped[date] = mapped_column(Date, primary_key=True)
    closed_on: Mapped[date] = mapped_column(Date)


class CellStation(Base):
    """The station that a cell hangs on."""

    __tablename__ = "cell_station"
    __table_args__ = ({"schema": "stations"},)

    cell_id: Mapped[int] = mapped_column(
        ForeignKey("grids.cell.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    city_id: Mapped[int] = mapped_column(SmallInteger)
    station_id: Mapped[int] = mapped_column(ForeignKey("stations.station.id"), index=True)
    distance_m: Mapped[float] = mapped_column(Float)
    """The straight way from the cell's centre."""


class PlanStation(Base):
    """A candidate that ops wants as a station of a plan, or an open station that closes with it."""

    __tablename__ = "plan_station"
    __table_args__ = ({"schema": "stations"},)

    plan_id: Mapped[uuid.UUID] = mapped_column(
        Uuid, ForeignKey("grids.plan.id", ondelete="CASCADE"), primary_key=True
    )
    station_no: Mapped[str] = mapped_column(Text, primary_key=True)
    closes: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))


class OwnCandidate(Base):
    """A candidate that ops brought, or of which it says something else than the extract: then all of it counts."""

    __tablename__ = "own_candidate"
    __table_args__ = ({"schema": "stations"},)

    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id"), primary_key=True, autoincrement=False)
    station_no: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    lon: Mapped[float] = mapped_column(Float)
    lat: Mapped[float] = mapped_column(Float)
    delivered_frame: Mapped[str] = mapped_column(Text)
    capacity: Mapped[int | None] = mapped_column(Integer)
    monthly_cost: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    removed: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    """It is no candidate any more, also where the extract still has it."""
    changed_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

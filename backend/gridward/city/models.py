"""A city's geography. Geometry is WKB in WGS-84 with its bounding box beside it; computing is done in `City.epsg`."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column

from gridward.platform.db import Base, Boxed


class City(Boxed, Base):
    """The unit of storage, jobs and distribution."""

    __tablename__ = "city"
    __table_args__ = ({"schema": "city"},)

    id: Mapped[int] = mapped_column(SmallInteger, Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text, server_default="")
    epsg: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class District(Boxed, Base):
    """A district (区, 县) as a polygon."""

    __tablename__ = "district"
    __table_args__ = (UniqueConstraint("city_id", "name"), {"schema": "city"})

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text, server_default="")
    adcode: Mapped[str] = mapped_column(Text, server_default="")
    geometry: Mapped[bytes] = mapped_column(LargeBinary)


class DistrictAlias(Base):
    """Another name under which a district is stated: a short form, or a district merged into it."""

    __tablename__ = "district_alias"
    __table_args__ = (
        CheckConstraint("source IN ('reference', 'inferred')", name="source"),
        {"schema": "city"},
    )

    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id", ondelete="CASCADE"), primary_key=True)
    alias: Mapped[str] = mapped_column(Text, primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("city.district.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(Text)


class Feature(Boxed, Base):
    """Water, a road, a park or a station, as delivered with the city."""

    __tablename__ = "feature"
    __table_args__ = (
        CheckConstraint("kind IN ('water', 'road', 'park', 'station')", name="kind"),
        Index("ix_feature_city_id_kind", "city_id", "kind"),
        {"schema": "city"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, server_default="")
    name_en: Mapped[str] = mapped_column(Text, server_default="")
    category: Mapped[str] = mapped_column(Text, server_default="")
    geometry: Mapped[bytes] = mapped_column(LargeBinary)


class Community(Base):
    """A residential community (小区) of the gazetteer: the place that a grid never splits."""

    __tablename__ = "community"
    __table_args__ = (
        UniqueConstraint("city_id", "name", "stated_district", "ordinal"),
        CheckConstraint(
            "position_check IN ('agrees', 'other_district', 'outside_city', 'unknown')", name="position_check"
        ),
        Index("ix_community_city_id_normal_name", "city_id", "normal_name"),
        {"schema": "city"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.city.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    normal_name: Mapped[str] = mapped_column(Text)
    """The name as addresses are compared with it: half width, without brackets and spaces."""
    stated_district: Mapped[str] = mapped_column(Text)
    ordinal: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    """Tells apart communities of one name in one district, in the order of delivery."""
    district_id: Mapped[int | None] = mapped_column(ForeignKey("city.district.id"))
    """The district in which the position lies."""
    circle: Mapped[str] = mapped_column(Text, server_default="")
    lon: Mapped[float] = mapped_column(Float)
    lat: Mapped[float] = mapped_column(Float)
    delivered_frame: Mapped[str] = mapped_column(Text)
    position_check: Mapped[str] = mapped_column(Text)

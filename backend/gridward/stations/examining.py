"""Which candidates for stations can be taken, and what is wrong with the others. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

import numpy as np

from gridward.census.public import Fault, number_text, whole_text
from gridward.city.contract import CityFrame
from gridward.geo.frames import Frame, parse_frame, to_wgs84
from gridward.kernel.errors import GridwardError

_EMPTY = "\\N"
MOST_ROOM, MOST_COST = 100_000, Decimal(10**9)
_NEAR_DEGREES = 1e-6
"""A tenth of a metre: as near as a frame and back leaves a position."""


class Why(StrEnum):
    """Why a row is refused."""

    UNREADABLE = "unreadable"
    NO_NUMBER = "no_number"
    DUPLICATE = "duplicate"
    NO_NAME = "no_name"
    NO_POSITION = "no_position"
    FRAME = "frame"
    OUTSIDE_CITY = "outside_city"
    ROOM = "room"
    COST = "cost"
    OPEN = "open"
    """It is an open station and another than is known."""


@dataclass(frozen=True)
class Row:
    """A candidate as it is delivered: texts, and degrees in its frame; NaN where there are none."""

    line: int
    station_no: str
    name: str
    lon: float
    lat: float
    frame: str = ""
    """Empty where nothing is said."""
    capacity: str = ""
    monthly_cost: str = ""


@dataclass(frozen=True)
class Candidate:
    """A candidate that can be taken; degrees, WGS-84."""

    station_no: str
    name: str
    lon: float
    lat: float
    frame: Frame
    capacity: int | None
    monthly_cost: Decimal | None
    """Yuan."""

    def is_as(self, other: "Candidate") -> bool:
        """Whether both are the same; positions as near as frames leave them."""
        apart = max(abs(self.lon - other.lon), abs(self.lat - other.lat))
        return apart < _NEAR_DEGREES and self == replace(other, lon=self.lon, lat=self.lat, frame=self.frame)


@dataclass(frozen=True)
class Refusal:
    """A row that is not taken."""

    line: int
    station_no: str
    why: Why
    value: str
    """What is wrong: a delivered text."""


@dataclass(frozen=True)
class Examined:
    """All rows of a file."""

    new: list[Candidate]
    changed: list[Candidate]
    unchanged: int
    refused: list[Refusal]


def examine(
    rows: Sequence[Row],
    city: CityFrame,
    known: Mapping[str, Candidate],
    opened: frozenset[str],
    frame: Frame = Frame.WGS84,
) -> Examined:
    """Examine rows beside what is `known`, by number; `frame` is that of rows which name none."""
    new: list[Candidate] = []
    changed: list[Candidate] = []
    refused: list[Refusal] = []
    seen: set[str] = set()
    unchanged = 0
    for row in rows:
        found = _candidate(row, city, frame)
        if isinstance(found, Candidate) and found.station_no in seen:
            found = Refusal(row.line, found.station_no, Why.DUPLICATE, found.station_no)
        if isinstance(found, Refusal):
            refused.append(found)
            continue
        seen.add(found.station_no)
        before = known.get(found.station_no)
        if before is not None and found.is_as(before):
            unchanged += 1
        elif found.station_no in opened:
            refused.append(Refusal(row.line, found.station_no, Why.OPEN, found.name))
        else:
            (new if before is None else changed).append(found)
    return Examined(new, changed, unchanged, refused)


def _candidate(row: Row, city: CityFrame, usual: Frame) -> Candidate | Refusal:
    def refuse(why: Why, value: str = "") -> Refusal:
        return Refusal(row.line, row.station_no, why, value)

    if not row.station_no:
        return refuse(Why.NO_NUMBER)
    if not row.name:
        return refuse(Why.NO_NAME)
    try:
        frame = parse_frame(row.frame) if row.frame else usual
    except GridwardError:
        return refuse(Why.FRAME, row.frame)
    lonlat = np.array([[row.lon, row.lat]])
    if not (np.isfinite(lonlat).all() and abs(row.lon) <= 180 and abs(row.lat) <= 90 and lonlat.any()):
        return refuse(Why.NO_POSITION)
    lonlat = to_wgs84(lonlat, frame)
    if city.locate(lonlat)[0] < 0:
        return refuse(Why.OUTSIDE_CITY, f"{row.lon:.6f}, {row.lat:.6f}")
    room, cost = whole_text(row.capacity), number_text(row.monthly_cost)
    if isinstance(room, Fault) or (room != _EMPTY and not 0 <= int(room) <= MOST_ROOM):
        return refuse(Why.ROOM, row.capacity)
    if isinstance(cost, Fault) or (cost != _EMPTY and not 0 <= Decimal(cost) <= MOST_COST):
        return refuse(Why.COST, row.monthly_cost)
    return Candidate(
        row.station_no,
        row.name,
        float(lonlat[0, 0]),
        float(lonlat[0, 1]),
        frame,
        None if room == _EMPTY else int(room),
        None if cost == _EMPTY else round(Decimal(cost), 2),
    )

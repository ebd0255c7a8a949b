"""Tables of positions, as most lists of places are delivered: which columns hold them, and in which frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.frames import Frame, parse_frame, to_wgs84
from gridward.geo.vectors import Features
from gridward.kernel.errors import GridwardError, Invalid
from gridward.platform.intake import open_table

_LON = ("经度", "家经度", "lng", "lon", "longitude", "x", "lng_wgs84", "lng_gcj02", "lng_bd09")
_LAT = ("纬度", "家纬度", "lat", "latitude", "y", "lat_wgs84", "lat_gcj02", "lat_bd09")
"""Where a table has positions in several frames, the first ones are those that were delivered."""
_FRAME = ("坐标系", "frame")


@dataclass(frozen=True)
class PointTable:
    """The rows of a table with the position of each."""

    header: list[str]
    lines: list[int]
    """The line at which each row begins."""
    rows: list[list[str]]
    unreadable: list[int]
    """Lines of rows of another width, which are left out."""
    lonlat: NDArray[np.float64]
    """(n, 2) as delivered; NaN where a row has none."""
    frames: list[Frame | None]
    """As each row, or the name of its columns, tells."""

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Which rows have a position."""
        there: NDArray[np.bool_] = np.isfinite(self.lonlat).all(axis=1) & (self.lonlat != 0).any(axis=1)
        return there

    @property
    def declared(self) -> Frame | None:
        """The one frame that the table names; None where it names none or several."""
        told = set(self.frames) - {None}
        return told.pop() if len(told) == 1 else None

    def column(self, names: Sequence[str]) -> list[str]:
        """The texts of the first of these columns that there is; empty ones where there is none."""
        index = _first(self.header, names)
        return [row[index] if index is not None else "" for row in self.rows]


def read_point_table(path: Path) -> PointTable:
    """Read a CSV file of positions. Raises `gazetteer.no_positions` and `intake.*`."""
    table = open_table(path)
    lon, lat = _leftmost(table.header, _LON), _leftmost(table.header, _LAT)
    if lon is None or lat is None:
        raise Invalid(
            "gazetteer.no_positions",
            f"{path.name} has no columns with positions.",
            f"Name them {_LON[0]} and {_LAT[0]}, or lng and lat.",
            file=path.name,
        )
    lines: list[int] = []
    rows: list[list[str]] = []
    unreadable: list[int] = []
    for chunk in table.chunks(50_000):
        lines += chunk.lines
        rows += chunk.rows
        unreadable += [fault.line for fault in chunk.faults]
    lonlat = np.array([(_number(row[lon]), _number(row[lat])) for row in rows]).reshape(-1, 2)
    column = _first(table.header, _FRAME)
    by_header = _frame_of(table.header[lon].rpartition("_")[2])
    frames = [_frame_of(row[column]) for row in rows] if column is not None else [by_header] * len(rows)
    return PointTable(table.header, lines, rows, unreadable, lonlat, frames)


def read_points(path: Path, frame: Frame = Frame.WGS84) -> Features:
    """A CSV file of positions as points in WGS-84; `frame` is that of rows which name none."""
    table = read_point_table(path)
    usable = np.flatnonzero(table.usable)
    if not len(usable):
        raise Invalid(
            "vectors.empty",
            f"{path.name} holds no position.",
            "Deliver a file with positions.",
            file=path.name,
        )
    lonlat = table.lonlat[usable]
    frames = np.array([(table.frames[row] or frame).value for row in usable])
    for one in Frame:
        rows = frames == one.value
        lonlat[rows] = to_wgs84(lonlat[rows], one)
    columns = {name: [table.rows[row][index] for row in usable] for index, name in enumerate(table.header)}
    return Features(shapely.points(lonlat), dict(columns))


def _first(header: Sequence[str], names: Sequence[str]) -> int | None:
    columns = {name.lower(): index for index, name in enumerate(header)}
    return next((columns[name] for name in names if name in columns), None)


def _leftmost(header: Sequence[str], names: Sequence[str]) -> int | None:
    return next((index for index, name in enumerate(header) if name.lower() in names), None)


def _frame_of(text: str) -> Frame | None:
    try:
        return parse_frame(text)
    except GridwardError:
        return None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")

"""Checking a list of positions before it is trusted: which frame is it in, and what does not lie where it says?"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray

from gridward.city.contract import CityFrame
from gridward.city.store import load_layer
from gridward.geo.frame_detection import FrameVerdict, detect_frame
from gridward.geo.frames import Frame, parse_frame, to_wgs84
from gridward.geo.vectors import polygons
from gridward.kernel.errors import GridwardError, Invalid
from gridward.platform.intake import open_table

_LON = ("经度", "家经度", "lng", "lon", "longitude", "x", "lng_gcj02", "lng_bd09", "lng_wgs84")
_LAT = ("纬度", "家纬度", "lat", "latitude", "y", "lat_gcj02", "lat_bd09", "lat_wgs84")
_NAME = ("小区名称", "名称", "姓名", "name", "station", "地址", "address")
_DISTRICT = ("区", "行政区", "district", "所属区")
_FRAME = ("坐标系", "frame")


@dataclass(frozen=True)
class Doubt:
    """A position that does not lie where it should."""

    line: int
    name: str
    stated: str
    """The stated district."""
    actual: str
    """The district in which it lies; empty outside the city."""
    kind: str
    """`no_position`, `outside_city` or `other_district`."""
    away_m: float
    """How far from the stated district, or from the city; NaN without a position."""


@dataclass(frozen=True)
class GazetteerReport:
    """What checking a list found."""

    rows: int
    declared: Frame | None
    """The frame that the list names for most of its rows, or that its columns' names tell."""
    verdict: FrameVerdict
    taken: Frame
    """The frame in which the positions were checked."""
    doubts: list[Doubt]

    @property
    def contradicted(self) -> bool:
        """The evidence is certain, and speaks for another frame than the declared one."""
        return (
            self.declared is not None and self.verdict.determined and self.verdict.best is not self.declared
        )


def check_gazetteer(
    connection: psycopg.Connection, city: CityFrame, path: Path, frame: Frame | None = None
) -> GazetteerReport:
    """Check a CSV file of positions against a city. Raises `gazetteer.no_positions` and `intake.*`."""
    table = open_table(path)
    columns = {name.lower(): index for index, name in enumerate(table.header)}
    lon, lat = _first(columns, _LON), _first(columns, _LAT)
    if lon is None or lat is None:
        raise Invalid(
            "gazetteer.no_positions",
            f"{path.name} has no columns with positions.",
            f"Name them {_LON[0]} and {_LAT[0]}, or lng and lat.",
            file=path.name,
        )
    name, district, frames = (_first(columns, names) for names in (_NAME, _DISTRICT, _FRAME))
    lines: list[int] = []
    rows: list[list[str]] = []
    for chunk in table.chunks(50_000):
        lines += chunk.lines
        rows += chunk.rows
    lonlat = np.array([(_number(row[lon]), _number(row[lat])) for row in rows]).reshape(-1, 2)
    stated_names = [row[district] if district is not None else "" for row in rows]
    stated = np.array([city.district_index(text) for text in stated_names], np.int64)
    declared = frame or _declared(rows, frames, table.header[lon])
    usable = np.isfinite(lonlat).all(axis=1) & (lonlat != 0).any(axis=1)
    water = polygons(load_layer(connection, city.id, "water").geometry)
    verdict = detect_frame(lonlat[usable], stated[usable], city.polygons, water)
    taken = frame or (verdict.best if verdict.determined else declared or verdict.best)
    names = [row[name] if name is not None else "" for row in rows]
    doubts = _doubts(city, lines, names, stated_names, stated, lonlat, usable, taken)
    return GazetteerReport(len(rows), declared, verdict, taken, doubts)


def _doubts(
    city: CityFrame,
    lines: list[int],
    names: list[str],
    stated_names: list[str],
    stated: NDArray[np.int64],
    lonlat: NDArray[np.float64],
    usable: NDArray[np.bool_],
    frame: Frame,
) -> list[Doubt]:
    moved = to_wgs84(lonlat, frame)
    where = np.full(len(lonlat), -1)
    where[usable] = city.locate(moved[usable])
    areas = city.projection.project_geometry(city.polygons)
    doubts = []
    for row in np.flatnonzero(~usable | (where < 0) | ((stated >= 0) & (where != stated))):
        actual = city.districts[where[row]] if where[row] >= 0 else ""
        away, kind = float("nan"), "no_position"
        if usable[row]:
            kind = "other_district" if where[row] >= 0 else "outside_city"
            target = areas[stated[row]] if stated[row] >= 0 else city.land
            away = float(shapely.distance(shapely.Point(city.projection.project(moved[[row]])[0]), target))
        doubts.append(Doubt(lines[row], names[row], stated_names[row], actual, kind, round(away, 1)))
    return doubts


def _declared(rows: list[list[str]], column: int | None, header: str) -> Frame | None:
    texts = {row[column] for row in rows} if column is not None else {header.rpartition("_")[2]}
    found = set()
    for text in texts:
        try:
            found.add(parse_frame(text))
        except GridwardError:
            continue
    return found.pop() if len(found) == 1 else None


def _first(columns: dict[str, int], names: tuple[str, ...]) -> int | None:
    return next((columns[name] for name in names if name in columns), None)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")

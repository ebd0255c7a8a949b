"""Checking a list of positions before it is trusted: which frame is it in, and what does not lie where it says?"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray

from gridward.city.contract import CityFrame
from gridward.city.point_tables import PointTable, read_point_table
from gridward.city.store import load_layer
from gridward.geo.frame_detection import FrameVerdict, detect_frame
from gridward.geo.frames import Frame, to_wgs84
from gridward.geo.vectors import polygons

_NAME = ("小区名称", "名称", "姓名", "name", "station", "地址", "address")
_DISTRICT = ("区", "行政区", "district", "所属区")


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
    """`unreadable`, `no_position`, `outside_city` or `other_district`."""
    away_m: float
    """How far from the stated district, or from the city; NaN without a position."""


@dataclass(frozen=True)
class GazetteerReport:
    """What checking a list found."""

    rows: int
    declared: Frame | None
    """The frame that the list names, in its rows or its columns' names."""
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
    table = read_point_table(path)
    stated_names = table.column(_DISTRICT)
    stated = np.array([city.district_index(text) for text in stated_names], np.int64)
    declared, usable = frame or table.declared, table.usable
    water = polygons(load_layer(connection, city.id, "water").geometry)
    verdict = detect_frame(table.lonlat[usable], stated[usable], city.polygons, water)
    taken = frame or (verdict.best if verdict.determined else declared or verdict.best)
    doubts = [Doubt(line, "", "", "", "unreadable", float("nan")) for line in table.unreadable]
    doubts += _doubts(city, table, stated_names, stated, taken)
    return GazetteerReport(len(table.rows) + len(table.unreadable), declared, verdict, taken, doubts)


def _doubts(
    city: CityFrame, table: PointTable, stated_names: list[str], stated: NDArray[np.int64], frame: Frame
) -> list[Doubt]:
    names, usable = table.column(_NAME), table.usable
    moved = to_wgs84(table.lonlat, frame)
    where = np.full(len(moved), -1)
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
        doubts.append(Doubt(table.lines[row], names[row], stated_names[row], actual, kind, round(away, 1)))
    return doubts

"""The candidates for a plan's stations, with all that choosing among them takes."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import psycopg
from numpy.typing import NDArray
from psycopg.rows import class_row
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import load_city_by_id
from gridward.stations.candidate_rows import CANDIDATES
from gridward.stations.choosing import ways
from gridward.stations.rules import station_rules
from gridward.stations.weighing import Covered, coverage


@dataclass(frozen=True)
class Candidate:
    """A place that could be a station, as it is delivered."""

    station_no: str
    name: str
    lon: float
    lat: float
    capacity: int | None
    monthly_cost: float | None
    open: bool
    """It is a station already, and stays one as far as is decided."""


@dataclass(frozen=True)
class Candidates:
    """Those of a plan, and its cells by their numbers."""

    rows: list[Candidate]
    cost: NDArray[np.float64]
    """(candidates,), yuan a month: as delivered, else by the rules."""
    covered: Covered
    numbers: NDArray[np.int64]
    """(cells,)"""
    customers: NDArray[np.int64]
    """(cells,)"""
    way: NDArray[np.float64]
    """(cells, candidates), metres from the middle of each cell's customers."""
    radius_m: float

    @property
    def room(self) -> NDArray[np.int64]:
        """(candidates,): the specialists that find room; where that is unknown, all."""
        cells = len(self.numbers)
        return np.array([cells if one.capacity is None else max(one.capacity, 0) for one in self.rows], int)

    @property
    def open(self) -> NDArray[np.bool_]:
        """(candidates,)"""
        return np.array([one.open for one in self.rows], bool)


def read_candidates(connection: psycopg.Connection, plan_id: UUID, city_id: int) -> Candidates:
    """The candidates of the plan's city, weighed for its customers."""
    rules = station_rules()
    city = load_city_by_id(connection, city_id)
    with connection.cursor(row_factory=class_row(Candidate)) as cursor:
        rows = cursor.execute(
            f"""SELECT b.station_no, b.name, b.lon, b.lat, b.capacity, b.monthly_cost::float8,
                   s.id IS NOT NULL AND s.closed_on IS NULL AS open
               FROM {CANDIDATES} b LEFT JOIN stations.station s USING (city_id, station_no)
               WHERE b.city_id = %s ORDER BY b.station_no""",
            [city_id],
        ).fetchall()
    lonlat = np.array([(one.lon, one.lat) for one in rows]).reshape(-1, 2)
    usual = [
        rules.monthly_cost_by_district.get(city.districts[at] if at >= 0 else "", rules.monthly_cost)
        for at in (city.locate(lonlat).tolist() if len(rows) else [])
    ]
    places = np.array(
        connection.execute(
            """SELECT p.lon, p.lat, p.customers, c.number FROM grids.plan_place p JOIN grids.cell c ON c.id = p.cell_id
               WHERE p.plan_id = %s""",
            [plan_id],
        ).fetchall(),
        np.float64,
    ).reshape(-1, 4)
    at = city.projection.project(places[:, :2])
    people = places[:, 2].astype(np.int64)
    numbers, cell = np.unique(places[:, 3].astype(np.int64), return_inverse=True)
    customers = np.bincount(cell, people, len(numbers))
    middle = np.column_stack([np.bincount(cell, axis * people, len(numbers)) / customers for axis in at.T])
    stations = city.projection.project(lonlat)
    return Candidates(
        rows,
        np.array(
            [
                other if one.monthly_cost is None else one.monthly_cost
                for one, other in zip(rows, usual, strict=True)
            ]
        ),
        coverage(stations, at, people, rules.radius_m),
        numbers,
        customers.astype(np.int64),
        ways(middle, stations),
        rules.radius_m,
    )


_STAMP = text(
    f"""SELECT md5(string_agg(concat_ws('|', b.station_no, b.name, b.lon, b.lat, coalesce(b.capacity, -1),
           coalesce(b.monthly_cost, -1), s.id, s.closed_on), ',' ORDER BY b.station_no))
       FROM {CANDIDATES} b LEFT JOIN stations.station s USING (city_id, station_no) WHERE city_id = :city"""
)


async def candidates_stamp(session: AsyncSession, city_id: int) -> str | None:
    """Another text wherever a city's candidates are others, or others of them are open; None where there are none."""
    stamp: str | None = await session.scalar(_STAMP, {"city": city_id})
    return stamp

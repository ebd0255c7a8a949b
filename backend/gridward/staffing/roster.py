"""The specialists whom work may be given to, and where they live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.geo.projection import Projection
from gridward.grids.contract import CellCentre
from gridward.platform.crypto import Cipher, cipher

_IN_SERVICE = text(
    """SELECT s.id, s.staff_no, s.home_position_sealed, s.employment, s.qualifications,
           CAST(s.years_of_service AS float8) AS years, coalesce(p.languages, s.languages) AS languages,
           coalesce(p.grade, s.grade) AS grade,
           CAST(coalesce(p.working_share, s.working_share) AS float8) AS working_share,
           coalesce(p.most_customers, s.most_customers) AS most_customers
       FROM book.specialist s LEFT JOIN staffing.profile p ON p.specialist_id = s.id
       WHERE s.city_id = :city AND s.status = ANY(:words) AND NOT coalesce(p.leave @> CAST(:day AS date), false)
       ORDER BY s.staff_no"""
)


@dataclass(frozen=True)
class Person:
    """What the staff list says of a specialist, and what ops says before it."""

    employment: str
    years: float | None
    """Of service."""
    qualifications: tuple[str, ...]
    languages: frozenset[str] = frozenset()
    grade: int | None = None
    """The highest class of products, of 1 to 5, that he may offer."""
    working_share: float | None = None
    """Of full time."""
    most_customers: int | None = None
    """Persons whom he can serve."""


@dataclass(frozen=True)
class Roster:
    """The specialists in service, in the order of their numbers. Arrays have one entry a specialist."""

    ids: NDArray[np.int64]
    homes: NDArray[np.float64]
    """(n, 2), degrees, WGS-84; NaN where the home is not known."""
    people: tuple["Person", ...]

    def __len__(self) -> int:
        return len(self.ids)

    def only(self, kept: NDArray[np.bool_]) -> "Roster":
        """Some of them."""
        people = tuple(one for one, stays in zip(self.people, kept.tolist(), strict=True) if stays)
        return Roster(self.ids[kept], self.homes[kept], people)

    def shares(self) -> NDArray[np.float64]:
        """The part of full time of each, NaN where it is not known."""
        known = [one.working_share for one in self.people]
        return np.array([np.nan if share is None else share for share in known], np.float64)

    def ways(self, cells: Sequence[CellCentre], projection: Projection) -> NDArray[np.float64]:
        """The straight ways in metres, (cells, specialists), from each home to each cell's middle; NaN where unknown."""
        way = np.full((len(cells), len(self)), np.nan)
        known = np.isfinite(self.homes).all(axis=1)
        if cells and known.any():
            centres = projection.project(np.array([(cell.lon, cell.lat) for cell in cells]))
            homes = projection.project(self.homes[known])
            difference = centres[:, None, :] - homes[None, :, :]
            way[:, known] = np.hypot(difference[..., 0], difference[..., 1])
        return way


async def load_roster(session: AsyncSession, city_id: int, in_service: Sequence[str], day: date) -> Roster:
    """The city's specialists whose state in the staff list is one of these words, and who are not on leave on a day."""
    rows = (
        await session.execute(_IN_SERVICE, {"city": city_id, "words": list(in_service), "day": day})
    ).all()
    box = cipher()
    homes = [_home(box, row.home_position_sealed, row.staff_no) for row in rows]
    return Roster(
        np.array([row.id for row in rows], np.int64),
        np.array(homes, np.float64).reshape(len(rows), 2),
        tuple(
            Person(
                row.employment,
                row.years,
                tuple(row.qualifications),
                frozenset(row.languages),
                row.grade,
                row.working_share,
                row.most_customers,
            )
            for row in rows
        ),
    )


def _home(box: Cipher, sealed: bytes | None, staff_no: str) -> tuple[float, float]:
    if sealed is None:
        return np.nan, np.nan
    lon, lat = box.open(sealed, f"book.specialist.home_position/{staff_no}").split(",")
    return float(lon), float(lat)

"""The specialists whom work may be given to, and where they live."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.geo.projection import Projection
from gridward.grids.contract import CellCentre
from gridward.platform.crypto import Cipher, cipher

_IN_SERVICE = text(
    """SELECT id, staff_no, home_position_sealed, employment, qualifications,
           CAST(years_of_service AS float8) AS years FROM book.specialist
       WHERE city_id = :city AND status = ANY(:words) ORDER BY staff_no"""
)


@dataclass(frozen=True)
class Person:
    """What the staff list says of a specialist."""

    employment: str
    years: float | None
    """Of service."""
    qualifications: tuple[str, ...]


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


async def load_roster(session: AsyncSession, city_id: int, in_service: Sequence[str]) -> Roster:
    """The city's specialists whose state in the staff list is one of these words."""
    rows = (await session.execute(_IN_SERVICE, {"city": city_id, "words": list(in_service)})).all()
    box = cipher()
    homes = [_home(box, row.home_position_sealed, row.staff_no) for row in rows]
    return Roster(
        np.array([row.id for row in rows], np.int64),
        np.array(homes, np.float64).reshape(len(rows), 2),
        tuple(Person(row.employment, row.years, tuple(row.qualifications)) for row in rows),
    )


def _home(box: Cipher, sealed: bytes | None, staff_no: str) -> tuple[float, float]:
    if sealed is None:
        return np.nan, np.nan
    lon, lat = box.open(sealed, f"book.specialist.home_position/{staff_no}").split(",")
    return float(lon), float(lat)

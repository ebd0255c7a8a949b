"""What the choosing of events knows of a customer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound

_NUMBERS = text(
    """SELECT s.person_id, s.city_id, c.born_on, c.interests, p.lon, p.lat, m.district_id, k.cell_id
       FROM census.customer_standing asked
       JOIN census.customer_standing s ON s.person_id = asked.person_id
       JOIN book.customer c ON c.id = s.customer_id
       LEFT JOIN census.placement p ON p.customer_id = s.customer_id AND p.reason IS NULL
       LEFT JOIN city.community m ON m.id = p.community_id
       LEFT JOIN LATERAL (
           SELECT cell_id FROM grids.cells_on(CAST(:day AS date)) k WHERE k.customer_id = s.customer_id LIMIT 1
       ) k ON true
       WHERE asked.customer_id = :customer
       ORDER BY s.customer_id = s.person_id DESC, s.customer_id"""
)


@dataclass(frozen=True)
class Known:
    """A person: where he lives, how old he is, what he likes."""

    person_id: int
    city_id: int
    born_on: date | None
    interests: frozenset[str]
    position: tuple[float, float] | None
    """Longitude and latitude, WGS-84."""
    district_id: int | None


async def know(session: AsyncSession, scope: DataScope, customer_id: int) -> Known:
    """The person behind a customer number; not each of his numbers knows everything.

    Raises `customer.not_found`, out of scope as well.
    """
    rows = (await session.execute(_NUMBERS, {"customer": customer_id, "day": today()})).all()
    if not any(scope.allows_cell(row.city_id, row.cell_id) for row in rows):
        raise NotFound(
            "customer.not_found",
            "There is no such customer.",
            "He may be in another cell now: load the list.",
        )
    return Known(
        rows[0].person_id,
        rows[0].city_id,
        next((row.born_on for row in rows if row.born_on is not None), None),
        frozenset(interest for row in rows for interest in row.interests),
        next(((row.lon, row.lat) for row in rows if row.lon is not None), None),
        next((row.district_id for row in rows if row.district_id is not None), None),
    )

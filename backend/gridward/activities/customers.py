"""What the choosing of events knows of a customer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import person_in_scope
from gridward.identity.contract import DataScope

_NUMBERS = text(
    """SELECT c.born_on, c.interests, p.lon, p.lat, m.district_id
       FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id
       LEFT JOIN census.placement p ON p.customer_id = s.customer_id AND p.reason IS NULL
       LEFT JOIN city.community m ON m.id = p.community_id
       WHERE s.person_id = :person
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
    person = await person_in_scope(session, scope, customer_id)
    rows = (await session.execute(_NUMBERS, {"person": person.person_id})).all()
    return Known(
        person.person_id,
        person.city_id,
        next((row.born_on for row in rows if row.born_on is not None), None),
        frozenset(interest for row in rows for interest in row.interests),
        next(((row.lon, row.lat) for row in rows if row.lon is not None), None),
        next((row.district_id for row in rows if row.district_id is not None), None),
    )

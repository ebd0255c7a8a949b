"""Who is meant by a customer number, and whether whoever asks may see him."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import NotFound

_NUMBERS = text(
    """SELECT s.person_id, s.city_id, y.code AS city, s.kind, c.id, c.customer_no, c.name_masked, c.sex,
           extract(year FROM c.born_on)::int AS born_year, c.mobile_masked, c.address_masked, c.address_key, c.tier,
           c.do_not_call, c.on_wechat, p.lon, p.lat, m.name AS community,
           g.id AS cell_id, g.number AS cell_number, g.name AS cell_name
       FROM (SELECT DISTINCT person_id FROM census.customer_standing WHERE customer_id = ANY(:customers)) asked
       JOIN census.customer_standing s USING (person_id)
       JOIN book.customer c ON c.id = s.customer_id
       JOIN city.city y ON y.id = s.city_id
       LEFT JOIN census.placement p ON p.customer_id = s.customer_id AND p.reason IS NULL
       LEFT JOIN city.community m ON m.id = p.community_id
       LEFT JOIN LATERAL (
           SELECT cell_id FROM grids.cells_on(CAST(:day AS date)) k WHERE k.customer_id = s.customer_id LIMIT 1
       ) k ON true
       LEFT JOIN grids.cell g ON g.id = k.cell_id
       ORDER BY s.person_id, s.customer_id = s.person_id DESC, s.customer_id"""
)


@dataclass(frozen=True)
class Person:
    """A person with all his customer numbers, the one that stands for him first."""

    person_id: int
    city_id: int
    numbers: list[RowMapping]

    @property
    def ids(self) -> list[int]:
        """The ids of his customer numbers."""
        return [row["id"] for row in self.numbers]

    def first(self, column: str) -> Any:
        """A column's value of the first number that has one: not each of them knows everything."""
        return next((row[column] for row in self.numbers if row[column] not in (None, "")), None)

    def any(self, column: str) -> bool:
        """Whether a flag is set for any of the numbers."""
        return any(row[column] for row in self.numbers)


async def find_person(session: AsyncSession, scope: DataScope, customer_id: int) -> Person:
    """The person behind a customer number. Raises `customer.not_found`, out of scope as well.

    Who is confined to cells sees a person of whose numbers any is in one of them today.
    """
    for person in await find_persons(session, [customer_id]):
        if any(scope.allows_cell(row["city_id"], row["cell_id"]) for row in person.numbers):
            return person
    raise NotFound(
        "customer.not_found", "There is no such customer.", "He may be in another cell now: load the list."
    )


async def find_persons(session: AsyncSession, customer_ids: Sequence[int]) -> list[Person]:
    """The persons behind customer numbers, each once, by their ids; whoever asks has looked at his scope."""
    rows = await session.execute(_NUMBERS, {"customers": customer_ids, "day": today()})
    found = groupby(rows.mappings(), key=lambda row: int(row["person_id"]))
    return [_person(person_id, list(numbers)) for person_id, numbers in found]


def _person(person_id: int, numbers: list[RowMapping]) -> Person:
    return Person(person_id, numbers[0]["city_id"], numbers)

"""What is masked elsewhere, in the clear. Whoever opens it records that."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.finding import find_person
from gridward.identity.contract import DataScope
from gridward.platform.audit import record_read
from gridward.platform.crypto import cipher

_FIELDS = ("name", "mobile", "landline", "address")
_SEALED = text(
    """SELECT s.person_id, c.id, c.customer_no, c.name_sealed, c.mobile_sealed, c.landline_sealed, c.address_sealed
       FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id
       WHERE s.person_id = ANY(:persons) ORDER BY s.person_id, c.id = s.person_id DESC, c.id"""
)


@dataclass
class Clear:
    """A person's values in the clear, each from the first of his customer numbers that has it."""

    values: dict[str, str]
    sources: dict[str, int]
    """From which customer number each is."""


async def reveal(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, str]:
    """Name, telephone numbers and address of a person. Each value is recorded as read. Raises `customer.not_found`."""
    person = await find_person(session, scope, customer_id)
    clear = (await clear_values(session, [person.person_id]))[person.person_id]
    for field, source in clear.sources.items():
        await record_read(session, "book.customer", str(source), f"{field}_sealed")
    return clear.values


async def clear_values(session: AsyncSession, persons: Sequence[int]) -> dict[int, Clear]:
    """Name, telephone numbers and address by person; whoever asks has looked at his scope, and records what he gives out."""
    found = {person: Clear(dict.fromkeys(_FIELDS, ""), {}) for person in persons}
    for row in (await session.execute(_SEALED, {"persons": persons})).mappings():
        clear = found[row["person_id"]]
        for field in _FIELDS:
            sealed = row[f"{field}_sealed"]
            if sealed is not None and field not in clear.sources:
                clear.values[field] = cipher().open(sealed, f"book.customer.{field}/{row['customer_no']}")
                clear.sources[field] = row["id"]
    return found

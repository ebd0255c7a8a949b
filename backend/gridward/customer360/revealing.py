"""What is masked elsewhere, in the clear. Every value that is opened is recorded."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.finding import find_person
from gridward.identity.contract import DataScope
from gridward.platform.audit import record_read
from gridward.platform.crypto import cipher

_FIELDS = ("name", "mobile", "landline", "address")


async def reveal(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, str]:
    """Name, telephone numbers and address of a person, each from the first of his customer numbers that has it.

    Raises `customer.not_found`.
    """
    person = await find_person(session, scope, customer_id)
    rows = await session.execute(
        text(
            """SELECT id, customer_no, name_sealed, mobile_sealed, landline_sealed, address_sealed FROM book.customer
               WHERE id = ANY(:ids) ORDER BY id = :person DESC, id"""
        ),
        {"ids": person.ids, "person": person.person_id},
    )
    numbers = list(rows.mappings())
    shown = dict.fromkeys(_FIELDS, "")
    for field in _FIELDS:
        row = next((row for row in numbers if row[f"{field}_sealed"] is not None), None)
        if row is not None:
            context = f"book.customer.{field}/{row['customer_no']}"
            shown[field] = cipher().open(row[f"{field}_sealed"], context)
            await record_read(session, "book.customer", str(row["id"]), f"{field}_sealed")
    return shown

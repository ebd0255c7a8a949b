"""What customers are told of appointments with a specialist, for him to read before it is sent."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import compose
from gridward.platform.crypto import cipher

_HIM = text(
    """SELECT s.staff_no, s.licence_no, s.name_sealed FROM staffing.specialist_account a
       JOIN book.specialist s ON s.id = a.specialist_id WHERE a.account_id = :account"""
)
_OPEN = {"customer": "{customer}", "on": "{on}", "time": "{time}"}


async def confirmation_of(session: AsyncSession, account_id: UUID) -> str:
    """The message with his name and licence number, and with places for the customer and the time."""
    him = (await session.execute(_HIM, {"account": account_id})).one_or_none()
    values = {"specialist": "", "staff_no": "", "licence_no": ""}
    if him is not None:
        name = cipher().open(him.name_sealed, f"book.specialist.name/{him.staff_no}")
        values = {"specialist": name, "staff_no": him.staff_no, "licence_no": him.licence_no or ""}
    return compose("appointment_booked", {**_OPEN, **values})

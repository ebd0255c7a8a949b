"""A payment link to the customer's own telephone: the insurer's page checks who pays, and nobody here touches money."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewMessage
from gridward.engagement.public import queue_messages
from gridward.kernel.errors import Conflict
from gridward.seats.schemas import DueIn

_DUE = text(
    """SELECT due_on, amount, grace_ends FROM renewal.due
       WHERE customer_id = :customer AND policy_id = :policy AND number = :number"""
)


async def send_link(session: AsyncSession, city_id: int, customer_id: int, call_id: UUID, due: DueIn) -> None:
    """Queue the message with the link, once for a call. Raises `call.link_not_due`."""
    found = (
        await session.execute(_DUE, {"customer": customer_id, "policy": due.policy_id, "number": due.number})
    ).one_or_none()
    if found is None:
        raise Conflict(
            "call.link_not_due",
            "This instalment is not due any more; it may have been paid just now.",
            "Load the customer again.",
        )
    params = {
        "due_on": found.due_on.isoformat(),
        "amount": str(found.amount),
        "grace_ends": found.grace_ends.isoformat(),
    }
    await queue_messages(
        session, [NewMessage(city_id, customer_id, "payment_link", params, "service", f"call/{call_id}/link")]
    )

"""Whose number is it? A code proves something only where it goes to a telephone of the customer's own."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import mobile_key
from gridward.kernel.errors import Invalid
from gridward.policycare.rules import service_rules

_AGENTS = text("SELECT EXISTS (SELECT FROM book.agent WHERE city_id = :city AND mobile_key = :key)")
_OTHERS = text(
    """SELECT count(DISTINCT s.person_id) FROM book.customer c
       JOIN census.customer_standing s ON s.customer_id = c.id
       WHERE c.city_id = :city AND c.mobile_key = :key AND s.person_id <> :person"""
)


async def require_own_number(session: AsyncSession, city_id: int, person_id: int, mobile: str) -> None:
    """Raises `service.mobile_of_agent` and `service.mobile_shared`.

    Agents' numbers as customers' numbers are how notices are kept from customers. Specialists' numbers are not delivered:
    one who was an agent is found as such, and one whose number stands under several customers as shared.
    """
    values = {"city": city_id, "key": mobile_key(mobile), "person": person_id}
    if await session.scalar(_AGENTS, values):
        raise Invalid(
            "service.mobile_of_agent",
            "This is the number of an agent.",
            "Ask the customer for a number of his own.",
        )
    others = await session.scalar(_OTHERS, values)
    if others is not None and others > service_rules().mobile.most_others:
        raise Invalid(
            "service.mobile_shared",
            f"{others} other customers have this number.",
            "Ask the customer for a number of his own; if it is his own, tell your supervisor.",
            others=others,
        )

"""That premiums changed, told to whoever looks at their figures: after each debit file, import and run of the day."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import add_months
from gridward.insights.schemas import PremiumNews
from gridward.insights.view import View

TOPIC = "premiums"
"""Triggers on `book.instalment` and `renewal.due` notify it, once a transaction."""

_MONTHS = 4
"""As many due months as the nine-box shows."""


async def premium_news(session: AsyncSession, view: View) -> PremiumNews:
    """What changes with every payment, and with every change of the due list; of the whole city."""
    row = (
        await session.execute(
            text(
                """SELECT count(paid_on) AS paid, coalesce(sum(paid_amount), 0) AS received,
                       (SELECT count(*) FROM renewal.due WHERE city_id = :city) AS dues,
                       (SELECT coalesce(sum(amount), 0) FROM renewal.due WHERE city_id = :city) AS owed
                   FROM book.instalment WHERE city_id = :city AND due_on >= :since"""
            ),
            {"city": view.city_id, "since": add_months(view.as_of.replace(day=1), 1 - _MONTHS)},
        )
    ).one()
    return PremiumNews(as_of=view.as_of, **row._mapping)

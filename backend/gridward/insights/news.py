"""That premiums changed, told to whoever looks at their figures: after each debit file, import and run of the day."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import add_months
from gridward.insights.schemas import PremiumNews
from gridward.insights.view import View, holder_in_view, in_view

TOPIC = "premiums"
"""Triggers on `book.instalment` and `renewal.due` notify it, once a transaction."""

_MONTHS = 4
"""As many due months as the nine-box shows."""


async def premium_news(session: AsyncSession, view: View) -> PremiumNews:
    """What changes with every payment, and with every change of the due list, in view."""
    row = (
        await session.execute(
            text(
                f"""SELECT i.paid, i.received, d.dues, d.owed
                    FROM (SELECT count(i.paid_on) AS paid, coalesce(sum(i.paid_amount), 0) AS received
                          FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
                          WHERE i.city_id = :city AND i.due_on >= :since AND {holder_in_view("p.holder_id")}) i,
                         (SELECT count(*) AS dues, coalesce(sum(d.amount), 0) AS owed
                          FROM renewal.due d WHERE d.city_id = :city AND {in_view("d.cell_id")}) d"""
            ),
            view.parameters | {"since": add_months(view.as_of.replace(day=1), 1 - _MONTHS)},
        )
    ).one()
    return PremiumNews(as_of=view.as_of, **row._mapping)

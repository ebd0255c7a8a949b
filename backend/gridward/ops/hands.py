"""How often customers change hands: at most so many times in so many days, unless somebody says that it has to be."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import plan_rules
from gridward.kernel.errors import Conflict

# On which days persons came from one responsible specialist to another, by memberships and tenures of published plans.
CHANGES = """
    worked AS (
        SELECT DISTINCT s.person_id, t.specialist_id,
            lower(t.during * p.effective * daterange(m.since, m.until)) AS since
        FROM grids.plan p
        JOIN grids.membership m ON m.plan_id = p.id
        JOIN staffing.tenure t ON t.cell_id = m.cell_id AND t.role = 'responsible'
        JOIN census.customer_standing s ON s.customer_id = m.customer_id
        WHERE p.city_id = :city AND p.effective && daterange(CAST(:after AS date), NULL)
          AND NOT isempty(t.during * p.effective * daterange(m.since, m.until))
    ), ordered AS (
        SELECT person_id, since, specialist_id,
            lag(specialist_id) OVER (PARTITION BY person_id ORDER BY since) AS before
        FROM worked
    ), changes AS (
        SELECT person_id, since FROM ordered WHERE before <> specialist_id AND since > CAST(:after AS date)
    ), often AS (
        SELECT person_id FROM changes WHERE since < CAST(:start AS date)
        GROUP BY person_id HAVING count(*) >= :most
    )
"""
_AGAIN = text(
    f"""WITH {CHANGES}
        SELECT count(DISTINCT person_id) FROM often JOIN changes USING (person_id) WHERE since = CAST(:start AS date)"""
)


def hands_names(city_id: int, start: date) -> dict[str, object]:
    """What `CHANGES` calls the city and the days before one on which a plan begins."""
    rules = plan_rules().hands
    return {"city": city_id, "start": start, "after": start - timedelta(days=rules.days), "most": rules.most}


async def refuse_changing_again(session: AsyncSession, city_id: int, plan_id: UUID, start: date) -> None:
    """Raise `plan.hands_too_often` where customers change hands with a plan's first day more often than the rules allow.

    The plan is published and its cells are given out already, in this transaction.
    """
    again = int(await session.scalar(_AGAIN, hands_names(city_id, start)) or 0)
    if again:
        rules = plan_rules().hands
        raise Conflict(
            "plan.hands_too_often",
            f"{again:,} customers would change hands more than {rules.most} times in {rules.days} days.",
            "Lock the cells in which they live, choose a later day, or publish it all the same.",
            customers=again,
            most=rules.most,
            days=rules.days,
            plan=str(plan_id),
        )

"""How often customers change hands: at most so many times in so many days, unless somebody says that it has to be."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.public import plan_rules
from gridward.kernel.errors import Conflict

# On which days persons came from one responsible specialist to another, by memberships and tenures of published plans. Who
# has had no more specialists than he may change is left out before it is looked who came when: that is nearly everybody.
CHANGES = """
    spells AS (
        SELECT t.cell_id, t.specialist_id, t.during * p.effective AS during
        FROM grids.plan p JOIN grids.cell c ON c.plan_id = p.id
        JOIN staffing.tenure t ON t.cell_id = c.id AND t.role = 'responsible'
        WHERE p.city_id = :city AND p.effective && daterange(CAST(:after AS date), NULL) AND t.during && p.effective
    ), several AS (
        SELECT s.person_id FROM grids.membership m
        JOIN (SELECT cell_id, count(*) AS spells FROM spells GROUP BY 1) c USING (cell_id)
        JOIN census.customer_standing s USING (customer_id)
        GROUP BY 1 HAVING sum(c.spells) > :most
    ), worked AS (
        SELECT DISTINCT s.person_id, t.specialist_id, lower(t.during * daterange(m.since, m.until)) AS since
        FROM several JOIN census.customer_standing s USING (person_id)
        JOIN grids.membership m USING (customer_id) JOIN spells t USING (cell_id)
        WHERE t.during && daterange(m.since, m.until)
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

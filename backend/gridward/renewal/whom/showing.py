"""What was decided and what it brought, for the screens of ops."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.renewal.whom.rates import save_rates
from gridward.renewal.whom.rules import treatment_rules
from gridward.renewal.whom.value import ACTIONS

_RUNS = 14

_OF_CUSTOMER = text(
    """SELECT b.id AS decision_id, b.policy_id, p.policy_no, p.product_name, b.number, b.due_on, b.day, b.held_out,
           b.options, b.action, b.would, b.why, b.risk, b.value, b.inputs, b.card, b.rules
       FROM renewal.decision b JOIN book.policy p ON p.id = b.policy_id
       WHERE b.customer_id = :person ORDER BY b.id DESC LIMIT 50"""
)


async def treatment_page(session: AsyncSession, city_id: int) -> dict[str, Any]:
    """Save rates, the effect, and the last runs of a city; before the first run the rates are what is assumed."""
    rules = treatment_rules()
    rows = (
        await session.execute(
            text(
                """SELECT day, at, rates, effect, figures FROM renewal.treatment_run WHERE city_id = :city
                   ORDER BY id DESC LIMIT :limit"""
            ),
            {"city": city_id, "limit": _RUNS},
        )
    ).all()
    rates = rows[0].rates if rows else save_rates({}, rules)
    return {
        "rules": rules.version,
        "held_out_share": rules.lot.held_out,
        "closed_after_days": rules.measuring.closed_after_days,
        "prior_weight": rules.measuring.prior_weight,
        "rates": [{"action": action, **rates[action]} for action in ACTIONS[1:]],
        "effect": rows[0].effect if rows else None,
        "runs": [{"day": row.day, "at": row.at, **row.figures} for row in rows],
    }


async def decisions_of(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    """The last decisions about a person's dues, newest first."""
    rows = await session.execute(_OF_CUSTOMER, {"person": person_id})
    return [dict(row) for row in rows.mappings()]

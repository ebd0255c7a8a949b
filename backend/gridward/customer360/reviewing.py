"""The policy review of a customer: who he is and where he stands, joined with what recommendation makes of it."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.finding import find_person
from gridward.customer360.journeys import standing_of
from gridward.identity.contract import Action, Actor
from gridward.kernel.clock import now
from gridward.recommendation.public import review_page
from gridward.staffing.public import specialist_of


async def review_of(session: AsyncSession, actor: Actor, customer_id: int) -> dict[str, Any]:
    """The review, with the recommendation for a specialist only, as `ReviewPage`. Raises `customer.not_found`."""
    person = await find_person(session, actor.scope, customer_id)
    standing = await standing_of(session, person.city_id, person.person_id)
    recommends = actor.may(Action.WORK_CELL)
    page = await review_page(
        session,
        person.city_id,
        person.person_id,
        standing,
        now(),
        specialist_id=await specialist_of(session, actor.account_id) if recommends else None,
        recommends=recommends,
    )
    return {"customer_id": person.person_id, "name_masked": person.first("name_masked") or "", **page}

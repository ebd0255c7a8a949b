"""What a customer says on the telephone about being told of products, and what opens or closes by it."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.finding import find_person
from gridward.customer360.journeys import move_on
from gridward.customer360.schemas import ConsentIn
from gridward.engagement.contract import NewConsent
from gridward.engagement.public import record_consent
from gridward.identity.contract import Actor
from gridward.kernel.clock import now


async def record(session: AsyncSession, actor: Actor, customer_id: int, body: ConsentIn) -> None:
    """Keep his word; the second time changes nothing. Raises `customer.not_found`."""
    person = await find_person(session, actor.scope, customer_id)
    consent = NewConsent(
        body.consent_id,
        person.city_id,
        person.person_id,
        body.purpose,
        body.given,
        "phone",
        now(),
        actor.account_id,
    )
    await record_consent(session, consent)
    await move_on(session, person.person_id)

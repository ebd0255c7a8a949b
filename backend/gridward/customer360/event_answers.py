"""What a customer says on the telephone to an event that he was asked to, and what opens by it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import Said
from gridward.activities.public import decline, require_asked, sign_up, withdraw
from gridward.customer360.journeys import move_on
from gridward.customer360.schemas import EventAnswerIn
from gridward.grids.public import person_in_scope
from gridward.identity.contract import Actor
from gridward.kernel.clock import now


async def answer_event(
    session: AsyncSession, actor: Actor, customer_id: int, event_id: UUID, body: EventAnswerIn
) -> str | None:
    """Keep his word; the second time changes nothing. Returns what he has to be told, as `sign_up` does.

    Raises `customer.not_found`, `event.not_asked` and what `sign_up`, `decline` and `withdraw` raise.
    """
    person = await person_in_scope(session, actor.scope, customer_id)
    said = Said(person.city_id, person.person_id, now(), actor.account_id, cell_id=person.cell_id)
    await require_asked(session, said, event_id)
    match body.answer:
        case "signed_up":
            note = await sign_up(session, said, event_id, body.persons)
        case "declined":
            note = await decline(session, said, event_id)
        case "cancelled":
            note = await withdraw(session, said, event_id)
    await move_on(session, person.person_id)
    return note

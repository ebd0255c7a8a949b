"""A call that a customer made, or somebody whom nobody knows: kept once, with what he called for and what came of it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import Person, find_person
from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_task, open_matter
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now, policy_day
from gridward.kernel.errors import Invalid
from gridward.platform.crypto import cipher
from gridward.seats.counts import tell_queue
from gridward.seats.following import Followed, Talk, follow, require_fitting, suspicion_of
from gridward.seats.keeping import Kept, differs, keep_call
from gridward.seats.outcomes import rule_of
from gridward.seats.schemas import InboundIn
from gridward.seats.scripts import script_rules

_LONGEST = timedelta(hours=4)
"""Before the call is saved."""
_CALLBACK_PRIORITY = 50.0
_OF_CUSTOMER = ("promise", "callback_at", "visit", "service", "link", "language")

# Whom a seat has in hand just now stays in it.
_SETTLED = text(
    """WITH settled AS (
           UPDATE engagement.task t SET state = 'done', outcome = :outcome, closed_at = :now, closed_by = :account
           FROM seats.queue_item q
           WHERE q.customer_id = :customer AND (q.claim_id IS NULL OR q.leased_until <= :now)
             AND t.customer_id = :customer AND t.kind = 'renewal_call' AND t.state = 'open'
           RETURNING t.id
       )
       DELETE FROM seats.queue_item q USING settled WHERE q.task_id = settled.id AND q.customer_id = :customer"""
)
_CALL_BACK = text(
    """UPDATE seats.queue_item SET not_before = :at, callback = true
       WHERE customer_id = :customer AND (claim_id IS NULL OR leased_until <= :now)"""
)


async def save_inbound(
    session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int, body: InboundIn
) -> bool:
    """Keep a call that somebody made; False where this very call was saved before. A caller whom nobody knows is kept in the
    city that was asked for, a customer in his own.

    Raises `customer.not_found`, `call.differs`, `call.purpose_unknown`, `call.needs_customer`, and what saving a call to a
    customer raises.
    """
    scope.require_city(city_id)
    content = cipher().fingerprint(f"{city_id} {body.model_dump_json()}", "seats.call")
    saved = await session.scalar(
        text("SELECT content_key FROM seats.call WHERE id = :call"), {"call": body.call_id}
    )
    if saved == content:
        return False
    if saved is not None:
        raise differs()
    moment = now()
    _require_purpose(body.purpose)
    require_fitting(body, moment, "inbound")
    if body.customer_id is None:
        person_id = None
        followed = await _of_nobody_known(session, account_id, city_id, body, moment)
    else:
        person = await find_person(session, scope, body.customer_id)
        followed = await _of_customer(session, scope, account_id, person, body, moment)
        person_id, city_id = person.person_id, person.city_id
    kept = Kept(
        content,
        account_id,
        city_id,
        person_id,
        moment - _LONGEST,
        moment,
        body.purpose,
        purpose=body.purpose,
        # A customer's number is known.
        number=body.number if person_id is None else "",
    )
    await keep_call(session, kept, body, followed)
    await tell_queue(session, city_id)
    return True


def _require_purpose(purpose: str) -> None:
    if not any(script.code == purpose and script.key is not None for script in script_rules().script):
        raise Invalid(
            "call.purpose_unknown",
            f"Nobody calls for {purpose}.",
            "Load the page again and choose from the list.",
            purpose=purpose,
        )


async def _of_nobody_known(
    session: AsyncSession, account_id: UUID, city_id: int, body: InboundIn, moment: datetime
) -> Followed:
    named = next((name for name in _OF_CUSTOMER if getattr(body, name) is not None), None)
    if named is not None:
        raise Invalid(
            "call.needs_customer",
            f"A {named} needs a customer.",
            "Find the customer first, or leave it out and write down what he wants.",
            field=named,
        )
    if body.suspicion is not None:
        matter = suspicion_of(account_id, city_id, moment, body.call_id, body.suspicion)
        await open_matter(session, matter)
    return Followed(None, None)


async def _of_customer(
    session: AsyncSession,
    scope: DataScope,
    account_id: UUID,
    person: Person,
    body: InboundIn,
    moment: datetime,
) -> Followed:
    talk = Talk(account_id, person.city_id, person.person_id, moment, person.first("cell_id"))
    followed = await follow(session, scope, talk, body, "inbound")
    if rule_of(body.outcome, "inbound").settles:
        await session.execute(
            _SETTLED,
            {
                "customer": person.person_id,
                "outcome": body.outcome.value,
                "now": moment,
                "account": account_id,
            },
        )
    if body.callback_at is not None:
        await _call_back(session, person, body.call_id, body.callback_at, moment)
    return followed


async def _call_back(
    session: AsyncSession, person: Person, call_id: UUID, at: datetime, moment: datetime
) -> None:
    """Let a seat call him at the time that he named."""
    await add_task(
        session,
        NewTask(
            person.city_id,
            person.person_id,
            "callback",
            Stage.POLICY_SERVICE,
            "seat",
            policy_day(at),
            _CALLBACK_PRIORITY,
            f"inbound/{call_id}",
            cell_id=person.first("cell_id"),
            why=({"code": "callback_at", "params": {"at": at.isoformat()}},),
        ),
    )
    await session.execute(_CALL_BACK, {"customer": person.person_id, "at": at, "now": moment})

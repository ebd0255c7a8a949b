"""A customer's story over HTTP."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from gridward.customer360.consenting import record
from gridward.customer360.event_answers import answer_event
from gridward.customer360.finding import find_person
from gridward.customer360.history_schemas import PolicyHistory
from gridward.customer360.policy_history import policy_history
from gridward.customer360.revealing import reveal
from gridward.customer360.reviewing import review_of
from gridward.customer360.schemas import ConsentIn, EventAnswered, EventAnswerIn, RevealOut, StoryOut
from gridward.customer360.story import story
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.recommendation.public import ReviewPage
from gridward.renewal.public import TreatmentDecisions, decisions_of

router = APIRouter(tags=["customer360"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_CUSTOMER))]
Revealer = Annotated[Actor, Depends(allowed(Action.REVEAL))]
Planner = Annotated[Actor, Depends(allowed(Action.SEE_RISK))]
Caller = Annotated[Actor, Depends(allowed(Action.CALL))]
CustomerId = Annotated[int, Path(ge=1, le=2**63 - 1)]
PolicyId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/customers/{customer_id}", response_model=StoryOut)
async def customer_story(customer_id: CustomerId, actor: Reader, session: Read) -> dict[str, Any]:
    """Everything about a customer on one page, masked. Any of the person's customer numbers may be asked for."""
    return await story(session, actor.scope, customer_id)


@router.post("/customers/{customer_id}/reveal", response_model=RevealOut)
async def reveal_customer(customer_id: CustomerId, actor: Revealer, session: Write) -> dict[str, str]:
    """Name, telephone numbers and address in the clear. That they were read is recorded."""
    await act_as(session, actor)
    return await reveal(session, actor.scope, customer_id)


@router.get("/customers/{customer_id}/review", response_model=ReviewPage)
async def customer_review(customer_id: CustomerId, actor: Reader, session: Read) -> dict[str, Any]:
    """His cover against his need. A product that may be recommended is in it only for his specialist, behind its gate."""
    return await review_of(session, actor, customer_id)


@router.get("/policies/{policy_id}/history", response_model=PolicyHistory)
async def policy_story(
    policy_id: PolicyId, actor: Reader, session: Read, as_of: date | None = None, known_on: date | None = None
) -> dict[str, Any]:
    """A policy's story: its state on a day, by what was known on another, what changed it, and all that was learnt."""
    return await policy_history(session, actor.scope, policy_id, as_of, known_on)


@router.get("/customers/{customer_id}/decisions", response_model=TreatmentDecisions)
async def customer_decisions(customer_id: CustomerId, actor: Planner, session: Read) -> dict[str, Any]:
    """Why he was, or was not, contacted about his dues. Not for those who serve him: whom the lot left out is not theirs
    to know, or they would treat him otherwise."""
    person = await find_person(session, actor.scope, customer_id)
    return {"items": await decisions_of(session, person.person_id)}


@router.post("/customers/{customer_id}/consents", status_code=204)
async def record_customer_consent(
    customer_id: CustomerId, body: ConsentIn, actor: Caller, session: Write
) -> None:
    """What he agreed to, or took back, on the telephone."""
    await act_as(session, actor)
    await record(session, actor, customer_id, body)


@router.put("/customers/{customer_id}/events/{event_id}/answer", response_model=EventAnswered)
async def answer_customer_event(
    customer_id: CustomerId, event_id: UUID, body: EventAnswerIn, actor: Caller, session: Write
) -> dict[str, str | None]:
    """What he answers on the telephone to an event that he was asked to."""
    await act_as(session, actor)
    return {"note": await answer_event(session, actor, customer_id, event_id, body)}

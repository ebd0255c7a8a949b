"""The seat's workplace over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from gridward.city.public import city_id
from gridward.engagement.public import (
    RequestFilter,
    RequestList,
    request_rows,
    service_items,
    suspicion_rules,
)
from gridward.identity.contract import Action, Actor
from gridward.identity.public import CurrentActor, Read, Write, act_as, allowed
from gridward.platform.db import transaction
from gridward.platform.paging import Limit, page
from gridward.seats.beginning import begin_call, call_budget
from gridward.seats.callers import find_callers
from gridward.seats.calls import save_call
from gridward.seats.claims import claims_in_hand, get_claim, renew_claim
from gridward.seats.counts import queue_counts
from gridward.seats.giving_back import release_claim
from gridward.seats.inbound import save_inbound
from gridward.seats.lists import QueueFilter, call_rows, get_call, queue_page
from gridward.seats.news import cities_of, seat_news
from gridward.seats.outcomes import outcome_rules
from gridward.seats.queue import claim_item, claim_next
from gridward.seats.schemas import (
    CallBudgetOut,
    CallerIn,
    CallerList,
    CallIn,
    CallList,
    CallOut,
    ClaimIn,
    ClaimOut,
    InboundIn,
    QueueOut,
    SeatNews,
    SeatRulesOut,
)
from gridward.seats.scripts import script_rules
from gridward.seats.supervision.presence import require_ready

router = APIRouter(tags=["seats"])

Caller = Annotated[Actor, Depends(allowed(Action.CALL))]
Filter = Annotated[str | None, Query(max_length=120)]
QueueCursor = Annotated[
    str | None,
    Query(
        pattern=r"^-?\d{1,9}(\.\d{1,20})?(e-?\d{1,2})?:\d{1,18}$", description="the `next` of the page before"
    ),
]
State = Literal["pending", "accepted", "returned", "expired", "done"]


@router.get("/cities/{code}/queue", response_model=QueueOut)
async def queue(
    code: str,
    actor: Caller,
    session: Read,
    q: Filter = None,
    kind: Filter = None,
    tier: Filter = None,
    cursor: QueueCursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Who waits for a call, and whom the seat has in hand."""
    city = await city_id(session, actor.scope, code)
    wanted = QueueFilter(kind, tier, q)
    return {
        "counts": vars(await queue_counts(session, [city], actor.account_id)),
        "mine": await claims_in_hand(session, actor.scope, actor.account_id, city),
        **await queue_page(session, actor.scope, actor.account_id, city, wanted, cursor, limit),
    }


@router.post("/cities/{code}/queue/claims", response_model=ClaimOut, status_code=201)
async def claim(code: str, body: ClaimIn, actor: Caller, session: Write) -> dict[str, Any]:
    """Take the next customer, or a certain one."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    await require_ready(session, actor.account_id)
    if body.item_id is None:
        claim_id = await claim_next(session, actor.scope, actor.account_id, city)
    else:
        claim_id = await claim_item(session, actor.scope, actor.account_id, city, body.item_id)
    return await get_claim(session, actor.scope, actor.account_id, claim_id)


@router.get("/claims/{claim_id}", response_model=ClaimOut)
async def one_claim(claim_id: UUID, actor: Caller, session: Read) -> dict[str, Any]:
    """One of the seat's own claims."""
    return await get_claim(session, actor.scope, actor.account_id, claim_id)


@router.put("/claims/{claim_id}/lease", response_model=ClaimOut)
async def renew_lease(claim_id: UUID, actor: Caller, session: Write) -> dict[str, Any]:
    """Keep the customer longer."""
    await act_as(session, actor)
    await renew_claim(session, actor.scope, actor.account_id, claim_id)
    return await get_claim(session, actor.scope, actor.account_id, claim_id)


@router.delete("/claims/{claim_id}", status_code=204)
async def release(claim_id: UUID, actor: Caller, session: Write, until_free: bool = False) -> None:
    """Give the customer back to the queue; `until_free` not to be called before the contact budget allows it."""
    await act_as(session, actor)
    await release_claim(session, actor.scope, actor.account_id, claim_id, until_free=until_free)


@router.get("/claims/{claim_id}/budget", response_model=CallBudgetOut)
async def claim_budget(claim_id: UUID, actor: Caller, session: Read) -> dict[str, Any]:
    """Whether the customer may be called now, and who used up what, all departments together."""
    return await call_budget(session, actor.scope, actor.account_id, claim_id)


@router.post("/claims/{claim_id}/begin", response_model=CallBudgetOut)
async def begin(claim_id: UUID, actor: Caller, session: Write) -> dict[str, Any]:
    """Begin the call; refused with the reasons where the customer may not be called now."""
    await act_as(session, actor)
    await begin_call(session, actor.scope, actor.account_id, claim_id)
    return await call_budget(session, actor.scope, actor.account_id, claim_id)


@router.post(
    "/claims/{claim_id}/call",
    response_model=CallOut,
    status_code=201,
    responses={200: {"model": CallOut, "description": "It was saved before."}},
)
async def call(
    claim_id: UUID, body: CallIn, response: Response, actor: Caller, session: Write
) -> dict[str, Any]:
    """Save a call with what came of it. The same call sent again changes nothing."""
    await act_as(session, actor)
    if not await save_call(session, actor.scope, actor.account_id, claim_id, body):
        response.status_code = 200
    return dict(await get_call(session, actor.scope, actor.account_id, body.call_id))


@router.post("/callers", response_model=CallerList)
async def callers(body: CallerIn, actor: Caller, session: Read) -> dict[str, Any]:
    """Who calls, found by telephone, customer or policy number, or name. What is looked for stands in no address or log."""
    return {"items": await find_callers(session, actor.scope, body.text)}


@router.post(
    "/cities/{code}/inbound-calls",
    response_model=CallOut,
    status_code=201,
    responses={200: {"model": CallOut, "description": "It was saved before."}},
)
async def inbound_call(
    code: str, body: InboundIn, response: Response, actor: Caller, session: Write
) -> dict[str, Any]:
    """Keep a call that somebody made, with what came of it. The same call sent again changes nothing."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    if not await save_inbound(session, actor.scope, actor.account_id, city, body):
        response.status_code = 200
    return dict(await get_call(session, actor.scope, actor.account_id, body.call_id))


@router.get("/seat/rules", response_model=SeatRulesOut)
async def seat_rules(actor: Caller) -> dict[str, Any]:
    """What calls may come to, what to say in them, and what can be taken in."""
    return {
        "outcomes": outcome_rules(),
        "scripts": script_rules(),
        "service": service_items(),
        "suspicion": suspicion_rules(),
    }


@router.get("/calls", response_model=CallList)
async def calls(
    actor: Caller, session: Read, cursor: UUID | None = None, limit: Limit = 50
) -> dict[str, Any]:
    """The seat's own calls, newest first."""
    rows = await call_rows(session, actor.scope, actor.account_id, cursor, limit + 1)
    return page(rows, limit, "call_id")


@router.get("/visit-requests", response_model=RequestList)
async def visit_requests(
    actor: CurrentActor,
    session: Read,
    city: Filter = None,
    state: Annotated[list[State] | None, Query()] = None,
    cursor: UUID | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Visits asked for, newest first: a seat's own, or those of the scope for who leads or steers."""
    own = actor.may(Action.CALL)
    if not own:
        actor.require(Action.SEE_COCKPIT)
    wanted = RequestFilter(
        city_id=await city_id(session, actor.scope, city) if city else None,
        raised_by=actor.account_id if own else None,
        states=state,
    )
    notes = own or actor.may(Action.REVEAL)
    return page(await request_rows(session, actor.scope, wanted, cursor, limit + 1, notes=notes), limit, "id")


@router.get(
    "/seat/events",
    response_class=StreamingResponse,
    responses={200: {"model": SeatNews, "description": "Server-sent events `seat` of this form."}},
)
async def seat_events(
    request: Request, actor: Caller, session: Read, city: Filter = None
) -> StreamingResponse:
    """The queue in figures and the seat's own requests, at once and after each change; of one city, or of all in scope."""
    cities = [await city_id(session, actor.scope, city)] if city else await cities_of(session, actor.scope)

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            return (await seat_news(own, actor.account_id, cities)).model_dump_json(), False

    topics = [f"requests:{actor.account_id}", *(f"queue:{one}" for one in cities)]
    stream: AsyncIterator[bytes] = request.app.state.notices.follow(topics, "seat", read)
    return StreamingResponse(stream, media_type="text/event-stream")

"""Policy service over HTTP. It needs the network: a code goes out, and the customer waits for it."""

from typing import Annotated, Any
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import text

from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.kernel.clock import now
from gridward.platform.db import transaction
from gridward.policycare.code_sending import send_code
from gridward.policycare.confirming import Office, confirm
from gridward.policycare.contract import State
from gridward.policycare.finding import find_request, require_waiting
from gridward.policycare.handing_over import hand_over
from gridward.policycare.queries import one_request, requests_of
from gridward.policycare.schemas import CodeIn, ServiceRequestIn, ServiceRequestList, ServiceRequestOut
from gridward.policycare.taking_in import take_in

router = APIRouter(tags=["policycare"])

_log = structlog.get_logger()

Reader = Annotated[Actor, Depends(allowed(Action.SEE_CUSTOMER))]
Server = Annotated[Actor, Depends(allowed(Action.SERVE))]
CustomerId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/customers/{customer_id}/service-requests", response_model=ServiceRequestList)
async def service_requests(customer_id: CustomerId, actor: Reader, session: Read) -> dict[str, Any]:
    """What the customer asked for, newest first, and how he is reached, masked."""
    return await requests_of(session, actor.scope, customer_id)


@router.post(
    "/customers/{customer_id}/service-requests",
    response_model=ServiceRequestOut,
    status_code=201,
    responses={200: {"model": ServiceRequestOut, "description": "It was taken in before."}},
)
async def take_service_request(
    customer_id: CustomerId, body: ServiceRequestIn, response: Response, actor: Server, session: Write
) -> dict[str, Any]:
    """Take in a change of contact details, or that they are right. The code is asked for next."""
    await act_as(session, actor)
    if not await take_in(session, actor, customer_id, body):
        response.status_code = 200
    return await one_request(session, actor.scope, body.request_id)


@router.post("/service-requests/{request_id}/code", response_model=ServiceRequestOut)
async def send_service_code(request_id: UUID, request: Request, actor: Server) -> dict[str, Any]:
    """Send the customer a code, the first one or another one."""
    await send_code(request.app.state.sessions, actor, request_id)
    return await _as_it_is(request, actor, request_id)


@router.post("/service-requests/{request_id}/confirmation", response_model=ServiceRequestOut)
async def confirm_service_request(
    request_id: UUID, body: CodeIn, request: Request, actor: Server
) -> dict[str, Any]:
    """Confirm with the code that the customer read out. Confirmed twice is confirmed once."""
    state = request.app.state
    await confirm(Office(state.sessions, state.url, state.move_on), actor, request_id, body.code)
    found = await _as_it_is(request, actor, request_id)
    await _go_on(request, found["city_id"], request_id)
    return found


@router.delete("/service-requests/{request_id}", response_model=ServiceRequestOut)
async def withdraw_service_request(request_id: UUID, actor: Server, session: Write) -> dict[str, Any]:
    """The customer wants it no more, before he confirmed it."""
    await act_as(session, actor)
    require_waiting(await find_request(session, actor.scope, request_id, hold=True))
    await session.execute(
        text(
            """UPDATE policycare.request SET state = :state, reason = 'by_customer', closed_at = :at
               WHERE id = :id"""
        ),
        {"state": State.WITHDRAWN.value, "at": now(), "id": request_id},
    )
    return await one_request(session, actor.scope, request_id)


async def _as_it_is(request: Request, actor: Actor, request_id: UUID) -> dict[str, Any]:
    async with transaction(request.app.state.sessions) as session:
        return await one_request(session, actor.scope, request_id)


async def _go_on(request: Request, city_id: int, request_id: UUID) -> None:
    try:
        await hand_over(request.app.state.sessions, city_id, request_id)
    except Exception as error:
        # The customer's word is kept; the day's run hands it over.
        _log.warning("details_not_handed_over", error=type(error).__name__)

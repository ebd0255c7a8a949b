"""What calls left to be done, over HTTP: for those who lead the seats."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from gridward.city.public import city_id
from gridward.customer360.public import move_on
from gridward.engagement.public import (
    MatterDecision,
    MatterFilter,
    MatterList,
    MatterOut,
    MatterState,
    decide_matter,
    matter_rows,
)
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.paging import Limit, page

router = APIRouter(tags=["seats"])

Watcher = Annotated[Actor, Depends(allowed(Action.SEE_SEATS))]
Leader = Annotated[Actor, Depends(allowed(Action.LEAD_SEATS))]


@router.get("/cities/{code}/matters", response_model=MatterList)
async def matters(
    code: str,
    actor: Watcher,
    session: Read,
    suspicions: bool | None = None,
    state: Annotated[list[MatterState] | None, Query()] = None,
    cursor: UUID | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Requests that seats took in and suspicions that they had, the newest first."""
    wanted = MatterFilter(await city_id(session, actor.scope, code), None, suspicions, state)
    notes = actor.may(Action.REVEAL)
    return page(await matter_rows(session, actor.scope, wanted, cursor, limit + 1, notes=notes), limit, "id")


@router.put("/matters/{matter_id}", response_model=MatterOut)
async def decide(matter_id: UUID, body: MatterDecision, actor: Leader, session: Write) -> dict[str, Any]:
    """Look at a matter, or decide on it."""
    await act_as(session, actor)
    customer = await decide_matter(session, actor.scope, actor.account_id, matter_id, body.state, body.answer)
    if customer is not None:
        # A complaint that is settled opens a gate.
        await move_on(session, customer)
    wanted = MatterFilter(matter_id=matter_id)
    (row,) = await matter_rows(session, actor.scope, wanted, notes=actor.may(Action.REVEAL))
    return row

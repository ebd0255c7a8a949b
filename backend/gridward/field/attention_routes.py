"""What tablets sent and a person must decide about, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from gridward.city.public import city_id
from gridward.field.operations.attention import waiting_operations
from gridward.field.operations.resolving import refuse, take
from gridward.field.schemas import AttentionList, DecidedOut, DecisionIn
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, allowed
from gridward.platform.paging import Limit, page

router = APIRouter()

Supervisor = Annotated[Actor, Depends(allowed(Action.SEE_STAFFING))]
Decider = Annotated[Actor, Depends(allowed(Action.DECIDE_WORK))]


@router.get("/cities/{code}/attention", response_model=AttentionList)
async def attention(
    code: str, actor: Supervisor, session: Read, cursor: UUID | None = None, limit: Limit = 50
) -> dict[str, Any]:
    """Operations that a person must decide about, the last received first."""
    city = await city_id(session, actor.scope, code)
    return page(await waiting_operations(session, actor.scope, city, cursor, limit + 1), limit, "op_id")


@router.post("/operations/{op_id}/decision", response_model=DecidedOut)
async def decide_operation(
    op_id: UUID, body: DecisionIn, actor: Decider, session: Write
) -> dict[str, str | None]:
    """Take an operation after all, or refuse it with a reason that whoever sent it reads.

    Raises what `take` and `refuse` raise.
    """
    if body.verdict == "refused":
        await refuse(session, actor, op_id, body.reason)
        return {"code": None}
    return {"code": await take(session, actor, op_id)}

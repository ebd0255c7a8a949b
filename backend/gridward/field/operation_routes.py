"""Operations of tablets over HTTP: sent, and listed for whoever sent them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from gridward.field.envelope import MOST_BYTES, MOST_OPERATIONS, BatchIn
from gridward.field.operations.intake import receive
from gridward.field.operations.queries import own_operations
from gridward.field.schemas import BatchOut, OperationList
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.kernel.errors import TooLarge
from gridward.platform.body_limit import bounded_route
from gridward.platform.paging import Limit, page

router = APIRouter(tags=["field"])

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]
State = Literal["applied", "merged", "forwarded", "needs_attention", "invalid"]


def _too_large() -> TooLarge:
    return TooLarge(
        "operations.too_large",
        f"A batch holds at most {MOST_OPERATIONS} operations and {MOST_BYTES >> 10} KB.",
        "Send it in two halves.",
        most=MOST_OPERATIONS,
        limit_kb=MOST_BYTES >> 10,
    )


bounded = APIRouter(route_class=bounded_route(MOST_BYTES, _too_large))


@bounded.post("/field/operations", response_model=BatchOut)
async def send_operations(body: BatchIn, request: Request, actor: Specialist) -> dict[str, Any]:
    """Apply operations in their order, each by itself. The same one sent again gets the receipt that it got.

    Raises `operations.too_large`.
    """
    if len(body.operations) > MOST_OPERATIONS:
        raise _too_large()
    return await receive(request.app.state.sessions, actor, body.operations, body.sent_at)


@router.get("/field/operations", response_model=OperationList)
async def my_operations(
    actor: Specialist,
    session: Read,
    state: State | None = None,
    cursor: UUID | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """One's own operations, the last received first."""
    return page(await own_operations(session, actor.account_id, state, cursor, limit + 1), limit, "op_id")


router.include_router(bounded)

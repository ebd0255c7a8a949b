"""The specialist's workplace over HTTP: his day, his cell. What he did comes in as operations (`operation_routes`)."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import StreamingResponse

from gridward.field.attention_routes import router as attention
from gridward.field.cell import my_cell
from gridward.field.operation_routes import router as operations
from gridward.field.schemas import MyCellOut, TodayCounts, TodayItem, TodayOut
from gridward.field.today import get_task, today_counts, today_list
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.platform.db import transaction

router = APIRouter(tags=["field"])
router.include_router(operations)
router.include_router(attention)

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]


@router.get("/field/today", response_model=TodayOut)
async def field_today(actor: Specialist, session: Read) -> dict[str, Any]:
    """The day's work in order, flags first."""
    return await today_list(session, actor.scope, actor.account_id)


@router.get("/field/tasks/{task_id}", response_model=TodayItem)
async def field_task(task_id: UUID, actor: Specialist, session: Read) -> dict[str, Any]:
    """One task of the cells that he works, as Today shows it, whether or not it still is open."""
    return await get_task(session, actor.scope, task_id)


@router.get("/field/cell/{cell_id}", response_model=MyCellOut)
async def field_cell(
    cell_id: Annotated[int, Path(ge=1, le=2**31 - 1)], actor: Specialist, session: Read
) -> dict[str, Any]:
    """A cell that he works, with all its customers."""
    return await my_cell(session, actor.scope, actor.account_id, cell_id)


@router.get("/field/events", response_class=StreamingResponse)
async def field_events(request: Request, actor: Specialist) -> StreamingResponse:
    """The day's figures as server-sent events `today`, whenever something changes in the cells that he works."""

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            counts = await today_counts(own, actor.scope, actor.account_id)
        return TodayCounts.model_validate(counts).model_dump_json(), False

    topics = [f"cell:{cell}" for cell in actor.scope.cell_list or []]
    stream: AsyncIterator[bytes] = request.app.state.notices.follow(topics, "today", read)
    return StreamingResponse(stream, media_type="text/event-stream")

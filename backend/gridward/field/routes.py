"""The specialist's workplace over HTTP: his day, his cell. What he did comes in as operations (`operation_routes`)."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import StreamingResponse

from gridward.engagement.public import (
    appointment_rules,
    appointments_of,
    budget_rules,
    journey_rules,
    service_items,
    unreachable_rules,
)
from gridward.field.attachments.routes import router as attachments
from gridward.field.attention_routes import router as attention
from gridward.field.cell import my_cell
from gridward.field.confirming import confirmation_of
from gridward.field.devices.routes import router as devices
from gridward.field.memos.routes import router as memos
from gridward.field.route.routes import router as day_route
from gridward.field.schemas import AppointmentList, FieldRulesOut, MyCellOut, TodayCounts, TodayItem, TodayOut
from gridward.field.sync_routes import router as sync
from gridward.field.today import get_task, today_counts, today_list
from gridward.field.week.routes import router as week
from gridward.field.worked import worked_cells
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.kernel.clock import POLICY_ZONE, today
from gridward.platform.db import transaction

router = APIRouter(tags=["field"])
router.include_router(attention)
router.include_router(sync)
router.include_router(day_route)
router.include_router(devices)
router.include_router(attachments)
router.include_router(memos)
router.include_router(week)

_STILL_ASKED = timedelta(days=30)
Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]


@router.get("/field/today", response_model=TodayOut)
async def field_today(actor: Specialist, session: Read) -> dict[str, Any]:
    """The day's work in order, flags first."""
    return await today_list(session, actor.scope, actor.account_id)


@router.get("/field/tasks/{task_id}", response_model=TodayItem)
async def field_task(task_id: UUID, actor: Specialist, session: Read) -> dict[str, Any]:
    """One task of the cells that he works, as Today shows it, whether or not it still is open."""
    return await get_task(session, actor.scope, task_id)


@router.get("/field/appointments", response_model=AppointmentList)
async def field_appointments(actor: Specialist, session: Read) -> dict[str, Any]:
    """Appointments in the cells that he works, from today on, and earlier ones of which nobody said what became of them."""
    cells = [cell["cell_id"] for cell in await worked_cells(session, actor.scope, actor.account_id)]
    midnight = datetime.combine(today(), time(), POLICY_ZONE)
    return {"items": await appointments_of(session, cells, midnight, midnight - _STILL_ASKED)}


@router.get("/field/cell/{cell_id}", response_model=MyCellOut)
async def field_cell(
    cell_id: Annotated[int, Path(ge=1, le=2**31 - 1)], actor: Specialist, session: Read
) -> dict[str, Any]:
    """A cell that he works, with all its customers."""
    return await my_cell(session, actor.scope, actor.account_id, cell_id)


@router.get("/field/rules", response_model=FieldRulesOut)
async def rules_of_tablets(actor: Specialist, session: Read) -> dict[str, Any]:
    """The rules that a tablet evaluates too, when nobody can be asked, and what his customers are told of appointments."""
    return {
        "contact_budget": budget_rules(),
        "journey": journey_rules(),
        "appointments": appointment_rules(),
        "unreachable": unreachable_rules(),
        "service": service_items(),
        "confirmation": await confirmation_of(session, actor.account_id),
    }


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

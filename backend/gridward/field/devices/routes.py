"""Tablets over HTTP: their reports, and how they stand for whoever leads their specialists."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from gridward.city.public import city_id
from gridward.field.devices.health import decide_tablet, list_tablets
from gridward.field.devices.reporting import take_report
from gridward.field.devices.schemas import ReportIn, ReportOut, TabletDecisionIn, TabletList
from gridward.identity.contract import Action, Actor
from gridward.identity.public import DeviceState, Read, Write, act_as, allowed

router = APIRouter()

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]
Sees = Annotated[Actor, Depends(allowed(Action.SEE_DEVICES))]
Keeps = Annotated[Actor, Depends(allowed(Action.KEEP_DEVICES))]


@router.post("/devices/{device_id}/report", response_model=ReportOut)
async def report_device(device_id: UUID, body: ReportIn, actor: Specialist, session: Write) -> dict[str, Any]:
    """What waits on one's own tablet; answers what it is to do."""
    await act_as(session, actor)
    return await take_report(session, actor, device_id, body)


@router.get("/cities/{code}/devices", response_model=TabletList)
async def devices(code: str, actor: Sees, session: Read) -> dict[str, Any]:
    """The tablets of a city's specialists, those in trouble first."""
    city = await city_id(session, actor.scope, code)
    return {"items": await list_tablets(session, actor.scope, city)}


@router.put("/devices/{device_id}/state", status_code=204)
async def decide_device(device_id: UUID, body: TabletDecisionIn, actor: Keeps, session: Write) -> None:
    """Let a tablet in no more (`revoked`), have it empty itself (`wipe`), both (`lost`), or let it in again (`active`)."""
    await act_as(session, actor)
    await decide_tablet(session, actor.scope, device_id, DeviceState(body.state))

"""What ops decides over HTTP."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import text

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Write, act_as, allowed
from gridward.kernel.clock import today
from gridward.ops.jobs.queueing import ask_for_day
from gridward.ops.publishing import publish_plan
from gridward.ops.staffing import assign_cells, end_tenure, put_tenure
from gridward.staffing.public import StaffedCell, StaffedOut, TenureIn, staffed_cell

router = APIRouter(tags=["ops"])

Publisher = Annotated[Actor, Depends(allowed(Action.PUBLISH_GRID))]
Staffer = Annotated[Actor, Depends(allowed(Action.STAFF))]
CellId = Annotated[int, Path(ge=1, le=2**31 - 1)]


class PublishIn(BaseModel):
    """From which day on the plan's cells are the city's cells."""

    model_config = ConfigDict(extra="forbid")

    effective_from: date
    revision: int | None = None
    """The plan's revision as it was read; without it the plan is published as it is."""
    anyway: bool = False
    """Also where customers change hands more often than the rules allow."""


class PublishedOut(BaseModel):
    """A plan that has just been published, with the persons who have a cell now, and what was opened for it."""

    plan_id: UUID
    version: int
    effective_from: date
    cells: int
    customers: int
    staffed: int
    vacant: int
    stand_ins: int
    stations: int
    closed: int
    """Stations that close."""
    notices: int


@router.post("/plans/{plan_id}/publish")
async def publish(plan_id: UUID, body: PublishIn, actor: Publisher, session: Write) -> PublishedOut:
    """Publish a draft and staff its cells. The plan in force until then ends the day before.

    Where it begins today, its first day's work is made by a job.
    """
    await act_as(session, actor)
    published = await publish_plan(
        session,
        actor.scope,
        plan_id,
        body.effective_from,
        actor.login,
        seen=body.revision,
        anyway=body.anyway,
    )
    if body.effective_from == today():
        city = await session.scalar(
            text("SELECT city_id FROM grids.plan WHERE id = :plan"), {"plan": plan_id}
        )
        await ask_for_day(session, city)
    return PublishedOut.model_validate(vars(published))


@router.post("/cities/{code}/staffing/assign", response_model=StaffedOut)
async def assign(code: str, actor: Staffer, session: Write) -> dict[str, Any]:
    """Fill the vacant cells; who works a cell keeps it."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    return vars(await assign_cells(session, actor.scope, city, actor.login))


@router.put("/cells/{cell_id}/tenure", response_model=StaffedCell)
async def put_responsible(cell_id: CellId, body: TenureIn, actor: Staffer, session: Write) -> dict[str, Any]:
    """Make a specialist responsible for a cell; answers with the cell as it is on his first day."""
    await act_as(session, actor)
    await put_tenure(session, actor.scope, cell_id, body.specialist_id, body.start, actor.login, body.note)
    return await staffed_cell(session, actor.scope, cell_id, body.start)


@router.delete("/cells/{cell_id}/tenure", response_model=StaffedCell)
async def end_responsible(
    cell_id: CellId,
    actor: Staffer,
    session: Write,
    end: Annotated[
        date | None, Query(description="the first day without the specialist; by default today")
    ] = None,
) -> dict[str, Any]:
    """Let the responsible specialist leave a cell; answers with the cell as it is on the first day without him."""
    await act_as(session, actor)
    day = end or today()
    await end_tenure(session, actor.scope, cell_id, day, actor.login)
    return await staffed_cell(session, actor.scope, cell_id, max(day, today()))

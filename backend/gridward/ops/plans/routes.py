"""Ordering, comparing and rolling back plans over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from gridward.city.public import city_id
from gridward.grids.contract import BuildOrder
from gridward.grids.public import PlanOut, SeenIn, get_plan
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.kernel.clock import today
from gridward.ops.jobs.queueing import ask_for_day
from gridward.ops.plans.comparing import compare_plans
from gridward.ops.plans.drifting import drift_today
from gridward.ops.plans.ordering import Closing, order_of
from gridward.ops.plans.rolling_back import roll_back
from gridward.ops.plans.schemas import ComparisonOut, DriftOut, OrderIn, RolledBackOut

router = APIRouter(tags=["grid"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_GRID))]
Builder = Annotated[Actor, Depends(allowed(Action.BUILD_GRID))]
Publisher = Annotated[Actor, Depends(allowed(Action.PUBLISH_GRID))]


@router.post("/cities/{code}/plans", response_model=PlanOut, status_code=202)
async def order(code: str, body: OrderIn, actor: Builder, session: Write) -> dict[str, Any]:
    """Order a plan; it is built by a job, unless only stations close: then its cells are there at once."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    wanted = BuildOrder(
        body.cells,
        body.capacity,
        body.tolerance,
        body.pool,
        tuple(sorted(body.barriers)),
        body.load,
        body.keep,
        tuple(sorted(body.leaving)),
        tuple(sorted(body.locked)),
    )
    closings = [Closing(one.station_no, one.give_up) for one in body.closing]
    plan_id = await order_of(session, actor.scope, city, wanted, closings, actor.login)
    return dict(await get_plan(session, actor.scope, plan_id))


@router.get("/plans/{plan_id}/comparison", response_model=ComparisonOut)
async def comparison(
    plan_id: UUID, request: Request, actor: Builder, session: Read, earlier: UUID | None = None
) -> dict[str, Any]:
    """The plan beside an earlier one, by default the one in force: quality, and whom and what a change would touch."""
    return await compare_plans(session, actor.scope, request.app.state.url, plan_id, earlier)


@router.get("/plans/{plan_id}/drift", response_model=DriftOut)
async def drift(plan_id: UUID, actor: Reader, session: Read) -> dict[str, Any]:
    """How far the cells of a plan in force have drifted, and what is proposed to even them out."""
    return await drift_today(session, actor.scope, plan_id)


@router.post("/plans/{plan_id}/roll-back")
async def roll_plan_back(plan_id: UUID, body: SeenIn, actor: Publisher, session: Write) -> RolledBackOut:
    """Put the cells before this published plan in force again, from its first day on or, where that is over, from today.

    What changes today is made work by a job.
    """
    await act_as(session, actor)
    done = await roll_back(session, actor.scope, plan_id, body.revision, actor.login)
    if done.back_from == today():
        await ask_for_day(session, done.city_id)
    return RolledBackOut.model_validate(done, from_attributes=True)

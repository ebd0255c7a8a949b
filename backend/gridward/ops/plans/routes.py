"""Comparing plans and rolling one back over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from gridward.grids.public import SeenIn
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.kernel.clock import today
from gridward.ops.jobs.queueing import ask_for_day
from gridward.ops.plans.comparing import compare_plans
from gridward.ops.plans.drifting import drift_today
from gridward.ops.plans.rolling_back import roll_back
from gridward.ops.plans.schemas import ComparisonOut, DriftOut, RolledBackOut

router = APIRouter(tags=["grid"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_GRID))]
Comparer = Annotated[Actor, Depends(allowed(Action.BUILD_GRID))]
Publisher = Annotated[Actor, Depends(allowed(Action.PUBLISH_GRID))]


@router.get("/plans/{plan_id}/comparison", response_model=ComparisonOut)
async def comparison(
    plan_id: UUID, request: Request, actor: Comparer, session: Read, earlier: UUID | None = None
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

"""What ops decides over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from gridward.identity.contract import Action, Actor
from gridward.identity.public import Write, act_as, allowed
from gridward.ops.publishing import publish_plan

router = APIRouter(tags=["ops"])

Publisher = Annotated[Actor, Depends(allowed(Action.PUBLISH_GRID))]


class PublishIn(BaseModel):
    """From which day on the plan's cells are the city's cells."""

    model_config = ConfigDict(extra="forbid")

    effective_from: date


class PublishedOut(BaseModel):
    """A plan that has just been published, with the persons who have a cell now."""

    plan_id: UUID
    version: int
    effective_from: date
    cells: int
    customers: int


@router.post("/plans/{plan_id}/publish")
async def publish(plan_id: UUID, body: PublishIn, actor: Publisher, session: Write) -> PublishedOut:
    """Publish a draft. The plan in force until then ends the day before."""
    await act_as(session, actor)
    published = await publish_plan(session, actor.scope, plan_id, body.effective_from, actor.login)
    return PublishedOut.model_validate(vars(published))

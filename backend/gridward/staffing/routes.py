"""Who works which cell, over HTTP. Changes are routes of `ops`: they move customers and work, not names alone."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.staffing.queries import get_staffing
from gridward.staffing.schemas import StaffingOut

router = APIRouter(tags=["staffing"])

StaffingReader = Annotated[Actor, Depends(allowed(Action.SEE_STAFFING))]


@router.get("/cities/{code}/staffing", response_model=StaffingOut)
async def staffing(code: str, actor: StaffingReader, session: Read) -> dict[str, Any]:
    """Who works which cell of the city, its stations and its staff list."""
    return await get_staffing(session, actor.scope, await city_id(session, actor.scope, code))

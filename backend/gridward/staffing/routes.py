"""Who works which cell, and who the specialists are, over HTTP. Who works a cell is changed by routes of `ops`: that moves
customers and work."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.staffing.profiles import Kept, Leave, keep_profile
from gridward.staffing.queries import get_staffing
from gridward.staffing.schemas import ProfileIn, ProfileOut, StaffingOut

router = APIRouter(tags=["staffing"])

SpecialistId = Annotated[int, Path(ge=1, le=2**63 - 1)]
StaffKeeper = Annotated[Actor, Depends(allowed(Action.KEEP_STAFF))]
StaffingReader = Annotated[Actor, Depends(allowed(Action.SEE_STAFFING))]


@router.get("/cities/{code}/staffing", response_model=StaffingOut)
async def staffing(code: str, actor: StaffingReader, session: Read) -> dict[str, Any]:
    """Who works which cell of the city, its stations and its staff list."""
    return await get_staffing(session, actor.scope, await city_id(session, actor.scope, code))


@router.put("/specialists/{specialist_id}/profile", response_model=ProfileOut)
async def put_profile(
    specialist_id: SpecialistId, body: ProfileIn, actor: StaffKeeper, session: Write
) -> dict[str, Any]:
    """Say which languages a specialist speaks, what he may offer, how much he can carry and when he is away."""
    await act_as(session, actor)
    leave = None if body.leave is None else Leave(body.leave.start, body.leave.last, body.leave.reason)
    languages = None if body.languages is None else list(dict.fromkeys(body.languages))
    kept = Kept(languages, body.grade, body.working_share, body.most_customers, leave)
    return await keep_profile(session, actor.scope, specialist_id, kept, body.revision, actor.login)

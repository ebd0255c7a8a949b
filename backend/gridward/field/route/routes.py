"""The day's route over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from gridward.field.route.schemas import RouteOut
from gridward.field.route.showing import show_route
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Write, allowed
from gridward.kernel.errors import Invalid

router = APIRouter(tags=["field"])

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]


@router.get("/field/route", response_model=RouteOut)
async def field_route(
    actor: Specialist,
    session: Write,
    at: Annotated[int | None, Query(ge=0, lt=1440, description="minute of the day; by default now")] = None,
    lon: Annotated[float | None, Query(ge=-180, le=180)] = None,
    lat: Annotated[float | None, Query(ge=-90, le=90)] = None,
) -> dict[str, Any]:
    """The day's stops in the order in which he should go: from his station, or from where he is, which is kept nowhere."""
    if (lon is None) != (lat is None):
        raise Invalid("route.half_a_place", "Only one half of a position was sent.", "Send both, or neither.")
    here = None if lon is None or lat is None else (lon, lat)
    return await show_route(session, actor.scope, actor.account_id, at, here)

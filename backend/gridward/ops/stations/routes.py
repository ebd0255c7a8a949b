"""A plan's stations over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from gridward.grids.contract import plan_is
from gridward.grids.public import Change, drop_review, get_plan, note_change, require_unchanged
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.ops.stations.proposing import propose_stations
from gridward.ops.stations.schemas import StationNo, StationsOut, WishIn, WishOut
from gridward.stations.public import Wish, wish_stations

router = APIRouter(tags=["grid"])

Builder = Annotated[Actor, Depends(allowed(Action.BUILD_GRID))]
Number = Annotated[int | None, Query(ge=1, le=1_000, description="how many stations")]

Closing = Annotated[Sequence[StationNo], Query(max_length=1_000, description="open stations that close")]


@router.get("/plans/{plan_id}/stations", response_model=StationsOut)
async def plan_stations(
    plan_id: UUID,
    request: Request,
    actor: Builder,
    session: Read,
    stations: Number = None,
    closing: Closing = (),
) -> dict[str, Any]:
    """The candidates of the plan's city, with the so many from which the ways are the shortest.

    Open ones stay, except those that are to close; where fewer are asked for, those close that are missed the least.
    """
    return await propose_stations(session, actor.scope, request.app.state.url, plan_id, stations, closing)


@router.put("/plans/{plan_id}/stations", response_model=WishOut)
async def put_plan_stations(plan_id: UUID, body: WishIn, actor: Builder, session: Write) -> dict[str, Any]:
    """Keep which stations a draft is to have, and which close: publishing opens and closes these."""
    await act_as(session, actor)
    await get_plan(session, actor.scope, plan_id)
    await require_unchanged(session, plan_id, body.revision)
    plan = await get_plan(session, actor.scope, plan_id)
    if plan["status"] not in ("draft", "reviewed"):
        raise plan_is(plan["status"], "draft", plan["version"])
    wish = Wish(sorted(body.station_nos), sorted(body.closing))
    await wish_stations(session, plan_id, plan["city_id"], wish)
    await drop_review(session, plan_id)
    revision = await note_change(
        session, plan_id, Change.STATIONS, actor.login, stations=len(wish.stations), closing=len(wish.closing)
    )
    return {"wished": wish.stations, "wished_closing": wish.closing, "revision": revision}

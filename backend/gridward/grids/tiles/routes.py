"""A plan's places as vector tiles over HTTP."""

from functools import partial
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Path, Request, Response

from gridward.grids.queries import get_plan
from gridward.grids.tiles.making import make_tile
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.kernel.errors import NotFound

router = APIRouter(tags=["grid"])

GridReader = Annotated[Actor, Depends(allowed(Action.SEE_GRID))]
Zoom = Annotated[int, Path(ge=0, le=22)]
Index = Annotated[int, Path(ge=0)]


@router.get("/plans/{plan_id}/places/{z}/{x}/{y}.mvt", response_class=Response)
async def place_tile(
    plan_id: UUID,
    z: Zoom,
    x: Index,
    y: Index,
    request: Request,
    actor: GridReader,
    session: Read,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The plan's places in a tile: summed far out, one by one near; empty where nobody lives or nothing is built yet."""
    plan = await get_plan(session, actor.scope, plan_id)
    if max(x, y) >= 2**z:
        raise NotFound("plan.no_tile", "The world has no such tile.", "Ask for columns and rows below 2^z.")
    # What is being built has no revision of its own yet.
    tile = b""
    if plan["quality"] is not None:
        make = partial(
            make_tile, request.app.state.url, plan_id, plan["revision"], actor.scope.cells, (z, x, y)
        )
        tile = await run_sync(make)
    tag = f'W/"{sha256(tile).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if if_none_match == tag:
        return Response(status_code=304, headers=headers)
    return Response(tile, media_type="application/vnd.mapbox-vector-tile", headers=headers)

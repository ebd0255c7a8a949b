"""Plans and cells over HTTP. Ordering and publishing are routes of `ops`: they touch stations and customers too."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import RowMapping

from gridward.city.public import city_id
from gridward.grids.changes import list_changes
from gridward.grids.export import export_bytes
from gridward.grids.moves import list_moves
from gridward.grids.ordering import delete_plan
from gridward.grids.queries import cell_features, get_cell, get_plan, list_plans
from gridward.grids.reviewing import review_plan, take_review_back
from gridward.grids.schemas import CellOut, MoveList, PlanChangeOut, PlanList, PlanOut, SeenIn
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.db import connect, transaction
from gridward.platform.paging import Cursor, Limit, page

router = APIRouter(tags=["grid"])

GridReader = Annotated[Actor, Depends(allowed(Action.SEE_GRID))]
Builder = Annotated[Actor, Depends(allowed(Action.BUILD_GRID))]

_MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "csv": "text/csv; charset=utf-8",
    "moves": "text/csv; charset=utf-8",
}
_FILES = {"geojson": "cells.geojson", "gpkg": "cells.gpkg", "csv": "assignments.csv", "moves": "moves.csv"}


@router.get("/cities/{code}/plans", response_model=PlanList)
async def plans(
    code: str, actor: GridReader, session: Read, cursor: Cursor = None, limit: Limit = 50
) -> dict[str, Any]:
    """The city's plans, newest version first."""
    city = await city_id(session, actor.scope, code)
    return page(await list_plans(session, actor.scope, city, cursor, limit + 1), limit, "version")


@router.get("/plans/{plan_id}", response_model=PlanOut)
async def one_plan(plan_id: UUID, actor: GridReader, session: Read) -> dict[str, Any]:
    """One plan."""
    return dict(await get_plan(session, actor.scope, plan_id))


@router.delete("/plans/{plan_id}", status_code=204)
async def delete(plan_id: UUID, actor: Builder, session: Write, revision: int | None = None) -> None:
    """Delete a plan that was never published."""
    await act_as(session, actor)
    await delete_plan(session, actor.scope, plan_id, revision)


@router.post("/plans/{plan_id}/review", response_model=PlanOut)
async def review(plan_id: UUID, body: SeenIn, actor: Builder, session: Write) -> dict[str, Any]:
    """Keep that the draft was reviewed, as it is."""
    await act_as(session, actor)
    await review_plan(session, actor.scope, plan_id, body.revision, actor.login)
    return dict(await get_plan(session, actor.scope, plan_id))


@router.delete("/plans/{plan_id}/review", response_model=PlanOut)
async def unreview(
    plan_id: UUID, actor: Builder, session: Write, revision: int | None = None
) -> dict[str, Any]:
    """Make a reviewed plan a draft again."""
    await act_as(session, actor)
    await take_review_back(session, actor.scope, plan_id, revision, actor.login)
    return dict(await get_plan(session, actor.scope, plan_id))


@router.get("/plans/{plan_id}/changes", response_model=list[PlanChangeOut])
async def changes(plan_id: UUID, actor: GridReader, session: Read) -> list[RowMapping]:
    """What was done to the plan, newest first."""
    return await list_changes(session, actor.scope, plan_id)


@router.get("/plans/{plan_id}/events", response_class=StreamingResponse)
async def plan_events(plan_id: UUID, request: Request, actor: GridReader, session: Read) -> StreamingResponse:
    """The plan as server-sent events, until it is built or has failed."""
    await get_plan(session, actor.scope, plan_id)

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            found = PlanOut.model_validate(dict(await get_plan(own, actor.scope, plan_id)))
        return found.model_dump_json(), found.status != "building"

    stream: AsyncIterator[bytes] = request.app.state.notices.follow([f"plan:{plan_id}"], "plan", read)
    return StreamingResponse(stream, media_type="text/event-stream")


@router.get("/plans/{plan_id}/cells.geojson")
async def cells(plan_id: UUID, actor: GridReader, session: Read) -> dict[str, Any]:
    """The plan's cells."""
    return await cell_features(session, actor.scope, plan_id)


@router.get("/plans/{plan_id}/cells/{number}", response_model=CellOut)
async def cell(plan_id: UUID, number: int, actor: GridReader, session: Read) -> dict[str, Any]:
    """One cell with its places."""
    return await get_cell(session, actor.scope, plan_id, number)


@router.get("/plans/{plan_id}/moves", response_model=MoveList)
async def moves(
    plan_id: UUID, actor: GridReader, session: Read, cursor: Cursor = None, limit: Limit = 50
) -> dict[str, Any]:
    """The places that get another cell than they had in the plan that this one goes on from."""
    return page(await list_moves(session, actor.scope, plan_id, cursor, limit + 1), limit, "id")


@router.get("/plans/{plan_id}/export", response_class=Response)
async def export(
    plan_id: UUID,
    request: Request,
    actor: GridReader,
    session: Read,
    format: Literal["geojson", "gpkg", "csv", "moves"],
) -> Response:
    """The plan as a file for map programs or tables; `moves` lists every customer who gets another cell."""
    plan = await get_plan(session, actor.scope, plan_id)
    cells = actor.scope.cell_list
    content = await run_sync(partial(_export, request.app.state.url, plan_id, format, cells))
    headers = {
        "Content-Disposition": f'attachment; filename="{plan["city"]}-v{plan["version"]}-{_FILES[format]}"'
    }
    return Response(content, media_type=_MEDIA_TYPES[format], headers=headers)


def _export(url: str, plan_id: UUID, format_: str, cells: list[int] | None) -> bytes:
    with connect(url) as connection:
        return export_bytes(connection, plan_id, format_, cells)

"""What tablets keep of their cells, over HTTP: which cells, each of them whole, and what changes in it."""

import asyncio
import gzip
from typing import Annotated, Any
from uuid import UUID

import brotli
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from gridward.field.sync.cells import cells_to_keep
from gridward.field.sync.following import changes_since
from gridward.field.sync.schemas import Changes, Snapshot, SyncCells
from gridward.field.sync.snapshots import with_rows
from gridward.identity.contract import Action, Actor
from gridward.identity.public import allowed

router = APIRouter(prefix="/sync")

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]
CellId = Annotated[int, Path(ge=1, le=2**31 - 1)]
_JSON = "application/json"
_LEVEL = 6
"""Of gzip, for whoever does not take the Brotli that is kept."""
_QUICK, _WORTH_PACKING = 3, 1024
"""The quality of Brotli for what is packed as it is asked for, in half of gzip's time, and from how many bytes on it is."""


@router.get("/cells", response_model=SyncCells)
async def sync_cells(request: Request, actor: Specialist) -> dict[str, Any]:
    """The cells that a tablet keeps, with how far their feeds have come."""
    return await cells_to_keep(request.app.state.sessions, actor)


@router.get("/cells/{cell_id}", response_model=Snapshot)
async def cell_snapshot(
    cell_id: CellId, request: Request, actor: Specialist, columns: bool = False
) -> Response:
    """A cell whole, names in the clear. That it was handed out is recorded. With `columns` its customers are a table.

    Raises `sync.busy` while too many are made that nobody had asked for.
    """
    body = await request.app.state.snapshots.hand_out(actor, cell_id)
    headers = {"Vary": "Accept-Encoding"}
    taken = _taken(request)
    if columns and "br" in taken:
        headers["Content-Encoding"] = "br"
    else:
        body = await asyncio.to_thread(brotli.decompress if columns else with_rows, body)
        if "gzip" in taken:
            headers["Content-Encoding"] = "gzip"
            body = await asyncio.to_thread(gzip.compress, body, _LEVEL)
    return Response(body, media_type=_JSON, headers=headers)


@router.get("/cells/{cell_id}/changes", response_model=Changes)
async def cell_changes(
    cell_id: CellId,
    request: Request,
    actor: Specialist,
    feed: UUID,
    since: Annotated[int, Query(ge=0, le=2**63 - 1)],
    device_id: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> Response:
    """What changed in a cell since a cursor; 304 where the client knows already that nothing did.

    Raises `sync.cursor_unknown` where it has to begin with the snapshot again.
    """
    sessions = request.app.state.sessions
    found = Changes.model_validate(
        await changes_since(sessions, actor, cell_id, feed, since, limit, device_id)
    )
    headers = {"ETag": f'"{found.feed}/{found.cursor}"'}
    if found.cursor == since and request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    body = found.model_dump_json().encode()
    if len(body) >= _WORTH_PACKING and "br" in _taken(request):
        headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        body = await asyncio.to_thread(brotli.compress, body, quality=_QUICK)
    return Response(body, media_type=_JSON, headers=headers)


def _taken(request: Request) -> set[str]:
    """The encodings that a client takes."""
    return {one.split(";")[0].strip() for one in request.headers.get("accept-encoding", "").split(",")}

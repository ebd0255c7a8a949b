"""Correcting refused rows over HTTP: list, open, edit, and import what can be imported."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Path, Query, Request

from gridward.census.correcting.delivering import deliver
from gridward.census.correcting.drafts import Edit, save_draft
from gridward.census.correcting.queries import RefusedFilter, get_refused, list_refused, refused_counts
from gridward.census.correcting.rows import draft_context
from gridward.census.correcting.waiting import look_again
from gridward.census.correction_schemas import (
    EditIn,
    RefusedCounts,
    RefusedDetail,
    RefusedList,
    RefusedState,
)
from gridward.census.deliveries import start_import
from gridward.census.importing.report import refused_context
from gridward.census.queries import get_import
from gridward.census.schemas import ImportOut
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.audit import record_read
from gridward.platform.crypto import cipher
from gridward.platform.db import transaction
from gridward.platform.paging import Cursor, Limit, page

router = APIRouter(tags=["import"])


async def mender(actor: Annotated[Actor, Depends(allowed(Action.IMPORT))]) -> Actor:
    """Whoever may import and see personal data in the clear: refused rows are full of it."""
    actor.require(Action.UNMASK)
    return actor


Mender = Annotated[Actor, Depends(mender)]
Filter = Annotated[str | None, Query(max_length=120)]
RowId = Annotated[int, Path(ge=0, lt=2**63)]


@router.get("/imports/{import_id}/refused", response_model=RefusedList)
async def refused_rows(
    import_id: UUID,
    actor: Mender,
    session: Read,
    file: Filter = None,
    code: Filter = None,
    state: RefusedState | None = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """The refused rows of an import, without what is in them."""
    wanted = RefusedFilter(file, code, state)
    rows = await list_refused(session, actor.scope, import_id, wanted, cursor, limit + 1)
    return page(rows, limit, "id")


@router.get("/imports/{import_id}/refused-counts", response_model=RefusedCounts)
async def count_refused(import_id: UUID, actor: Mender, session: Read) -> dict[str, Any]:
    """How many refused rows are in which state."""
    return {"items": await refused_counts(session, actor.scope, import_id)}


@router.post("/imports/{import_id}/refused/look-again", response_model=RefusedCounts)
async def look_at_refused(import_id: UUID, request: Request, actor: Mender, session: Read) -> dict[str, Any]:
    """See whether what refused rows refer to is in the book by now."""
    await get_import(session, actor.scope, import_id)
    await run_sync(partial(look_again, request.app.state.url, f"account {actor.account_id}", import_id))
    return {"items": await refused_counts(session, actor.scope, import_id)}


@router.get("/imports/{import_id}/refused/{row_id}", response_model=RefusedDetail)
async def one_refused(import_id: UUID, row_id: RowId, actor: Mender, session: Write) -> dict[str, Any]:
    """One refused row with its fields in the clear. That they were read is recorded."""
    await act_as(session, actor)
    row = await get_refused(session, actor.scope, import_id, row_id)
    await record_read(session, "census.refused_row", f"{row_id}", "raw_sealed")
    return _opened(import_id, row)


@router.put("/imports/{import_id}/refused/{row_id}", response_model=RefusedDetail)
async def edit_refused(
    import_id: UUID, row_id: RowId, body: EditIn, request: Request, actor: Mender
) -> dict[str, Any]:
    """Keep an edited row; the answer says what is still wrong with it."""
    sessions, by = request.app.state.sessions, f"account {actor.account_id}"
    async with transaction(sessions) as session:
        await get_refused(session, actor.scope, import_id, row_id)
    edit = Edit(body.fields, body.replaces, body.left_out, body.revision)
    await run_sync(partial(save_draft, request.app.state.url, by, import_id, row_id, edit))
    async with transaction(sessions) as session:
        return _opened(import_id, await get_refused(session, actor.scope, import_id, row_id))


@router.post("/imports/{import_id}/refused/import", response_model=ImportOut, status_code=202)
async def import_refused(import_id: UUID, request: Request, actor: Mender) -> dict[str, Any]:
    """Import all rows that can be imported now, as an import of their own; the answer is that import."""
    sessions, by = request.app.state.sessions, f"account {actor.account_id}"
    async with transaction(sessions) as session:
        await get_import(session, actor.scope, import_id)
    new = await run_sync(partial(deliver, request.app.state.url, by, actor.login, import_id))
    async with transaction(sessions) as session:
        await act_as(session, actor)
        await start_import(session, actor.scope, new)
        return dict(await get_import(session, actor.scope, new))


def _opened(import_id: UUID, row: Mapping[str, Any]) -> dict[str, Any]:
    open_ = cipher().open
    context = refused_context(import_id, row["file"], row["line"])
    delivered = json.loads(open_(row["raw_sealed"], context))
    edited = row["fields_sealed"]
    fields = json.loads(open_(edited, draft_context(row["id"]))) if edited is not None else delivered
    return {**row, "delivered": delivered, "fields": fields}

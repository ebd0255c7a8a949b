"""Debit return files over HTTP: deliver one, see what became of its rows and what it started."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, File, Request, UploadFile
from fastapi.responses import StreamingResponse

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.ops.debits.queries import list_contradictions, list_files, list_rows, one_file
from gridward.ops.debits.schemas import (
    ContradictionList,
    DebitDeliveryOut,
    DebitFileList,
    DebitFileOut,
    DebitRowList,
    DebitVerdict,
)
from gridward.platform.db import transaction
from gridward.platform.paging import Cursor, Limit, page
from gridward.renewal.public import deliver_debits, one_delivery

router = APIRouter(tags=["debits"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_CENSUS))]
Importer = Annotated[Actor, Depends(allowed(Action.IMPORT))]


@router.get("/cities/{code}/debit-files", response_model=DebitFileList)
async def debit_files(
    code: str, actor: Reader, session: Read, cursor: UUID | None = None, limit: Limit = 20
) -> dict[str, Any]:
    """The city's debit return files, the newest first."""
    city = await city_id(session, actor.scope, code)
    return page(await list_files(session, city, cursor, limit + 1), limit, "id")


@router.post("/cities/{code}/debit-files", response_model=DebitDeliveryOut, status_code=202)
async def deliver_debit_file(
    code: str, request: Request, actor: Importer, file: Annotated[UploadFile, File()]
) -> dict[str, Any]:
    """Deliver a debit return file. A job takes it, as a whole or not at all; the same one again changes nothing."""
    sessions, url = request.app.state.sessions, request.app.state.url
    async with transaction(sessions) as session:
        city = await city_id(session, actor.scope, code)
    by = f"account {actor.account_id}"
    delivery = await run_sync(partial(deliver_debits, url, city, file.filename or "", file.file, by))
    async with transaction(sessions) as session:
        return dict(await one_delivery(session, actor.scope, delivery))


@router.get("/debit-deliveries/{delivery_id}", response_model=DebitDeliveryOut)
async def one_debit_delivery(delivery_id: UUID, actor: Reader, session: Read) -> dict[str, Any]:
    """A file that was delivered: how far it is, the file that it became, or why it was not taken."""
    return dict(await one_delivery(session, actor.scope, delivery_id))


@router.get("/debit-deliveries/{delivery_id}/events", response_class=StreamingResponse)
async def debit_delivery_events(
    delivery_id: UUID, request: Request, actor: Reader, session: Read
) -> StreamingResponse:
    """A file that was delivered as server-sent events, until it was taken or refused."""
    await one_delivery(session, actor.scope, delivery_id)

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            found = DebitDeliveryOut.model_validate(dict(await one_delivery(own, actor.scope, delivery_id)))
        return found.model_dump_json(), found.status in {"done", "failed"}

    stream: AsyncIterator[bytes] = request.app.state.notices.follow(
        [f"debits:{delivery_id}"], "delivery", read
    )
    return StreamingResponse(stream, media_type="text/event-stream")


@router.get("/debit-files/{file_id}", response_model=DebitFileOut)
async def one_debit_file(file_id: UUID, actor: Reader, session: Read) -> dict[str, Any]:
    """One debit return file."""
    return dict(await one_file(session, actor.scope, file_id))


@router.get("/debit-files/{file_id}/rows", response_model=DebitRowList)
async def debit_rows(
    file_id: UUID,
    actor: Reader,
    session: Read,
    verdict: DebitVerdict | None = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """The rows of a debit return file with what became of each, in the order of their lines."""
    await one_file(session, actor.scope, file_id)
    return page(await list_rows(session, file_id, verdict, cursor or 0, limit + 1), limit, "line")


@router.get("/cities/{code}/contradictions", response_model=ContradictionList)
async def contradictions(
    code: str, actor: Reader, session: Read, cursor: Cursor = None, limit: Limit = 100
) -> dict[str, Any]:
    """Policies whose state as the insurer tells it contradicts their payments. Both are kept; somebody has to ask."""
    city = await city_id(session, actor.scope, code)
    rows, total = await list_contradictions(session, city, cursor or 0, limit + 1)
    return page(rows, limit, "policy_id") | {"total": total}

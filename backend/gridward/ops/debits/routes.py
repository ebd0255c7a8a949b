"""Debit return files over HTTP: deliver one, see what became of its rows and what it started."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, File, Request, UploadFile

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, allowed
from gridward.kernel.errors import Invalid
from gridward.ops.debits.queries import list_contradictions, list_files, list_rows, one_file
from gridward.ops.debits.schemas import (
    ContradictionList,
    DebitFileList,
    DebitFileOut,
    DebitRowList,
    DebitVerdict,
    TakenOut,
)
from gridward.ops.debits.taking import take_debits
from gridward.platform.db import transaction
from gridward.platform.paging import Cursor, Limit, page

router = APIRouter(tags=["debits"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_CENSUS))]
Importer = Annotated[Actor, Depends(allowed(Action.IMPORT))]
MOST_MB = 64
"""A file of a million rows has about so many megabytes."""


@router.get("/cities/{code}/debit-files", response_model=DebitFileList)
async def debit_files(
    code: str, actor: Reader, session: Read, cursor: UUID | None = None, limit: Limit = 20
) -> dict[str, Any]:
    """The city's debit return files, the newest first."""
    city = await city_id(session, actor.scope, code)
    return page(await list_files(session, city, cursor, limit + 1), limit, "id")


@router.post("/cities/{code}/debit-files", response_model=TakenOut, status_code=201)
async def take_debit_file(
    code: str, request: Request, actor: Importer, file: Annotated[UploadFile, File()]
) -> dict[str, Any]:
    """Deliver a debit return file. It is taken at once, as a whole or not at all; the same one again changes nothing."""
    sessions, url = request.app.state.sessions, request.app.state.url
    async with transaction(sessions) as session:
        city = await city_id(session, actor.scope, code)
    content = await file.read((MOST_MB << 20) + 1)
    if len(content) > MOST_MB << 20:
        raise Invalid(
            "debit.too_large",
            f"The file is larger than {MOST_MB} MB.",
            "Take it with `gridward debits take`, or ask the bank for it in parts.",
            limit_mb=MOST_MB,
        )
    by = f"account {actor.account_id}"
    taken = await run_sync(partial(take_debits, url, city, file.filename or "", content, by))
    async with transaction(sessions) as session:
        return {"is_new": taken.is_new, "file": dict(await one_file(session, actor.scope, taken.file_id))}


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

"""Imports over HTTP: upload, look, start, follow, read the report."""

import io
import zipfile
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, File, Query, Request, Response, UploadFile
from fastapi.responses import StreamingResponse

from gridward.census.deliveries import discard_import, register_upload, start_import
from gridward.census.importing.report import refused_files
from gridward.census.queries import get_import, issue_codes, list_imports, list_issues
from gridward.census.schemas import ImportList, ImportOut, IssueCounts, IssueList, Severity
from gridward.census.uploads import remove, too_large
from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.platform.db import connect, transaction
from gridward.platform.paging import Cursor, Limit, page
from gridward.platform.settings import settings

router = APIRouter(tags=["import"])

CensusReader = Annotated[Actor, Depends(allowed(Action.SEE_CENSUS))]
Importer = Annotated[Actor, Depends(allowed(Action.IMPORT))]
Mender = Annotated[Actor, Depends(allowed(Action.UNMASK))]
Filter = Annotated[str | None, Query(max_length=120)]
_OVER = {"ready", "done", "failed", "discarded"}


async def within_limit(request: Request) -> None:
    """Refuse a delivery that says it is too large before it is received. Raises `upload.too_large`."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > settings().max_upload_mb << 20:
        raise too_large()


@router.get("/cities/{code}/imports", response_model=ImportList)
async def imports(
    code: str, actor: CensusReader, session: Read, cursor: UUID | None = None, limit: Limit = 20
) -> dict[str, Any]:
    """The city's imports, newest first."""
    city = await city_id(session, actor.scope, code)
    return page(await list_imports(session, actor.scope, city, cursor, limit + 1), limit, "id")


@router.post(
    "/cities/{code}/imports", response_model=ImportOut, status_code=201, dependencies=[Depends(within_limit)]
)
async def upload(
    code: str, request: Request, actor: Importer, files: Annotated[list[UploadFile], File()]
) -> dict[str, Any]:
    """Deliver the files of an extract. They are looked at, not imported yet."""
    sessions, url = request.app.state.sessions, request.app.state.url
    async with transaction(sessions) as session:
        city = await city_id(session, actor.scope, code)
    by = f"account {actor.account_id}"
    import_id = await run_sync(partial(register_upload, url, city, files, actor.login, by))
    async with transaction(sessions) as session:
        return dict(await get_import(session, actor.scope, import_id))


@router.get("/imports/{import_id}", response_model=ImportOut)
async def one_import(import_id: UUID, actor: CensusReader, session: Read) -> dict[str, Any]:
    """One import."""
    return dict(await get_import(session, actor.scope, import_id))


@router.post("/imports/{import_id}/start", response_model=ImportOut, status_code=202)
async def start(import_id: UUID, actor: Importer, session: Write) -> dict[str, Any]:
    """Begin an import, or begin it again where it failed."""
    await act_as(session, actor)
    await start_import(session, actor.scope, import_id)
    return dict(await get_import(session, actor.scope, import_id))


@router.post("/imports/{import_id}/discard", status_code=204)
async def discard(import_id: UUID, request: Request, actor: Importer) -> None:
    """Give up an import that did not happen."""
    async with transaction(request.app.state.sessions) as session:
        await act_as(session, actor)
        folder = await discard_import(session, actor.scope, import_id)
    await run_sync(remove, folder)


@router.get("/imports/{import_id}/events", response_class=StreamingResponse)
async def events(import_id: UUID, request: Request, actor: CensusReader, session: Read) -> StreamingResponse:
    """The import as server-sent events, until it is over."""
    await get_import(session, actor.scope, import_id)

    async def read() -> tuple[str, bool]:
        async with transaction(request.app.state.sessions) as own:
            found = ImportOut.model_validate(dict(await get_import(own, actor.scope, import_id)))
        return found.model_dump_json(), found.status in _OVER

    stream: AsyncIterator[bytes] = request.app.state.notices.follow([f"import:{import_id}"], "import", read)
    return StreamingResponse(stream, media_type="text/event-stream")


@router.get("/imports/{import_id}/issues", response_model=IssueList)
async def issues(
    import_id: UUID,
    actor: CensusReader,
    session: Read,
    file: Filter = None,
    severity: Severity | None = None,
    code: Filter = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """What was found in the rows, in the order of files and lines."""
    rows = await list_issues(
        session,
        actor.scope,
        import_id,
        file=file,
        severity=severity,
        code=code,
        after=cursor,
        limit=limit + 1,
    )
    return page(rows, limit, "id")


@router.get("/imports/{import_id}/issue-counts", response_model=IssueCounts)
async def count_issues(import_id: UUID, actor: CensusReader, session: Read) -> dict[str, Any]:
    """How often each finding occurs."""
    return {"items": await issue_codes(session, actor.scope, import_id)}


@router.get("/imports/{import_id}/refused.zip", response_class=Response)
async def refused(import_id: UUID, request: Request, actor: Mender, session: Read) -> Response:
    """The refused rows as files to mend and deliver again. They hold personal data in the clear."""
    await get_import(session, actor.scope, import_id)
    content = await run_sync(
        partial(_refused_zip, request.app.state.url, f"account {actor.account_id}", import_id)
    )
    headers = {"Content-Disposition": f'attachment; filename="refused-{import_id}.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


def _refused_zip(url: str, actor: str, import_id: UUID) -> bytes:
    target = io.BytesIO()
    with connect(url, actor) as connection, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in refused_files(connection, import_id):
            archive.writestr(name, content)
        connection.execute(
            """INSERT INTO audit.entry (relation, operation, row_key, after)
               VALUES ('census.refused_row', 'read', %s, '{"column": "raw_sealed"}')""",
            [str(import_id)],
        )
    return target.getvalue()

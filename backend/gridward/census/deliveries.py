"""Imports as the browser drives them: upload, look, start or discard."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.importing.mapping import load_mapping
from gridward.census.importing.service import Delivery, register
from gridward.census.queries import get_import
from gridward.census.uploads import Upload, folder_of, receive, remove
from gridward.identity.contract import DataScope
from gridward.kernel.errors import Conflict
from gridward.platform.db import connect
from gridward.platform.jobs import enqueue


def register_upload(url: str, city_id: int, uploads: Sequence[Upload], login: str, actor: str) -> UUID:
    """Keep uploaded files and look at them. Nothing is imported yet. Runs in a thread: files can be large."""
    folder = receive(uploads)
    try:
        with connect(url, actor) as connection:
            return register(connection, city_id, Delivery(folder, _source(uploads), load_mapping()), login)
    except BaseException:
        remove(folder)
        raise


def _source(uploads: Sequence[Upload]) -> str:
    names = [Path(upload.filename or "").name for upload in uploads]
    return names[0] if len(names) == 1 else f"{names[0]} (+{len(names) - 1})"


async def start_import(session: AsyncSession, scope: DataScope, import_id: UUID) -> None:
    """Queue an import that is ready or has failed. Raises `import.not_found`, `import.wrong_status`, `import.files_gone`."""
    await requeue_import(session, scope, import_id)
    await enqueue(session, "import_delivery", lock=f"import {import_id}", import_id=import_id)


async def requeue_import(session: AsyncSession, scope: DataScope, import_id: UUID) -> None:
    """Let an import that is ready or has failed wait for its job, which the caller queues. Raises as `start_import`."""
    found = await _lock(session, scope, import_id, {"ready", "failed"})
    folder_of(import_id, found)
    await session.execute(
        text(
            "UPDATE census.import_run SET status = 'queued', problem = NULL, progress = '{}' WHERE id = :id"
        ),
        {"id": import_id},
    )


async def discard_import(session: AsyncSession, scope: DataScope, import_id: UUID) -> Path:
    """Give up an import that did not happen; returns the folder of its files, to be removed after the commit."""
    folder = await _lock(session, scope, import_id, {"ready", "failed"})
    await session.execute(
        text("UPDATE census.import_run SET status = 'discarded' WHERE id = :id"), {"id": import_id}
    )
    return Path(folder)


async def _lock(session: AsyncSession, scope: DataScope, import_id: UUID, allowed: set[str]) -> str:
    await get_import(session, scope, import_id)
    row = (
        await session.execute(
            text("SELECT status, folder FROM census.import_run WHERE id = :id FOR UPDATE"), {"id": import_id}
        )
    ).one()
    if row.status not in allowed:
        raise Conflict(
            "import.wrong_status",
            f"The import is {row.status}.",
            "Load the list of imports again.",
            status=row.status,
        )
    return str(row.folder)

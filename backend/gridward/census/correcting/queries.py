"""Reads of refused rows for the API. Every one takes the scope of the person who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.correcting.drafts import row_not_found
from gridward.census.queries import get_import
from gridward.identity.contract import DataScope

_STATE = """
    CASE WHEN d.status <> 'discarded' THEN 'delivered'
         WHEN c.left_out THEN 'left_out'
         WHEN c.state IS NOT NULL THEN c.state
         WHEN r.code = 'import.unknown_reference' THEN 'waits'
         ELSE 'wrong' END
"""
_FROM = """
    FROM census.refused_row r LEFT JOIN census.correction c ON c.refused_row_id = r.id
    LEFT JOIN census.import_run d ON d.id = c.delivered_in
"""
_ROW = f"""
    SELECT r.id, r.file, r.line, r.code, r.refers_to, {_STATE} AS state, c.issues, r.raw_sealed, c.fields_sealed,
        coalesce(c.replaces, false) AS replaces, coalesce(c.left_out, false) AS left_out,
        coalesce(c.revision, 0) AS revision, CASE WHEN d.status <> 'discarded' THEN d.id END AS delivered_in
    {_FROM} WHERE r.import_id = :import AND r.id = :id
"""


@dataclass(frozen=True)
class RefusedFilter:
    """Which refused rows are wanted; None means all."""

    file: str | None = None
    code: str | None = None
    """The first reason."""
    state: str | None = None


async def list_refused(
    session: AsyncSession,
    scope: DataScope,
    import_id: UUID,
    wanted: RefusedFilter,
    after: int | None,
    limit: int,
) -> list[RowMapping]:
    """Refused rows in the order of files and lines, without what is in them."""
    await get_import(session, scope, import_id)
    rows = await session.execute(
        text(
            f"""SELECT * FROM (
                    SELECT r.id, r.file, r.line, r.code, r.refers_to, {_STATE} AS state {_FROM}
                    WHERE r.import_id = :import) r
                WHERE (CAST(:file AS text) IS NULL OR file = :file) AND (CAST(:code AS text) IS NULL OR code = :code)
                    AND (CAST(:state AS text) IS NULL OR state = :state)
                    AND (CAST(:after AS bigint) IS NULL OR id > :after)
                ORDER BY id LIMIT :limit"""
        ),
        {
            "import": import_id,
            "file": wanted.file,
            "code": wanted.code,
            "state": wanted.state,
            "after": after,
            "limit": limit,
        },
    )
    return list(rows.mappings())


async def refused_counts(session: AsyncSession, scope: DataScope, import_id: UUID) -> list[RowMapping]:
    """How many refused rows of each file and first reason are in each state."""
    await get_import(session, scope, import_id)
    rows = await session.execute(
        text(
            f"""SELECT file, code, state, count(*) AS rows
                FROM (SELECT r.file, r.code, {_STATE} AS state {_FROM} WHERE r.import_id = :import) r
                GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
        ),
        {"import": import_id},
    )
    return list(rows.mappings())


async def get_refused(
    session: AsyncSession, scope: DataScope, import_id: UUID, row_id: int
) -> Mapping[str, Any]:
    """One refused row, still sealed, with what is wrong with it. Raises `correction.not_found`."""
    run = await get_import(session, scope, import_id)
    rows = await session.execute(text(_ROW), {"import": import_id, "id": row_id})
    found = rows.mappings().one_or_none()
    if found is None:
        raise row_not_found()
    header = next(
        [column["header"] for column in file["columns"]]
        for file in run["files"]
        if file["name"] == found["file"]
    )
    issues = found["issues"]
    if issues is None:
        issues = await _first_issues(session, import_id, found, header)
    return {**found, "issues": issues, "header": header}


async def _first_issues(
    session: AsyncSession, import_id: UUID, row: RowMapping, header: list[str]
) -> list[dict[str, Any]]:
    """What the import found in a row that was not checked since."""
    rows = await session.execute(
        text(
            """SELECT column_name AS column, severity, code, detail, value_masked AS value
               FROM census.import_issue WHERE import_id = :import AND file = :file AND line = :line ORDER BY id"""
        ),
        {"import": import_id, "file": row["file"], "line": row["line"]},
    )
    return [
        {**one, "index": header.index(one["column"]) if one["column"] in header else None}
        for one in rows.mappings()
    ]

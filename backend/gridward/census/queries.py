"""Reads of imports for the API. Every one takes the scope of the person who asks."""

from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.errors import NotFound

_IMPORT = """
    SELECT r.id, r.city_id, c.code AS city, r.status, r.source, r.as_of, r.created_by, r.created_at, r.started_at,
        r.finished_at, r.mapping_version, r.problem, r.files, r.corrects,
        nullif(r.progress, '{}') AS progress
    FROM census.import_run r JOIN city.city c ON c.id = r.city_id
"""


async def list_imports(
    session: AsyncSession, scope: DataScope, city_id: int, before: UUID | None, limit: int
) -> list[RowMapping]:
    """The city's imports, newest first; their ids sort by time, so `before` is the id after which the page begins."""
    scope.require_city(city_id)
    rows = await session.execute(
        text(
            f"""{_IMPORT} WHERE r.city_id = :city AND r.status <> 'discarded'
            AND (CAST(:before AS uuid) IS NULL OR r.id < :before) ORDER BY r.id DESC LIMIT :limit"""
        ),
        {"city": city_id, "before": before, "limit": limit},
    )
    return list(rows.mappings())


async def get_import(session: AsyncSession, scope: DataScope, import_id: UUID) -> RowMapping:
    """One import. Raises `import.not_found`."""
    rows = await session.execute(text(f"{_IMPORT} WHERE r.id = :id"), {"id": import_id})
    found = rows.mappings().one_or_none()
    if found is None or not scope.allows_city(found["city_id"]):
        raise NotFound("import.not_found", "There is no such import.", "See the list of imports.")
    return found


async def list_issues(
    session: AsyncSession,
    scope: DataScope,
    import_id: UUID,
    *,
    file: str | None,
    severity: str | None,
    code: str | None,
    after: int | None,
    limit: int,
) -> list[RowMapping]:
    """The issues of an import in the order of files and lines."""
    await get_import(session, scope, import_id)
    rows = await session.execute(
        text(
            """SELECT id, file, line, column_name AS column, severity, code, detail, value_masked
               FROM census.import_issue
               WHERE import_id = :id AND (CAST(:file AS text) IS NULL OR file = :file)
                 AND (CAST(:severity AS text) IS NULL OR severity = :severity)
                 AND (CAST(:code AS text) IS NULL OR code = :code)
                 AND (CAST(:after AS bigint) IS NULL OR id > :after)
               ORDER BY id LIMIT :limit"""
        ),
        {"id": import_id, "file": file, "severity": severity, "code": code, "after": after, "limit": limit},
    )
    return list(rows.mappings())


async def issue_codes(session: AsyncSession, scope: DataScope, import_id: UUID) -> list[RowMapping]:
    """How often each finding occurs in an import, by file."""
    await get_import(session, scope, import_id)
    rows = await session.execute(
        text(
            """SELECT file, severity, code, count(*) AS times FROM census.import_issue
               WHERE import_id = :id GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 3"""
        ),
        {"id": import_id},
    )
    return list(rows.mappings())

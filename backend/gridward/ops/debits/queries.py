"""Reading debit return files and contradictions, inside a data scope."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.errors import NotFound

_FILES = """
    SELECT f.id, f.city_id, c.code AS city, f.name, f.sender, f.number, f.day, f.created_by, f.created_at, f.rows,
        f.accepted, f.failed, f.reversed, f.refused, f.amount,
        '{"messages": 0, "tasks": 0, "raised": 0, "closed": 0, "kept": 0}'::jsonb || f.started AS started
    FROM renewal.debit_file f JOIN city.city c ON c.id = f.city_id
"""
_ROWS = text(
    """SELECT r.line, r.verdict, r.code, r.column_name, r.value, p.policy_no, s.person_id AS customer_id, r.number,
           r.amount, r.debit_on, r.failure
       FROM renewal.debit_row r LEFT JOIN book.policy p ON p.id = r.policy_id
       LEFT JOIN census.customer_standing s ON s.customer_id = p.holder_id
       WHERE r.file_id = :file AND (CAST(:verdict AS text) IS NULL OR r.verdict = :verdict) AND r.line > :after
       ORDER BY r.line LIMIT :limit"""
)
_CONTRADICTIONS = text(
    """SELECT k.policy_id, p.policy_no, s.person_id AS customer_id, k.kind, k.said, k.found, k.unpaid_on, k.seen_on
       FROM book.contradiction k JOIN book.policy p ON p.id = k.policy_id
       JOIN census.customer_standing s ON s.customer_id = p.holder_id
       WHERE k.city_id = :city AND k.policy_id > :after ORDER BY k.policy_id LIMIT :limit"""
)


async def list_files(
    session: AsyncSession, city_id: int, cursor: UUID | None, limit: int
) -> Sequence[RowMapping]:
    """The files of a city, the newest first."""
    rows = await session.execute(
        text(
            f"""{_FILES} WHERE f.city_id = :city AND (CAST(:cursor AS uuid) IS NULL OR f.id < :cursor)
                ORDER BY f.id DESC LIMIT :limit"""
        ),
        {"city": city_id, "cursor": cursor, "limit": limit},
    )
    return rows.mappings().all()


async def one_file(session: AsyncSession, scope: DataScope, file_id: UUID) -> RowMapping:
    """One file. Raises `debit.not_found`, out of scope as well."""
    rows = await session.execute(text(f"{_FILES} WHERE f.id = :file"), {"file": file_id})
    row = rows.mappings().one_or_none()
    if row is None or not scope.allows_city(row["city_id"]):
        raise NotFound("debit.not_found", "There is no such debit file.", "See the list of files.")
    return row


async def list_rows(
    session: AsyncSession, file_id: UUID, verdict: str | None, after: int, limit: int
) -> Sequence[RowMapping]:
    """The rows of a file after a line."""
    names = {"file": file_id, "verdict": verdict, "after": after, "limit": limit}
    return (await session.execute(_ROWS, names)).mappings().all()


async def list_contradictions(
    session: AsyncSession, city_id: int, after: int, limit: int
) -> tuple[Sequence[RowMapping], int]:
    """The contradictions of a city after a policy, and how many there are of all."""
    names: dict[str, Any] = {"city": city_id, "after": after, "limit": limit}
    rows = (await session.execute(_CONTRADICTIONS, names)).mappings().all()
    total = await session.scalar(
        text("SELECT count(*) FROM book.contradiction WHERE city_id = :city"), {"city": city_id}
    )
    return rows, total or 0

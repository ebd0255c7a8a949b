"""What the triggers cannot see: that somebody read what is usually masked, or asked for something."""

import json

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def record_read(session: AsyncSession, relation: str, row_key: str, column: str) -> None:
    """Record that the transaction's actor read a column of a row unmasked."""
    await session.execute(
        text(
            """INSERT INTO audit.entry (relation, operation, row_key, after)
               VALUES (:relation, 'read', :key, jsonb_build_object('column', CAST(:column AS text)))"""
        ),
        {"relation": relation, "key": row_key, "column": column},
    )


async def record_reads(
    session: AsyncSession, relation: str, row_key: str, columns: list[str], row_count: int
) -> None:
    """Record that columns of many rows were handed out unmasked, at once. `row_key` names what they have in common."""
    await session.execute(
        text(
            """INSERT INTO audit.entry (relation, operation, row_key, after, row_count)
               VALUES (:relation, 'read', :key, jsonb_build_object('columns', CAST(:columns AS text[])), :count)"""
        ),
        {"relation": relation, "key": row_key, "columns": columns, "count": row_count},
    )


async def record_act(session: AsyncSession, relation: str, row_key: str, what: dict[str, str]) -> None:
    """Record what the transaction's actor did to a row of a table that has no triggers of ours."""
    await session.execute(
        text(
            """INSERT INTO audit.entry (relation, operation, row_key, after)
               VALUES (:relation, 'update', :key, CAST(:what AS jsonb))"""
        ),
        {"relation": relation, "key": row_key, "what": json.dumps(what)},
    )

"""Reads of visits that were asked for. Every one takes the scope of the person who asks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import search_terms
from gridward.identity.contract import DataScope
from gridward.platform.crypto import cipher

_ROWS = text(
    """SELECT r.id, r.customer_id, c.name_masked, r.policy_id, p.policy_no, r.cell_id, g.name AS cell_name, r.reason,
           r.note_sealed, r.wished_on, r.wished_part, r.raised_at, r.accept_by, r.state, s.name_masked AS specialist,
           r.answered_at, r.returned_reason, r.closed_at, r.outcome, r.task_id
       FROM engagement.visit_request r
       JOIN book.customer c ON c.id = r.customer_id
       LEFT JOIN engagement.task t ON t.id = r.task_id
       LEFT JOIN book.policy p ON p.id = r.policy_id
       LEFT JOIN grids.cell g ON g.id = r.cell_id
       LEFT JOIN book.specialist s ON s.id = r.specialist_id
       WHERE (CAST(:cities AS int[]) IS NULL OR r.city_id = ANY(:cities))
         -- Where nobody works the cell the request has none, but those who lead its station have to decide.
         AND (CAST(:cells AS int[]) IS NULL OR coalesce(r.cell_id, t.cell_id) = ANY(:cells))
         AND (CAST(:city AS int) IS NULL OR r.city_id = :city)
         AND (CAST(:cell AS int) IS NULL OR coalesce(r.cell_id, t.cell_id) = :cell)
         AND (CAST(:number AS text) IS NULL OR c.customer_no LIKE :number OR p.policy_no LIKE :number)
         AND (CAST(:tokens AS bigint[]) IS NULL OR c.name_tokens @> CAST(:tokens AS bigint[]))
         AND (CAST(:raised_by AS uuid) IS NULL OR r.raised_by = :raised_by)
         AND (CAST(:customers AS bigint[]) IS NULL OR r.customer_id = ANY(:customers))
         AND (CAST(:tasks AS uuid[]) IS NULL OR r.task_id = ANY(:tasks))
         AND (CAST(:states AS text[]) IS NULL OR r.state = ANY(:states))
         AND (CAST(:before AS uuid) IS NULL OR r.id < :before)
       ORDER BY r.id DESC LIMIT :limit"""
)


@dataclass(frozen=True)
class RequestFilter:
    """Which requests are wanted; None means all."""

    city_id: int | None = None
    raised_by: UUID | None = None
    customer_ids: Collection[int] | None = None
    task_ids: Collection[UUID] | None = None
    states: Collection[str] | None = None
    cell_id: int | None = None
    text: str | None = None
    """A customer or policy number, or a name or the initials of one."""


async def request_rows(
    session: AsyncSession,
    scope: DataScope,
    wanted: RequestFilter,
    before: UUID | None = None,
    limit: int | None = 500,
    *,
    notes: bool = True,
) -> list[dict[str, Any]]:
    """Requests as `RequestOut` shows them, with their `task_id`, newest first; `before` ends the page before.

    A note may name persons: without `notes` it is left out.
    """
    rows = await session.execute(
        _ROWS,
        {
            "cities": None if scope.all_cities else sorted(scope.city_ids),
            "cells": scope.cell_list,
            "city": wanted.city_id,
            "raised_by": wanted.raised_by,
            "customers": None if wanted.customer_ids is None else list(wanted.customer_ids),
            "tasks": None if wanted.task_ids is None else list(wanted.task_ids),
            "states": None if wanted.states is None else list(wanted.states),
            "cell": wanted.cell_id,
            **vars(search_terms(wanted.text)),
            "before": before,
            "limit": limit,
        },
    )
    return [_shown(row, notes) for row in rows.mappings()]


def _shown(row: RowMapping, notes: bool) -> dict[str, Any]:
    sealed = row["note_sealed"] if notes else None
    note = cipher().open(sealed, f"engagement.visit_request.note/{row['id']}") if sealed else ""
    return {key: row[key] for key in row if key != "note_sealed"} | {"note": note}

"""Matters as lists. Every read takes the scope of the person who asks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import ORGANISED_SURRENDER
from gridward.engagement.service_items import service_items
from gridward.engagement.suspicion import suspicion_rules
from gridward.identity.contract import DataScope
from gridward.identity.public import display_names
from gridward.kernel.masking import mask_name
from gridward.platform.crypto import cipher

_ROWS = text(
    """SELECT m.id, m.customer_id, coalesce(c.name_masked, '') AS name_masked, m.kind, m.signs, m.note_sealed, m.opened_by,
           m.opened_at, m.due_on, m.state, m.decided_by, m.decided_at, m.answer_sealed, g.name AS cell_name
       FROM engagement.matter m
       LEFT JOIN book.customer c ON c.id = m.customer_id
       LEFT JOIN grids.cell g ON g.id = m.cell_id
       WHERE (CAST(:cities AS int[]) IS NULL OR m.city_id = ANY(:cities))
         AND (CAST(:cells AS int[]) IS NULL OR m.cell_id = ANY(:cells))
         AND (CAST(:city AS int) IS NULL OR m.city_id = :city)
         AND (CAST(:matter AS uuid) IS NULL OR m.id = :matter)
         AND (CAST(:suspicions AS bool) IS NULL OR (m.kind = :suspicion) = :suspicions)
         AND (CAST(:states AS text[]) IS NULL OR m.state = ANY(:states))
         AND (CAST(:before AS uuid) IS NULL OR m.id < :before)
       ORDER BY m.id DESC LIMIT :limit"""
)
_OF_CUSTOMER = text(
    """SELECT id, kind, opened_at, due_on, state FROM engagement.matter
       WHERE customer_id = :customer AND kind <> :suspicion ORDER BY id DESC LIMIT 20"""
)


@dataclass(frozen=True)
class MatterFilter:
    """Which matters are wanted; None means all."""

    city_id: int | None = None
    matter_id: UUID | None = None
    suspicions: bool | None = None
    """Only those, or only requests."""
    states: Collection[str] | None = None


async def matter_rows(
    session: AsyncSession,
    scope: DataScope,
    wanted: MatterFilter,
    before: UUID | None = None,
    limit: int = 50,
    *,
    notes: bool,
) -> list[dict[str, Any]]:
    """Matters as `MatterOut`, the newest first; `before` ends the page before.

    What was written may name persons: without `notes` it is left out.
    """
    rows = await session.execute(
        _ROWS,
        {
            "cities": None if scope.all_cities else sorted(scope.city_ids),
            "cells": scope.cell_list,
            "city": wanted.city_id,
            "matter": wanted.matter_id,
            "suspicions": wanted.suspicions,
            "suspicion": ORGANISED_SURRENDER,
            "states": None if wanted.states is None else list(wanted.states),
            "before": before,
            "limit": limit,
        },
    )
    found = rows.mappings().all()
    accounts = {row[who] for row in found for who in ("opened_by", "decided_by")} - {None}
    names = await display_names(session, sorted(accounts))
    return [_shown(row, {who: mask_name(name) for who, name in names.items()}, notes) for row in found]


async def requests_of(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    """What was taken in for a person, the newest first, with its words in both languages. No suspicion is among it."""
    rows = await session.execute(_OF_CUSTOMER, {"customer": person_id, "suspicion": ORGANISED_SURRENDER})
    return [{**row, **item_words(row["kind"])} for row in rows.mappings()]


def item_words(kind: str) -> dict[str, str]:
    """An item's words in both languages; its code where the rules do not have it any more."""
    for item in service_items().item:
        if item.code == kind:
            return {"zh": item.zh, "en": item.en}
    if kind == ORGANISED_SURRENDER:
        return {"zh": suspicion_rules().zh, "en": suspicion_rules().en}
    return {"zh": kind, "en": kind}


def _sign(code: str) -> dict[str, str]:
    for sign in suspicion_rules().sign:
        if sign.code == code:
            return sign.model_dump()
    return {"code": code, "zh": code, "en": code}


def _shown(row: RowMapping, names: dict[UUID, str], notes: bool) -> dict[str, Any]:
    return {
        **row,
        **item_words(row["kind"]),
        "signs": [_sign(code) for code in row["signs"]],
        "opened_by": names.get(row["opened_by"], ""),
        "decided_by": names.get(row["decided_by"]),
        "note": _opened(row["note_sealed"], f"engagement.matter.note/{row['id']}") if notes else "",
        "answer": _opened(row["answer_sealed"], f"engagement.matter.answer/{row['id']}") if notes else "",
    }


def _opened(sealed: bytes | None, context: str) -> str:
    return cipher().open(sealed, context) if sealed else ""

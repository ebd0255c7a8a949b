"""Matters as lists. Every read takes the scope of the person who asks."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import FROM_TABLET, ORGANISED_SURRENDER
from gridward.engagement.service_items import Need, NeedChoice, service_items
from gridward.engagement.suspicion import suspicion_rules
from gridward.identity.contract import DataScope
from gridward.identity.public import display_names
from gridward.kernel.masking import mask_name
from gridward.platform.crypto import cipher

_ROWS = text(
    """SELECT m.id, m.number, m.source_key, m.customer_id, coalesce(c.name_masked, '') AS name_masked, m.kind, p.policy_no,
           m.signs, m.note_sealed, m.values_sealed, m.lacks, m.opened_by, m.opened_at, m.due_on, m.state, m.decided_by,
           m.decided_at, m.answer_sealed, g.name AS cell_name
       FROM engagement.matter m
       LEFT JOIN book.policy p ON p.id = m.policy_id
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
_OF_PERSONS = text(
    """SELECT m.customer_id, m.id, m.number, m.source_key, m.kind, p.policy_no, m.lacks, m.opened_at, m.due_on, m.state
       FROM unnest(CAST(:persons AS bigint[])) k (person_id) CROSS JOIN LATERAL (
           SELECT customer_id, id, number, source_key, kind, policy_id, lacks, opened_at, due_on, state
           FROM engagement.matter WHERE customer_id = k.person_id AND kind <> :suspicion ORDER BY id DESC LIMIT 20) m
       LEFT JOIN book.policy p ON p.id = m.policy_id
       ORDER BY m.id DESC"""
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


async def requests_of(session: AsyncSession, persons: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """What was taken in for persons, the newest first, with its words in both languages. No suspicion is among it."""
    found: dict[int, list[dict[str, Any]]] = {person: [] for person in persons}
    rows = await session.execute(_OF_PERSONS, {"persons": persons, "suspicion": ORGANISED_SURRENDER})
    for row in rows.mappings():
        found[row["customer_id"]].append(_taken(row))
    return found


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


def _taken(row: RowMapping) -> dict[str, Any]:
    needs = service_items().by_code()
    sent = row["source_key"].removeprefix(FROM_TABLET)
    return {
        **{name: value for name, value in row.items() if name != "source_key"},
        **item_words(row["kind"]),
        "request_id": UUID(sent) if sent != row["source_key"] else None,
        "lacks": [{"code": code, **_words(needs.get(code), code)} for code in row["lacks"]],
    }


def _words(found: Need | NeedChoice | None, code: str) -> dict[str, str]:
    """Its code where the rules do not have it any more."""
    return {"zh": code, "en": code} if found is None else {"zh": found.zh, "en": found.en}


def _said(values: Mapping[str, str]) -> list[dict[str, str]]:
    needs = service_items().by_code()
    found = []
    for code, value in values.items():
        need = needs.get(code)
        chosen = next((one for one in need.choice if one.code == value), None) if need else None
        words = _words(chosen, value)
        found.append(_words(need, code) | {"value_zh": words["zh"], "value_en": words["en"]})
    return found


def _shown(row: RowMapping, names: dict[UUID, str], notes: bool) -> dict[str, Any]:
    values = _opened(row["values_sealed"], f"engagement.matter.values/{row['id']}") if notes else ""
    return {
        **_taken(row),
        "said": _said(json.loads(values or "{}")),
        "signs": [_sign(code) for code in row["signs"]],
        "opened_by": names.get(row["opened_by"], ""),
        "decided_by": names.get(row["decided_by"]),
        "note": _opened(row["note_sealed"], f"engagement.matter.note/{row['id']}") if notes else "",
        "answer": _opened(row["answer_sealed"], f"engagement.matter.answer/{row['id']}") if notes else "",
    }


def _opened(sealed: bytes | None, context: str) -> str:
    return cipher().open(sealed, context) if sealed else ""

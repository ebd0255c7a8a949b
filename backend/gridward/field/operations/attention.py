"""What waits for somebody to decide: who did what, for which customer, and why it was not simply applied."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.receipts import payload_of
from gridward.field.operations.saying import customer_said_in, told_in
from gridward.field.payloads_service import Details
from gridward.grids.public import person_in_scope
from gridward.identity.contract import DataScope
from gridward.kernel.errors import NotFound
from gridward.policycare.public import mask_detail

_WAITING = text(
    """SELECT o.op_id, o.kind, o.customer_id, o.occurred_at, o.received_at, o.receipt ->> 'code' AS code,
           jsonb_array_length(o.receipt -> 'fields') > 0 AS in_part, o.payload_sealed, s.name_masked AS specialist
       FROM field.operation o LEFT JOIN book.specialist s ON s.id = o.specialist_id
       WHERE o.city_id = :city AND o.state = 'needs_attention'
         AND NOT EXISTS (SELECT FROM field.decision d WHERE d.op_id = o.op_id)
         AND NOT EXISTS (SELECT FROM field.undone u WHERE u.op_id = o.op_id)
         AND (CAST(:cells AS int[]) IS NULL OR o.cell_id = ANY(:cells))
         AND (CAST(:before AS uuid) IS NULL OR (o.received_at, o.op_id) < (
             SELECT b.received_at, b.op_id FROM field.operation b WHERE b.op_id = :before))
       ORDER BY o.received_at DESC, o.op_id DESC LIMIT :limit"""
)
_NAME = text("SELECT name_masked FROM book.customer WHERE id = :id")
_WRITTEN = ("text", "note")
"""The parts of a payload that somebody wrote."""
_TIMES: dict[str, Callable[[str], date]] = {
    "starts_at": datetime.fromisoformat,
    "promised_on": date.fromisoformat,
    "next_on": date.fromisoformat,
}
"""The parts of a payload, or of the promise in it, that are a moment or a day."""
_LONGEST = 2_000


async def waiting_operations(
    session: AsyncSession, scope: DataScope, city_id: int, before: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """What a person must decide about, in a city or those of its cells that are in scope, the last received first.

    The customer, what was written of him and what was agreed or is to change stand there where he is in scope himself.
    """
    scope.require_city(city_id)
    values = {"city": city_id, "cells": scope.cell_list, "before": before, "limit": limit}
    rows = (await session.execute(_WAITING, values)).mappings().all()
    return [await _shown(session, scope, row) for row in rows]


async def _shown(session: AsyncSession, scope: DataScope, row: RowMapping) -> dict[str, Any]:
    payload = payload_of(row)
    number = row["customer_id"] or customer_said_in(payload)
    customer = None if number is None else await _customer(session, scope, number)
    is_shown = customer is not None or (number is None and payload.get("customer_id") is None)
    written = _written(payload) if is_shown else None
    facts = _facts(payload) if is_shown else []
    return {**row, "customer": customer, "said": told_in(payload), "written": written, "facts": facts}


async def _customer(session: AsyncSession, scope: DataScope, number: int) -> dict[str, Any] | None:
    try:
        person = await person_in_scope(session, scope, number)
    except NotFound:
        return None
    name = await session.scalar(_NAME, {"id": person.person_id})
    return {"customer_id": person.person_id, "name_masked": name}


def _written(payload: dict[str, Any]) -> str | None:
    """As far as it is read at a glance: of a kind that we do not know it may be of any length."""
    texts = [text for name in _WRITTEN if isinstance(text := payload.get(name), str) and text.strip()]
    return texts[0][:_LONGEST] if texts else None


def _facts(payload: dict[str, Any]) -> list[dict[str, str]]:
    """When something is to be, and new contact details, masked; what is no text, or no time, is left out."""
    promise = payload.get("promise")
    parts = {**payload, **(promise if isinstance(promise, dict) else {})}
    texts = {name: value for name, value in parts.items() if isinstance(value, str)}
    times = [
        {"name": name, "value": time}
        for name, read in _TIMES.items()
        if name in texts and (time := _time(read, texts[name])) is not None
    ]
    details = [
        {"name": name, "value": mask_detail(name, texts[name][:_LONGEST])}
        for name in Details.model_fields
        if texts.get(name)
    ]
    return times + details


def _time(read: Callable[[str], date], value: str) -> str | None:
    try:
        return read(value).isoformat()
    except ValueError:
        return None

"""Visits as they are stored: a row each, whether its check-in comes, its outcome, or both at once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.work import Work
from gridward.field.payloads import VisitBegin, VisitComplete
from gridward.platform.crypto import cipher
from gridward.platform.db import columns
from gridward.platform.statements import Row, Statement

_EARLIER = Statement(
    """SELECT id, customer_id, account_id, task_id, completed_at FROM field.visit
       WHERE id = ANY(:ids) ORDER BY id FOR UPDATE"""
)
_OUTCOME = ("completed_at", "outcome", "next_step", "policy_id", "note_sealed", "attachments", "acknowledged")
_FIRST = ", ".join(
    f"{name} = CASE WHEN v.completed_at IS NULL THEN excluded.{name} ELSE v.{name} END" for name in _OUTCOME
)
_STORE = Statement(
    f"""INSERT INTO field.visit AS v (id, city_id, customer_id, cell_id, specialist_id, account_id, task_id, begun_at,
           position_sealed, accuracy_m, no_position,
           completed_at, outcome, next_step, policy_id, note_sealed, attachments, acknowledged)
       SELECT id, city, customer, cell, CAST(:specialist AS bigint), CAST(:account AS uuid), task, begun_at,
           position, accuracy, no_position, completed_at, outcome, next_step, policy, note,
           -- Arrays of different lengths cannot be unnested together.
           ARRAY(SELECT json_array_elements_text(CAST(attachments AS json))), CAST(acknowledged AS jsonb)
       FROM unnest(CAST(:id AS uuid[]), CAST(:city AS smallint[]), CAST(:customer AS bigint[]), CAST(:cell AS int[]),
           CAST(:task AS uuid[]), CAST(:begun_at AS timestamptz[]), CAST(:position AS bytea[]),
           CAST(:accuracy AS float8[]), CAST(:no_position AS text[]), CAST(:completed_at AS timestamptz[]),
           CAST(:outcome AS text[]), CAST(:next_step AS text[]), CAST(:policy AS bigint[]), CAST(:note AS bytea[]),
           CAST(:attachments AS text[]), CAST(:acknowledged AS text[]))
           AS n (id, city, customer, cell, task, begun_at, position, accuracy, no_position,
               completed_at, outcome, next_step, policy, note, attachments, acknowledged)
       ON CONFLICT (id) DO UPDATE SET
           -- An outcome without a check-in, which has the same time twice, says nothing of when the visit began.
           begun_at = CASE WHEN excluded.begun_at = excluded.completed_at THEN v.begun_at
               ELSE least(v.begun_at, excluded.begun_at) END,
           task_id = CASE WHEN excluded.completed_at IS NULL THEN coalesce(v.task_id, excluded.task_id)
               ELSE coalesce(excluded.task_id, v.task_id) END,
           position_sealed = coalesce(v.position_sealed, excluded.position_sealed),
           accuracy_m = coalesce(v.accuracy_m, excluded.accuracy_m),
           no_position = coalesce(v.no_position, excluded.no_position),
           -- The first outcome counts whole, also for what it does not have.
           {_FIRST}"""
)
"""An outcome may come before its check-in, where the check-in had to be sent again."""

_OPEN = {
    "completed_at": None,
    "outcome": None,
    "next_step": None,
    "policy": None,
    "note": None,
    "attachments": "[]",
    "acknowledged": None,
}
"""What a visit without its outcome has of it."""

Visit = tuple[Work, VisitBegin | VisitComplete, Row | None]
"""What was sent of one by its sender, and its task."""


async def earlier_visits(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """Visits that are known, locked: `id`, `customer_id`, `account_id`, `task_id`, `completed_at`."""
    return {row.id: row for row in await _EARLIER.rows(session, {"ids": ids})}


async def store(session: AsyncSession, visits: Sequence[Visit], policies: Mapping[UUID, int]) -> None:
    """Store visits of one sender, at least one; an outcome stands behind its check-in. `policies` are those of visits."""
    sender, *_ = visits[0]
    values = columns(_joined(visits, policies))
    await _STORE.rows(session, values | {"specialist": sender.specialist_id, "account": sender.account_id})


def _joined(visits: Sequence[Visit], policies: Mapping[UUID, int]) -> Iterable[dict[str, Any]]:
    """A row for each visit."""
    rows: dict[UUID, dict[str, Any]] = {}
    for work, payload, task in visits:
        row = rows.setdefault(payload.visit_id, _begun(work, payload, task) | _OPEN)
        if isinstance(payload, VisitComplete):
            row |= _outcome(work, payload, task, policies.get(payload.visit_id))
    return rows.values()


def _begun(work: Work, payload: VisitBegin | VisitComplete, task: Row | None) -> dict[str, Any]:
    """A check-in. Where it was lost or never made, the visit counts all the same."""
    position = payload.position if isinstance(payload, VisitBegin) else None
    context = f"field.visit.position/{payload.visit_id}"
    return {
        "id": payload.visit_id,
        "city": work.city_id,
        "customer": work.customer_id,
        "cell": work.cell_id,
        "task": task and task.id,
        "begun_at": work.at,
        "position": cipher().seal(f"{position.lon},{position.lat}", context) if position else None,
        "accuracy": position and position.accuracy_m,
        "no_position": payload.no_position if isinstance(payload, VisitBegin) else None,
    }


def _outcome(work: Work, payload: VisitComplete, task: Row | None, policy: int | None) -> dict[str, Any]:
    note = cipher().seal(payload.note, f"field.visit.note/{payload.visit_id}") if payload.note else None
    return {
        "task": task and task.id,
        "completed_at": work.at,
        "outcome": payload.outcome,
        "next_step": payload.next_step,
        "policy": policy,
        "note": note,
        "attachments": json.dumps(payload.attachments),
        "acknowledged": payload.acknowledged and payload.acknowledged.model_dump_json(),
    }

"""What was done to a plan, by whom: kept with it, so that the second of two people is told what the first one did."""

import json
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.contract import plan_not_found
from gridward.grids.queries import get_plan
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict


class Change(StrEnum):
    """What can be done to a plan that is built."""

    EDITED = "edited"
    UNDONE = "undone"
    """An edit was undone."""
    REDONE = "redone"
    STATIONS = "stations"
    """Its stations were chosen, or left to the program again."""
    REVIEWED = "reviewed"
    REVIEW_TAKEN_BACK = "review_taken_back"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """It was rolled back before its first day was over: nothing of it stays in force."""
    ENDED = "ended"
    """It was rolled back after days in force: an earlier plan's cells follow it."""


_CHANGES = text(
    'SELECT revision, at, "by", what, params FROM grids.plan_change WHERE plan_id = :plan ORDER BY revision DESC'
)
_NEXT = text("UPDATE grids.plan SET revision = revision + 1 WHERE id = :plan RETURNING revision")
_NOTE = text(
    """INSERT INTO grids.plan_change (plan_id, revision, at, "by", what, params)
       VALUES (:plan, :revision, :at, :by, :what, CAST(:params AS jsonb))"""
)


async def require_unchanged(session: AsyncSession, plan_id: UUID, seen: int | None) -> None:
    """Lock a plan against changes by others, for whoever saw its revision `seen`; None changes it as it is.

    Raises `plan.not_found`, and `plan.changed` with what was done to it since, by whom and when.
    """
    row = (
        await session.execute(
            text("SELECT version, revision FROM grids.plan WHERE id = :plan FOR UPDATE"), {"plan": plan_id}
        )
    ).one_or_none()
    if row is None:
        raise plan_not_found(plan_id)
    if seen is None or seen == row.revision:
        return
    last = (await session.execute(_CHANGES, {"plan": plan_id})).mappings().first()
    done: dict[str, Any] = (
        {} if last is None else {"by": last["by"], "what": last["what"], "at": last["at"].isoformat()}
    )
    raise Conflict(
        "plan.changed",
        f"Plan {row.version} has been changed since you loaded it.",
        "Load it again and look at what was done.",
        version=row.version,
        revision=row.revision,
        **done,
    )


async def note_change(
    session: AsyncSession, plan_id: UUID, what: Change, by: str, **params: str | int
) -> int:
    """Keep what is done to a plan in this transaction; returns its revision, which goes up by one."""
    revision = int(await session.scalar(_NEXT, {"plan": plan_id}) or 0)
    values = {"plan": plan_id, "revision": revision, "at": now(), "by": by, "what": what.value}
    await session.execute(_NOTE, {**values, "params": json.dumps(params)})
    return revision


async def publication_key(session: AsyncSession, plan_id: UUID) -> str:
    """What messages name as what they are for, other for each time that the plan is published."""
    last = await session.scalar(
        text("SELECT max(revision) FROM grids.plan_change WHERE plan_id = :plan AND what = 'published'"),
        {"plan": plan_id},
    )
    return str(plan_id) if last is None else f"{plan_id}/{last}"


async def list_changes(session: AsyncSession, scope: DataScope, plan_id: UUID) -> list[RowMapping]:
    """What was done to a plan, newest first. Raises `plan.not_found`."""
    await get_plan(session, scope, plan_id)
    return list((await session.execute(_CHANGES, {"plan": plan_id})).mappings())

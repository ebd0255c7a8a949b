"""What ops or a lead keeps of a specialist: languages, grade, capacity, leave. It stands before what is delivered."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now, today
from gridward.kernel.errors import Conflict, Invalid, NotFound

KEPT = ("languages", "grade", "working_share", "most_customers")
"""What the staff list may deliver and a person may say otherwise."""

PROFILE_COLUMNS = """s.languages, s.grade, CAST(s.working_share AS float8) AS working_share, s.most_customers,
    p.languages AS kept_languages, p.grade AS kept_grade, CAST(p.working_share AS float8) AS kept_working_share,
    p.most_customers AS kept_most_customers, lower(p.leave) AS leave_from, upper(p.leave) - 1 AS leave_to, p.leave_reason,
    coalesce(p.revision, 0) AS revision, p.changed_by, p.changed_at"""
"""Of `book.specialist s` with its `staffing.profile p`: what `profile_of` reads."""

_ONE = text(
    f"""SELECT {PROFILE_COLUMNS} FROM book.specialist s LEFT JOIN staffing.profile p ON p.specialist_id = s.id
        WHERE s.id = :specialist"""
)

_SEEN = text(
    """SELECT s.city_id, CAST(:cells AS integer[]) IS NULL OR EXISTS (
               SELECT FROM staffing.tenure t WHERE t.specialist_id = s.id AND t.during @> CAST(:day AS date)
                 AND t.cell_id = ANY(:cells)) AS in_cells
       FROM book.specialist s WHERE s.id = :specialist FOR UPDATE OF s"""
)

_KEEP = text(
    """INSERT INTO staffing.profile (specialist_id, languages, grade, working_share, most_customers, leave, leave_reason,
           revision, changed_by, changed_at)
       VALUES (:specialist, :languages, :grade, :working_share, :most_customers,
           CASE WHEN CAST(:leave_from AS date) IS NOT NULL THEN daterange(:leave_from, :leave_end) END, :leave_reason,
           :revision, :by, :now)
       ON CONFLICT (specialist_id) DO UPDATE SET languages = excluded.languages, grade = excluded.grade,
           working_share = excluded.working_share, most_customers = excluded.most_customers, leave = excluded.leave,
           leave_reason = excluded.leave_reason, revision = excluded.revision, changed_by = excluded.changed_by,
           changed_at = excluded.changed_at"""
)


@dataclass(frozen=True)
class Leave:
    """Days on which somebody is away."""

    start: date
    last: date | None
    """None where nobody knows."""
    reason: str


@dataclass(frozen=True)
class Kept:
    """What a person says of a specialist; None leaves it to the staff list."""

    languages: list[str] | None
    grade: int | None
    working_share: float | None
    most_customers: int | None
    leave: Leave | None


async def keep_profile(
    session: AsyncSession, scope: DataScope, specialist_id: int, kept: Kept, seen: int, by: str
) -> dict[str, Any]:
    """Keep what a person says of a specialist, who saw the profile's revision `seen`. Answers with the profile.

    Raises `specialist.not_found`, `profile.changed` and `profile.leave_reversed`.
    """
    leave = kept.leave
    if leave is not None and leave.last is not None and leave.last < leave.start:
        raise Invalid(
            "profile.leave_reversed",
            f"The leave would end on {leave.last}, before it begins.",
            "Choose a last day that is not before the first one.",
        )
    await _require_seen(session, scope, specialist_id)
    before = await _profile(session, specialist_id)
    if before["revision"] != seen:
        raise Conflict(
            "profile.changed",
            f"{before['changed_by']} has changed the profile meanwhile.",
            "Look at it again, then enter what is still right.",
            by=before["changed_by"],
            at=before["changed_at"].isoformat(),
        )
    await session.execute(
        _KEEP,
        {
            **{name: getattr(kept, name) for name in KEPT},
            "specialist": specialist_id,
            "leave_from": None if leave is None else leave.start,
            "leave_end": None if leave is None or leave.last is None else leave.last + timedelta(days=1),
            "leave_reason": None if leave is None else leave.reason,
            "revision": seen + 1,
            "by": by,
            "now": now(),
        },
    )
    return await _profile(session, specialist_id)


def profile_of(row: RowMapping) -> dict[str, Any]:
    """A specialist's profile as it counts, from a row with `PROFILE_COLUMNS`."""
    delivered = {name: row[name] for name in KEPT}
    kept = {name: row[f"kept_{name}"] for name in KEPT}
    start, last = row["leave_from"], row["leave_to"]
    away = start is not None and start <= today() and (last is None or today() <= last)
    leave = None if start is None else {"start": start, "last": last, "reason": row["leave_reason"]}
    return {
        **{name: delivered[name] if kept[name] is None else kept[name] for name in KEPT},
        "kept": [name for name in KEPT if kept[name] is not None],
        "delivered": delivered,
        "leave": leave,
        "on_leave": away,
        **{name: row[name] for name in ("revision", "changed_by", "changed_at")},
    }


async def on_leave(session: AsyncSession, specialist_id: int, day: date) -> Leave | None:
    """The leave that a specialist is on on a day."""
    row = (
        await session.execute(
            text(
                """SELECT lower(leave) AS start, upper(leave) - 1 AS last, leave_reason FROM staffing.profile
                   WHERE specialist_id = :specialist AND leave @> CAST(:day AS date)"""
            ),
            {"specialist": specialist_id, "day": day},
        )
    ).one_or_none()
    return None if row is None else Leave(row.start, row.last, row.leave_reason)


async def _require_seen(session: AsyncSession, scope: DataScope, specialist_id: int) -> None:
    names = {"specialist": specialist_id, "day": today(), "cells": scope.cell_list}
    row = (await session.execute(_SEEN, names)).one_or_none()
    if row is None or not scope.allows_city(row.city_id) or not row.in_cells:
        raise NotFound(
            "specialist.not_found", f"There is no specialist {specialist_id}.", "See the staff list."
        )


async def _profile(session: AsyncSession, specialist_id: int) -> dict[str, Any]:
    rows = await session.execute(_ONE, {"specialist": specialist_id})
    return profile_of(rows.mappings().one())

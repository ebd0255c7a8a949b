"""Calls that were drawn: listed, looked at, scored by a sheet, seen by whoever made them."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.platform.crypto import cipher
from gridward.seats.supervision.people import names_of
from gridward.seats.supervision.rules import ScoreSheet, points_of, score_sheet
from gridward.seats.supervision.schemas import ScoreIn

_REVIEWS = text(
    """SELECT r.id AS review_id, r.call_id, r.city_id, r.account_id, r.sheet, r.scores, r.points, r.comment_sealed,
           r.scored_by, r.scored_at, r.seen_at, k.customer_id, coalesce(c.name_masked, '') AS name_masked,
           k.outcome, k.begun_at, k.ended_at,
           k.note_sealed, coalesce(t.kind, 'inbound') AS kind, t.cell_id
       FROM seats.review r JOIN seats.call k ON k.id = r.call_id LEFT JOIN engagement.task t ON t.id = k.task_id
       LEFT JOIN book.customer c ON c.id = k.customer_id
       WHERE (CAST(:city AS int) IS NULL OR r.city_id = :city)
         AND (CAST(:review AS uuid) IS NULL OR r.id = :review)
         AND (CAST(:seat AS uuid) IS NULL OR (r.account_id = :seat AND r.scored_at IS NOT NULL))
         AND (CAST(:cells AS int[]) IS NULL OR t.cell_id = ANY(:cells))
       ORDER BY r.scored_at IS NOT NULL, r.scored_at DESC, k.ended_at DESC, r.id LIMIT 200"""
)


async def list_reviews(session: AsyncSession, scope: DataScope, city_id: int) -> list[dict[str, Any]]:
    """The calls of a city that were drawn: first those that wait to be scored. Without notes."""
    scope.require_city(city_id)
    return await _read(session, {"city": city_id, "cells": scope.cell_list}, notes=False)


async def one_review(
    session: AsyncSession, scope: DataScope, review_id: UUID, *, notes: bool
) -> dict[str, Any]:
    """A drawn call, with its note for one who may read it. Raises `review.not_found`."""
    found = await _read(session, {"review": review_id, "cells": scope.cell_list}, notes=notes)
    if not found or not scope.allows_city(found[0]["city_id"]):
        raise _not_found()
    return found[0]


async def own_reviews(session: AsyncSession, account_id: UUID) -> list[dict[str, Any]]:
    """The scored calls of a seat, with what was said of them."""
    return await _read(session, {"seat": account_id}, notes=True)


async def score_call(
    session: AsyncSession, scope: DataScope, account_id: UUID, review_id: UUID, body: ScoreIn
) -> None:
    """Keep the scores of a drawn call. The seat is asked to look at them, again where they were changed.

    Raises `review.not_found`, `review.own` and `score.wrong`.
    """
    review = await one_review(session, scope, review_id, notes=False)
    if review["account_id"] == account_id:
        raise Conflict("review.own", "Nobody scores his own call.", "Let a colleague score it.")
    sheet = score_sheet(review["sheet"])
    _require_fitting(sheet, body.scores)
    await session.execute(
        text(
            """UPDATE seats.review SET scores = CAST(:scores AS jsonb), points = :points, comment_sealed = :comment,
                   scored_by = :account, scored_at = :now, seen_at = NULL WHERE id = :review"""
        ),
        {
            "scores": json.dumps(body.scores),
            "points": points_of(sheet, body.scores),
            "comment": cipher().seal(body.comment, _context(review_id)) if body.comment else None,
            "account": account_id,
            "now": now(),
            "review": review_id,
        },
    )


async def see_review(session: AsyncSession, account_id: UUID, review_id: UUID) -> None:
    """Note that the seat has seen what his call was given. Raises `review.not_found`."""
    seen = await session.scalar(
        text(
            """UPDATE seats.review SET seen_at = coalesce(seen_at, :now)
               WHERE id = :review AND account_id = :account AND scored_at IS NOT NULL RETURNING id"""
        ),
        {"now": now(), "review": review_id, "account": account_id},
    )
    if seen is None:
        raise _not_found()


def _require_fitting(sheet: ScoreSheet, scores: dict[str, int]) -> None:
    wrong = sorted(
        {item.code for item in sheet.items if not 0 <= scores.get(item.code, -1) <= item.most}
        | (scores.keys() - {item.code for item in sheet.items})
    )
    if wrong:
        raise Invalid(
            "score.wrong",
            f"These are missing or out of range: {', '.join(wrong)}.",
            "Score each item of the sheet, from 0 to its most.",
            items=wrong,
        )


async def _read(session: AsyncSession, asked: dict[str, Any], *, notes: bool) -> list[dict[str, Any]]:
    values = {"city": None, "review": None, "seat": None, "cells": None} | asked
    rows = (await session.execute(_REVIEWS, values)).mappings().all()
    accounts = {row["account_id"] for row in rows} | {row["scored_by"] for row in rows if row["scored_by"]}
    names = await names_of(session, accounts)
    found = []
    for row in rows:
        sheet = score_sheet(row["sheet"])
        found.append(
            {
                **row,
                "seat_name": names.get(row["account_id"], ""),
                "scorer": names.get(row["scored_by"]) if row["scored_by"] else None,
                "note": _opened(row["note_sealed"], f"seats.call.note/{row['call_id']}") if notes else "",
                "comment": _opened(row["comment_sealed"], _context(row["review_id"])) if notes else "",
                "most": sheet.most,
                "items": [item.model_dump() for item in sheet.items],
            }
        )
    return found


def _opened(sealed: bytes | None, context: str) -> str:
    return cipher().open(sealed, context) if sealed else ""


def _context(review_id: UUID) -> str:
    return f"seats.review.comment/{review_id}"


def _not_found() -> NotFound:
    return NotFound("review.not_found", "There is no such drawn call.", "See the list of drawn calls.")

"""Reviewing a draft: somebody looked at it and stands for it before it takes effect."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.changes import Change, note_change, require_unchanged
from gridward.grids.contract import plan_is
from gridward.grids.examining import require_whole
from gridward.grids.plan_rules import plan_rules
from gridward.grids.queries import get_plan
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict

_REVIEW = text("UPDATE grids.plan SET reviewed_by = :by, reviewed_at = :at WHERE id = :plan")
_TAKE_BACK = text("UPDATE grids.plan SET reviewed_by = NULL, reviewed_at = NULL WHERE id = :plan")


async def review_plan(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int | None, login: str
) -> None:
    """Keep that somebody reviewed a draft, as he saw it.

    Raises `plan.not_found`, `plan.changed`, `plan.wrong_status` where it is no draft, `plan.review_own` where the rules ask
    for another than the one who ordered it, and `plan.broken`.
    """
    await get_plan(session, scope, plan_id)  # out of scope nobody is told that it was changed
    await require_unchanged(session, plan_id, seen)
    plan = await get_plan(session, scope, plan_id)
    if plan["status"] != "draft":
        raise plan_is(plan["status"], "draft", plan["version"])
    if plan_rules().review.needed == "another" and plan["created_by"] == login:
        raise Conflict(
            "plan.review_own",
            f"Plan {plan['version']} is your own.",
            "Let somebody else of ops review it.",
            version=plan["version"],
        )
    await require_whole(session, plan_id)
    await session.execute(_REVIEW, {"plan": plan_id, "by": login, "at": now()})
    await note_change(session, plan_id, Change.REVIEWED, login)


async def take_review_back(
    session: AsyncSession, scope: DataScope, plan_id: UUID, seen: int | None, login: str
) -> None:
    """Make a reviewed plan a draft again. Raises `plan.not_found`, `plan.changed` and `plan.wrong_status`."""
    await require_unchanged(session, plan_id, seen)
    plan = await get_plan(session, scope, plan_id)
    if plan["status"] != "reviewed":
        raise plan_is(plan["status"], "reviewed", plan["version"])
    await session.execute(_TAKE_BACK, {"plan": plan_id})
    await note_change(session, plan_id, Change.REVIEW_TAKEN_BACK, login)


async def drop_review(session: AsyncSession, plan_id: UUID) -> None:
    """Take the review of a plan back that is about to be changed."""
    await session.execute(_TAKE_BACK, {"plan": plan_id})


def require_reviewed(status: str, version: int) -> None:
    """Raises `plan.not_reviewed` where the rules ask for a review before publishing, and there was none."""
    if plan_rules().review.needed != "none" and status != "reviewed":
        raise Conflict(
            "plan.not_reviewed",
            f"Plan {version} has not been reviewed.",
            "Let it be reviewed first, then publish it.",
            version=version,
        )

"""What becomes of a visit that a seat asked for: accepted or returned by whoever works the cell, then done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import ReturnReason
from gridward.engagement.tasks import add_task, close_task
from gridward.engagement.visit_requests import back_task, tell
from gridward.kernel.clock import POLICY_ZONE
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.statements import Statement
from gridward.staffing.public import works_cell

_COMPLETE = Statement(
    """UPDATE engagement.visit_request r SET state = 'done', outcome = v.outcome, closed_at = v.at,
           answered_at = coalesce(answered_at, v.at), specialist_id = coalesce(:specialist, specialist_id)
       FROM unnest(CAST(:tasks AS uuid[]), CAST(:outcomes AS text[]), CAST(:at AS timestamptz[])) AS v (task_id, outcome, at)
       WHERE r.task_id = v.task_id AND r.state <> 'done' RETURNING r.task_id, r.id, r.city_id, r.raised_by, r.cell_id"""
)


async def accept_request(session: AsyncSession, request_id: UUID, specialist_id: int, at: datetime) -> None:
    """Take a visit on, as somebody who works its cell on the day of `at`. The second time changes nothing.

    One that ran out is taken on all the same where it was accepted in time but arrived late. Raises
    `request.not_found`, `request.expired`, `request.answered`.
    """
    row = await _lock(session, request_id, specialist_id, at)
    if row.state == "accepted" and row.specialist_id == specialist_id:
        return
    if row.state == "expired":
        if at > row.accept_by or await _asked_again(session, row):
            raise _ran_out(row)
        await _take_back(session, row)
    elif row.state != "pending":
        raise _answered(row)
    await session.execute(
        text(
            """UPDATE engagement.visit_request SET state = 'accepted', specialist_id = :specialist, answered_at = :at,
                cell_id = :cell, closed_at = NULL WHERE id = :id"""
        ),
        {"id": request_id, "specialist": specialist_id, "at": at, "cell": row.cell_id},
    )
    await tell(session, row.raised_by, row.cell_id)


async def return_request(
    session: AsyncSession, request_id: UUID, specialist_id: int, reason: ReturnReason, at: datetime
) -> None:
    """Give a visit back with a reason: its task is cancelled, and the seats call the customer again.

    Raises `request.not_found`, `request.expired`, `request.answered`.
    """
    row = await _lock(session, request_id, specialist_id, at)
    his = row.specialist_id == specialist_id
    if row.state == "returned" and his:
        return
    if row.state == "expired":
        raise _ran_out(row)
    if row.state != "pending" and not (row.state == "accepted" and his):
        raise _answered(row)
    await session.execute(
        text(
            """UPDATE engagement.visit_request SET state = 'returned', returned_reason = :reason, cell_id = :cell,
                specialist_id = :specialist, answered_at = :at, closed_at = :at WHERE id = :id"""
        ),
        {"id": request_id, "reason": reason, "cell": row.cell_id, "specialist": specialist_id, "at": at},
    )
    await close_task(session, row.task_id, "cancelled", "returned", None)
    why = {"code": "returned_by_specialist", "params": {"reason": reason.value}}
    await add_task(session, back_task(row, f"returned/{request_id}", at, why))
    await tell(session, row.raised_by, row.cell_id)


async def complete_requests(
    session: AsyncSession, visits: Sequence[tuple[UUID, str, datetime]], specialist_id: int | None = None
) -> set[UUID]:
    """Note what visits came to, for the seats that asked for them: of each its task, its outcome and when it was made.

    Returns the tasks of those that were asked for.
    A visit that had run out or was returned counts too when it was made after all.
    """
    if not visits:
        return set()
    tasks, outcomes, at = map(list, zip(*visits, strict=True))
    values = {"tasks": tasks, "outcomes": outcomes, "at": at, "specialist": specialist_id}
    rows = await _COMPLETE.rows(session, values)
    for row in rows:
        await _spare_the_call(session, row.city_id, row.id)
        await tell(session, row.raised_by, row.cell_id)
    return {row.task_id for row in rows}


async def _lock(session: AsyncSession, request_id: UUID, specialist_id: int, at: datetime) -> Row[Any]:
    rows = await session.execute(
        text(
            """SELECT r.id, r.city_id, r.customer_id, r.policy_id, r.state, r.accept_by, r.specialist_id, r.raised_by,
                   r.task_id, t.cell_id, t.priority
               FROM engagement.visit_request r JOIN engagement.task t ON t.id = r.task_id
               WHERE r.id = :id FOR UPDATE OF r"""
        ),
        {"id": request_id},
    )
    row = rows.one_or_none()
    day = at.astimezone(POLICY_ZONE).date()
    if row is None or row.cell_id is None or not await works_cell(session, specialist_id, row.cell_id, day):
        raise NotFound("request.not_found", "There is no such request.", "Load the day's work again.")
    return row


async def _asked_again(session: AsyncSession, row: Row[Any]) -> bool:
    """Whether the seats have asked for another visit to the customer since."""
    found = await session.scalar(
        text(
            """SELECT EXISTS (SELECT FROM engagement.visit_request
                WHERE customer_id = :customer AND state IN ('pending', 'accepted'))"""
        ),
        {"customer": row.customer_id},
    )
    return bool(found)


async def _take_back(session: AsyncSession, row: Row[Any]) -> None:
    """Undo what running out did: the specialist's task is open again, the seats need not call."""
    await session.execute(
        text(
            """UPDATE engagement.task SET state = 'open', outcome = NULL, closed_at = NULL, closed_by = NULL
               WHERE id = :task AND state = 'cancelled'"""
        ),
        {"task": row.task_id},
    )
    await _spare_the_call(session, row.city_id, row.id)


async def _spare_the_call(session: AsyncSession, city_id: int, request_id: UUID) -> None:
    """Cancel the seats' task that was made when the visit came back, as far as it is open."""
    tasks = await session.scalars(
        text(
            """SELECT id FROM engagement.task WHERE city_id = :city AND source_key = ANY(:keys) AND state = 'open'"""
        ),
        {"city": city_id, "keys": [f"expired/{request_id}", f"returned/{request_id}"]},
    )
    for task_id in tasks.all():
        await close_task(session, task_id, "cancelled", "visited", None)


def _ran_out(row: Row[Any]) -> Conflict:
    return Conflict(
        "request.expired",
        "Nobody accepted the visit in time: the seats have it again.",
        "If you visit the customer all the same, record the visit.",
        accept_by=row.accept_by.isoformat(),
    )


def _answered(row: Row[Any]) -> Conflict:
    return Conflict(
        "request.answered",
        f"The request has been answered already: it is {row.state}.",
        "Load the day's work again.",
        state=row.state,
    )


async def reopen_request(session: AsyncSession, task_id: UUID, at: datetime) -> None:
    """Let a visit that was made `at` a time be still to be made, unless another one was made, or asked for meanwhile."""
    rows = await session.execute(
        text(
            """UPDATE engagement.visit_request r SET state = 'accepted', closed_at = NULL, outcome = NULL
               WHERE r.task_id = :task AND r.state = 'done' AND r.closed_at = :at AND NOT EXISTS (
                   SELECT FROM engagement.visit_request o
                   WHERE o.customer_id = r.customer_id AND o.state IN ('pending', 'accepted'))
               RETURNING raised_by, cell_id"""
        ),
        {"task": task_id, "at": at},
    )
    row = rows.one_or_none()
    if row is not None:
        await tell(session, row.raised_by, row.cell_id)

"""Visits that seats ask for (转上门).

The task of a visit stands in the customer's cell, so that it reaches a stand-in as well, and whoever gets the cell later.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewRequest, NewTask, Stage, VisitRequestRef
from gridward.engagement.tasks import add_task
from gridward.grids.public import cell_of_customer
from gridward.identity.contract import DataScope
from gridward.kernel.clock import POLICY_ZONE
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.platform.crypto import cipher
from gridward.platform.rules import RulePart, load_rules
from gridward.staffing.public import worker_of_cell

FLAG_PRIORITY = 100.0
BACK_PRIORITY = 60.0
"""Of the seat's task after a visit came back: as urgent as a promise to check."""


class RequestRules(RulePart):
    """A version of `grid_data/rules/visit_request`."""

    version: str
    accept_within_hours: int


async def raise_request(session: AsyncSession, scope: DataScope, new: NewRequest) -> VisitRequestRef:
    """Ask for a visit: a task on top of the day of whoever works the customer's cell, with a timer to accept it.

    Raises `request.open_already`, `request.wished_in_past`, `policy.not_found` and, out of scope, `customer.not_found`.
    """
    day = new.raised_at.astimezone(POLICY_ZONE).date()
    cell = await cell_of_customer(session, new.customer_id, day)
    if not scope.allows_cell(new.city_id, cell.cell_id if cell else None):
        raise NotFound("customer.not_found", "There is no such customer.", "Load the page again.")
    if new.wished_on is not None and new.wished_on < day:
        raise Invalid(
            "request.wished_in_past", f"{new.wished_on} is over.", "Wish for a day from today on.",
            wished_on=new.wished_on.isoformat(),
        )  # fmt: skip
    await _require_policy(session, new)
    accept_by = new.raised_at + timedelta(hours=request_rules().accept_within_hours)
    task = NewTask(
        new.city_id,
        new.customer_id,
        "flagged_visit",
        Stage.RENEWAL,
        "field",
        new.wished_on or accept_by.astimezone(POLICY_ZONE).date(),
        FLAG_PRIORITY + new.risk,
        f"flag/{new.id}",
        cell_id=cell.cell_id if cell else None,
        policy_id=new.policy_id,
        why=({"code": "flagged_by_seat", "params": {"reason": new.reason.value}}, *new.why),
    )
    await add_task(session, task)
    asked = cell.cell_id if cell and await worker_of_cell(session, cell.cell_id, day) else None
    await _insert(session, new, asked, task.id, accept_by)
    await tell(session, new.raised_by, task.cell_id)
    return VisitRequestRef(new.id, task.id, asked, accept_by)


def back_task(row: Any, source_key: str, at: datetime, why: dict[str, Any]) -> NewTask:
    """The seats' task after a visit came back. `row` has the request's city, customer, policy, cell and priority."""
    return NewTask(
        row.city_id,
        row.customer_id,
        "callback",
        Stage.RENEWAL,
        "seat",
        at.astimezone(POLICY_ZONE).date(),
        row.priority - FLAG_PRIORITY + BACK_PRIORITY,
        source_key,
        cell_id=row.cell_id,
        policy_id=row.policy_id,
        why=(why,),
    )


def request_rules() -> RequestRules:
    """The rules in force."""
    return load_rules(RequestRules, "visit_request")


async def tell(session: AsyncSession, raised_by: UUID, cell_id: int | None) -> None:
    """Wake those who look at the request: the seat, and whoever works the cell."""
    topics = [f"requests:{raised_by}", *([f"cell:{cell_id}"] if cell_id is not None else [])]
    await session.execute(
        text("SELECT pg_notify('progress', topic) FROM unnest(CAST(:topics AS text[])) AS t (topic)"),
        {"topics": topics},
    )


async def _require_policy(session: AsyncSession, new: NewRequest) -> None:
    if new.policy_id is None:
        return
    known = await session.scalar(
        text(
            """SELECT EXISTS (SELECT FROM book.policy p
                JOIN census.customer_standing s ON s.customer_id IN (p.holder_id, p.insured_id)
                WHERE p.id = :policy AND s.person_id = :customer)"""
        ),
        {"policy": new.policy_id, "customer": new.customer_id},
    )
    if not known:
        raise NotFound("policy.not_found", "The customer has no such policy.", "Choose one of his policies.")


async def _insert(
    session: AsyncSession, new: NewRequest, cell_id: int | None, task_id: UUID, accept_by: datetime
) -> None:
    sealed = cipher().seal(new.note, f"engagement.visit_request.note/{new.id}") if new.note else None
    made = await session.scalar(
        text(
            """INSERT INTO engagement.visit_request (id, city_id, customer_id, policy_id, cell_id, raised_by, raised_at,
                   reason, note_sealed, wished_on, wished_part, accept_by, task_id)
               VALUES (:id, :city_id, :customer_id, :policy_id, :cell_id, :raised_by, :raised_at, :reason, :note_sealed,
                   :wished_on, :wished_part, :accept_by, :task_id)
               ON CONFLICT (customer_id) WHERE state IN ('pending', 'accepted') DO NOTHING RETURNING id"""
        ),
        {**vars(new), "cell_id": cell_id, "task_id": task_id, "accept_by": accept_by, "note_sealed": sealed},
    )
    if made is None:
        raise Conflict(
            "request.open_already",
            "A visit to this customer has been asked for already.",
            "See its state among the visits asked for.",
        )

"""What follows from a contact: the next task, and the first contact that needs no task any more."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_task, close_task
from gridward.field.operations.work import Work
from gridward.field.rules import field_rules
from gridward.kernel.clock import today
from gridward.kernel.working_days import working_days

_AGAIN_PRIORITY = 20.0
_SEAT_PRIORITY = 50.0
"""Below promises to check and visits that were given back."""


async def visit_again(
    session: AsyncSession, work: Work, task: Row[Any] | None, source_key: str, on: date | None
) -> None:
    """A visit that is to be made again, in the cell that the customer has today."""
    due_on = on or in_working_days(field_rules().next_step.visit_again_working_days)
    why = {"code": "visit_again", "params": {"on": due_on.isoformat()}}
    await add_task(
        session,
        await _task(session, work, task, "visit_again", "field", due_on, _AGAIN_PRIORITY, source_key, why),
    )


async def ask_seats(
    session: AsyncSession, work: Work, task: Row[Any] | None, source_key: str, outcome: str, on: date | None
) -> None:
    """A call that the seats are to make."""
    due_on = on or in_working_days(field_rules().next_step.seat_call_working_days)
    why = {"code": "asked_by_specialist", "params": {"outcome": outcome, "on": on and on.isoformat()}}
    await add_task(
        session, await _task(session, work, task, "callback", "seat", due_on, _SEAT_PRIORITY, source_key, why)
    )


async def close_first_contacts(session: AsyncSession, work: Work, outcome: str) -> None:
    """Close what asks for a first contact: it was made."""
    tasks = await session.scalars(
        text(
            """SELECT id FROM engagement.task
               WHERE customer_id = :customer AND kind = 'first_contact' AND state = 'open'"""
        ),
        {"customer": work.customer_id},
    )
    for task_id in tasks.all():
        await close_task(session, task_id, "done", outcome, work.account_id)


def in_working_days(count: int) -> date:
    """The day so many working days after today."""
    return working_days(today() + timedelta(days=1), count)[-1]


async def _task(
    session: AsyncSession,
    work: Work,
    task: Row[Any] | None,
    kind: str,
    workplace: str,
    due_on: date,
    priority: float,
    source_key: str,
    why: dict[str, Any],
) -> NewTask:
    stage = task.stage if task is not None else await _stage(session, work)
    return NewTask(
        work.city_id,
        work.person,
        kind,
        Stage(stage),
        workplace,
        due_on,
        priority,
        source_key,
        cell_id=work.cell_now,
        policy_id=task and task.policy_id,
        instalment=task and task.instalment,
        # A visit is made again on its day, not before.
        starts_on=due_on if workplace == "field" else None,
        why=(why,),
    )


async def _stage(session: AsyncSession, work: Work) -> str:
    stage = await session.scalar(
        text("SELECT stage FROM engagement.care WHERE customer_id = :customer"),
        {"customer": work.customer_id},
    )
    return stage or Stage.RENEWAL

"""What follows from a contact: the next task, and the first contact that needs no task any more."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import REACHED_BY_CALL, REACHED_BY_VISIT, NewContact, NewTask, Stage
from gridward.engagement.public import (
    add_task,
    close_task,
    close_tasks,
    forget_contact,
    judge_search,
    may_settle,
    reopen_task,
    settle_appointments,
    unsettle_appointments,
    with_appointments,
)
from gridward.field.operations.work import Work, his_task
from gridward.field.rules import field_rules
from gridward.kernel.clock import today
from gridward.kernel.working_days import working_days
from gridward.platform.statements import Row, Statement

_AGAIN_PRIORITY = 20.0
_SEAT_PRIORITY = 50.0
"""Below promises to check and visits that were given back."""

_ASKING = Statement(
    """SELECT t.id, t.customer_id
       FROM unnest(CAST(:customers AS bigint[]), CAST(:days AS date[])) AS m (customer_id, day)
       JOIN engagement.task t USING (customer_id)
       WHERE t.state = 'open' AND (t.kind = 'first_contact' OR t.kind = 'occasion' AND t.starts_on <= m.day)"""
)

Made = tuple[Work, NewContact]
"""A contact and the work that it was; of one account with different persons, where there are many."""


async def visit_again(
    session: AsyncSession, work: Work, task: Row | None, source_key: str, on: date | None
) -> None:
    """A visit that is to be made again, in the cell that the customer has today."""
    due_on = on or in_working_days(field_rules().next_step.visit_again_working_days)
    why = {"code": "visit_again", "params": {"on": due_on.isoformat()}}
    await add_task(
        session,
        await _task(session, work, task, "visit_again", "field", due_on, _AGAIN_PRIORITY, source_key, why),
    )


async def ask_seats(
    session: AsyncSession, work: Work, task: Row | None, source_key: str, outcome: str, on: date | None
) -> None:
    """A call that the seats are to make."""
    due_on = on or in_working_days(field_rules().next_step.seat_call_working_days)
    why = {"code": "asked_by_specialist", "params": {"outcome": outcome, "on": on and on.isoformat()}}
    await add_task(
        session, await _task(session, work, task, "callback", "seat", due_on, _SEAT_PRIORITY, source_key, why)
    )


async def close_what_asks_for_contact(session: AsyncSession, made: Sequence[Made]) -> None:
    """Close what asks for a first contact, or to be in touch on an occasion that has come, where somebody was reached."""
    reached = [(work, contact) for work, contact in made if contact.reached]
    if not reached:
        return
    values = {"customers": [work.person for work, _ in reached], "days": [work.day for work, _ in reached]}
    rows = await _ASKING.rows(session, values)
    closings = {work.person: (contact.result, work.op_id) for work, contact in reached}
    done = {row.id: closings[row.customer_id] for row in rows}
    await close_tasks(session, done, "done", reached[0][0].account_id)


async def settle(session: AsyncSession, made: Sequence[Made]) -> None:
    """Close what was agreed with them for the days of the contacts, with the tasks that were for nothing else."""
    met = [one for one in made if may_settle(one[1].channel, one[1].reached)]
    awaited = await with_appointments(session, [work.person for work, _ in met]) if met else set()
    for work, contact in met:
        if work.person in awaited:
            await _settle(session, work, contact)


async def _settle(session: AsyncSession, work: Work, contact: NewContact) -> None:
    tasks = await settle_appointments(
        session, work.person, work.day, work.at, contact.id, contact.channel, contact.reached, contact.task_id
    )
    for task_id in tasks:
        task = await his_task(session, work, task_id)
        if task is not None and task.kind == "appointment":
            await close_task(session, task_id, "done", contact.result, work.account_id, work.op_id)


async def forget(session: AsyncSession, work: Work, contact_id: UUID, op_id: UUID) -> None:
    """Let a contact be as if it had never been made. Where no other one reached the customer, it is to be made."""
    for task_id in await unsettle_appointments(session, contact_id):
        await reopen_task(session, task_id, op_id)
    reached = await forget_contact(session, contact_id, REACHED_BY_CALL | REACHED_BY_VISIT)
    await judge_search(session, work.person)
    if reached:
        return
    tasks = await session.scalars(
        text(
            "SELECT id FROM engagement.task WHERE customer_id = :customer AND kind IN ('first_contact', 'occasion')"
        ),
        {"customer": work.customer_id},
    )
    for task_id in tasks.all():
        await reopen_task(session, task_id, op_id)


def in_working_days(count: int) -> date:
    """The day so many working days after today."""
    return working_days(today() + timedelta(days=1), count)[-1]


async def _task(
    session: AsyncSession,
    work: Work,
    task: Row | None,
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

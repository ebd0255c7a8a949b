"""Tasks that are not done."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_task, agreed_for_day, close_tasks, drop_tasks, reopen_task
from gridward.field.operations.followups import in_working_days
from gridward.field.operations.work import Outcome, Result, Work, their_tasks
from gridward.field.payloads import TaskSkip
from gridward.field.rules import field_rules
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.statements import Row


async def skip(session: AsyncSession, skipped: Sequence[tuple[Work, TaskSkip]]) -> list[Outcome]:
    """Skip tasks. For want of time one is only put off: the same work is due again soon.

    `task.unknown`, `task.is_request` for a visit that a seat asked for: that one is given back; and `task.is_appointment`:
    what was agreed for the day is moved or cancelled.
    """
    tasks = await their_tasks(session, [(work, payload.task_id) for work, payload in skipped])
    agreed = await agreed_for_day(
        session, [(work.person, payload.task_id, work.day) for work, payload in skipped]
    )
    outcomes = [_outcome(tasks.get(payload.task_id), payload.task_id in agreed) for _, payload in skipped]
    his = [one for one, outcome in zip(skipped, outcomes, strict=True) if isinstance(outcome, Result)]
    closings = {payload.task_id: (payload.reason, work.op_id) for work, payload in his}
    closed = await close_tasks(session, closings, "skipped", skipped[0][0].account_id)
    for work, payload in his:
        if payload.task_id in closed and payload.reason == "no_time":
            await _put_off(session, work, tasks[payload.task_id])
    return outcomes


def _outcome(task: Row | None, agreed: bool) -> Outcome:
    if task is None:
        return NotFound("task.unknown", "The customer has no such task.", "Load the day's work again.")
    if task.kind == "flagged_visit":
        return Conflict(
            "task.is_request", "A seat asked for this visit.", "Give the request back with a reason."
        )
    if agreed or task.kind == "appointment":
        return Conflict(
            "task.is_appointment", "This was agreed with the customer.", "Move the appointment, or cancel it."
        )
    return Result()


async def _put_off(session: AsyncSession, work: Work, task: Row) -> None:
    later = in_working_days(field_rules().next_step.no_time_working_days)
    await add_task(
        session,
        NewTask(
            work.city_id,
            work.person,
            task.kind,
            Stage(task.stage),
            "field",
            later,
            task.priority,
            f"again/{task.id}",
            cell_id=work.cell_now,
            policy_id=task.policy_id,
            instalment=task.instalment,
            starts_on=later,
            why=tuple(task.why),
        ),
    )


async def undo_skip(session: AsyncSession, work: Work, payload: TaskSkip, op_id: UUID) -> UUID | None:
    """Open a task again that was skipped; what it was put off to is not to be done any more.

    Returns the task where that is closed already.
    """
    if not await reopen_task(session, payload.task_id, op_id):
        return None
    dropped = await drop_tasks(session, work.city_id, f"again/{payload.task_id}", work.account_id)
    return None if dropped else payload.task_id

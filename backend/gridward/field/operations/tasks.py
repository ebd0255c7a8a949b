"""Tasks that are not done."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewTask, Stage
from gridward.engagement.public import add_task, close_task
from gridward.field.operations.followups import in_working_days
from gridward.field.operations.work import Result, Work, his_task
from gridward.field.payloads import TaskSkip
from gridward.field.rules import field_rules
from gridward.kernel.errors import Conflict, NotFound


async def skip(session: AsyncSession, work: Work, payload: TaskSkip) -> Result:
    """Skip a task. For want of time it is only put off: the same work is due again soon.

    Raises `task.unknown`, and `task.is_request` for a visit that a seat asked for: that one is given back.
    """
    task = await his_task(session, work, payload.task_id)
    if task is None:
        raise NotFound("task.unknown", "The customer has no such task.", "Load the day's work again.")
    if task.kind == "flagged_visit":
        raise Conflict(
            "task.is_request", "A seat asked for this visit.", "Give the request back with a reason."
        )
    skipped = await close_task(session, task.id, "skipped", payload.reason, work.account_id)
    if skipped and payload.reason == "no_time":
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
    return Result()

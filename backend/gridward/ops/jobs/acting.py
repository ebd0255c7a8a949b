"""What somebody may do about jobs: try one again that failed, run a city's day now. Twice does no more than once."""

from sqlalchemy import RowMapping, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.public import requeue_import
from gridward.grids.public import requeue_plan
from gridward.identity.contract import DataScope
from gridward.kernel.errors import Conflict, NotFound
from gridward.ops.jobs.queries import find_job
from gridward.ops.jobs.queueing import ask_for_day
from gridward.platform.audit import record_act
from gridward.renewal.public import requeue_delivery

_RELATION = "procrastinate_jobs"
_RUNNING = text(
    """SELECT id FROM procrastinate_jobs
       WHERE task_name = 'run_day' AND args ->> 'city_id' = :city AND status = 'doing' ORDER BY id LIMIT 1"""
)


async def get_job(session: AsyncSession, scope: DataScope, job_id: int) -> RowMapping:
    """A job in scope. Raises `job.not_found`."""
    found = await find_job(session, scope, job_id)
    if found is None:
        raise NotFound("job.not_found", f"There is no job {job_id}.", "See the list of jobs.")
    return found


async def retry_job(session: AsyncSession, scope: DataScope, job_id: int) -> None:
    """Let a job that failed, or that waits to be tried again, begin as soon as somebody is free.

    Raises `job.not_found`, `job.not_failed` where there is nothing to try again, `job.next_waits` where the next of what
    comes by the clock is there, and what the import, plan or debit file that it is for refuses.
    """
    await session.execute(text("SELECT FROM procrastinate_jobs WHERE id = :job FOR UPDATE"), {"job": job_id})
    job = await get_job(session, scope, job_id)
    if job["state"] == "again":
        await session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = :job"), {"job": job_id}
        )
    elif job["state"] == "failed":
        await _let_wait(session, scope, job)
        await _let_begin(session, job_id)
    else:
        raise Conflict(
            "job.not_failed",
            f"The job is {job['state']}.",
            "There is nothing to try again: load the jobs again.",
            state=job["state"],
        )
    await record_act(session, _RELATION, str(job_id), {"asked": "retry", "kind": job["kind"]})


async def order_day(session: AsyncSession, city_id: int) -> int:
    """Have a city's day run now; the number of its job. One that waits or runs already stands for it."""
    # Two orders at once must not queue two.
    await session.execute(text("SELECT FROM city.city WHERE id = :id FOR NO KEY UPDATE"), {"id": city_id})
    running: int | None = await session.scalar(_RUNNING, {"city": str(city_id)})
    if running is not None:
        return running
    job_id = await ask_for_day(session, city_id)
    await record_act(session, _RELATION, str(job_id), {"asked": "run", "kind": "run_day"})
    return job_id


async def _let_begin(session: AsyncSession, job_id: int) -> None:
    try:
        async with session.begin_nested():
            await session.execute(
                text("SELECT procrastinate_retry_job_v2(:job, NULL, NULL, NULL, NULL)"), {"job": job_id}
            )
    except IntegrityError as error:
        # Of what comes by the clock one waits at a time.
        raise Conflict(
            "job.next_waits",
            "The next job of this kind waits already.",
            "There is nothing to do: it begins as soon as somebody is free.",
        ) from error


async def _let_wait(session: AsyncSession, scope: DataScope, job: RowMapping) -> None:
    """What a job is for waits with it."""
    if job["import_id"] is not None:
        await requeue_import(session, scope, job["import_id"])
    elif job["plan_id"] is not None:
        await requeue_plan(session, scope, job["plan_id"])
    elif job["delivery_id"] is not None:
        await requeue_delivery(session, scope, job["delivery_id"])

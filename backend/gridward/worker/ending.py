"""What somebody asked for, when its job ends badly: it says so itself, and does not stay queued for good."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import psycopg
from procrastinate import JobContext
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker

from gridward.census.public import abandon_import
from gridward.grids.public import abandon_plan
from gridward.platform.retries import JobBusy, JobInterrupted
from gridward.renewal.public import abandon_delivery

_ABANDON = {"import_delivery": abandon_import, "build_plan": abandon_plan, "take_debits": abandon_delivery}
# Trying again counts it once more.
_NOT_BEGUN = "UPDATE procrastinate_jobs SET attempts = attempts - 1 WHERE id = %(job)s"

Work = Callable[[], Awaitable[Any]]


def seen_to_its_end(url: str) -> Callable[[Work, JobContext, Worker], Awaitable[Any]]:
    """Around a job: one that waited has not begun, and what one was for that is not tried again learns of it."""

    async def around(work: Work, context: JobContext, worker: Worker) -> Any:
        try:
            return await work()
        except JobBusy:
            # A wait that is counted after all is no harm.
            with contextlib.suppress(ConnectorException):
                await context.app.connector.execute_query_async(_NOT_BEGUN, job=context.job.id)
            raise
        except Exception as error:
            if context.task.get_retry_exception(error, context.job) is None:
                await _tell(url, context, error)
            raise

    return around


async def abandon(url: str, task: str, number: str) -> None:
    """Let an import, a plan or a debit file say that it was interrupted, unless it has ended already. A day is run again."""
    if act := _ABANDON.get(task):
        await asyncio.to_thread(act, url, UUID(number))


async def _tell(url: str, context: JobContext, error: Exception) -> None:
    try:
        for number in context.job.task_kwargs.values():
            await abandon(url, context.job.task_name, str(number))
    except psycopg.OperationalError:
        # The database restarts: were the job given up now, what it was for would wait for nobody.
        raise JobInterrupted(context.job.task_name) from error

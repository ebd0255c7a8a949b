"""Working off jobs, alone or beside something else, and taking up what others left."""

import asyncio
import contextlib
import signal

import structlog
from procrastinate import App
from procrastinate.jobs import Job, Status

from gridward.kernel.clock import now
from gridward.ops.jobs.nights import missed_cities
from gridward.ops.jobs.queueing import queue_day
from gridward.platform.db import connect
from gridward.platform.jobs import QUEUE
from gridward.platform.retries import MOST_BEGINNINGS
from gridward.worker.ending import abandon
from gridward.worker.tasks import make_worker

_log = structlog.get_logger()
_AGAIN_S = 2.0
_LOOK_S = 10.0
"""How often it is looked for jobs whose worker died and for nights that were missed."""
_GRACE_S = 2.0
"""A job that would take longer to end is interrupted when the worker is told to stop; the next worker takes it up."""


async def work_until_told(url: str) -> None:
    """Work off jobs until SIGINT or SIGTERM."""
    working = asyncio.create_task(work_on(url))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, working.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await working


async def work_on(url: str) -> None:
    """Work off jobs until cancelled; what stops the work, such as a database that restarts, does not end it."""
    while True:
        try:
            await _work(url)
        except Exception as error:
            _log.warning("worker_interrupted", error=type(error).__name__)
        await asyncio.sleep(_AGAIN_S)


async def _work(url: str) -> None:
    app = make_worker(url)
    async with app.open_async():
        looking = asyncio.create_task(_look_again_and_again(app, url))
        try:
            await app.run_worker_async(
                queues=[QUEUE],
                concurrency=1,
                install_signal_handlers=False,
                shutdown_graceful_timeout=_GRACE_S,
            )
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking


async def _look_again_and_again(app: App, url: str) -> None:
    while True:
        try:
            await take_up(app, url)
            await asyncio.to_thread(catch_up, url)
        except Exception as error:
            _log.warning("looking_interrupted", error=type(error).__name__)
        await asyncio.sleep(_LOOK_S)


async def take_up(app: App, url: str) -> None:
    """Let jobs whose worker died begin again; one that never ends is given up."""
    for job in await app.job_manager.get_stalled_jobs(queue=QUEUE):
        if job.queueing_lock is not None:
            # The next of its kind comes by the clock, and perhaps waits already.
            await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=False)
        elif job.attempts < MOST_BEGINNINGS:
            await app.job_manager.retry_job(job)
        else:
            await _give_up(app, url, job)


async def _give_up(app: App, url: str, job: Job) -> None:
    _log.error("job_given_up", task=job.task_name, job=job.id, attempts=job.attempts)
    # First: where the database goes away in between, the job is given up another time.
    for number in job.task_kwargs.values():
        await abandon(url, job.task_name, str(number))
    await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


def catch_up(url: str) -> None:
    """Give the cities whose night was missed, because no worker was there, their day."""
    with connect(url, "worker") as connection:
        for city_id in missed_cities(connection, now()):
            _log.info("night_missed", city=city_id)
            queue_day(connection, city_id)

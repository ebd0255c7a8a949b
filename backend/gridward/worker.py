"""The worker: takes jobs from the queue and runs each in a process of its own.

A job computes for seconds or minutes; in the worker's own process it would hold up the heartbeats by which others see that
the worker lives. Jobs of a worker that died are taken up again.
"""

import asyncio
import sys
from uuid import UUID

import structlog
from procrastinate import App

from gridward.census.public import abandon_import, run_registered
from gridward.engagement.public import expire_requests
from gridward.grids.public import abandon_plan, build_plan
from gridward.kernel.clock import now, today
from gridward.kernel.errors import GridwardError
from gridward.ops.day import day_lock, run_day
from gridward.platform import log
from gridward.platform.db import connect
from gridward.platform.jobs import QUEUE, job_app

_log = structlog.get_logger()
_AGAIN_S = 2.0
_ABANDON = {"import_delivery": abandon_import, "build_plan": abandon_plan}
"""How a job's row learns that its process died."""


class JobFailed(Exception):
    """A job's process ended badly: the queue keeps the job as failed, where the figures count it."""


def make_worker(url: str) -> App:
    """The queue's application with all tasks."""
    app = job_app(url)

    @app.task(name="import_delivery", queue=QUEUE)
    async def import_delivery(import_id: str) -> None:
        await _apart(url, "import_delivery", import_id)

    @app.task(name="build_plan", queue=QUEUE)
    async def build(plan_id: str) -> None:
        await _apart(url, "build_plan", plan_id)

    @app.task(name="run_day", queue=QUEUE)
    async def day(city_id: str) -> None:
        await _apart(url, "run_day", city_id)

    # Cron counts in UTC: two o'clock in the night of the policies' time zone. They have no summer time.
    @app.periodic(cron="0 18 * * *")
    @app.task(name="nightly", queue=QUEUE)
    async def nightly(timestamp: int) -> None:
        for city_id in await asyncio.to_thread(_cities, url):
            await day.configure(lock=day_lock(city_id)).defer_async(city_id=str(city_id))

    # A seat waits for the answer: that nobody gave one in time is to be known within minutes, not after the night.
    @app.periodic(cron="*/5 * * * *")
    @app.task(name="expire_requests", queue=QUEUE)
    async def expire(timestamp: int) -> None:
        await asyncio.to_thread(_expire, url)

    return app


async def work(url: str, *, signals: bool = True) -> None:
    """Work off jobs until the process is told to stop, or, without `signals`, until the task is cancelled."""
    app = make_worker(url)
    async with app.open_async():
        for job in await app.job_manager.get_stalled_jobs():
            await app.job_manager.retry_job(job)
        await app.run_worker_async(queues=[QUEUE], concurrency=1, install_signal_handlers=signals)


async def work_on(url: str) -> None:
    """Work off jobs beside something else; what stops the work, such as a database that restarts, does not end it."""
    while True:
        try:
            await work(url, signals=False)
        except Exception as error:
            _log.warning("worker_interrupted", error=type(error).__name__)
        await asyncio.sleep(_AGAIN_S)


async def _apart(url: str, task: str, number: str) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "gridward.worker", task, url, number)
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code:
        _log.warning("job_failed", task=task, number=number, code=code)
        # Killed, perhaps for want of memory, it could not note it itself. A day is run again with the next night.
        if abandon := _ABANDON.get(task):
            await asyncio.to_thread(abandon, url, UUID(number))
        raise JobFailed(task)


def _cities(url: str) -> list[int]:
    with connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM city.city ORDER BY id")]


def _expire(url: str) -> None:
    for city_id in _cities(url):
        with connect(url, "worker") as connection:
            expire_requests(connection, city_id, now())


def run_task(task: str, url: str, number: str) -> None:
    """Run one task in this process. What a person can be told is kept with the import or plan, not thrown."""
    try:
        if task == "import_delivery":
            _import(url, UUID(number))
        elif task == "build_plan":
            build_plan(url, UUID(number))
        elif task == "run_day":
            run_day(url, int(number), today())
        else:
            raise ValueError(task)
    except GridwardError as error:
        _log.info("job_refused", task=task, number=number, code=error.code)


def _import(url: str, import_id: UUID) -> None:
    run_registered(url, import_id)
    with connect(url) as connection:
        row = connection.execute(
            "SELECT city_id FROM census.import_run WHERE id = %s", [import_id]
        ).fetchone()
    assert row is not None
    run_day(url, row[0], today())


if __name__ == "__main__":
    log.configure()
    run_task(*sys.argv[1:])

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
from gridward.grids.public import abandon_plan, build_plan
from gridward.kernel.errors import GridwardError
from gridward.platform.jobs import QUEUE, job_app

_log = structlog.get_logger()
_AGAIN_S = 2.0


def make_worker(url: str) -> App:
    """The queue's application with all tasks."""
    app = job_app(url)

    @app.task(name="import_delivery", queue=QUEUE)
    async def import_delivery(import_id: str) -> None:
        await _apart(url, "import_delivery", import_id)

    @app.task(name="build_plan", queue=QUEUE)
    async def build(plan_id: str) -> None:
        await _apart(url, "build_plan", plan_id)

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
        # Killed, perhaps for want of memory, it could not note it itself.
        abandon = abandon_import if task == "import_delivery" else abandon_plan
        await asyncio.to_thread(abandon, url, UUID(number))


def run_task(task: str, url: str, number: str) -> None:
    """Run one task in this process. What a person can be told is kept with the import or plan, not thrown."""
    try:
        if task == "import_delivery":
            run_registered(url, UUID(number))
        elif task == "build_plan":
            build_plan(url, UUID(number))
        else:
            raise ValueError(task)
    except GridwardError as error:
        _log.info("job_refused", task=task, number=number, code=error.code)


if __name__ == "__main__":
    run_task(*sys.argv[1:])

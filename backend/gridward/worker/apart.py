"""The worker's side of a job in a process of its own."""

import asyncio
import os
import signal
import sys
from uuid import UUID

import structlog

from gridward.census.public import abandon_import
from gridward.grids.public import abandon_plan
from gridward.platform.retries import JobBusy, JobFailed

BUSY = 75
"""The exit code of a job that has to wait for another one; that of sysexits for what is only so for the moment."""

_ABANDON = {"import_delivery": abandon_import, "build_plan": abandon_plan}
"""How a job's row learns that nobody works on it any more."""
_log = structlog.get_logger()


async def run_apart(url: str, task: str, number: str) -> None:
    """Run a task in a process of its own, which ends with this one. Raises `JobFailed` and `JobBusy`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "gridward.worker",
        task,
        url,
        number,
        # Never written to: that it closes tells the process that the worker is gone.
        stdin=asyncio.subprocess.PIPE,
        # Ctrl+C is for the worker, which then gives the job back.
        start_new_session=True,
        env=os.environ | {"PGOPTIONS": _options()},
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    # Who stops a whole group of processes tells the job's to stop as well, perhaps before the worker: it may begin again.
    if code in (BUSY, -signal.SIGTERM):
        raise JobBusy(task)
    if code:
        _log.warning("job_failed", task=task, number=number, code=code)
        # Killed, perhaps for want of memory, it could not note it itself.
        await abandon(url, task, number)
        raise JobFailed(task)


async def abandon(url: str, task: str, number: str) -> None:
    """Let a job's row say that it was interrupted, unless it has ended already. A day is run again."""
    if act := _ABANDON.get(task):
        await asyncio.to_thread(act, url, UUID(number))


def _options() -> str:
    """A query of a process that died ends within seconds, instead of holding its locks to the end."""
    return f"{os.environ.get('PGOPTIONS', '')} -c client_connection_check_interval=2s".strip()

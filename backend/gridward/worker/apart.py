"""The worker's side of a job in a process of its own."""

import asyncio
import os
import signal
import sys

import structlog

from gridward.platform.retries import JobBusy, JobFailed, JobInterrupted

BUSY = 75
"""The exit code of a job that has to wait for another one; that of sysexits for what is only so for the moment."""
URL = "GRIDWARD_JOB_DATABASE"
"""The environment variable with the database's address: everybody on the machine sees a process's arguments, and the address
may hold a password."""

_log = structlog.get_logger()


async def run_apart(url: str, task: str, number: str) -> None:
    """Run a task in a process of its own, which ends with this one. Raises `JobFailed`, `JobBusy`, `JobInterrupted`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "gridward.worker",
        task,
        number,
        # Never written to: that it closes tells the process that the worker is gone.
        stdin=asyncio.subprocess.PIPE,
        # Ctrl+C is for the worker, which then gives the job back.
        start_new_session=True,
        env=os.environ | {URL: url, "PGOPTIONS": _options()},
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code == BUSY:
        raise JobBusy(task)
    # Who stops a whole group of processes tells the job's to stop as well, perhaps before the worker: it may begin again.
    if code == -signal.SIGTERM:
        raise JobInterrupted(task)
    if code:
        _log.warning("job_failed", task=task, number=number, code=code)
        raise JobFailed(task)


def _options() -> str:
    """A query of a process that died ends within seconds, instead of holding its locks to the end."""
    return f"{os.environ.get('PGOPTIONS', '')} -c client_connection_check_interval=2s".strip()

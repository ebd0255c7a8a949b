"""The job's side of a process of its own: `python -m gridward.worker TASK NUMBER`."""

import os
import sys
import threading

from gridward.kernel.loading import load
from gridward.platform import log
from gridward.platform.retries import JobBusy, JobFailed
from gridward.worker.apart import BUSY, URL


def _end_with_the_worker() -> None:
    """End at once when the worker is gone: another one takes the job up, and two must not do it."""
    os.read(
        sys.stdin.fileno(), 1
    )  # not through the buffer, whose lock would stand in the way of an end in order
    os._exit(1)


def main(task: str, number: str) -> int:
    """Run a task; the exit code."""
    log.configure()
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    try:
        load("gridward.worker.running").run_task(task, os.environ[URL], number)
    except JobBusy:
        return BUSY
    except JobFailed:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

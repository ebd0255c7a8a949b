"""When a job that did not end well is tried again."""

import asyncio
from collections.abc import Sequence

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

PAUSE_S = 30
"""After so long it is looked again whether what a job needs is free."""
MOST_BEGINNINGS = 10
"""A job that was begun so often and never ended is given up: it may be what ends the workers."""


class JobFailed(Exception):
    """A job's process ended badly; its row, or the log, says why."""


class JobBusy(Exception):
    """Something else holds what the job needs, and lives: it will be free later, however long that takes."""


class JobInterrupted(Exception):
    """The job was told to stop, or nobody could be told how it ended: it may begin again."""


class Retries(BaseRetryStrategy):
    """Again after growing pauses, in seconds, one for each time that it may be tried again; none: a failure is final.

    A job that was interrupted because its worker was told to stop is for the next worker, at once. Every beginning of a job
    counts, also one after an interruption; who only waits for another job has not begun.
    """

    def __init__(self, pauses_s: Sequence[int] = ()) -> None:
        self.pauses_s = tuple(pauses_s)

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None: never."""
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision()
        if isinstance(exception, JobBusy):
            return self._after(PAUSE_S)
        if isinstance(exception, JobInterrupted):
            return self._after(PAUSE_S) if job.attempts < MOST_BEGINNINGS else None
        if job.attempts < len(self.pauses_s):
            return self._after(self.pauses_s[job.attempts])
        return None

    @staticmethod
    def _after(seconds: int) -> RetryDecision:
        return RetryDecision(retry_in={"seconds": seconds})

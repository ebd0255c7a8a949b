"""When a job is tried again."""

import asyncio
from datetime import datetime, timedelta

import pytest
from procrastinate.jobs import Job

from gridward.platform.retries import MOST_BEGINNINGS, JobBusy, JobFailed, JobInterrupted, Retries

PAUSES = (60, 300, 1_800)


def _decide(retries: Retries, error: BaseException, attempts: int) -> timedelta | None:
    """After how long it is tried again; None: never."""
    job = Job(id=1, queue="city", lock=None, queueing_lock=None, task_name="x", attempts=attempts)
    before = datetime.now().astimezone()
    decision = retries.get_retry_decision(exception=error, job=job)
    if decision is None:
        return None
    return timedelta(0) if decision.retry_at is None else decision.retry_at - before


@pytest.mark.parametrize("attempts", range(len(PAUSES)))
def test_the_pauses_grow(attempts: int) -> None:
    pause = _decide(Retries(PAUSES), JobFailed("x"), attempts)
    assert pause is not None and abs(pause.total_seconds() - PAUSES[attempts]) < 5


def test_there_is_an_end_to_it() -> None:
    assert _decide(Retries(PAUSES), JobFailed("x"), len(PAUSES)) is None


def test_a_failure_is_final_where_nothing_else_is_said() -> None:
    assert _decide(Retries(), JobFailed("x"), 0) is None


@pytest.mark.parametrize("retries", [Retries(), Retries(PAUSES)])
def test_who_was_told_to_stop_leaves_his_job_to_the_next_one(retries: Retries) -> None:
    assert _decide(retries, asyncio.CancelledError(), 50) == timedelta(0)


def test_who_has_to_wait_for_another_asks_again_as_long_as_that_takes() -> None:
    pause = _decide(Retries(), JobBusy("x"), 10_000)
    assert pause is not None and 20 < pause.total_seconds() < 40


def test_who_is_interrupted_again_and_again_is_given_up() -> None:
    pause = _decide(Retries(), JobInterrupted("x"), MOST_BEGINNINGS - 1)
    assert pause is not None and 20 < pause.total_seconds() < 40
    assert _decide(Retries(), JobInterrupted("x"), MOST_BEGINNINGS) is None

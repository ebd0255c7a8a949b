"""Jobs written straight into the queue, in every state."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

LOCK = {
    "run_day": "day",
    "deliver_messages": "messages",
    "import_delivery": "import",
    "build_plan": "plan",
    "take_debits": "debits",
}
KEY = {"import_delivery": "import_id", "build_plan": "plan_id", "take_debits": "delivery_id"}


def put_job(
    url: str,
    task: str,
    number: object,
    status: str = "todo",
    *,
    attempts: int = 0,
    in_s: int | None = None,
    queueing_lock: str | None = None,
) -> int:
    """A job of one argument, which began where it is not waiting; `in_s`: it is tried again in so many seconds."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, args, lock, attempts, scheduled_at, queueing_lock)
               VALUES ('city', %s, %s, %s, %s, now() + make_interval(secs => %s), %s) RETURNING id""",
            [
                task,
                json.dumps({KEY.get(task, "city_id"): str(number)}),
                f"{LOCK.get(task, task)} {number}",
                attempts,
                in_s,
                queueing_lock,
            ],
        ).fetchone()
        assert row is not None
        if status != "todo":
            for state in dict.fromkeys(("doing", status)):
                connection.execute(
                    "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s",
                    [state, row[0]],
                )
    return int(row[0])


def put_worker(url: str, *, silent_s: int = 0) -> int:
    """A worker who was heard of so many seconds ago."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))
               RETURNING id""",
            [silent_s],
        ).fetchone()
    assert row is not None
    return int(row[0])


def work_on(url: str, job_id: int, worker_id: int) -> None:
    """Let a worker have begun a job."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker_id, job_id],
        )


@contextmanager
def in_work(url: str, task: str, number: object) -> Iterator[None]:
    """Inside the block a worker who lives is in the middle of a job; afterwards there is neither."""
    # Not for now, so that a worker of the application cannot take it before it is given to this one.
    job_id, worker_id = put_job(url, task, number, in_s=3_600), put_worker(url, silent_s=-3_600)
    work_on(url, job_id, worker_id)
    try:
        yield
    finally:
        with psycopg.connect(url) as connection:
            connection.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
            connection.execute("DELETE FROM procrastinate_workers WHERE id = %s", [worker_id])

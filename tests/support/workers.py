"""Workers as processes of their own, and what they do with the queue."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from gridward.kernel.clock import now
from gridward.ops.jobs.nights import night_before
from support.days import found

ALONE = ("worker",)
BESIDE = ("serve", "--port", "0")
"""As `gridward demo` has it too."""


@dataclass(frozen=True)
class Worker:
    """A process that works off jobs."""

    process: subprocess.Popen[bytes]
    log: Path

    def children(self) -> list[int]:
        """The processes that it has started and that still run."""
        return [pid for pid in _processes() if _parent(pid) == self.process.pid]


@contextlib.contextmanager
def worker(url: str, log: Path, command: tuple[str, ...] = ALONE) -> Iterator[Worker]:
    """A worker over a database, which is gone after the block, whatever happens in it. The clock begins no night in it."""
    _begin_nights(url)
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "gridward.cli.main", *command],
            env=os.environ | {"DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    try:
        yield Worker(process, log)
    finally:
        process.kill()
        process.wait()


def _begin_nights(url: str) -> None:
    """As if another worker had begun the last night and the next one: at two o'clock a test would meet a day more."""
    last = night_before(now())
    with psycopg.connect(url) as connection:
        for night in (last, last + timedelta(days=1)):
            connection.execute(
                """INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp) VALUES ('nightly', %s)
                   ON CONFLICT DO NOTHING""",
                [int(night.timestamp())],
            )


def runs(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked after does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def shuts_out(pid: int, number: signal.Signals) -> bool:
    """Whether a process that runs neither ends by a signal nor is interrupted by it."""
    state = Path(f"/proc/{pid}/status").read_text()
    masks = (
        int(line.split()[1], 16) for line in state.splitlines() if line.startswith(("SigBlk:", "SigIgn:"))
    )
    return any(mask >> (number - 1) & 1 for mask in masks)


def jobs(url: str) -> list[dict[str, Any]]:
    """What is or was in the queue for a city, in the order in which it was queued."""
    return found(
        url,
        """SELECT id, task_name AS task, status::text, attempts, args FROM procrastinate_jobs
           WHERE queueing_lock IS NULL ORDER BY id""",
    )


def all_done(url: str) -> bool:
    """Whether every job has ended well."""
    return {job["status"] for job in jobs(url)} == {"succeeded"}


def waiting(url: str, holder: psycopg.Connection) -> list[dict[str, Any]]:
    """What waits for a lock that `holder` has; for a moment a job also waits for others."""
    return found(
        url,
        """SELECT pid, wait_event, query_start::text, clock_timestamp()::text AS now, query FROM pg_stat_activity
           WHERE %s = ANY(pg_blocking_pids(pid))""",
        holder.info.backend_pid,
    )


def waits_for(url: str, holder: psycopg.Connection) -> bool:
    """Whether anything waits for a lock that `holder` has."""
    return waiting(url, holder) != []


def let_heartbeats_grow_old(url: str) -> None:
    """As if a minute had gone by since the workers were last heard of."""
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")


def _processes() -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*"):
        yield int(path.name)


def _parent(pid: int) -> int | None:
    with contextlib.suppress(OSError):
        state, parent, *_ = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(parent) if state != "Z" else None
    return None

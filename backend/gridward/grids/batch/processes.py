"""Cutting cities in processes of this machine: one a city, so that its memory is given back, and its death is its own."""

import contextlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from uuid import UUID

from gridward.grids.batch.jobs import Cutter, Done, Jobs, Results, died, do_job
from gridward.grids.cutting import CityJob
from gridward.platform import log

_TRIES = 2
"""A process may have been killed because its neighbours took the memory."""
# Not forked: the parent has threads and connections to the database.
_SPAWN = multiprocessing.get_context("spawn")


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(workers: int) -> Cutter:
    """Cut so many cities at a time."""
    return partial(_cut_all, workers=workers)


def _cut_all(jobs: Jobs, workers: int) -> Results:
    children = _Children()
    running: dict[Future[Done], UUID] = {}
    ended: set[Future[Done]] = set()
    with ThreadPoolExecutor(workers, initializer=_leave_ctrl_c_alone) as threads:
        try:
            while True:
                results = [(running.pop(future), future.result()) for future in ended]
                for number, job in islice(jobs, workers - len(running)):
                    running[threads.submit(children.cut, job)] = number
                # Those who take the results store them, while the next cities are cut already.
                yield from results
                if not running:
                    return
                ended = wait(running, return_when=FIRST_COMPLETED).done
        finally:
            children.end()


def _leave_ctrl_c_alone() -> None:
    """It reaches the whole group of processes, but a child that this thread starts inherits that it waits for its parent."""
    # The first child would start it, and whoever starts it lets Ctrl+C in again.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Children:
    """The processes that are at work; a thread waits for each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._alive: set[SpawnProcess] = set()
        self._ending = False

    def cut(self, job: CityJob) -> Done:
        """Cut a city in a process of its own."""
        for _ in range(_TRIES):
            if (done := self._try(job)) is not None:
                return done
        return died()

    def _try(self, job: CityJob) -> Done | None:
        """None where the process died."""
        ours, theirs = _SPAWN.Pipe()
        child = _SPAWN.Process(target=_work, args=(theirs,), name=f"gridward {job.city.code}")
        with self._lock:
            if self._ending:
                return None
            child.start()
            self._alive.add(child)
        theirs.close()
        try:
            ours.send(job)
            done: Done = ours.recv()
        except (EOFError, OSError):
            return None
        finally:
            ours.close()
            child.join()
            with self._lock:
                self._alive.discard(child)
        return done

    def end(self) -> None:
        """End those that still cut; no other is started."""
        with self._lock:
            self._ending = True
            for child in self._alive:
                child.terminate()


def _work(parent: Connection) -> None:
    """What a child does."""
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    log.configure()
    with contextlib.suppress(EOFError, BrokenPipeError):
        parent.send(do_job(parent.recv()))


def _end_with_the_parent() -> None:
    """A parent that was killed cannot end its children, and who starts it again must not find them at work."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)

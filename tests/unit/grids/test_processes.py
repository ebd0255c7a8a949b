"""Cities are cut in processes of their own: to the same bytes as here, and none takes another one with it."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from uuid import UUID

from gridward.grids.batch.jobs import Jobs, do_job
from gridward.grids.batch.processes import processes
from gridward.grids.cutting import CutCity, cut_city
from gridward.kernel.errors import GridwardError
from support.made_cities import digest, job_of

TOWNS = [(UUID(int=seed), job_of(1_000, 3, seed)) for seed in (1, 2, 3)]


def jobs(*wanted: int) -> Jobs:
    return iter([TOWNS[number - 1] for number in wanted])


@contextmanager
def killer(wanted: Callable[[str, int], bool]) -> Iterator[list[int]]:
    """Inside the block processes are killed of whose city (its code) and turn (from 1) it is wanted; their numbers."""
    killed: list[int] = []
    seen: dict[str, list[int]] = {}
    over = threading.Event()

    def kill() -> None:
        while not over.is_set():
            for child in multiprocessing.active_children():
                turns = seen.setdefault(child.name.removeprefix("gridward "), [])
                if child.pid is None or child.pid in turns:
                    continue
                turns.append(child.pid)
                if wanted(child.name.removeprefix("gridward "), len(turns)):
                    os.kill(child.pid, signal.SIGKILL)
                    killed.append(child.pid)
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def test_processes_that_are_killed_take_no_other_city_with_them() -> None:
    with killer(lambda code, turn: code == "made1" or (code == "made2" and turn == 1)) as killed:
        cut = {number: done.cut for number, done in processes(2)(jobs(1, 2, 3))}
    assert len(killed) == 3
    refused, *others = (cut[number] for number, _ in TOWNS)
    # Twice is enough.
    assert isinstance(refused, GridwardError) and refused.code == "grid.worker_died"
    for there, (_, job) in zip(others, jobs(2, 3), strict=True):
        assert isinstance(there, CutCity) and digest(there) == digest(cut_city(job))


def test_no_more_cities_are_read_than_can_be_cut() -> None:
    read = []

    def reading() -> Jobs:
        for number, job in TOWNS:
            read.append(number)
            yield number, job

    with closing(processes(1)(reading())) as cut:
        next(cut)
        # The second one is cut while the first is stored.
        assert len(read) == 2
    assert multiprocessing.active_children() == []


def test_whatever_goes_wrong_is_an_answer() -> None:
    job = TOWNS[0][1]
    too_many = do_job(replace(job, order=replace(job.order, cells=10_000))).cut
    assert isinstance(too_many, GridwardError) and too_many.code == "grid.too_many_cells"
    fault = do_job(replace(job, persons=job.persons[:-1])).cut
    assert isinstance(fault, GridwardError) and fault.code == "grid.fault"

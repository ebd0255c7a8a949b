"""Cutting cities on a Dask cluster: the same jobs, on whatever machines its workers run. Needs the extra `dask`."""

import logging
from concurrent.futures import CancelledError
from functools import partial
from itertools import islice
from uuid import UUID

from distributed import Client, Future, KilledWorker, wait

from gridward.grids.batch.jobs import Cutter, Done, Jobs, Results, died, do_job
from gridward.kernel.errors import Unavailable

_PATIENCE_S = 20.0
"""So long a scheduler may take to answer, and its first worker to come."""


def cluster(address: str) -> Cutter:
    """Cut on the cluster whose scheduler is at `address`, such as tcp://10.0.0.5:8786.

    Raises `batch.dask_out_of_reach` and `batch.no_dask_worker` when the first city is asked for, later `batch.dask_lost`.
    """
    return partial(_cut_all, address=address)


def _cut_all(jobs: Jobs, address: str) -> Results:
    with _client(address) as client:
        try:
            yield from _cut_with(client, jobs)
        except (OSError, CancelledError, RuntimeError) as error:
            raise Unavailable(
                "batch.dask_lost",
                f"The Dask scheduler at {address} is gone.",
                "Start the same command again when it is back: it goes on where it was.",
            ) from error


def _cut_with(client: Client, jobs: Jobs) -> Results:
    running: dict[Future[Done], UUID] = {}
    ended: set[Future[Done]] = set()
    while True:
        results = [(running.pop(future), _result(future)) for future in ended]
        for number, job in islice(jobs, max(0, _places(client) - len(running))):
            running[client.submit(do_job, job, pure=False)] = number
        yield from results
        if not running:
            return
        ended = wait(list(running), return_when="FIRST_COMPLETED").done


def _places(client: Client) -> int:
    """How many cities are given out at a time: one for each thread of the workers, and one that is there already."""
    threads: dict[str, int] = client.nthreads()
    return sum(threads.values()) + 1


def _result(future: "Future[Done]") -> Done:
    try:
        return future.result()
    except KilledWorker:
        # The scheduler has given it to several workers by then.
        return died()


def _client(address: str) -> Client:
    # It tells of a lost connection with a whole traceback; here it is a sentence.
    for name in ("distributed.client", "distributed.batched"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_PATIENCE_S)
    except (OSError, ValueError) as error:
        raise Unavailable(
            "batch.dask_out_of_reach",
            f"No Dask scheduler answers at {address}.",
            "Start one with `dask scheduler` and put its address into GRIDWARD_DASK, or unset that.",
        ) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE_S)
    except TimeoutError as error:
        client.close()
        raise Unavailable(
            "batch.no_dask_worker",
            f"The Dask scheduler at {address} has no worker.",
            f"Start some where this version of Gridward is installed: `dask worker {address} --nthreads 1`.",
        ) from error
    return client

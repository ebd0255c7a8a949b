"""The job of one city, as every process and every worker of a cluster does it."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from uuid import UUID

import structlog

from gridward.grids.cutting import CityJob, CutCity, cut_city
from gridward.kernel.errors import GridwardError
from gridward.platform.measuring import Spent, spend

_log = structlog.get_logger()


@dataclass(frozen=True)
class Done:
    """How the job of a city ended."""

    cut: CutCity | GridwardError
    """Its cells, or why there are none."""
    seconds: float = 0.0
    """By the wall."""
    spent: Spent | None = None
    """None where the process died."""


Jobs = Iterator[tuple[UUID, CityJob]]
"""Cities by the numbers of their plans. The next one is read when somebody is free to cut it."""
Results = Generator[tuple[UUID, Done], None, None]
Cutter = Callable[[Jobs], Results]
"""Cuts cities in any order, several at a time; closing the generator ends what is being cut."""


def do_job(job: CityJob) -> Done:
    """Cut the city. Whatever goes wrong is part of the answer: other cities go on."""
    began = time.perf_counter()
    cut, spent = spend(lambda: _cut(job))
    return Done(cut, round(time.perf_counter() - began, 2), spent)


def _cut(job: CityJob) -> CutCity | GridwardError:
    try:
        return cut_city(job)
    except GridwardError as error:
        return error
    except Exception:
        _log.exception("city_failed", city=job.city.code)
        return GridwardError(
            "grid.fault", "The grid engine failed.", "See the log, and report this with the city's files."
        )


def died() -> Done:
    """A city whose process was killed, and killed again when it was tried once more."""
    return Done(
        GridwardError(
            "grid.worker_died",
            "The process that cut the city was killed, perhaps for want of memory.",
            "Start the same command again, with fewer workers or on a machine with more memory; what is built stays.",
        )
    )

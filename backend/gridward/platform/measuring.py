"""CPU time and memory of this process, and limits on both."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_Result = TypeVar("_Result")
_STATUS, _PEAK = Path("/proc/self/status"), "VmHWM:"


@dataclass(frozen=True)
class Spent:
    """What work took."""

    cpu_s: float
    """Of all threads."""
    peak_mb: float
    """The most that the whole process held at any time, libraries included."""


def spend(work: Callable[[], _Result], limit_s: float | None = None) -> tuple[_Result, Spent]:
    """Do the work and measure it. The kernel ends the process when the work passes `limit_s` CPU seconds."""
    started = time.process_time()
    if limit_s is not None:
        _limit_cpu(started + limit_s)
    result = work()
    spent = Spent(round(time.process_time() - started, 4), round(_peak_mb(), 1))
    if limit_s is not None:
        _limit_cpu(None)
    return result, spent


def limit_memory(gigabytes: float) -> None:
    """Let allocations fail beyond so much address space, before the machine runs out of memory."""
    most = int(gigabytes * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_cpu(seconds: float | None) -> None:
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    # Rounded up: the kernel counts whole seconds.
    resource.setrlimit(resource.RLIMIT_CPU, (hard if seconds is None else int(seconds) + 1, hard))


def _peak_mb() -> float:
    # The resident peak that the kernel keeps in rusage begins with that of the process which started this one.
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith(_PEAK))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

"""Starting the methods one after the other, each in a process of its own, and hearing how they ended."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gridward.grids.bench.case import Task, write_case
from gridward.grids.bench.city import City, make_city
from gridward.grids.bench.peers.registry import INSTALL, PEERS
from gridward.grids.bench.worker import OURS

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
LIMIT_GB = 8.0
"""Address space of a peer: some fill a matrix of all buildings by all buildings."""
_PATIENCE = 5
"""A machine that is busy gives a process its CPU seconds later; after so many times the limit nobody waits any more."""


@dataclass(frozen=True)
class Outcome:
    """How a method ended: with figures, or why without."""

    method: str
    figures: dict[str, float]
    why_not: str | None = None
    seconds: dict[str, float] | None = None
    """Time by step, of this engine."""


@dataclass(frozen=True)
class Run:
    """All methods on one city."""

    customers: int
    buildings: int
    task: Task
    outcomes: tuple[Outcome, ...]
    """This engine first."""

    @property
    def ours(self) -> Outcome:
        """This engine's outcome."""
        return self.outcomes[0]


def run_all(
    customers: int,
    task: Task,
    peers: Iterable[str],
    limit_s: float,
    tell: Callable[[str], None],
) -> Run:
    """Make the city, run this engine, then the peers."""
    city = make_city(customers, task.seed)
    with TemporaryDirectory(prefix="gridward-bench-") as name:
        return Run(
            customers, len(city.xy), task, _outcomes(Path(name), city, task, list(peers), limit_s, tell)
        )


def _outcomes(
    folder: Path, city: City, task: Task, peers: list[str], limit_s: float, tell: Callable[[str], None]
) -> tuple[Outcome, ...]:
    write_case(folder, city, task.seed, with_graph=bool(peers))
    order: dict[str, Any] = {"task": asdict(task), "limit_s": limit_s, "limit_gb": LIMIT_GB}
    (folder / "task.json").write_text(json.dumps(order), "utf-8")
    outcomes = []
    for method in [OURS, *peers]:
        tell(method)
        outcomes.append(_outcome(folder, method, limit_s))
    return tuple(outcomes)


def _outcome(folder: Path, method: str, limit_s: float) -> Outcome:
    if method != OURS and not PEERS[method].installed:
        return Outcome(method, {}, f"not installed: {INSTALL}")
    # What a peer takes to be judged afterwards is not its own.
    patience = None if method == OURS else _PATIENCE * limit_s + 60
    try:
        done = subprocess.run(
            [sys.executable, "-m", "gridward.grids.bench.worker", str(folder), method],
            env={**os.environ, **_ONE_THREAD},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(method, {}, f"not finished in {limit_s:g} s")
    if done.returncode == -signal.SIGXCPU:
        return Outcome(method, {}, f"not finished in {limit_s:g} s")
    if done.returncode:
        return Outcome(method, {}, _reason(done.returncode, done.stderr))
    figures = json.loads((folder / f"{method}.json").read_text("utf-8"))
    return Outcome(method, figures, seconds=figures.pop("seconds", None))


def _reason(code: int, errors: str) -> str:
    last = (
        errors.strip().splitlines()[-1]
        if errors.strip()
        else f"signal {-code}"
        if code < 0
        else f"exit {code}"
    )
    if "MemoryError" in last or "bad_alloc" in errors:
        return f"not finished in {LIMIT_GB:g} GB"
    return f"failed: {last}"

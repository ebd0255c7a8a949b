"""Starting the methods one after the other, each in a process of its own, and hearing how they ended."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from gridward.grids.bench.case import Task, write_case
from gridward.grids.bench.city import make_city
from gridward.grids.bench.peers.registry import INSTALL, PEERS
from gridward.grids.bench.worker import OURS
from gridward.kernel.errors import GridwardError

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
    seconds: dict[str, float] = field(default_factory=dict)
    """Time by step, of this engine."""
    scenarios: dict[str, dict[str, float]] = field(default_factory=dict)
    """Figures by scenario of cutting again, of this engine."""


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
    *,
    scenarios: bool = False,
) -> Run:
    """Make the city, run this engine, then the peers. Raises `bench.engine_failed`; a peer that fails is a result."""
    city = make_city(customers, task.seed)
    methods = [OURS, *peers]
    outcomes = []
    with TemporaryDirectory(prefix="gridward-bench-") as name:
        folder = Path(name)
        write_case(folder, city, task.seed, with_graph=len(methods) > 1)
        order = {"task": asdict(task), "limit_s": limit_s, "limit_gb": LIMIT_GB, "scenarios": scenarios}
        (folder / "task.json").write_text(json.dumps(order), "utf-8")
        for method in methods:
            tell(method)
            outcomes.append(_outcome(folder, method, limit_s))
            if method == OURS and outcomes[0].why_not is not None:
                raise GridwardError(
                    "bench.engine_failed", f"The grid engine did not finish: {outcomes[0].why_not}"
                )
    return Run(customers, len(city.xy), task, tuple(outcomes))


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
    seconds, scenarios = figures.pop("seconds", {}), figures.pop("scenarios", {})
    return Outcome(method, figures, seconds=seconds, scenarios=scenarios)


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

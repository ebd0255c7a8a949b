"""Time spent in the database, statement by statement, and what it is measured against."""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

WARM_UP = 3
"""Runs before the counted ones: statements are prepared, pages are in memory."""


@dataclass
class Timed:
    """Milliseconds of several runs of the same thing."""

    name: str
    runs: list[float] = field(default_factory=list)
    statements: int = 0
    """Of one run; the most there were."""

    @property
    def p50(self) -> float:
        """The median, in milliseconds."""
        return self._percentile(50)

    @property
    def p95(self) -> float:
        """95 of 100 runs take no longer."""
        return self._percentile(95)

    def _percentile(self, percent: int) -> float:
        if len(self.runs) < 2:
            return sum(self.runs)
        return quantiles(self.runs, n=100, method="inclusive")[percent - 1]


@dataclass
class _Clock:
    started: float = 0.0
    spent: float = 0.0
    statements: int = 0


@contextmanager
def database_clock(engine: AsyncEngine) -> Iterator[_Clock]:
    """Adds up, inside the block, the time from sending each statement to having its rows, in seconds."""
    clock = _Clock()

    def before(*_: Any) -> None:
        clock.started = time.perf_counter()

    def after(*_: Any) -> None:
        clock.spent += time.perf_counter() - clock.started
        clock.statements += 1

    # asyncpg sends a statement and fetches all its rows between the two.
    event.listen(engine.sync_engine, "before_cursor_execute", before)
    event.listen(engine.sync_engine, "after_cursor_execute", after)
    try:
        yield clock
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", before)
        event.remove(engine.sync_engine, "after_cursor_execute", after)


async def in_database(
    engine: AsyncEngine, name: str, runs: int, act: Callable[[int], Awaitable[object]]
) -> Timed:
    """How long the statements of `act` take, without what Python does between them; `act` gets the run's number."""
    timed = Timed(name)
    for run in range(-WARM_UP, runs):
        with database_clock(engine) as clock:
            await act(max(run, 0))
        if run >= 0:
            timed.runs.append(clock.spent * 1000)
            timed.statements = max(timed.statements, clock.statements)
    return timed


async def by_the_wall(name: str, runs: int, act: Callable[[int], Awaitable[object]]) -> Timed:
    """How long `act` takes altogether, for floors that talk to the driver itself."""
    timed = Timed(name)
    for run in range(-WARM_UP, runs):
        started = time.perf_counter()
        await act(max(run, 0))
        if run >= 0:
            timed.runs.append((time.perf_counter() - started) * 1000)
    return timed

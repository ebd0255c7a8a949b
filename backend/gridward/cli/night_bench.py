"""How long the nightly run of a generated city takes, part by part, and a second run of the same day."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path

from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console
from gridward.demo.loading import CODE, load
from gridward.kernel.clock import POLICY_ZONE, frozen, today
from gridward.ops.day import run_day
from gridward.platform.db import connect
from gridward.platform.migrate import migrate
from gridward.platform.postgres import embedded
from gridward.platform.progress import Progress

BUDGET_S = 300.0
"""Seconds for a million customers."""
_A_CELL = 2_000
_CARELESS = ("fsync", "full_page_writes")


@dataclass
class Prepared:
    """A step before the night, in seconds by the wall."""

    name: str
    seconds: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class NightRun:
    """Seconds by part: what came before, the first night after the city was loaded, the same night once more."""

    customers: int
    preparation: list[Prepared]
    first: dict[str, float]
    again: dict[str, float]

    @property
    def per_million(self) -> float:
        """Seconds of the first run for a million customers, if it grew with their number."""
        return sum(self.first.values()) * 1_000_000 / self.customers


class _Steps:
    """Says what is done at the moment, and notes how long each part of it took."""

    def __init__(self) -> None:
        self.taken: list[Prepared] = []

    @contextmanager
    def __call__(self, what: str) -> Iterator[Progress]:
        console.print(f"-> {what} ...")
        taken, part, started = Prepared(what), "", time.monotonic()
        since = started

        def tell(step: str, done: int = 0, total: int = 0) -> None:
            nonlocal part, since
            if step == part:
                return
            if part:
                seconds = time.monotonic() - since
                taken.parts[part] = round(taken.parts.get(part, 0) + seconds, 2)
                console.print(f"   {part:<22} {seconds:8.1f} s")
            part, since = step, time.monotonic()

        yield tell
        tell("")
        taken.seconds = round(time.monotonic() - started, 2)
        console.print(f"   {'':<22} {taken.seconds:8.1f} s in all")
        self.taken.append(taken)


def measure_night(customers: int) -> NightRun:
    """Load a generated city into a database of its own, and run the night after."""
    with tempfile.TemporaryDirectory(prefix="gridward-night-") as name:
        folder = Path(name)
        # Root's server runs as another user.
        folder.chmod(0o755)
        with embedded(folder / "data") as server:
            return _measure(server.url, folder / "city", customers)


def _measure(url: str, folder: Path, customers: int) -> NightRun:
    steps = _Steps()
    with steps("Making the database"):
        migrate(url)
        _write(url, carelessly=True)
    load(url, folder, steps, customers=customers, cells=max(2, customers // _A_CELL))
    with steps("Counting the tables, as the database does by itself until the night"):
        _write(url, carelessly=False)
        with connect(url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
            connection.execute("CHECKPOINT")
            city_id = load_city(connection, CODE).id
    night = today() + timedelta(days=1)
    with frozen(datetime.combine(night, hour(10), POLICY_ZONE)):
        with steps("Running the night after") as progress:
            first = run_day(url, city_id, night, progress)
        with steps("Running the same night once more") as progress:
            again = run_day(url, city_id, night, progress)
    return NightRun(customers, steps.taken[:-2], first.seconds, again.seconds)


def _write(url: str, *, carelessly: bool) -> None:
    """Let the server wait for no disk while the city is loaded: should it crash, nobody wants that database."""
    with connect(url, autocommit=True) as connection:
        for name in _CARELESS:
            connection.execute(f"ALTER SYSTEM {f'SET {name} = off' if carelessly else f'RESET {name}'}")
        connection.execute("SELECT pg_reload_conf()")


def flat(run: NightRun) -> dict[str, float]:
    """The figures by name, for a file."""
    figures: dict[str, float] = {"customers": run.customers, "per_million_s": round(run.per_million, 2)}
    for name, parts in (("night", run.first), ("again", run.again)):
        figures[f"{name}_s"] = round(sum(parts.values()), 2)
        figures |= {f"{name}.{part}_s": seconds for part, seconds in parts.items()}
    for step in run.preparation:
        figures[f"before.{step.name}_s"] = step.seconds
        figures |= {f"before.{step.name}.{part}_s": seconds for part, seconds in step.parts.items()}
    return figures


def show(run: NightRun) -> None:
    """The figures as a table."""
    table = Table("part", "s", "once more", box=None)
    for name, seconds in run.first.items():
        table.add_row(name, f"{seconds:.1f}", f"{run.again.get(name, 0):.1f}")
    table.add_row("all", f"{sum(run.first.values()):.1f}", f"{sum(run.again.values()):.1f}")
    console.print(f"{run.customers:,} customers, seconds by the wall:")
    console.print(table)
    console.print(f"For a million customers about {run.per_million:.0f} s; budget {BUDGET_S:.0f}.")

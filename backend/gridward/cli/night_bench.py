"""How long the nightly run of a generated city takes, part by part, and a second run of the same day."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
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
from gridward.platform.progress import Progress, silent

BUDGET_S = 300.0
"""Seconds for a million customers."""
_A_CELL = 2_000


@dataclass(frozen=True)
class NightRun:
    """Seconds by part: of the first night after the city was loaded, and of the same night once more."""

    customers: int
    first: dict[str, float]
    again: dict[str, float]

    @property
    def per_million(self) -> float:
        """Seconds of the first run for a million customers, if it grew with their number."""
        return sum(self.first.values()) * 1_000_000 / self.customers


def measure_night(customers: int) -> NightRun:
    """Load a generated city into a database of its own, and run the night after."""
    with tempfile.TemporaryDirectory(prefix="gridward-night-") as name:
        folder = Path(name)
        # Root's server runs as another user.
        folder.chmod(0o755)
        with embedded(folder / "data") as server:
            return _measure(server.url, folder / "city", customers)


def _measure(url: str, folder: Path, customers: int) -> NightRun:
    migrate(url)
    load(url, folder, _quiet, customers=customers, cells=max(2, customers // _A_CELL))
    with connect(url) as connection:
        city_id = load_city(connection, CODE).id
    night = today() + timedelta(days=1)
    with frozen(datetime.combine(night, time(10), POLICY_ZONE)):
        first = run_day(url, city_id, night)
        again = run_day(url, city_id, night)
    return NightRun(customers, first.seconds, again.seconds)


def show(run: NightRun) -> None:
    """The figures as a table."""
    table = Table("part", "s", "once more", box=None)
    for name, seconds in run.first.items():
        table.add_row(name, f"{seconds:.1f}", f"{run.again.get(name, 0):.1f}")
    table.add_row("all", f"{sum(run.first.values()):.1f}", f"{sum(run.again.values()):.1f}")
    console.print(f"{run.customers:,} customers, seconds by the wall:")
    console.print(table)
    console.print(f"For a million customers about {run.per_million:.0f} s; budget {BUDGET_S:.0f}.")


@contextmanager
def _quiet(what: str) -> Iterator[Progress]:
    console.print(f"-> {what} ...")
    yield silent

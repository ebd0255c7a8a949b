"""What a tablet waits for, at a server of its own over a city that is made for it, beside what the driver alone takes."""

import asyncio
import http.client
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import asyncpg
import psycopg
from rich.table import Table

from gridward.city.public import load_city
from gridward.cli.console import console
from gridward.cli.hot_reads import LargestCell, largest_cell
from gridward.cli.page_accounts import readers
from gridward.cli.sync_push import SENDERS, a_day, notes, plain, push
from gridward.demo.check import Installation
from gridward.demo.loading import CODE, load
from gridward.field.bench.following import Followed, follow
from gridward.identity.contract import Role
from gridward.identity.public import COOKIE
from gridward.kernel.errors import Conflict
from gridward.kernel.ids import new_id
from gridward.platform.db import connect, in_transaction
from gridward.platform.migrate import migrate
from gridward.platform.postgres import embedded
from gridward.platform.progress import Progress, silent

BUDGETS = {"first_load_s": 0.5, "first_load_100_worst_s": 10.0, "empty_delta_ms": 50.0, "delta_500_ms": 200.0}
LEAST_PUSHED = 4_000.0
"""Operations a second."""
_TABLETS, _TAKEN = 100, 500
_RUNS, _MANY_RUNS = 5, 50
_TIMEOUT_S = 120


@dataclass
class SyncRun:
    """What was measured; times are medians but for the worst."""

    customers: int = 0
    figures: dict[str, float] = field(default_factory=dict)
    floor: dict[str, float] = field(default_factory=dict)
    """The same bytes, read by the driver alone from a table in which they lie."""


class _Tablet:
    """One connection to the server, signed in."""

    def __init__(self, address: str, token: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_TIMEOUT_S)
        self._headers = {"Cookie": f"{COOKIE}={token}", "Accept-Encoding": "br"}

    def ask(self, path: str, body: bytes | None = None) -> bytes:
        """The answer's body as it came; asks again where the server is busy. `body` is JSON."""
        headers = self._headers
        if body is not None:
            headers = headers | {"Content-Type": "application/json"}
        while True:
            self._connection.request("GET" if body is None else "POST", f"/api/v1{path}", body, headers)
            answer = self._connection.getresponse()
            said = answer.read()
            if answer.status == http.HTTPStatus.SERVICE_UNAVAILABLE:
                time.sleep(float(answer.headers["Retry-After"]))
            elif answer.status == http.HTTPStatus.OK:
                return said
            else:
                raise Conflict("bench.refused", f"{path} answered {answer.status}.")


def measure_sync(customers: int) -> SyncRun:
    """Load a generated city into a database of its own, and let tablets come."""
    with made_city(customers, 1) as url:
        return _measure(url)


def measure_feed(customers: int, writers: int, changes: int) -> Followed:
    """The same city, and many who write to it while somebody follows its cells."""
    with made_city(customers, 2) as url:
        with connect(url) as connection:
            city = load_city(connection, CODE).id
        return follow(url, city, writers, changes)


@contextmanager
def made_city(customers: int, cells: int) -> Iterator[str]:
    """A generated city in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="gridward-sync-") as name:
        folder = Path(name)
        # Root's server runs as another user.
        folder.chmod(0o755)
        with embedded(folder / "data") as server:
            migrate(server.url)
            load(server.url, folder / "city", _quiet, customers=customers, cells=cells)
            with connect(server.url, autocommit=True) as connection:
                # As the database does by itself some minutes after a load.
                connection.execute("ANALYZE")
            yield server.url


@contextmanager
def serving_specialist(url: str) -> Iterator[tuple[str, str, LargestCell]]:
    """A server's address, and the session of whoever works its largest cell."""
    with connect(url) as connection:
        city = load_city(connection, CODE).id
    cell = asyncio.run(in_transaction(url, lambda session: largest_cell(session, CODE, city)))
    environment = {**os.environ, "GRIDWARD_DATABASE_URL": url, "GRIDWARD_LOG_LEVEL": "WARNING"}
    environment.pop("GRIDWARD_METRICS_PORT", None)
    with (
        readers(url, city, cell) as tokens,
        Installation(environment, "").serving("--no-worker") as address,
    ):
        yield address, tokens[Role.SPECIALIST], cell


def _measure(url: str) -> SyncRun:
    with (
        serving_specialist(url) as (address, token, cell),
        connect(url, "bench", autocommit=True) as connection,
    ):
        return _load(url, connection, cell, lambda: _Tablet(address, token))


def _load(
    url: str, connection: psycopg.Connection, cell: LargestCell, tablet: Callable[[], _Tablet]
) -> SyncRun:
    path, one, run = f"/sync/cells/{cell.cell_id}", tablet(), SyncRun()
    whole = f"{path}?columns=true"
    run.figures["first_load_unprepared_s"] = _seconds(lambda: one.ask(whole))
    run.figures["first_load_s"] = median(_seconds(lambda: one.ask(whole)) for _ in range(_RUNS))
    body = one.ask(whole)
    run.figures["snapshot_bytes"] = len(body)
    with ThreadPoolExecutor(_TABLETS) as many:
        waits = many.map(lambda _: _seconds(lambda: tablet().ask(whole)), range(_TABLETS))
        run.figures["first_load_100_worst_s"] = max(waits)
    # The server has let go of a connection on which nothing was asked meanwhile.
    one = tablet()
    (kept,) = [c for c in json.loads(plain(one.ask("/sync/cells")))["cells"] if c["cell_id"] == cell.cell_id]
    run.customers = kept["customers"]
    changes = f"{path}/changes?feed={kept['feed']}&since={kept['cursor']}"
    run.figures["empty_delta_ms"] = 1000 * median(
        _seconds(lambda: one.ask(changes)) for _ in range(_MANY_RUNS)
    )
    empty = one.ask(changes)
    persons = _touch(connection, cell.cell_id)
    run.figures["delta_500_ms"] = 1000 * median(_seconds(lambda: one.ask(changes)) for _ in range(_RUNS))
    delta = one.ask(changes)
    run.figures["delta_500_bytes"] = len(delta)
    run.figures["push_one_tablet_ops_per_s"] = push(persons, tablet, 1, a_day)
    run.figures["push_notes_ops_per_s"] = push(persons, tablet, SENDERS, notes)
    run.figures["push_ops_per_s"] = push(persons, tablet, SENDERS, a_day)
    run.floor = asyncio.run(_floor(url, body, empty, delta))
    return run


def _touch(connection: psycopg.Connection, cell_id: int) -> list[int]:
    """Let the documents of 500 customers change."""
    rows = connection.execute(
        """UPDATE book.customer SET tier = tier WHERE id IN (
               SELECT customer_id FROM field.feed WHERE cell_id = %s AND NOT gone ORDER BY customer_id LIMIT 500)
           RETURNING id""",
        [cell_id],
    )
    return [row[0] for row in rows]


async def _floor(url: str, whole: bytes, empty: bytes, delta: bytes) -> dict[str, float]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("CREATE TEMP TABLE answer (name text PRIMARY KEY, body bytea)")
        answers = {"first_load_s": whole, "empty_delta_ms": empty, "delta_500_ms": delta}
        await connection.executemany("INSERT INTO answer VALUES ($1, $2)", list(answers.items()))
        found = {}
        for name in answers:
            spent = []
            for _ in range(_MANY_RUNS):
                begun = time.perf_counter()
                await connection.fetchval("SELECT body FROM answer WHERE name = $1", name)
                spent.append(time.perf_counter() - begun)
            found[name] = median(spent) * (1000 if name.endswith("_ms") else 1)
        await connection.execute("CREATE TEMP TABLE taken (id uuid PRIMARY KEY, body text)")
        begun = time.perf_counter()
        for _ in range(_TAKEN):
            await connection.execute("INSERT INTO taken VALUES ($1, $2)", new_id(), "{}")
        found["push_ops_per_s"] = _TAKEN / (time.perf_counter() - begun)
        return found
    finally:
        await connection.close()


def holds(run: SyncRun) -> bool:
    """Whether every figure is within its budget."""
    within = all(run.figures[name] <= budget for name, budget in BUDGETS.items())
    return within and run.figures["push_ops_per_s"] >= LEAST_PUSHED


def flat(run: SyncRun) -> dict[str, float]:
    """The figures by name, for a file."""
    floor = {f"peer.floor.{name}": value for name, value in run.floor.items()}
    return {"customers": run.customers, **run.figures, **floor}


def show(run: SyncRun) -> None:
    """The figures as a table."""
    table = Table("", "measured", "budget", "driver alone", box=None)
    budgets = {**BUDGETS, "push_ops_per_s": LEAST_PUSHED}
    for name, value in run.figures.items():
        columns = (value, budgets.get(name), run.floor.get(name))
        table.add_row(
            name, *("" if one is None else f"{one:,.3f}".rstrip("0").rstrip(".") for one in columns)
        )
    console.print(f"A cell of {run.customers:,} customers:")
    console.print(table)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


@contextmanager
def _quiet(what: str) -> Iterator[Progress]:
    console.print(f"-> {what} ...")
    yield silent

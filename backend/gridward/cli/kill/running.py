"""The run: tablets send, the application and its database are killed again and again, and then all is counted."""

import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from gridward.cli.kill.follower import Follower
from gridward.cli.kill.ledger import count, newest_contacts
from gridward.cli.kill.stock import LOGIN, make_stock
from gridward.cli.kill.tablet import Tablet
from gridward.cli.kill.victims import Application, kill_database
from gridward.demo.client import Person
from gridward.platform.migrate import migrate
from gridward.platform.postgres import embedded
from gridward.serving import listen

TABLETS = 4
_CUSTOMERS = 1_000
_DATABASE_EVERY = 5
"""Of so many kills one is the database's."""
_AT_MOST_S = 30
"""So long is waited for the operations between two kills."""


@dataclass(frozen=True)
class KillRun:
    """What became of it."""

    kills: int
    database_kills: int
    cut_requests: int
    operations: int
    """That were acknowledged."""
    lost: int
    """Acknowledged, and not there with their effect."""
    feed_gaps: int
    """Customers whose copy, kept by the feed all the while, is not what the database says in the end."""
    duplicated: int
    """Effects beyond one for each, and receipts that were another one the second time."""
    seconds: float


def measure_kills(kills: int, operations: int, seed: int, told: Callable[[int], None]) -> KillRun:
    """Kill so often while about so many operations are sent, against a server of its own in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="gridward-kill-") as name:
        folder = Path(name)
        # Root's server runs as another user.
        folder.chmod(0o755)
        with embedded(folder / "data") as server:
            migrate(server.url)
            return _run(server.url, folder / "data", kills, operations, seed, told)


def _run(
    url: str, folder: Path, kills: int, operations: int, seed: int, told: Callable[[int], None]
) -> KillRun:
    stock = make_stock(url, _CUSTOMERS)
    chance, stopped, began = random.Random(seed), threading.Event(), time.monotonic()
    with listen("127.0.0.1", 0) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        application = Application(url, listening)
        cookie = Person(f"http://{host}", LOGIN, stock.password).cookie
        follower = Follower(Person(f"http://{host}", LOGIN, stock.password), stock.cell_id)
        follower.begin()
        tablets = [Tablet(host, cookie, stock.customers, seed + number) for number in range(TABLETS)]
        threads = [threading.Thread(target=one.work, args=(stopped,), daemon=True) for one in tablets]
        reading = threading.Thread(target=follower.follow, args=(stopped,), daemon=True)
        for thread in (*threads, reading):
            thread.start()
        for kill in range(kills):
            _wait_for(tablets, operations * (kill + 1) // kills)
            time.sleep(chance.random() / 20)
            if kill % _DATABASE_EVERY == _DATABASE_EVERY - 1:
                kill_database(folder)
            else:
                application.kill()
            told(kill + 1)
        stopped.set()
        for thread in (*threads, reading):
            thread.join()
        follower.read_on()
        application.end()
    return _count(url, tablets, follower, kills, time.monotonic() - began)


def _wait_for(tablets: Sequence[Tablet], operations: int) -> None:
    until = time.monotonic() + _AT_MOST_S
    while sum(len(one.ledger.acknowledged) for one in tablets) < operations and time.monotonic() < until:
        time.sleep(0.01)


def _count(url: str, tablets: Sequence[Tablet], follower: Follower, kills: int, seconds: float) -> KillRun:
    counted = count(url, [one.ledger for one in tablets])
    with psycopg.connect(url) as connection:
        gaps = follower.gaps(newest_contacts(connection))
    return KillRun(
        kills,
        kills // _DATABASE_EVERY,
        sum(one.cuts for one in tablets),
        counted.operations,
        counted.lost,
        gaps,
        counted.duplicated,
        seconds,
    )

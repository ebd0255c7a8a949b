"""The run: tablets work, some of them are cut off or lose their answers, and come back; then all must be one again."""

import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from gridward.cli.kill.ledger import count, newest_contacts
from gridward.cli.kill.stock import LOGIN, make_stock
from gridward.cli.kill.victims import Application
from gridward.cli.partition.namespaces import namespaces
from gridward.cli.partition.network import How, Network
from gridward.cli.partition.proxies import proxies
from gridward.cli.partition.tablet import Tablet
from gridward.platform.db import connect
from gridward.platform.migrate import migrate
from gridward.platform.postgres import embedded

_NETWORKS: dict[How, Callable[[int], AbstractContextManager[Network]]] = {
    How.NAMESPACES: namespaces,
    How.PROXY: proxies,
}
WITHIN = 2.0
"""So many intervals may pass until all are one again."""
_TABLETS = 4
_CUSTOMERS = 1_000
_SHORTEST, _LONGEST = 0.3, 1.5
"""Intervals that a partition lasts."""
_AT_MOST_S = 60
"""After which nobody waits any longer."""
_LOOK_S = 0.05
_PATIENCE_S = 60


@dataclass(frozen=True)
class Course:
    """What is to happen."""

    partitions: int
    interval_s: float
    """Between two synchronisations of a tablet; what the server would say is far longer."""
    seed: int
    how: How


@dataclass(frozen=True)
class PartitionRun:
    """What became of it."""

    how: How
    partitions: int
    interval_s: float
    operations: int
    """That were acknowledged."""
    answers_lost: int
    """Operations that were applied when they came, and of which the tablet was told later only."""
    lost: int
    duplicated: int
    worst_convergence_intervals: float
    """From the end of a partition until no outbox holds anything, and each copy is what the database says."""
    median_convergence_intervals: float


def measure_partitions(course: Course, told: Callable[[int], None]) -> PartitionRun:
    """Against a server of its own in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="gridward-partition-") as name:
        folder = Path(name)
        # Root's server runs as another user.
        folder.chmod(0o755)
        with embedded(folder / "data") as server:
            migrate(server.url)
            return run_partitions(server.url, course, told)


def run_partitions(url: str, course: Course, told: Callable[[int], None]) -> PartitionRun:
    """Against an empty database."""
    stock = make_stock(url, _CUSTOMERS)
    chance, quiet = random.Random(course.seed), threading.Event()
    tablets = [
        Tablet(number, stock.customers, stock.cell_id, course.interval_s, course.seed + number)
        for number in range(_TABLETS)
    ]
    spent = []
    with (
        _NETWORKS[course.how](_TABLETS) as between,
        _serving(url, between),
        _working(tablets, between, (LOGIN, stock.password), quiet),
    ):
        for partition in range(course.partitions):
            quiet.clear()
            _part(between, chance)
            time.sleep(course.interval_s * chance.uniform(_SHORTEST, _LONGEST))
            quiet.set()
            between.heal()
            spent.append(_until_one(url, tablets, course.interval_s))
            told(partition + 1)
    counted = count(url, [one.ledger for one in tablets])
    return PartitionRun(
        course.how,
        course.partitions,
        course.interval_s,
        counted.operations,
        _answers_lost(url, tablets),
        counted.lost,
        counted.duplicated,
        max(spent),
        sorted(spent)[len(spent) // 2],
    )


@contextmanager
def _serving(url: str, between: Network) -> Iterator[None]:
    with between.listen() as listening:
        application = Application(url, listening)
        try:
            yield
        finally:
            application.end()


@contextmanager
def _working(
    tablets: Sequence[Tablet], between: Network, who: tuple[str, str], quiet: threading.Event
) -> Iterator[None]:
    stopped = threading.Event()
    threads = [
        threading.Thread(target=one.work, args=(between, who, stopped, quiet), daemon=True) for one in tablets
    ]
    for thread in threads:
        thread.start()
    try:
        for one in tablets:
            if not one.begun.wait(_PATIENCE_S):
                raise AssertionError("a tablet did not begin")
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def _part(between: Network, chance: random.Random) -> None:
    for tablet in chance.sample(range(_TABLETS), chance.randint(1, _TABLETS)):
        chance.choice((between.cut, between.lose_answers))(tablet)


def _until_one(url: str, tablets: Sequence[Tablet], interval_s: float) -> float:
    """Wait until they are; how many intervals it took."""
    begun = time.monotonic()
    with connect(url, autocommit=True) as connection:
        while (spent := time.monotonic() - begun) < _AT_MOST_S:
            if not any(one.outbox for one in tablets):
                newest = newest_contacts(connection)
                if not any(one.follower.gaps(newest) for one in tablets):
                    break
            time.sleep(_LOOK_S)
    return spent / interval_s


def _answers_lost(url: str, tablets: Sequence[Tablet]) -> int:
    with psycopg.connect(url) as connection:
        received = connection.execute("SELECT op_id::text, received_at FROM field.operation").fetchall()
    sent_at = {number: at for one in tablets for number, at in one.sent_at.items()}
    return sum(at < sent_at[number] for number, at in received)

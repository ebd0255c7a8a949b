"""Whoever reads cells by their feeds while many write: does he end with what is there?"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import psycopg

from gridward.kernel.clock import today
from gridward.platform.db import connect

_TOUCH = "UPDATE book.customer SET tier = %s WHERE id = %s"
_MOVE = """
    UPDATE grids.membership m SET cell_id = %s FROM census.customer_standing s
    WHERE s.customer_id = m.customer_id AND s.person_id = %s AND m.until IS NULL
"""
_CELLS = """
    SELECT k.cell_id, s.person_id FROM grids.cells_on(%(day)s) k JOIN census.customer_standing s USING (customer_id)
    WHERE k.city_id = %(city)s GROUP BY 1, 2 ORDER BY 1, 2
"""
_NEWS = """
    SELECT c.cursor, f.seq, f.customer_id, f.gone FROM field.feed_cell c
    LEFT JOIN field.feed f ON f.cell_id = c.cell_id AND f.seq > %s WHERE c.cell_id = %s
"""
_MOVING, _SLOW = 0.05, 0.1
"""Shares of changes that move somebody, and that take their time to commit."""


@dataclass
class Followed:
    """What came of it."""

    changes: int = 0
    """Transactions that wrote."""
    missed: int = 0
    """Customers of whom the reader does not know the last, or that they came or left."""
    clashes: int = 0
    """Transactions that the database ended because others stood in their way."""
    seconds: float = 0


@dataclass
class _Reader:
    """Keeps one cell: of each of its customers what his document would show, by the feed alone."""

    cell: int
    cursor: int = 0
    kept: dict[int, str | None] = field(default_factory=dict)

    def pull(self, connection: psycopg.Connection) -> None:
        rows = connection.execute(_NEWS, [self.cursor, self.cell]).fetchall()
        came = [person for _, seq, person, gone in rows if seq is not None and not gone]
        shown: dict[int, str | None] = dict(
            connection.execute("SELECT id, tier FROM book.customer WHERE id = ANY(%s)", [came]).fetchall()
        )
        for cursor, seq, person, gone in rows:
            self.cursor = cursor
            if seq is not None and gone:
                self.kept.pop(person, None)
        self.kept |= shown


def follow(url: str, city_id: int, writers: int, changes: int, most: int = 3_000) -> Followed:
    """Let writers change at most `most` customers of a city `changes` times in all, and read its feeds meanwhile.

    The city's customers are changed and moved: for a database of the measurement's own.
    """
    with connect(url, "bench", autocommit=True) as connection:
        connection.execute("SELECT field.bring_feed(%s::smallint, %s)", [city_id, today()])
        members = connection.execute(_CELLS, {"day": today(), "city": city_id}).fetchall()
    cells = sorted({cell for cell, _ in members})
    persons = sorted({person for _, person in members})[:most]
    found, guard, over = Followed(), threading.Lock(), threading.Event()
    readers = [_Reader(cell) for cell in cells]

    def read() -> None:
        with connect(url, "bench", autocommit=True) as own:
            while not over.is_set():
                for reader in readers:
                    reader.pull(own)

    begun = time.monotonic()
    reading = threading.Thread(target=read)
    reading.start()
    try:
        share = -(-changes // writers)
        _together(
            [partial(_write, url, seed, persons, cells, share, found, guard) for seed in range(writers)]
        )
    finally:
        over.set()
        reading.join()
    found.seconds = round(time.monotonic() - begun, 2)
    with connect(url, "bench", autocommit=True) as connection:
        for reader in readers:
            reader.pull(connection)
        found.missed = _missed(connection, city_id, readers)
    return found


def _write(
    url: str,
    seed: int,
    persons: list[int],
    cells: list[int],
    changes: int,
    found: Followed,
    guard: threading.Lock,
) -> None:
    draw = random.Random(seed)
    with connect(url, "bench", autocommit=True) as connection:
        for change in range(changes):
            # In order of their ids, as whoever writes several rows has to.
            chosen = sorted(draw.sample(persons, draw.randint(1, 3)))
            clashed = False
            try:
                with connection.transaction():
                    for person in chosen:
                        connection.execute(_TOUCH, [f"{seed}/{change}", person])
                    if draw.random() < _MOVING:
                        connection.execute(_MOVE, [draw.choice(cells), chosen[0]])
                    if draw.random() < _SLOW:
                        time.sleep(draw.random() / 100)
            except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
                clashed = True
            with guard:
                found.changes += not clashed
                found.clashes += clashed


def _missed(connection: psycopg.Connection, city_id: int, readers: list[_Reader]) -> int:
    shown: dict[int, str | None] = dict(
        connection.execute("SELECT id, tier FROM book.customer WHERE city_id = %s", [city_id]).fetchall()
    )
    truth: dict[int, set[int]] = {reader.cell: set() for reader in readers}
    for cell, person in connection.execute(_CELLS, {"day": today(), "city": city_id}):
        truth[cell].add(person)
    missed = 0
    for reader in readers:
        missed += len(reader.kept.keys() ^ truth[reader.cell])
        missed += len([person for person, tier in reader.kept.items() if tier != shown[person]])
    return missed


def _together(acts: list[Callable[[], None]]) -> None:
    """Do all at the same time. Raises the first error of any."""
    errors: list[BaseException] = []

    def guarded(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]

"""The feed of cells while many write at once: a reader who goes from cursor to cursor misses nothing."""

import psycopg
import pytest

from gridward.field.bench.following import follow
from gridward.kernel.clock import today
from gridward.platform.db import connect
from support.field_work import CITY, persons_of
from support.published import cell_ids

_TOUCH = "UPDATE book.customer SET tier = %s WHERE id = %s"
_CELL = "SELECT customer_id, gone FROM field.feed WHERE cell_id = %s AND seq > %s ORDER BY seq"


@pytest.fixture
def begun(worked_url: str) -> str:
    """The city at work, with a feed."""
    with connect(worked_url) as connection:
        connection.execute("SELECT field.bring_feed(%s::smallint, %s)", [CITY, today()])
    return worked_url


def test_many_writers_and_nothing_is_missed(worked_url: str) -> None:
    found = follow(worked_url, CITY, writers=6, changes=150, most=40)
    assert (found.changes, found.missed, found.clashes) == (150, 0, 0)
    with connect(worked_url) as connection:
        assert connection.execute("SELECT FROM field.touch").rowcount == 0


def test_numbers_have_no_gaps_and_a_row_has_its_last(begun: str) -> None:
    cell = cell_ids(begun)[0]
    person = persons_of(begun, cell)[0]
    with connect(begun, autocommit=True) as connection:
        before = _cursor(connection, cell)
        for tier in "abc":
            connection.execute(_TOUCH, [tier, person])
        assert _cursor(connection, cell) == before + 3
        assert connection.execute(_CELL, [cell, before]).fetchall() == [(person, False)]


def test_what_is_undone_touches_nobody(begun: str) -> None:
    cell = cell_ids(begun)[0]
    first, second = persons_of(begun, cell)[:2]
    with connect(begun, autocommit=True) as connection:
        before = _cursor(connection, cell)
        with connection.transaction():
            connection.execute(_TOUCH, ["a", first])
            with connection.transaction(force_rollback=True):
                connection.execute(_TOUCH, ["a", second])
        assert connection.execute(_CELL, [cell, before]).fetchall() == [(first, False)]


def test_a_city_that_nobody_reads_has_no_feed(worked_url: str) -> None:
    with connect(worked_url, autocommit=True) as connection:
        connection.execute(_TOUCH, ["a", persons_of(worked_url, cell_ids(worked_url)[0])[0]])
        assert connection.execute("SELECT FROM field.feed_cell").rowcount == 0
        assert connection.execute("SELECT FROM field.touch").rowcount == 0


def test_who_wrote_while_the_feed_began_is_not_missed(worked_url: str) -> None:
    cell = cell_ids(worked_url)[0]
    person = persons_of(worked_url, cell)[0]
    with connect(worked_url, autocommit=True) as slow, connect(worked_url, autocommit=True) as first:
        with slow.transaction():
            slow.execute(_TOUCH, ["a", person])
            first.execute("SELECT field.bring_feed(%s::smallint, %s)", [CITY, today()])
            before = _cursor(first, cell)
        assert first.execute(_CELL, [cell, before]).fetchall() == [(person, False)]


def test_a_plan_that_ends_empties_its_cells(begun: str) -> None:
    cell = cell_ids(begun)[0]
    with connect(begun, autocommit=True) as connection:
        before = _cursor(connection, cell)
        connection.execute(
            "UPDATE grids.plan SET effective = daterange(lower(effective), %s) WHERE status = 'published'",
            [today()],
        )
        left = connection.execute(_CELL, [cell, before]).fetchall()
    assert left
    assert all(gone for _, gone in left)


def _cursor(connection: psycopg.Connection, cell: int) -> int:
    row = connection.execute("SELECT cursor FROM field.feed_cell WHERE cell_id = %s", [cell]).fetchone()
    assert row is not None
    return int(row[0])

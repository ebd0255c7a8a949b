"""Deltas imported day by day, one delta of all the days, and the whole extract of the last day make the same book."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from conftest import copied

from grid_data.demo_city import build
from gridward.book.as_of import find_states
from gridward.book.facts import FACTS
from gridward.platform.db import connect
from support.days import run
from support.extract import Extract, import_extract

FIRST = date(2026, 11, 27)
CUSTOMERS = 420
DAYS = 5
"""Over the end of a month, so that instalments fall due and are paid."""
LAST = FIRST + timedelta(days=DAYS)
MOVEMENTS_SHOWN = 90
"""Days before an extract of which it shows the movements of agents."""

_TOLD_LATE = {"policies": {"cash_value"}, "agents": {"grade"}}
"""They move by themselves, with every day. An insurer tells them when something else of the row changes, so what the book
has is as old as the last change: of that day by daily deltas, of the last day by one delta and by a whole extract."""

_PERSON = """(SELECT min(o.customer_no) FROM census.customer_standing a JOIN census.customer_standing b USING (person_id)
    JOIN book.customer o ON o.id = b.customer_id WHERE a.customer_id = {})"""
"""A person by the least of his numbers. The one that stands for him is the first that was recorded: another one where a
second record that came later has a lower number, which a whole extract brings first."""

_DERIVED = {
    "policy_standing": """SELECT p.policy_no, s.standing, s.reason, s.served_by
        FROM census.policy_standing s JOIN book.policy p ON p.id = s.policy_id""",
    "customer_standing": f"""SELECT c.customer_no, {_PERSON.format("c.id")}, s.person_rule, s.kind, s.live_policies,
            s.orphan_policies
        FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id""",
    "placement": """SELECT c.customer_no, p.precision, p.reason, p.position_check, p.lon, p.lat, m.name
        FROM census.placement p JOIN book.customer c ON c.id = p.customer_id
        LEFT JOIN city.community m ON m.id = p.community_id""",
    "community": "SELECT name, stated_district, lon, lat, position_check FROM city.community",
    "state_as_of": """SELECT p.policy_no, s.said, s.found, s.unpaid_on, s.state
        FROM state_as_of s JOIN book.policy p ON p.id = s.policy_id""",
    "due": f"""SELECT p.policy_no, {_PERSON.format("d.customer_id")}, d.number, d.due_on, d.grace_ends, d.amount, d.unpaid,
            d.unpaid_amount, d.state, d.failure, d.points, d.risk, d.tier, d.reasons::text, d.as_of
        FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id""",
}

Book = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Books:
    """What three ways to the same day have made."""

    daily: Book
    at_once: Book
    whole: Book
    changed: set[str]
    """The kinds of fact of which the days brought something new or changed."""


@pytest.fixture(scope="module")
def books(
    server: str, bare_template: str, small_city: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Books]:
    """The same city three times: day by day, by one delta, and by the extract of the last day."""
    by_day, at_once = tmp_path_factory.mktemp("by_day"), tmp_path_factory.mktemp("at_once")
    build(by_day, CUSTOMERS, as_of=FIRST, days=DAYS, daily=True, clean=True)
    build(at_once, CUSTOMERS, as_of=FIRST, days=DAYS, clean=True)
    assert (by_day / "extract" / "policies.csv").read_bytes() == (
        at_once / "extract" / "policies.csv"
    ).read_bytes()
    deltas = sorted((by_day / "extract").glob("delta_*"))
    assert len(deltas) == DAYS
    ways = (
        [by_day / "extract", *deltas],
        [at_once / "extract", *(at_once / "extract").glob("delta_*")],
        [by_day / "closing"],
    )
    changed: set[str] = set()
    with ExitStack() as stack:
        found = []
        for way in ways:
            url = stack.enter_context(copied(server, bare_template))
            for folder in way:
                report = import_extract(url, Extract(folder))
                assert report.refused == 0, folder.name
                if folder in deltas:
                    changed |= {str(file.kind) for file in report.files if file.loaded or file.updated}
            run(url, LAST)
            found.append(_book(url))
        yield Books(*found, changed)


def _book(url: str) -> Book:
    with connect(url) as connection:
        facts = {kind: _facts(connection, kind) for kind in FACTS}
        find_states(connection, 1, LAST, LAST)
        return facts | {
            name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in _DERIVED.items()
        }


def _facts(connection: psycopg.Connection, kind: str) -> list[tuple[Any, ...]]:
    """The rows of a kind of fact in business values: without ids, and sealed columns by their look-up keys and masks."""
    fact = FACTS[kind]
    left_out = _TOLD_LATE.get(kind, set())
    columns = [
        f"t.{name}" for name in fact.stored if not name.endswith(("_sealed", "_id")) and name not in left_out
    ]
    joins = []
    for number, reference in enumerate(fact.references):
        joins.append(f"LEFT JOIN {reference.table} r{number} ON r{number}.id = t.{reference.column}")
        columns.append(f"r{number}.{reference.number}")
    query = f"SELECT {', '.join(columns)} FROM {fact.table} t {' '.join(joins)}"
    return sorted(connection.execute(query.encode()).fetchall(), key=repr)


def _differences(one: Book, other: Book) -> dict[str, tuple[Any, ...]]:
    """By table some rows that only one of two books has."""
    found = {}
    for name, ours in one.items():
        if ours != other[name]:
            theirs = set(map(repr, other[name]))
            mine = set(map(repr, ours))
            found[name] = sorted(mine - theirs)[:3], sorted(theirs - mine)[:3]
    return found


def test_the_days_bring_something_of_all_that_changes(books: Books) -> None:
    assert books.changed >= {"customers", "policies", "premiums", "contacts"}
    assert len(books.daily["due"]) > 0


def test_day_by_day_is_as_one_delta(books: Books) -> None:
    assert _differences(books.daily, books.at_once) == {}


def test_day_by_day_is_as_the_whole_extract_of_the_last_day(books: Books) -> None:
    whole = dict(books.whole)
    # The later extract shows fewer of the old movements; nothing that was imported is forgotten.
    oldest = LAST - timedelta(days=MOVEMENTS_SHOWN)
    daily = dict(books.daily)
    moved_on = list(FACTS["agent_movements"].columns).index("moved_on")
    assert set(whole["agent_movements"]) <= set(daily["agent_movements"])
    daily["agent_movements"] = [row for row in daily["agent_movements"] if row[moved_on] > oldest]
    assert _differences(daily, whole) == {}

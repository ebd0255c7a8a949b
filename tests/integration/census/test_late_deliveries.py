"""A real city's extract and its changes, with debits that were reversed and facts that came late, make the same book and the
same states as one import of everything."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import copied

from gridward.book.as_of import find_states
from gridward.book.facts import FACTS
from gridward.city.public import CityFiles, add_city
from gridward.platform.db import connect
from support.as_of import read_history, states_by_functions, states_by_sql
from support.extract import Extract, import_extract

BASE, FIRST, LAST = date(2026, 11, 22), date(2026, 12, 5), date(2026, 12, 22)
KEYS = {"customers": 1, "policies": 1, "premiums": 2, "agents": 1, "claims": 1, "service_requests": 1}
"""How many of the first columns name a row, of the files that changes are applied to by key."""
_UNPAID = {"实缴日期": "", "实缴保费": "", "缴费渠道": ""}

Table = tuple[list[str], list[list[str]]]
Tables = dict[str, Table]


@dataclass(frozen=True)
class Deliveries:
    """An extract, two deliveries of changes, and the whole that they come to."""

    base: Tables
    first: Tables
    last: Tables
    whole: Tables


@pytest.fixture(scope="module")
def deliveries(data_folder: Path) -> Deliveries:
    path = data_folder / "shanghai" / "extract_3k" / "gbk.zip"
    if not path.exists():
        pytest.skip("the shared test data has no extract of Shanghai")
    with zipfile.ZipFile(path) as archive:
        base, delta = _tables(archive, ""), _tables(archive, "delta_20261222/")
    first = {"premiums": _reversed_and_corrected(base["premiums"], delta["premiums"])}
    return Deliveries(base, first, delta, _apply(_apply(base, first), delta))


def _tables(archive: zipfile.ZipFile, folder: str) -> Tables:
    found = {}
    for name in archive.namelist():
        path = Path(name)
        if name == f"{folder}{path.name}" and path.suffix == ".csv":
            header, *rows = csv.reader(io.StringIO(archive.read(name).decode("gbk"), newline=""))
            # Damaged rows are another test's.
            found[path.stem] = header, [row for row in rows if len(row) == len(header)]
    return found


def _reversed_and_corrected(base: Table, delta: Table) -> Table:
    """Of the newest paid instalments: debits that were reversed, some paid again later, others told wrongly at first."""
    header, rows = base
    told = {tuple(row[:2]) for row in delta[1]}
    paid = [dict(zip(header, row, strict=True)) for row in rows if row[4] and tuple(row[:2]) not in told]
    newest = sorted(paid, key=lambda row: (row["实缴日期"], row["保单号"]))[-60:]
    changed = [row | _UNPAID | {"失败原因": "账户注销"} for row in newest[:20]]
    changed += [row | {"实缴日期": "2026-11-30", "缴费渠道": "微信"} for row in newest[20:40]]
    late = [date.fromisoformat(row["应缴日期"]) + timedelta(days=3) for row in newest[40:]]
    changed += [row | {"应缴日期": day.isoformat()} for row, day in zip(newest[40:], late, strict=True)]
    again = [row | {"实缴日期": "2026-12-20", "失败原因": "账户注销"} for row in newest[:10]]
    delta[1].extend([row[name] for name in header] for row in again)
    return header, [[row[name] for name in header] for row in changed]


def _apply(book: Tables, changes: Tables) -> Tables:
    whole = {}
    for kind, (header, rows) in book.items():
        more = changes.get(kind, (header, []))[1]
        if width := KEYS.get(kind):
            by_key = {tuple(row[:width]): row for row in rows}
            by_key |= {tuple(row[:width]): row for row in more}
            whole[kind] = header, list(by_key.values())
        else:
            whole[kind] = header, [*rows, *more]
    return whole


@pytest.fixture(scope="module")
def ways(
    server: str,
    template: str,
    data_folder: Path,
    deliveries: Deliveries,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, str]]:
    """The city by its deliveries, one after the other, and by one import of everything."""
    one_by_one = ((deliveries.base, BASE), (deliveries.first, FIRST), (deliveries.last, LAST))
    with ExitStack() as stack:
        urls = []
        for way in (one_by_one, ((deliveries.whole, LAST),)):
            url = stack.enter_context(copied(server, template))
            with connect(url, "test") as connection:
                add_city(
                    connection,
                    "shanghai",
                    "上海市",
                    "Shanghai",
                    CityFiles(data_folder / "shanghai" / "districts_wgs84.geojson", {}),
                )
            for tables, day in way:
                import_extract(url, _write(tmp_path_factory.mktemp("delivery"), tables, day))
            urls.append(url)
        yield urls[0], urls[1]


def _write(folder: Path, tables: Tables, day: date) -> Extract:
    extract = Extract(folder)
    for kind, (header, rows) in tables.items():
        extract.write(kind, header, rows)
    (folder / "manifest.json").write_text(json.dumps({"as_of": day.isoformat()}), "utf-8")
    return extract


def _rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with connect(url, "test") as connection:
        find_states(connection, 1, LAST, LAST)
        return sorted(connection.execute(query.encode()).fetchall(), key=repr)


def test_they_make_the_same_policies_and_instalments(ways: tuple[str, str]) -> None:
    for kind in ("policies", "premiums"):
        columns = [name for name in FACTS[kind].stored if not name.endswith("_id")]
        # A change of the cash value alone is not told.
        columns = [f"t.{name}" for name in columns if name != "cash_value"]
        join = (
            "JOIN book.policy p ON p.id = t.policy_id"
            if kind == "premiums"
            else "JOIN book.policy p USING (id)"
        )
        query = f"SELECT p.policy_no, {', '.join(columns)} FROM {FACTS[kind].table} t {join}"
        assert _rows(ways[0], query) == _rows(ways[1], query)


def test_their_events_make_the_same_states(ways: tuple[str, str]) -> None:
    query = """SELECT p.policy_no, s.said, s.found, s.unpaid_on, s.state
        FROM state_as_of s JOIN book.policy p ON p.id = s.policy_id"""
    states = _rows(ways[0], query)
    assert states == _rows(ways[1], query)
    assert len(states) > 3000 and {"in_force", "in_grace", "suspended", "surrendered"} <= {
        row[-1] for row in states
    }


def test_what_was_reversed_and_corrected_is_told(ways: tuple[str, str]) -> None:
    kinds = dict(
        _rows(
            ways[0],
            "SELECT kind, count(*) FROM book.policy_event WHERE learnt_on > '2026-11-22' GROUP BY kind",
        )
    )
    assert kinds["reversed"] == 20 and kinds["corrected"] >= 40 and kinds["paid"] >= 10
    told = dict(_rows(ways[1], "SELECT kind, count(*) FROM book.policy_event GROUP BY kind"))
    assert "reversed" not in told and "corrected" not in told


def test_any_day_between_can_be_asked_for(ways: tuple[str, str]) -> None:
    history = read_history(ways[0])
    for day, known in ((BASE, LAST), (LAST, FIRST)):
        assert states_by_sql(ways[0], day, known) == states_by_functions(history, day, known)

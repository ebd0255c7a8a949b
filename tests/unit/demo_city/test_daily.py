"""A delta a day: put together they are what one delta says, and lead to the whole extract of the last day."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from grid_data.demo_city import build

FIRST = date(2026, 11, 1)
DAYS = 45
CUSTOMERS = 900

_KEYS = {
    "customers": ("客户号",),
    "policies": ("保单号",),
    "premiums": ("保单号", "期次"),
    "agents": ("工号",),
    "claims": ("赔案号",),
    "service_requests": ("受理号",),
}
_TOLD_LATE = {"policies": "现金价值", "agents": "职级"}
"""Told only when something else of the row changes."""

Rows = dict[tuple[str, ...], dict[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("daily")
    build(made / "daily", CUSTOMERS, as_of=FIRST, days=DAYS, daily=True, clean=True)
    build(made / "at_once", CUSTOMERS, as_of=FIRST, days=DAYS, clean=True)
    return made


def _rows(folder: Path, kind: str) -> list[dict[str, str]]:
    with (folder / f"{kind}.csv").open(encoding="gbk", newline="") as file:
        return list(csv.DictReader(file))


def _by_key(rows: list[dict[str, str]], kind: str) -> Rows:
    left_out = _TOLD_LATE.get(kind)
    return {
        tuple(row[name] for name in _KEYS[kind]): {name: row[name] for name in row if name != left_out}
        for row in rows
    }


def _deltas(folder: Path) -> list[Path]:
    return sorted((folder / "extract").glob("delta_*"))


def test_there_is_a_delta_for_each_day(folder: Path) -> None:
    days = [FIRST + timedelta(days=number) for number in range(1, DAYS + 1)]
    assert [path.name for path in _deltas(folder / "daily")] == [f"delta_{day:%Y%m%d}" for day in days]
    assert len(_deltas(folder / "at_once")) == 1


@pytest.mark.parametrize("kind", _KEYS)
def test_the_days_lead_to_the_closing_extract(folder: Path, kind: str) -> None:
    book = _by_key(_rows(folder / "daily" / "extract", kind), kind)
    opening = dict(book)
    for path in _deltas(folder / "daily"):
        book |= _by_key(_rows(path, kind), kind)
    assert book != opening
    assert book == _by_key(_rows(folder / "daily" / "closing", kind), kind)
    (path,) = _deltas(folder / "at_once")
    assert book == opening | _by_key(_rows(path, kind), kind)


@pytest.mark.parametrize("kind", ["contacts", "agent_movements"])
def test_what_only_comes_comes_once(folder: Path, kind: str) -> None:
    daily = [row for path in _deltas(folder / "daily") for row in _rows(path, kind)]
    (path,) = _deltas(folder / "at_once")
    assert daily
    assert sorted(map(repr, daily)) == sorted(map(repr, _rows(path, kind)))


def test_a_clean_extract_has_no_damage(folder: Path) -> None:
    numbers = [row["客户号"] for row in _rows(folder / "daily" / "extract", "customers")]
    assert len(numbers) == len(set(numbers)) == CUSTOMERS

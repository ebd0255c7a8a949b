"""`gridward bench`: what it measures and writes, and that it leaves nothing behind."""

import json
from pathlib import Path

import pytest

from gridward.cli.page_reads import PAGES
from gridward.demo.debit_files import debit_file
from gridward.kernel.clock import today
from gridward.ops.day import run_day
from gridward.ops.debits.taking import take_debits
from gridward.platform.db import connect
from gridward.serving import listen
from support.commands import run
from support.events import write_down
from support.field_work import one
from support.published import build


def test_the_hot_reads_are_measured_beside_a_floor(worked_url: str, tmp_path: Path) -> None:
    run_day(worked_url, 1, today())
    before = one(worked_url, "SELECT count(*) FROM identity.account")
    file = tmp_path / "figures.json"
    # Whether the budgets are kept is the machine's business at this moment, not a test's.
    printed = run(worked_url, "bench", "reads", "--city", "tinglan", "--runs", 5, "--json", file, ends=None)
    for word in ("Today", "Customer", "Queue", "Cockpit", "budget", "floor"):
        assert word in printed

    figures = json.loads(file.read_text())
    assert all(isinstance(value, int | float | str) for value in figures.values())
    assert figures["city"] == "tinglan" and figures["cell_customers"] > 0 and figures["today_tasks"] > 0
    for name in ("today", "customer"):
        assert 0 < figures[f"peer.floor.{name}_db_ms"] < figures[f"{name}_db_ms"]
        assert figures[f"{name}_db_ms"] <= figures[f"{name}_db_p95_ms"]
        assert figures[f"{name}_budget_ms"] > 0
        assert figures[f"{name}_statements"] > 1
    assert one(worked_url, "SELECT count(*) FROM identity.account") == before


def test_a_city_without_cells_says_what_to_do(city_url: str) -> None:
    assert "grid publish" in run(city_url, "bench", "reads", "--city", "tinglan", ends=1)


def test_every_page_is_read_in_each_role(
    worked_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listen("127.0.0.1", 0) as taken:
        # As it is beside the server that gives its figures there.
        monkeypatch.setenv("GRIDWARD_METRICS_PORT", str(taken.getsockname()[1]))
        _read_every_page(worked_url, tmp_path)


def _read_every_page(worked_url: str, tmp_path: Path) -> None:
    run_day(worked_url, 1, today())
    write_down(worked_url, 1)
    with connect(worked_url) as connection:
        text = debit_file(connection, 1, today())
    take_debits(worked_url, 1, "debits.txt", text.encode(), "test")
    build(worked_url)
    left = """SELECT (SELECT count(*) FROM identity.account) || '/' || (SELECT count(*) FROM identity.session) || '/'
        || (SELECT count(*) FROM staffing.specialist_account) || '/' || (SELECT count(*) FROM staffing.station_lead)"""
    before = one(worked_url, left)
    file = tmp_path / "pages.json"
    printed = run(worked_url, "bench", "pages", "--city", "tinglan", "--runs", 5, "--json", file, ends=None)
    assert "GET /healthz" in printed

    figures = json.loads(file.read_text())
    for role, routes in PAGES.items():
        for route in routes:
            assert 0 < figures[f"{role.value} {route} ms"] <= figures[f"{role.value} {route} p95_ms"]
    assert 0 < figures["peer.floor.healthz_ms"] <= figures["peer.floor.healthz_p95_ms"]
    assert one(worked_url, left) == before


def test_seats_are_measured_in_a_database_of_their_own(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    run(database_url, "bench", "seats", "--claims", 300, "--hold", 1, "--json", file, ends=None)
    figures = json.loads(file.read_text())
    assert figures["claims"] == 300 and figures["double_claims"] == 0
    assert figures["claims_per_s"] > 0 and figures["claims_per_s_snapshot_held"] > 0
    assert (
        one(database_url, "SELECT count(*) FROM pg_database WHERE starts_with(datname, 'gridward_bench_')")
        == 0
    )
    assert one(database_url, "SELECT count(*) FROM book.customer") == 0

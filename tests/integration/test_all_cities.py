"""`gridward grid build --all-cities`: from places in the database to plans, killed in the middle, with cities that fail."""

import os
import signal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gridward.cli.grid import app
from gridward.grids.batch.orders import OpenBatch, begin_city, end_batch, open_batch
from gridward.grids.batch.processes import processes
from gridward.grids.batch.running import all_cities
from gridward.grids.contract import Barrier, BuildOrder
from gridward.kernel.errors import Conflict, Invalid
from gridward.platform.db import connect
from support import made_cities
from support.commands import run
from support.field_work import rows
from support.launcher import soon
from support.made_cities import plans
from support.workers import runs, shuts_out, worker

COMMAND = ("grid", "build", "--all-cities", "--cells", "4", "--workers", "1")
LONG_S = 240
"""Processes take their time on a busy machine."""


@pytest.fixture
def three(database_url: str) -> str:
    """A database with three cities, the largest of them the last by its name."""
    for seed, (code, customers) in enumerate({"anjiang": 400, "beihe": 500, "chaohu": 800}.items(), 1):
        made_cities.add(database_url, code, customers, seed)
    return database_url


def states(url: str) -> dict[str, str]:
    """The status of the only plan of each city that has one."""
    return {plan.city: plan.status for plan in plans(url)}


def test_a_run_that_was_killed_goes_on_where_it_was(three: str, tmp_path: Path) -> None:
    with worker(three, tmp_path / "log", COMMAND) as running:
        assert soon(lambda: "draft" in states(three).values(), LONG_S), running.log.read_text()
        children = running.children()
        running.process.kill()
        running.process.wait()
    assert children and soon(lambda: not any(map(runs, children)), LONG_S)
    assert states(three) == {"chaohu": "draft", "beihe": "building"}
    (before,) = (plan for plan in plans(three) if plan.status == "draft")

    printed = run(three, *COMMAND)
    assert "1 of 3 cities are built already" in printed and "Cities to cut: 2, 1 at a time." in printed
    assert (
        "chaohu" not in printed and "beihe市 (beihe): " in printed and "customers: 400, cells: 4" in printed
    )
    after = plans(three)
    assert [(plan.city, plan.version, plan.status) for plan in after] == [
        ("anjiang", 1, "draft"), ("beihe", 1, "draft"), ("chaohu", 1, "draft"),
    ]  # fmt: skip
    assert after[-1] == before and all(len(plan.cells) == 4 for plan in after)
    assert rows(three, "SELECT count(*) FROM grids.batch WHERE ended_at IS NULL") == [(0,)]


def test_a_city_that_cannot_be_cut_leaves_the_others(three: str) -> None:
    with connect(three, "test") as connection:
        connection.execute("DELETE FROM census.placement WHERE city_id = 2")
    printed = run(three, "grid", "build", "--all-cities", "--cells", 60, ends=1)
    assert "60 cells are more than the 45 places" in printed and "Ask for" in printed
    assert "No customer of the pool has a place" in printed and "Built: 1; failed: 2." in printed
    assert states(three) == {"anjiang": "failed", "beihe": "failed", "chaohu": "draft"}
    assert rows(
        three,
        """SELECT p.problem ->> 'code', b.started_at < b.ended_at FROM grids.batch_city b
           JOIN grids.plan p ON p.id = b.plan_id WHERE p.status = 'failed' ORDER BY 1""",
    ) == [("grid.no_customers", True), ("grid.too_many_cells", True)]
    # When the same is asked for again, only these are tried.
    with all_cities(three, BuildOrder(60), "test") as again:
        assert again.batch.resumed and [city.code for city in again.left] == ["beihe", "anjiang"]


def test_who_is_told_to_stop_leaves_no_process_and_no_riddle(three: str, tmp_path: Path) -> None:
    with worker(three, tmp_path / "log", COMMAND) as running:
        assert soon(lambda: "draft" in states(three).values(), LONG_S), running.log.read_text()
        children = running.children()
        assert all(shuts_out(child, signal.SIGINT) for child in children)
        for child in children:
            # Ctrl+C reaches the whole group.
            os.kill(child, signal.SIGINT)
        running.process.terminate()
        assert running.process.wait(20) == 130
    assert running.log.read_text() == ""
    assert children and soon(lambda: not any(map(runs, children)), LONG_S)
    assert {plan.problem for plan in plans(three) if plan.status != "draft"} == {"plan.interrupted"}


def test_there_is_one_at_a_time(database_url: str) -> None:
    made_cities.add(database_url, "anjiang", 100, 1)
    first, second = (all_cities(database_url, BuildOrder(cells), "test") for cells in (4, 5))
    with first, pytest.raises(Conflict) as refused, second:
        pass
    assert refused.value.code == "batch.busy"


def test_a_plan_that_is_deleted_while_its_city_is_cut_fails_alone(three: str) -> None:
    with all_cities(three, BuildOrder(4), "test") as batch:
        outcomes = batch.build(processes(1))
        first = next(outcomes)
        with connect(three) as connection:
            connection.execute("DELETE FROM grids.plan WHERE status = 'building'")
        rest = [outcome.problem and outcome.problem.code for outcome in outcomes]
    assert first.problem is None and rest == ["plan.not_found", None]


def _opened(url: str, order: BuildOrder, *, anew: bool = False) -> OpenBatch:
    with connect(url, "test") as connection:
        return open_batch(connection, order, "test", anew=anew)


def test_who_asks_for_the_same_goes_on_and_who_asks_for_something_else_does_not(three: str) -> None:
    order = BuildOrder(capacity=100, barriers=(Barrier.WATER, Barrier.ROADS))
    first = _opened(three, order)
    assert not first.resumed and [city.code for city in first.cities] == ["chaohu", "beihe", "anjiang"]
    same = _opened(three, BuildOrder(capacity=100, barriers=(Barrier.ROADS, Barrier.WATER)))
    assert same.resumed and (same.id, same.created_at) == (first.id, first.created_at)
    assert not _opened(three, BuildOrder(capacity=101)).resumed
    anew = _opened(three, order, anew=True)
    assert not anew.resumed and _opened(three, order).id == anew.id != first.id
    with connect(three, "test") as connection:
        end_batch(connection, anew)
    assert not _opened(three, order).resumed


def test_cities_that_come_meanwhile_belong_to_it_and_deleted_plans_are_made_anew(three: str) -> None:
    order = BuildOrder(4)
    batch = _opened(three, order)
    with connect(three, "test") as connection:
        plan = begin_city(connection, batch, batch.cities[0], order, "test")
    made_cities.add(three, "dongling", 100, 4)
    again = _opened(three, order)
    assert again.resumed and len(again.cities) == 4 and again.cities[0].plan_id == plan
    with connect(three, "test") as connection:
        assert begin_city(connection, again, again.cities[0], order, "test") == plan
        connection.execute("DELETE FROM grids.plan")
    assert _opened(three, order).cities[0].plan_id is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give either --city or --all-cities"),
        (["--all-cities", "--city", "anjiang"], "give either --city or --all-cities"),
        (["--all-cities", "--out", "cells"], "goes with --city"),
        (["--all-cities", "--from-plan", "1"], "goes with --city"),
        (["--all-cities", "--workers", "0"], "--workers"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["build", "--cells", "4", *arguments], env={"COLUMNS": "200"})
    assert done.exit_code == 2 and said in done.output


def test_without_cities_there_is_nothing_to_cut(database_url: str) -> None:
    with pytest.raises(Invalid) as refused, all_cities(database_url, BuildOrder(4), "test"):
        pass
    assert refused.value.code == "batch.no_cities"

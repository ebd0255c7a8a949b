"""Workers as they run: alone or beside the application, killed in the middle of a job, told to stop."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from gridward.census.public import Delivery, load_mapping, register
from gridward.grids.contract import BuildOrder
from gridward.grids.public import add_plan
from gridward.platform.db import connect, in_transaction
from gridward.platform.jobs import enqueue
from gridward.platform.retries import MOST_BEGINNINGS
from support.days import found, one
from support.extract import Extract, book, differences
from support.launcher import soon
from support.workers import (
    ALONE,
    BESIDE,
    all_done,
    jobs,
    let_heartbeats_grow_old,
    runs,
    waiting,
    waits_for,
    worker,
)

LONG_S = 90
"""Processes take their time on a busy machine."""


def _queue(url: str, task: str, lock: str, **arguments: object) -> None:
    asyncio.run(in_transaction(url, lambda session: enqueue(session, task, lock=lock, **arguments)))


def _order_import(url: str, folder: Path) -> UUID:
    with connect(url, "test") as connection:
        import_id = register(connection, 1, Delivery(folder, "test", load_mapping()), "test")
    _queue(url, "import_delivery", f"import {import_id}", import_id=import_id)
    return import_id


def _order_plan(url: str) -> UUID:
    with connect(url, "test") as connection:
        plan_id = add_plan(connection, 1, BuildOrder(cells=3), "test")
    _queue(url, "build_plan", f"plan {plan_id}", plan_id=plan_id)
    return plan_id


@contextmanager
def _stuck_at(url: str, table: str) -> Iterator[psycopg.Connection]:
    """Inside the block nobody gets on who wants a table, which the connection has."""
    with psycopg.connect(url) as holder:
        holder.execute(sql.SQL("LOCK TABLE {}").format(sql.Identifier(*table.split("."))))
        yield holder
        holder.rollback()


@pytest.mark.parametrize("command", [ALONE, BESIDE], ids=["alone", "beside"])
def test_every_job_is_done(command: tuple[str, ...], bare_url: str, small_city: Path, tmp_path: Path) -> None:
    import_id = _order_import(bare_url, Extract.copy(small_city / "extract", tmp_path / "extract").folder)
    with worker(bare_url, tmp_path / "log", command) as running:
        assert soon(lambda: len(jobs(bare_url)) == 2 and all_done(bare_url), LONG_S), running.log.read_text()
        plan_id = _order_plan(bare_url)
        _queue(bare_url, "deliver_messages", "messages 1", city_id="1")
        assert soon(lambda: all_done(bare_url), LONG_S), running.log.read_text()
        running.process.terminate()
        assert running.process.wait(20) == 0
    assert [job["task"] for job in jobs(bare_url)] == [
        "import_delivery",
        "run_day",
        "build_plan",
        "deliver_messages",
    ]
    assert one(bare_url, "SELECT status FROM census.import_run WHERE id = %s", import_id)["status"] == "done"
    assert one(bare_url, "SELECT status FROM grids.plan WHERE id = %s", plan_id)["status"] == "draft"
    assert one(bare_url, "SELECT report FROM ops.day_run")["report"]["dues"] > 0
    assert found(bare_url, "SELECT FROM procrastinate_workers") == []


def test_a_plan_that_cannot_be_built_is_a_job_that_failed(city_url: str, tmp_path: Path) -> None:
    with connect(city_url, "test") as connection:
        plan_id = add_plan(connection, 1, BuildOrder(cells=5_000), "test")
    _queue(city_url, "build_plan", f"plan {plan_id}", plan_id=plan_id)
    with worker(city_url, tmp_path / "log") as running:
        assert soon(lambda: jobs(city_url)[0]["status"] == "failed", LONG_S), running.log.read_text()
    row = one(city_url, "SELECT status, problem ->> 'code' AS code FROM grids.plan WHERE id = %s", plan_id)
    assert (row["status"], row["code"]) == ("failed", "grid.too_many_cells")


def test_a_job_that_is_told_to_stop_before_its_worker_is_not_lost(city_url: str, tmp_path: Path) -> None:
    plan_id = _order_plan(city_url)
    with worker(city_url, tmp_path / "log") as running, _stuck_at(city_url, "grids.cell") as holder:
        assert soon(lambda: waits_for(city_url, holder), LONG_S), running.log.read_text()
        os.kill(running.children()[0], signal.SIGTERM)
        assert soon(lambda: jobs(city_url)[0]["status"] == "todo")
    assert one(city_url, "SELECT status FROM grids.plan WHERE id = %s", plan_id)["status"] == "building"


def test_a_job_that_is_told_to_stop_again_and_again_is_given_up_and_its_plan_says_so(
    city_url: str, tmp_path: Path
) -> None:
    plan_id = _order_plan(city_url)
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE procrastinate_jobs SET attempts = %s", [MOST_BEGINNINGS])
    with worker(city_url, tmp_path / "log") as running, _stuck_at(city_url, "grids.cell") as holder:
        assert soon(lambda: waits_for(city_url, holder), LONG_S), running.log.read_text()
        os.kill(running.children()[0], signal.SIGTERM)
        assert soon(lambda: jobs(city_url)[0]["status"] == "failed")
    plan = one(city_url, "SELECT status, problem ->> 'code' AS code FROM grids.plan WHERE id = %s", plan_id)
    assert (plan["status"], plan["code"]) == ("failed", "plan.interrupted")


def test_nobody_reads_the_password_of_the_database_in_the_list_of_processes(
    city_url: str, tmp_path: Path
) -> None:
    password = urlsplit(city_url).password
    assert password is not None
    _order_plan(city_url)
    with worker(city_url, tmp_path / "log") as running, _stuck_at(city_url, "grids.cell") as holder:
        assert soon(lambda: waits_for(city_url, holder), LONG_S), running.log.read_text()
        for pid in (running.process.pid, *running.children()):
            assert password not in Path(f"/proc/{pid}/cmdline").read_text()


def _killed(url: str, table: str, folder: Path, number: signal.Signals, order: Callable[[], object]) -> None:
    """Order a job, end its worker in the middle of it, and let the next one take it up."""
    order()
    with worker(url, folder / "log") as first:
        with _stuck_at(url, table) as holder:
            assert soon(lambda: waits_for(url, holder), LONG_S), first.log.read_text()
            (child,) = first.children()
            first.process.send_signal(number)
            assert first.process.wait(20) == (0 if number is signal.SIGTERM else -number)
            assert soon(lambda: not runs(child)), "the job outlives its worker"
            assert soon(lambda: not waits_for(url, holder), LONG_S), (
                f"{waiting(url, holder)} goes on without it"
            )
        (job, *_) = jobs(url)
        assert job["status"] == ("todo" if number is signal.SIGTERM else "doing")
    let_heartbeats_grow_old(url)
    with worker(url, folder / "log") as second:
        assert soon(lambda: all_done(url), LONG_S), second.log.read_text()
    assert jobs(url)[0]["attempts"] == 2


def test_an_import_is_taken_up_and_ends_right(
    bare_url: str, city_url: str, small_city: Path, tmp_path: Path
) -> None:
    folder = Extract.copy(small_city / "extract", tmp_path / "extract").folder
    _killed(bare_url, "book.policy", tmp_path, signal.SIGKILL, lambda: _order_import(bare_url, folder))
    assert one(bare_url, "SELECT status, problem FROM census.import_run") == {
        "status": "done",
        "problem": None,
    }
    assert differences(book(bare_url), book(city_url)) == {}


def test_a_plan_is_taken_up_and_ends_right(city_url: str, tmp_path: Path) -> None:
    _killed(city_url, "grids.cell", tmp_path, signal.SIGKILL, lambda: _order_plan(city_url))
    plan = one(city_url, "SELECT status, problem, cells FROM grids.plan")
    assert plan == {"status": "draft", "problem": None, "cells": 3}
    assert one(city_url, "SELECT count(*) AS n FROM grids.cell")["n"] == 3


@pytest.mark.parametrize(
    ("table", "number"),
    [
        pytest.param("renewal.due", signal.SIGKILL, id="kill -9"),
        pytest.param("renewal.due", signal.SIGTERM, id="told to stop"),
        pytest.param("policycare.request", signal.SIGKILL, id="kill -9 in a part that is asynchronous"),
    ],
)
def test_a_day_is_taken_up_and_ends_right(
    table: str, number: signal.Signals, worked_url: str, tmp_path: Path
) -> None:
    _killed(
        worked_url,
        table,
        tmp_path,
        number,
        lambda: _queue(worked_url, "run_day", "day 1", city_id="1"),
    )
    first, second = found(worked_url, "SELECT problem, report FROM ops.day_run ORDER BY id")
    assert first["problem"]["code"] == "day.interrupted" and first["report"] is None
    assert second["report"]["work"]["tasks"] > 0 and second["problem"] is None
    doubled = found(
        worked_url, "SELECT source_key FROM engagement.task GROUP BY source_key HAVING count(*) > 1"
    )
    assert doubled == []


def test_a_night_that_was_missed_is_made_good(worked_url: str, tmp_path: Path) -> None:
    with worker(worked_url, tmp_path / "log") as running:
        assert soon(lambda: jobs(worked_url) != [] and all_done(worked_url), LONG_S), running.log.read_text()
    # Its messages may have been delivered as well, depending on when the clock ticked.
    assert [job["args"] for job in jobs(worked_url) if job["task"] == "run_day"] == [{"city_id": "1"}]
    assert one(worked_url, "SELECT report FROM ops.day_run")["report"]["in_force"]

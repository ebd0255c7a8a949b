"""Nights that are made good, runs that died, jobs that nobody asks after any more."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.census.importing.service import _LOCKS
from gridward.census.public import Delivery, load_mapping, register
from gridward.identity.public import everything
from gridward.kernel.clock import now, today
from gridward.kernel.errors import Invalid
from gridward.kernel.ids import new_id
from gridward.ops import day as day_module
from gridward.ops.jobs.nights import missed_cities
from gridward.ops.jobs.overview import jobs_now
from gridward.ops.jobs.queueing import ask_for_day
from gridward.ops.jobs.sweeping import sweep_jobs
from gridward.platform.db import connect, in_transaction
from gridward.platform.jobs import QUEUE
from gridward.platform.retries import JobBusy, JobFailed
from gridward.worker import ending
from gridward.worker.running import run_task
from gridward.worker.tasks import make_worker
from gridward.worker.working import catch_up, take_up
from support.days import found, on, one, run
from support.extract import Extract
from support.launcher import soon
from support.queue import put_job, put_worker, work_on
from support.workers import waits_for


def _missed(url: str, moment: datetime) -> list[int]:
    with psycopg.connect(url) as connection:
        return missed_cities(connection, moment)


def _queued(url: str) -> list[tuple[str, str]]:
    rows = found(url, "SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")
    return [(row["task_name"], row["status"]) for row in rows]


def test_a_city_whose_last_run_is_of_an_earlier_night_gets_one_job(worked_url: str) -> None:
    run(worked_url, today() - timedelta(days=1))
    with on(today(), hour=12):
        for _ in range(2):
            catch_up(worked_url)
    assert _queued(worked_url) == [("run_day", "todo")]


def test_one_whose_day_was_run_misses_nothing(worked_url: str) -> None:
    run(worked_url, today())
    catch_up(worked_url)
    assert _queued(worked_url) == []
    with on(today() + timedelta(days=1), hour=1):
        assert _missed(worked_url, now()) == []
    with on(today() + timedelta(days=1), hour=3):
        assert _missed(worked_url, now()) == [1]


def test_a_run_that_failed_is_no_run_but_its_job_is_not_repeated(worked_url: str) -> None:
    put_job(worked_url, "run_day", 1, "failed")
    with on(today(), hour=12):
        with psycopg.connect(worked_url) as connection:
            connection.execute("UPDATE procrastinate_events SET at = %s", [now()])
        assert _missed(worked_url, now()) == []
    with on(today() + timedelta(days=1), hour=12):
        assert _missed(worked_url, now()) == [1]


def test_without_cells_in_force_nothing_is_missed(city_url: str) -> None:
    assert _missed(city_url, now()) == []


def test_a_run_that_died_is_made_good_by_the_next_and_says_so(worked_url: str) -> None:
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            "INSERT INTO ops.day_run (id, city_id, day, started_at) VALUES (%s, 1, %s, %s)",
            [new_id(), today(), now()],
        )
    run(worked_url, today())
    died, good = found(worked_url, "SELECT finished_at, problem, report FROM ops.day_run ORDER BY id")
    assert died["finished_at"] and died["problem"]["code"] == "day.interrupted" and not died["report"]
    parts = [part["name"] for part in good["report"]["parts"]]
    assert parts.index("dues") < parts.index("calendar") < parts.index("messages") < len(parts)


def test_how_far_a_run_is_can_be_seen_and_is_not_audited(
    worked_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(*_: object) -> int:
        seen.append(one(worked_url, "SELECT progress FROM ops.day_run")["progress"]["step"])
        return 0

    monkeypatch.setattr(day_module, "fill_queue", look)
    run(worked_url, today())
    assert seen == ["queue"]
    assert one(worked_url, "SELECT progress FROM ops.day_run")["progress"] == {}
    entries = found(worked_url, "SELECT operation FROM audit.entry WHERE relation = 'ops.day_run'")
    assert [entry["operation"] for entry in entries] == ["insert", "update"]


def _take_up(url: str) -> list[tuple[str, str]]:
    """What a worker does every few seconds; the queue after it."""

    async def act() -> None:
        app = make_worker(url)
        async with app.open_async():
            await take_up(app, url)

    asyncio.run(act())
    return _queued(url)


def test_what_a_dead_worker_had_begun_begins_again_and_what_a_living_one_has_does_not(
    worked_url: str,
) -> None:
    theirs, left = put_job(worked_url, "build_plan", new_id()), put_job(worked_url, "run_day", 1)
    work_on(worked_url, theirs, put_worker(worked_url))
    work_on(worked_url, left, put_worker(worked_url, silent_s=60))
    assert _take_up(worked_url) == [("build_plan", "doing"), ("run_day", "todo")]


def test_what_was_begun_again_and_again_is_given_up_and_its_row_says_so(city_url: str) -> None:
    with psycopg.connect(city_url) as connection:
        plan_id = new_id()
        connection.execute(
            """INSERT INTO grids.plan (id, city_id, version, status, cells, tolerance, pool, created_by)
               VALUES (%s, 1, 9, 'building', 3, 0.05, 'orphan', 'test')""",
            [plan_id],
        )
    job = put_job(city_url, "build_plan", plan_id, attempts=10)
    work_on(city_url, job, put_worker(city_url, silent_s=60))
    assert _take_up(city_url) == [("build_plan", "failed")]
    plan = one(city_url, "SELECT status, problem FROM grids.plan WHERE id = %s", plan_id)
    assert (plan["status"], plan["problem"]["code"]) == ("failed", "plan.interrupted")


def test_what_comes_by_the_clock_is_not_begun_again(city_url: str) -> None:
    with psycopg.connect(city_url) as connection:
        connection.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status)
               VALUES ('city', 'expire_requests', 'expire_requests', 'doing'),
                   ('city', 'expire_requests', 'expire_requests', 'todo')"""
        )
    assert _take_up(city_url) == [("expire_requests", "aborted"), ("expire_requests", "todo")]


def test_a_day_that_fails_may_end_better_another_time(
    worked_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Invalid("rules.invalid", "The rules cannot be used.")

    monkeypatch.setattr(day_module, "generate_work", fail)
    with pytest.raises(JobFailed):
        run_task("run_day", worked_url, "1")
    assert one(worked_url, "SELECT problem FROM ops.day_run")["problem"]["code"] == "rules.invalid"


def test_an_import_waits_for_another_one_of_its_city(bare_url: str, small_city: Path) -> None:
    with connect(bare_url, "test") as connection:
        delivery = Delivery(small_city / "extract", "test", load_mapping())
        import_id = register(connection, 1, delivery, "test")
    with psycopg.connect(bare_url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, 1)", [_LOCKS])
        with pytest.raises(JobBusy):
            run_task("import_delivery", bare_url, str(import_id))
    assert one(bare_url, "SELECT status, problem FROM census.import_run") == {
        "status": "ready",
        "problem": None,
    }


def _work_off(url: str) -> None:
    """Begin everything that may begin now, each in a process of its own."""

    async def act() -> None:
        app = make_worker(url)
        app.periodic_registry.periodic_tasks.clear()  # whether a clock ticks meanwhile is no matter here
        async with app.open_async():
            await app.run_worker_async(queues=[QUEUE], wait=False, install_signal_handlers=False)

    asyncio.run(act())


def _queued_import(url: str, folder: Path) -> UUID:
    with connect(url, "test") as connection:
        import_id = register(connection, 1, Delivery(folder, "test", load_mapping()), "test")
        connection.execute("UPDATE census.import_run SET status = 'queued'")
    put_job(url, "import_delivery", import_id)
    return import_id


def test_waiting_counts_as_no_beginning_and_ends_when_the_other_one_does(
    bare_url: str, small_city: Path, tmp_path: Path
) -> None:
    folder = Extract.copy(small_city / "extract", tmp_path / "extract").folder
    _queued_import(bare_url, folder)
    at_once = "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE task_name = 'import_delivery'"
    with psycopg.connect(bare_url, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s, 1)", [_LOCKS])
        for _ in range(2):
            other.execute(at_once)
            _work_off(bare_url)
            job = one(
                bare_url,
                "SELECT status::text, attempts, scheduled_at > now() AS later FROM procrastinate_jobs",
            )
            assert job == {"status": "todo", "attempts": 0, "later": True}
            assert one(bare_url, "SELECT status FROM census.import_run") == {"status": "queued"}
        other.execute("SELECT pg_advisory_unlock(%s, 1)", [_LOCKS])
        other.execute(at_once)
    _work_off(bare_url)
    assert ("import_delivery", "succeeded") in _queued(bare_url)
    assert one(bare_url, "SELECT status FROM census.import_run") == {"status": "done"}


def test_an_import_whose_process_cannot_even_begin_says_so(
    bare_url: str, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _queued_import(bare_url, small_city / "extract")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    _work_off(bare_url)
    assert _queued(bare_url) == [("import_delivery", "failed")]
    row = one(bare_url, "SELECT status, problem FROM census.import_run")
    assert (row["status"], row["problem"]["code"]) == ("failed", "import.interrupted")


def test_while_nobody_can_be_told_that_it_failed_a_job_is_not_given_up(
    bare_url: str, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _queued_import(bare_url, small_city / "extract")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with monkeypatch.context() as away:

        def restarting(*_: object) -> None:
            raise psycopg.OperationalError("the database system is starting up")

        away.setitem(ending._ABANDON, "import_delivery", restarting)
        _work_off(bare_url)
    assert _queued(bare_url) == [("import_delivery", "todo")]


def test_an_import_that_had_ended_when_its_worker_died_gets_its_day(city_url: str) -> None:
    import_id = one(city_url, "SELECT id FROM census.import_run")["id"]
    run_task("import_delivery", city_url, str(import_id))
    assert _queued(city_url) == [("run_day", "todo")]


def test_a_day_is_ordered_anew_where_the_one_that_waited_begins_meanwhile(worked_url: str) -> None:
    begun = put_job(worked_url, "run_day", 1, in_s=600)
    with psycopg.connect(worked_url) as begins, ThreadPoolExecutor(1) as somebody:
        begins.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [begun])
        ordered = somebody.submit(
            asyncio.run, in_transaction(worked_url, lambda session: ask_for_day(session, 1))
        )
        assert soon(lambda: waits_for(worked_url, begins))
        begins.commit()
        assert ordered.result() > begun
    assert _queued(worked_url) == [("run_day", "doing"), ("run_day", "todo")]


def test_what_goes_on_is_found_without_reading_what_ended(worked_url: str) -> None:
    put_job(worked_url, "run_day", 1, "failed")
    put_job(worked_url, "run_day", 1, "succeeded")
    with psycopg.connect(worked_url, autocommit=True) as connection:
        connection.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
               SELECT 'city', 'deliver_messages', '{"city_id": "1"}', 'succeeded' FROM generate_series(1, 20000)"""
        )
        connection.execute("ANALYZE procrastinate_jobs; ANALYZE procrastinate_events")
    put_job(worked_url, "deliver_messages", 1, "failed")
    work_on(worked_url, put_job(worked_url, "run_day", 1), put_worker(worked_url))

    async def look(session: AsyncSession) -> tuple[dict[str, int], int]:
        seen = await jobs_now(session, everything(), None)
        read = await session.scalar(
            text(
                """SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                   WHERE relname = 'procrastinate_jobs'"""
            )
        )
        return seen["counts"], read

    counts, read = asyncio.run(in_transaction(worked_url, look))
    assert counts == {"running": 1, "waiting": 0, "failed": 1}
    assert 0 < read < 100


def test_ended_jobs_are_removed_after_their_time(city_url: str) -> None:
    kept = {"run_day": 29, "build_plan": 89, "nightly": 0, "deliver_messages": 0}
    gone = {"run_day": 31, "build_plan": 91, "nightly": 2, "deliver_messages": 2}
    ended = {task: "failed" if task == "build_plan" else "succeeded" for task in kept}
    for days in (kept, gone):
        for task, age in days.items():
            job = put_job(city_url, task, new_id() if task == "build_plan" else 1, ended[task])
            with psycopg.connect(city_url) as connection:
                connection.execute(
                    "UPDATE procrastinate_events SET at = at - make_interval(days => %s) WHERE job_id = %s",
                    [age, job],
                )
    put_job(city_url, "deliver_messages", 1)
    with psycopg.connect(city_url) as connection:
        assert sweep_jobs(connection) == len(gone)
    assert [task for task, _ in _queued(city_url)] == [*kept, "deliver_messages"]

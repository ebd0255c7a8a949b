"""What starts a city's day: publishing, an import, the night, a command."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

import support.published
from gridward.census.public import Delivery, load_mapping, register
from gridward.kernel.clock import today
from gridward.platform.db import connect
from gridward.platform.retries import JobFailed
from gridward.worker.running import run_task
from gridward.worker.tasks import make_worker
from support.commands import run
from support.days import found, one

from .conftest import SignIn, run_jobs


def _publish(ops: TestClient, url: str, day: str) -> None:
    plan_id = support.published.build(url, cells=3)
    answer = ops.post(f"/api/v1/plans/{plan_id}/publish", json={"effective_from": day})
    assert answer.status_code == 200, answer.text


def test_a_plan_that_begins_today_gets_its_first_days_work(sign_in: SignIn, city_url: str) -> None:
    _publish(sign_in("ops"), city_url, today().isoformat())
    assert found(city_url, "SELECT FROM engagement.task") == []
    assert run_jobs(city_url) == ["run_day"]
    report = one(city_url, "SELECT report FROM ops.day_run")["report"]
    tasks = one(city_url, "SELECT count(*) AS n FROM engagement.task")["n"]
    assert report["first_contacts"]["made"] + report["work"]["tasks"] == tasks > 0


def test_one_that_begins_later_waits_for_its_day(sign_in: SignIn, city_url: str) -> None:
    _publish(sign_in("ops"), city_url, (today() + timedelta(days=1)).isoformat())
    assert run_jobs(city_url) == []


def test_an_import_is_followed_by_the_day(bare_url: str, small_city: Path) -> None:
    delivery = Delivery(small_city / "extract", "test", load_mapping())
    with connect(bare_url, "test") as connection:
        import_id = register(connection, 1, delivery, "test")
    run_task("import_delivery", bare_url, str(import_id))
    assert run_jobs(bare_url) == ["run_day"]
    report = one(bare_url, "SELECT report FROM ops.day_run")["report"]
    assert not report["in_force"] and report["dues"] == len(found(bare_url, "SELECT FROM renewal.due")) > 0


def test_a_refused_import_is_followed_by_nothing(city_url: str) -> None:
    with pytest.raises(JobFailed):
        run_task("import_delivery", city_url, str(uuid4()))
    assert found(city_url, "SELECT FROM ops.day_run") == []


def test_every_night_each_city_has_its_day(city_url: str) -> None:
    async def night() -> list[tuple[str, str]]:
        app = make_worker(city_url)
        async with app.open_async():
            periodic = app.periodic_registry.periodic_tasks
            await app.tasks["nightly"](timestamp=0)
            return [(one.cron, one.task.name) for one in periodic.values()]

    assert asyncio.run(night()) == [
        ("0 18 * * *", "nightly"),
        ("*/5 * * * *", "expire_requests"),
        ("*/5 * * * *", "look_for_messages"),
        ("*/5 * * * *", "look_for_debits"),
    ]
    jobs = found(city_url, "SELECT task_name, args, lock FROM procrastinate_jobs")
    assert jobs == [{"task_name": "run_day", "args": {"city_id": "1"}, "lock": "day 1"}]
    assert run_jobs(city_url) == ["run_day"]


def test_a_command_runs_it_and_tells_what_it_did(worked_url: str) -> None:
    told = run(worked_url, "day", "--city", "tinglan")
    assert "first contacts" in told and "messages delivered" in told
    told = run(worked_url, "day", "--city", "tinglan", "--date", "2020-01-01")
    assert "No cells are in force on that day" in told
    assert "There is no city" in run(worked_url, "day", "--city", "atlantis", ends=1)

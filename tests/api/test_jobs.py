"""The job page's routes: what runs, waits and failed, the last nights, and what may be done about it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.kernel.clock import now, today
from gridward.kernel.ids import new_id
from gridward.ops.day_record import DAY_LOCKS
from support.days import found, one, run
from support.live import listening, serving
from support.queue import put_job, put_worker, work_on

from .conftest import SignIn, run_jobs


@pytest.fixture
def ops(sign_in_at_work: SignIn) -> TestClient:
    """Somebody from ops who sees all cities."""
    return sign_in_at_work("ops")


def _jobs(client: TestClient, **wanted: object) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/jobs", params=wanted)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def _states(client: TestClient, **wanted: object) -> list[tuple[str, str]]:
    return [(job["kind"], job["state"]) for job in _jobs(client, **wanted)]


def _now(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/jobs/now").json()
    return found


def test_jobs_are_seen_in_every_state_newest_first(ops: TestClient, worked_url: str) -> None:
    put_job(worked_url, "deliver_messages", 1, "failed")
    put_job(worked_url, "deliver_messages", 1, "succeeded")
    put_job(worked_url, "run_day", 1, "failed")
    put_job(worked_url, "deliver_messages", 1, "aborted")
    put_job(worked_url, "run_day", 1, attempts=1, in_s=600)
    put_job(worked_url, "run_day", 1)
    living, dead = put_worker(worked_url), put_worker(worked_url, silent_s=60)
    work_on(worked_url, put_job(worked_url, "run_day", 1), living)
    work_on(worked_url, put_job(worked_url, "deliver_messages", 1), dead)
    assert _states(ops) == [
        ("deliver_messages", "interrupted"),
        ("run_day", "running"),
        ("run_day", "waiting"),
        ("run_day", "again"),
        ("deliver_messages", "stopped"),
        ("run_day", "failed"),
        ("deliver_messages", "done"),
        ("deliver_messages", "made_good"),
    ]
    assert _states(ops, state="again") == [("run_day", "again")]
    assert len(_states(ops, kind="run_day")) == 4
    (again,) = _jobs(ops, state="again")
    assert (again["city"], again["attempts"]) == ("tinglan", 1) and again["next_at"] > now().isoformat()
    assert again["problem"]["code"] == "job.failed"
    seen = _now(ops)
    assert seen["counts"] == {"running": 2, "waiting": 2, "failed": 1}
    assert [job["state"] for job in seen["running"]] == ["running", "interrupted"]
    assert (seen["workers"], seen["last_seen_at"]) == (1, None)


def test_pages_follow_each_other(ops: TestClient, worked_url: str) -> None:
    numbers = [put_job(worked_url, "run_day", 1) for _ in range(5)]
    seen, cursor = [], None
    while True:
        page = ops.get("/api/v1/jobs", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [job["id"] for job in page["items"]]
        if (cursor := page["next"]) is None:
            break
    assert seen == numbers[::-1]


def test_that_nobody_works_is_told(ops: TestClient, worked_url: str) -> None:
    assert (_now(ops)["workers"], _now(ops)["last_seen_at"]) == (0, None)
    put_worker(worked_url, silent_s=600)
    seen = _now(ops)
    assert seen["workers"] == 0 and seen["last_seen_at"] < (now() - timedelta(minutes=5)).isoformat()


def test_why_a_day_failed_is_told_until_it_has_been_made_good(ops: TestClient, worked_url: str) -> None:
    problem = (
        '{"code": "rules.invalid", "detail": "No.", "hint": "Correct it.", "params": {"rules": "seats"}}'
    )
    put_job(worked_url, "run_day", 1, "failed")
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            "INSERT INTO ops.day_run (id, city_id, day, started_at, finished_at, problem) VALUES (%s, 1, %s, %s, %s, %s)",
            [new_id(), today(), now(), now(), problem],
        )
    (failed,) = _jobs(ops)
    assert failed["problem"]["code"] == "rules.invalid" and failed["problem"]["params"] == {"rules": "seats"}
    run(worked_url, today())
    with psycopg.connect(worked_url) as connection:  # the clock of the run stood still at another hour
        connection.execute("UPDATE ops.day_run SET started_at = %s WHERE report IS NOT NULL", [now()])
    (good,) = _jobs(ops)
    assert (good["state"], good["problem"]) == ("made_good", None)


def test_a_job_that_failed_is_tried_again_once(ops: TestClient, worked_url: str) -> None:
    job = put_job(worked_url, "deliver_messages", 1, "failed")
    answer = ops.post(f"/api/v1/jobs/{job}/retry")
    assert answer.status_code == 200 and answer.json()["state"] == "waiting"
    again = ops.post(f"/api/v1/jobs/{job}/retry")
    assert (again.status_code, again.json()["code"]) == (409, "job.not_failed")
    assert run_jobs(worked_url) == ["deliver_messages"]
    (entry,) = found(
        worked_url,
        "SELECT actor, row_key, after FROM audit.entry WHERE relation = 'procrastinate_jobs'",
    )
    assert entry["actor"].startswith("account ") and entry["row_key"] == str(job)
    assert entry["after"] == {"asked": "retry", "kind": "deliver_messages"}


def test_what_comes_by_the_clock_is_not_tried_again_where_the_next_one_waits(
    ops: TestClient, worked_url: str
) -> None:
    tick = "expire_requests"
    failed = put_job(worked_url, tick, 1, "failed", queueing_lock=tick)
    waiting = put_job(worked_url, tick, 1, queueing_lock=tick)
    refused = ops.post(f"/api/v1/jobs/{failed}/retry")
    assert (refused.status_code, refused.json()["code"]) == (409, "job.next_waits")
    assert _states(ops) == [(tick, "failed")]
    with psycopg.connect(worked_url) as connection:
        connection.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [waiting])
    assert ops.post(f"/api/v1/jobs/{failed}/retry").json()["state"] == "waiting"


def test_what_waits_to_be_tried_again_can_be_tried_at_once(ops: TestClient, worked_url: str) -> None:
    job = put_job(worked_url, "run_day", 1, attempts=2, in_s=7_200)
    assert ops.post(f"/api/v1/jobs/{job}/retry").json()["state"] == "waiting"


def test_a_plan_that_failed_is_built_again(ops: TestClient, worked_url: str) -> None:
    plan_id = ops.post("/api/v1/cities/tinglan/plans", json={"cells": 3}).json()["id"]
    with psycopg.connect(worked_url) as connection:
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        connection.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        connection.execute("UPDATE grids.plan SET status = 'failed' WHERE id = %s", [plan_id])
    (job,) = _jobs(ops)
    assert (job["kind"], job["plan_id"], job["subject"]) == ("build_plan", plan_id, "2")
    ops.post(f"/api/v1/jobs/{job['id']}/retry").raise_for_status()
    assert one(worked_url, "SELECT status FROM grids.plan WHERE id = %s", plan_id)["status"] == "building"
    assert run_jobs(worked_url) == ["build_plan"]
    assert one(worked_url, "SELECT status FROM grids.plan WHERE id = %s", plan_id)["status"] == "draft"


def test_an_import_whose_files_are_gone_cannot_be_tried_again(ops: TestClient, worked_url: str) -> None:
    import_id = one(worked_url, "SELECT id FROM census.import_run")["id"]
    with psycopg.connect(worked_url) as connection:
        connection.execute("UPDATE census.import_run SET status = 'failed', folder = '/nowhere'")
    job = put_job(worked_url, "import_delivery", import_id, "failed")
    answer = ops.post(f"/api/v1/jobs/{job}/retry")
    assert (answer.status_code, answer.json()["code"]) == (422, "import.files_gone")
    assert _states(ops) == [("import_delivery", "failed")]
    with psycopg.connect(worked_url) as connection:
        connection.execute("UPDATE census.import_run SET status = 'discarded'")
    assert _states(ops) == [("import_delivery", "stopped")]


def test_an_import_that_waits_for_another_one_waits_and_has_not_failed(
    ops: TestClient, worked_url: str
) -> None:
    import_id = one(worked_url, "SELECT id FROM census.import_run")["id"]
    with psycopg.connect(worked_url) as connection:
        connection.execute("UPDATE census.import_run SET status = 'queued'")
    put_job(worked_url, "import_delivery", import_id, in_s=30)
    (job,) = _jobs(ops)
    assert (job["state"], job["problem"]) == ("waiting", None) and job["next_at"] > now().isoformat()


def test_a_citys_day_is_ordered_once(ops: TestClient, worked_url: str) -> None:
    first, second = (ops.post("/api/v1/cities/tinglan/day") for _ in range(2))
    assert first.status_code == second.status_code == 202
    assert first.json()["id"] == second.json()["id"] and first.json()["state"] == "waiting"
    work_on(worked_url, first.json()["id"], put_worker(worked_url))
    assert ops.post("/api/v1/cities/tinglan/day").json()["state"] == "running"
    assert len(found(worked_url, "SELECT FROM procrastinate_jobs")) == 1


def test_nights_are_seen_with_their_parts_and_figures(ops: TestClient, worked_url: str) -> None:
    report = run(worked_url, today())
    (night,) = ops.get("/api/v1/day-runs").json()["items"]
    assert (night["city"], night["day"], night["state"]) == ("tinglan", today().isoformat(), "done")
    assert [part["name"] for part in night["parts"]] == list(report.seconds)
    figures = {figure["name"]: figure["value"] for figure in night["figures"]}
    assert figures["work.tasks"] == report.work.tasks > 0 and figures["dues"] == report.dues
    assert night["in_force"] is True and night["problem"] is None


@pytest.fixture
def begun(worked_url: str) -> str:
    """A run of the day that has begun and not ended."""
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            """INSERT INTO ops.day_run (id, city_id, day, started_at, progress)
               VALUES (%s, 1, %s, %s, '{"step": "calendar", "done": 0, "total": 0}')""",
            [new_id(), today(), now()],
        )
    return worked_url


def test_a_run_whose_process_died_is_interrupted(ops: TestClient, begun: str) -> None:
    with psycopg.connect(begun) as holder:
        holder.execute("SELECT pg_advisory_lock(%s, 1)", [DAY_LOCKS])
        (night,) = ops.get("/api/v1/day-runs").json()["items"]
        assert (night["state"], night["progress"]["step"]) == ("running", "calendar")
    (night,) = ops.get("/api/v1/day-runs").json()["items"]
    assert (night["state"], night["progress"]) == ("interrupted", None)
    assert night["problem"]["code"] == "day.interrupted"


def test_what_comes_by_the_clock_is_shown_where_it_fails_to_who_has_all_cities(
    ops: TestClient, sign_in_at_work: SignIn, worked_url: str
) -> None:
    here = sign_in_at_work("ops", city_ids=frozenset({1}), login="here")
    for status in ("succeeded", "failed"):
        put_job(worked_url, "nightly", 0, status)
    assert _states(ops) == [("nightly", "failed")]
    assert len(_states(ops, kind="nightly")) == 2
    assert _states(here) == [] and _now(here)["counts"]["failed"] == 0


def test_who_may_see_may_not_do(sign_in_at_work: SignIn, worked_url: str) -> None:
    job = put_job(worked_url, "deliver_messages", 1, "failed")
    auditor = sign_in_at_work("auditor")
    assert _states(auditor) == [("deliver_messages", "failed")]
    assert auditor.post(f"/api/v1/jobs/{job}/retry").status_code == 403
    assert auditor.post("/api/v1/cities/tinglan/day").status_code == 403


@pytest.fixture
def port(worked_url: str) -> Iterator[int]:
    """Where the application serves."""
    with serving(worked_url) as number:
        yield number


def test_what_goes_on_is_told_live(ops: TestClient, port: int, worked_url: str) -> None:
    with listening(port, "/jobs/events", ops) as events:
        assert next(events)["counts"]["waiting"] == 0
        job = put_job(worked_url, "run_day", 1)
        assert next(events)["counts"]["waiting"] == 1
        work_on(worked_url, job, put_worker(worked_url))
        told = next(event for event in events if event["running"])
        assert [one["id"] for one in told["running"]] == [job]

"""Plans whose builder was killed: they say so, and only they."""

from uuid import UUID

import psycopg

from gridward.grids.leftovers import BATCH_LOCK, at_work, end_leftovers
from gridward.kernel.ids import new_id
from gridward.platform.db import connect
from support.published import build


def _left(url: str, age: str = "1 hour") -> UUID:
    """A plan as it stands when its builder was killed so long ago."""
    plan = build(url, cells=2)
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE grids.plan SET status = 'building', created_at = now() - %s::interval WHERE id = %s",
            [age, plan],
        )
    return plan


def _ended(url: str) -> list[object]:
    with connect(url, "test") as connection:
        return list(end_leftovers(connection))


def _state(url: str, plan: object) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT status, problem ->> 'code' FROM grids.plan WHERE id = %s", [plan]
        ).fetchone()
    assert row is not None
    return row


def test_a_plan_that_nobody_builds_any_more_has_failed(city_url: str) -> None:
    plan, fresh = _left(city_url), _left(city_url, "1 second")
    assert _ended(city_url) == [plan]
    assert _state(city_url, plan) == ("failed", "plan.interrupted")
    assert _state(city_url, fresh) == ("building", None) and _ended(city_url) == []


def test_what_somebody_builds_or_will_build_is_left_alone(city_url: str) -> None:
    plan = _left(city_url)
    with connect(city_url, autocommit=True) as builder, at_work(builder, plan):
        assert _ended(city_url) == []
    with psycopg.connect(city_url, autocommit=True) as connection:
        job = connection.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
               VALUES ('default', 'build_plan', jsonb_build_object('plan_id', %s::text), 'todo') RETURNING id""",
            [plan],
        ).fetchone()
        assert _ended(city_url) == []
        connection.execute("DELETE FROM procrastinate_jobs WHERE id = %s", job)
        batch = new_id()
        connection.execute(
            "INSERT INTO grids.batch (id, parameters, created_by) VALUES (%s, '{}', 'test')", [batch]
        )
        connection.execute(
            "INSERT INTO grids.batch_city (batch_id, city_id, plan_id) VALUES (%s, 1, %s)", [batch, plan]
        )
        connection.execute("SELECT pg_advisory_lock(%s, 0)", [BATCH_LOCK])
        assert _ended(city_url) == []
        connection.execute("SELECT pg_advisory_unlock(%s, 0)", [BATCH_LOCK])
    assert _ended(city_url) == [plan]

"""At night leaves what the law asks for; the rest waits for the morning and leaves then without another run of the day."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from gridward.cli.messages import deliver
from gridward.engagement.public import deliver_messages, make_gateway
from gridward.kernel.clock import today
from gridward.ops.day import run_day
from gridward.platform.settings import settings
from gridward.worker.running import run_task
from gridward.worker.tasks import make_worker
from support.days import found, on


@pytest.fixture
def url(worked_url: str) -> Iterator[str]:
    """The city at work in the hours of the night, with messages of every purpose."""
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            """UPDATE engagement.message m SET purpose = (ARRAY['statutory', 'service', 'marketing'])[1 + n % 3]
               FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM engagement.message) o WHERE o.id = m.id"""
        )
    with on(today() + timedelta(days=1), hour=2):
        yield worked_url


def _waiting(url: str) -> Counter[str]:
    rows = found(url, "SELECT purpose FROM engagement.message WHERE state = 'queued'")
    return Counter(row["purpose"] for row in rows)


def _look(url: str) -> list[str]:
    """What the worker looks for every few minutes, and the jobs that it queues then."""

    async def look() -> None:
        app = make_worker(url)
        async with app.open_async():
            await app.tasks["look_for_messages"](timestamp=0)

    asyncio.run(look())
    return [row["task_name"] for row in found(url, "SELECT task_name FROM procrastinate_jobs ORDER BY id")]


def test_at_night_leaves_what_the_law_asks_for_and_the_rest_in_the_morning(url: str) -> None:
    before = _waiting(url)
    assert min(before[purpose] for purpose in ("statutory", "service", "marketing")) > 1
    assert deliver_messages(url, 1, make_gateway()).delivered <= before["statutory"]
    assert _waiting(url) == {purpose: before[purpose] for purpose in ("service", "marketing")}
    with on(today(), hour=9):
        deliver_messages(url, 1, make_gateway())
    assert _waiting(url) == {}


def _say(connection: psycopg.Connection, customer: int, given: bool) -> None:
    connection.execute(
        """INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id)
           VALUES (gen_random_uuid(), 1, %s, 'marketing', %s, 'phone', clock_timestamp(), gen_random_uuid())""",
        [customer, given],
    )


def test_who_takes_his_consent_back_in_the_night_gets_no_marketing_in_the_morning(url: str) -> None:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            """SELECT DISTINCT m.customer_id FROM engagement.message m
               JOIN census.customer_standing s ON s.person_id = m.customer_id
               JOIN book.customer c ON c.id = s.customer_id
               WHERE m.purpose = 'marketing' AND c.mobile_sealed IS NOT NULL ORDER BY m.customer_id LIMIT 2"""
        ).fetchall()
        willing, changed = (int(row[0]) for row in rows)
        for customer in (willing, changed):
            _say(connection, customer, given=True)
        _say(connection, changed, given=False)
    with on(today(), hour=9):
        deliver_messages(url, 1, make_gateway())
    became = {
        row["customer_id"]: (row["state"], row["problem"])
        for row in found(
            url, "SELECT customer_id, state, problem FROM engagement.message WHERE purpose = 'marketing'"
        )
    }
    assert became[willing] == ("delivered", None)
    assert became[changed] == ("failed", "message.consent_withdrawn")


def test_the_run_of_the_day_leaves_the_rest_for_the_morning(url: str) -> None:
    run_day(url, 1, today())
    assert set(_waiting(url)) == {"service", "marketing"}
    assert run_day(url, 1, today()).delivered == 0


def test_the_worker_looks_every_few_minutes_and_delivers_what_may_leave(url: str) -> None:
    deliver_messages(url, 1, make_gateway())
    assert _look(url) == [], "at night there is nothing to deliver any more"
    with on(today(), hour=9):
        assert _look(url) == ["deliver_messages"]
        assert _look(url) == ["deliver_messages"], "one of the kind waits"
        run_task("deliver_messages", url, "1")
    assert _waiting(url) == {}


@pytest.mark.parametrize(("purpose", "waits"), [("statutory", False), ("service", True)])
def test_the_command_says_what_waits_for_its_hour(
    worked_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    purpose: str,
    waits: bool,
) -> None:
    with psycopg.connect(worked_url) as connection:
        connection.execute("UPDATE engagement.message SET purpose = %s", [purpose])
    monkeypatch.setattr(settings(), "database_url", worked_url)
    with on(today(), hour=22):
        deliver(city="tinglan", gateway="console")
    assert ("wait for their hours" in capsys.readouterr().out) == waits

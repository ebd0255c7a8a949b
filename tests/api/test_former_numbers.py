"""Whoever holds a number that a customer had before hears of the change: at once, and otherwise in the hours of messages."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from gridward.book.public import contact_details, correct_details
from gridward.engagement.messages import sending
from gridward.engagement.messages.gateway import Envelope
from gridward.kernel.clock import frozen, now, today
from gridward.ops.day import run_day
from gridward.platform.db import connect, in_transaction
from gridward.worker.running import run_task
from gridward.worker.tasks import make_worker
from support.days import on
from support.field_work import Tablet, persons_of, rows, sign_in
from support.policy_service import MOBILE, code_of, outbox, wanted

API = "/api/v1"
working_gateway = sending.make_gateway


class Picky:
    """The gateway, which fails for some numbers."""

    name = "file"

    def __init__(self, fails_for: set[str]) -> None:
        self._fails_for = fails_for
        self._gateway = working_gateway()

    def deliver(self, envelope: Envelope) -> str:
        if envelope.to in self._fails_for:
            raise OSError(28, "No space left on device")
        return self._gateway.deliver(envelope)

    def flush(self) -> None:
        self._gateway.flush()


@pytest.fixture
def fails_for(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Numbers to which nothing can be sent as long as they are in it."""
    numbers: set[str] = set()
    monkeypatch.setattr(sending, "make_gateway", lambda: Picky(numbers))
    return numbers


@pytest.fixture
def former(mine: Tablet, worked_url: str) -> tuple[int, list[str]]:
    """A person of his cell with two customer numbers, and the two telephone numbers that stand under them."""
    numbers = persons_of(worked_url, mine.cell_id)[:2]
    with connect(worked_url, "test") as connection:
        connection.execute(
            "UPDATE census.customer_standing SET person_id = %s WHERE customer_id = ANY(%s)",
            [numbers[0], numbers],
        )
    telephones = ["16500000011", "16500000022"]
    asyncio.run(in_transaction(worked_url, lambda session: _put(session, numbers, telephones)))
    return numbers[0], telephones


async def _put(session: Any, numbers: list[int], telephones: list[str]) -> None:
    for number, telephone in zip(numbers, telephones, strict=True):
        (stored,) = await contact_details(session, [number], lock=True)
        await correct_details(session, stored, {"mobile": telephone})


def change_number(mine: Tablet, url: str, person: int) -> str:
    """Let a customer confirm a new number; returns the request's id."""
    body = wanted(mobile=MOBILE)
    request_id = str(body["request_id"])
    for address, sent in (
        (f"{API}/customers/{person}/service-requests", body),
        (f"{API}/service-requests/{request_id}/code", None),
    ):
        assert mine.client.post(address, json=sent).status_code in {200, 201}
    code = {"code": code_of(url, request_id)}
    assert mine.client.post(f"{API}/service-requests/{request_id}/confirmation", json=code).status_code == 200
    return request_id


def told(url: str, numbers: list[str]) -> list[int]:
    """How often each number was told."""
    ours = {
        row[0]
        for row in rows(url, "SELECT id::text FROM engagement.message WHERE template = 'mobile_changed'")
    }
    lines = [line["to"] for line in outbox() if line["id"] in ours]
    return [lines.count(number) for number in numbers]


def look(url: str) -> list[str]:
    """What the worker does every few minutes: the jobs that it queues and runs for messages."""

    async def tick() -> None:
        app = make_worker(url)
        async with app.open_async():
            await app.tasks["look_for_messages"](timestamp=0)

    asyncio.run(tick())
    with connect(url, "test") as connection:
        cities = connection.execute(
            """DELETE FROM procrastinate_jobs WHERE task_name = 'deliver_messages' AND status = 'todo'
               RETURNING args ->> 'city_id'"""
        ).fetchall()
    for (city,) in cities:
        run_task("deliver_messages", url, city)
    return [city for (city,) in cities]


def test_each_former_number_is_told_at_once_and_at_any_hour(
    mine: Tablet, worked_url: str, former: tuple[int, list[str]]
) -> None:
    person, numbers = former
    with on(today() + timedelta(days=1), hour=2):
        sign_in(mine.client, mine.login)
        change_number(mine, worked_url, person)
    assert told(worked_url, numbers) == [1, 1]


def test_a_number_that_could_not_be_told_waits_for_the_morning_and_the_other_is_not_told_again(
    mine: Tablet, worked_url: str, former: tuple[int, list[str]], fails_for: set[str]
) -> None:
    person, numbers = former
    fails_for.add(numbers[0])
    request = change_number(mine, worked_url, person)
    assert told(worked_url, numbers) == [0, 1]
    fails_for.clear()
    tomorrow = today() + timedelta(days=1)
    with on(tomorrow, hour=2):
        run_day(worked_url, 1, tomorrow)
        look(worked_url)
        assert told(worked_url, numbers) == [0, 1]
    with on(tomorrow, hour=9):
        assert look(worked_url) == ["1"]
        assert told(worked_url, numbers) == [1, 1]
        look(worked_url)
        run_day(worked_url, 1, tomorrow)
    assert told(worked_url, numbers) == [1, 1]
    kept = "SELECT told_at IS NOT NULL FROM policycare.request WHERE id = %s"
    assert rows(worked_url, kept, request) == [(True,)]


def test_a_gateway_that_goes_on_failing_is_not_asked_every_few_minutes(
    mine: Tablet, worked_url: str, former: tuple[int, list[str]], fails_for: set[str]
) -> None:
    person, numbers = former
    fails_for.update(numbers)
    change_number(mine, worked_url, person)
    tomorrow = today() + timedelta(days=1)
    for hour, tries in ((10, 4), (11, 4), (13, 6)):
        with on(tomorrow, hour=hour):
            look(worked_url)
        failed = (
            "SELECT count(*) FROM engagement.message WHERE template = 'mobile_changed' AND state = 'failed'"
        )
        assert rows(worked_url, failed) == [(tries,)]
    fails_for.clear()
    with frozen(now() + timedelta(days=9)), on(today(), hour=12):
        look(worked_url)
    assert told(worked_url, numbers) == [0, 0], "news of last week is none"

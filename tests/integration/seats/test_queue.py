"""The queue in the database: nobody is in two hands, and filling it again changes nothing."""

import asyncio
import threading
from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.identity.public import everything
from gridward.kernel.clock import frozen, now
from gridward.kernel.errors import Conflict
from gridward.platform.db import async_engine, connect, in_transaction, session_maker, transaction
from gridward.seats.claims import get_claim, release_claim
from gridward.seats.public import fill_queue
from gridward.seats.queue import claim_next
from support.seat_work import CITY, people, seat_task


def _items(url: str) -> list[tuple[int, UUID, float]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT customer_id, task_id, priority FROM seats.queue_item ORDER BY customer_id"
        ).fetchall()


def _fill(url: str) -> int:
    with connect(url, "test") as connection:
        return fill_queue(connection, CITY)


def _run(url: str, statement: str, *values: object) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement.encode(), values)


def _claim(url: str, account_id: UUID) -> UUID:
    claim: UUID = asyncio.run(
        in_transaction(url, lambda session: claim_next(session, everything(), account_id, CITY))
    )
    return claim


async def _take(sessions: async_sessionmaker[AsyncSession], account_id: UUID) -> int | None:
    try:
        async with transaction(sessions) as session:
            claim_id = await claim_next(session, everything(), account_id, CITY)
            claim = await get_claim(session, everything(), account_id, claim_id)
            return int(claim["customer_id"])
    except Conflict:
        return None


def test_many_seats_at_once_never_get_the_same_customer(city_url: str) -> None:
    persons = people(city_url, 200)
    assert len(persons) == 200
    for index, person in enumerate(persons):
        seat_task(city_url, person, float(index % 7))
    taken: list[int] = []

    async def work() -> None:
        engine, account = async_engine(city_url), uuid4()
        while (customer := await _take(session_maker(engine), account)) is not None:
            taken.append(customer)
            # The hand is emptied without the customer coming back.
            _run(city_url, "DELETE FROM seats.queue_item WHERE claimed_by = %s", account)
        await engine.dispose()

    threads = [threading.Thread(target=lambda: asyncio.run(work())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(taken) == Counter(persons)


def test_one_seat_in_two_windows_holds_one_customer(city_url: str) -> None:
    for person in people(city_url, 4):
        seat_task(city_url, person)
    account = uuid4()

    async def window() -> str:
        try:
            await in_transaction(city_url, lambda session: claim_next(session, everything(), account, CITY))
        except Conflict as full:
            return full.code
        return "claimed"

    async def both() -> list[str]:
        return sorted(await asyncio.gather(window(), window()))

    assert asyncio.run(both()) == ["claimed", "queue.hand_full"]


def test_filling_the_queue_again_changes_nothing(city_url: str) -> None:
    one, two, three = people(city_url, 3)
    seat_task(city_url, one, 10.0)
    high = seat_task(city_url, one, 20.0, key="test/high")
    second = seat_task(city_url, two, 30.0)
    gone = seat_task(city_url, three, 40.0)
    _run(city_url, "DELETE FROM seats.queue_item WHERE customer_id = %s", two)
    _run(city_url, "UPDATE engagement.task SET priority = 25 WHERE id = %s", high)
    _run(
        city_url,
        "UPDATE engagement.task SET state = 'done', outcome = 'paid', closed_at = now() WHERE id = %s",
        gone,
    )
    assert _fill(city_url) == 3  # one added, one refreshed, one removed
    assert _items(city_url) == [(one, high, 25.0), (two, second, 30.0)]
    assert _fill(city_url) == 0


def test_filling_leaves_alone_whom_somebody_has_and_returns_whose_lease_ended(city_url: str) -> None:
    (one,) = people(city_url, 1)
    task = seat_task(city_url, one, 10.0)
    account = uuid4()
    claim = _claim(city_url, account)
    _run(city_url, "UPDATE engagement.task SET priority = 50 WHERE id = %s", task)
    assert _fill(city_url) == 0
    assert _items(city_url) == [(one, task, 10.0)]
    with frozen(now() + timedelta(hours=1)):
        assert _fill(city_url) == 2  # returned, refreshed
        assert _fill(city_url) == 0
    assert _items(city_url) == [(one, task, 50.0)]
    with psycopg.connect(city_url) as connection:
        ended = connection.execute("SELECT id, ended_by FROM seats.claim").fetchall()
    assert ended == [(claim, "lease")]


def test_a_time_before_which_nobody_calls_is_kept_when_the_queue_is_filled(city_url: str) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one, 10.0)
    _run(city_url, "UPDATE seats.queue_item SET not_before = now() + interval '1 day', callback = true")
    better = seat_task(city_url, one, 90.0, key="test/better")
    assert _fill(city_url) == 0
    with psycopg.connect(city_url) as connection:
        kept = connection.execute(
            "SELECT task_id, not_before > now(), callback FROM seats.queue_item"
        ).fetchall()
    assert kept == [(better, True, True)]


def test_tasks_made_in_one_go_all_come_into_the_queue(city_url: str) -> None:
    persons = people(city_url, 3)
    with psycopg.connect(city_url, autocommit=True) as listener:
        listener.execute("LISTEN progress")
        for person in persons:
            seat_task(city_url, person)
        listener.execute("SELECT 1")
        assert {notice.payload for notice in listener.notifies(timeout=0.5)} == {f"queue:{CITY}"}
    assert [item[0] for item in _items(city_url)] == persons


def test_a_claim_that_was_given_back_can_be_taken_by_the_next(city_url: str) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    first, second = uuid4(), uuid4()
    claim = _claim(city_url, first)
    asyncio.run(in_transaction(city_url, lambda session: release_claim(session, everything(), first, claim)))
    again = _claim(city_url, second)
    with psycopg.connect(city_url) as connection:
        claims = connection.execute("SELECT id, ended_by FROM seats.claim ORDER BY claimed_at").fetchall()
    assert claims == [(claim, "released"), (again, None)]

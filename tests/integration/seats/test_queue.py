"""The queue in the database: nobody is in two hands, and filling it again changes nothing."""

import asyncio
import threading
from collections import Counter
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from conftest import copied
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account, everything
from gridward.kernel.clock import frozen, now
from gridward.kernel.errors import Conflict
from gridward.platform.db import async_engine, connect, in_transaction, session_maker, transaction
from gridward.seats.bench.running import take_all
from gridward.seats.bench.stock import double_claims, let_wait, make_stock
from gridward.seats.claims import get_claim
from gridward.seats.giving_back import release_claim
from gridward.seats.profiles import put_profile
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


def _seat(url: str, login: str = "seat") -> UUID:
    new = NewAccount(login, "测试", frozenset({Role.SEAT}), "correct horse battery", all_cities=True)
    account: UUID = asyncio.run(in_transaction(url, lambda session: add_account(session, new)))
    return account


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
    seats = [_seat(city_url, f"seat{one}") for one in range(8)]

    async def work() -> None:
        engine, account = async_engine(city_url), seats.pop()
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
    account = _seat(city_url)

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
    account = _seat(city_url)
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


def test_a_task_that_somebody_has_in_hand_is_no_second_place_of_whom_it_went_to(city_url: str) -> None:
    person, other = people(city_url, 2)
    own, urgent = seat_task(city_url, person, 10.0), seat_task(city_url, other, 90.0)
    _claim(city_url, _seat(city_url))
    # The two were found to be one person.
    _run(city_url, "UPDATE engagement.task SET customer_id = %s WHERE id = %s", person, urgent)
    _fill(city_url)
    assert _items(city_url) == [(person, own, 10.0), (other, urgent, 90.0)]
    with frozen(now() + timedelta(hours=1)):
        _fill(city_url)
    assert _items(city_url) == [(person, urgent, 90.0)]


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
    first, second = _seat(city_url, "first"), _seat(city_url, "second")
    claim = _claim(city_url, first)
    asyncio.run(in_transaction(city_url, lambda session: release_claim(session, everything(), first, claim)))
    again = _claim(city_url, second)
    with psycopg.connect(city_url) as connection:
        claims = connection.execute("SELECT id, ended_by FROM seats.claim ORDER BY claimed_at").fetchall()
    assert claims == [(claim, "released"), (again, None)]


def _profile(url: str, account_id: UUID, **what: object) -> None:
    columns = ", ".join(what)
    _run(
        url,
        f"""INSERT INTO seats.profile (account_id, {columns}) VALUES (%s{", %s" * len(what)})
            ON CONFLICT (account_id) DO UPDATE SET ({columns}) = ROW (excluded.{", excluded.".join(what)})""",
        account_id,
        *what.values(),
    )


def _refused(url: str, account_id: UUID) -> str:
    with pytest.raises(Conflict) as refused:
        _claim(url, account_id)
    return refused.value.code


def _customer(url: str, claim_id: UUID) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT customer_id FROM seats.claim WHERE id = %s", [claim_id]).fetchone()
    assert row is not None
    return int(row[0])


def test_a_seat_gets_only_whom_he_knows_how_to_call(city_url: str) -> None:
    one, two, three = people(city_url, 3)
    _run(city_url, "INSERT INTO seats.speaks (customer_id, language) VALUES (%s, 'en')", two)
    seat_task(city_url, one, 50.0, kind="first_contact")
    seat_task(city_url, two, 40.0)
    seat_task(city_url, three, 30.0)
    dues, english = _seat(city_url, "dues"), _seat(city_url, "english")
    _profile(city_url, dues, kinds=["renewal_call"], languages=["zh"])
    _profile(city_url, english, kinds=None, languages=["en"])
    assert _customer(city_url, _claim(city_url, dues)) == three
    assert _customer(city_url, _claim(city_url, english)) == two
    other = _seat(city_url, "other")
    _profile(city_url, other, kinds=["callback"])
    assert _refused(city_url, other) == "queue.empty"
    assert _customer(city_url, _claim(city_url, _seat(city_url, "anybody"))) == one


def test_nobody_who_is_away_or_has_departed_gets_a_customer(city_url: str) -> None:
    (one,) = people(city_url, 1)
    seat_task(city_url, one)
    away, departed = _seat(city_url, "away"), _seat(city_url, "departed")
    held = _claim(city_url, away)
    back = now() + timedelta(hours=1)
    asyncio.run(in_transaction(city_url, lambda session: put_profile(session, "away", [], [], back)))
    with psycopg.connect(city_url) as connection:
        ended = connection.execute("SELECT id, ended_by FROM seats.claim").fetchall()
    assert ended == [(held, "away")]
    assert _refused(city_url, away) == "seat.away"
    _run(city_url, "UPDATE identity.account SET active = false WHERE id = %s", departed)
    assert _refused(city_url, departed) == "seat.departed"
    with frozen(now() + timedelta(hours=2)):
        assert _customer(city_url, _claim(city_url, away)) == one


def test_in_a_crowded_queue_the_search_begins_where_the_waiting_do(server: str, template: str) -> None:
    """Beside a snapshot that is held open, those who were taken stay in the index."""
    with copied(server, template) as url, psycopg.connect(url, autocommit=True) as connection:
        stock = make_stock(connection, 1_500)
        let_wait(connection, "test", 1_500)
        with psycopg.connect(url) as other:
            other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            other.execute("SELECT FROM seats.queue_item LIMIT 1")
            phase = asyncio.run(take_all(url, stock, 1_400, None))
            assert len(phase.ended) == 1_400 and double_claims(connection) == 0
            connection.execute("SELECT pg_stat_force_next_flush()")
            urgent = connection.execute(
                "UPDATE seats.queue_item SET priority = 99 WHERE id = (SELECT max(id) FROM seats.queue_item) RETURNING id"
            ).fetchone()
            # Wherever the hint points to, it is out of date after a second.
            connection.execute("UPDATE seats.front SET good_until = now()")
            seat = stock.seats[0]
            claim = asyncio.run(
                in_transaction(url, lambda session: claim_next(session, everything(), seat, stock.city_id))
            )
            taken = connection.execute(
                "SELECT id FROM seats.queue_item WHERE claim_id = %s", [claim]
            ).fetchone()
            assert taken == urgent
            hints = connection.execute("SELECT count(*) FROM seats.front WHERE rank < 0").fetchone()
            assert hints == (1,)

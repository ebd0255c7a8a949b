"""Statements that go to the driver as they are belong to the transaction of their session, and fail as its others do."""

import asyncio
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.platform.db import async_engine, in_transaction, session_maker
from gridward.platform.statements import Statement

_KEEP = Statement(
    "INSERT INTO kept (id, word) VALUES (:id, :word) RETURNING id, word || ':' || :id::text AS both"
)
_ALL = Statement("SELECT id FROM kept ORDER BY id")


@pytest.fixture
def url(database_url: str) -> str:
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE kept (id int PRIMARY KEY, word text NOT NULL)")
    return database_url


def _kept(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM kept ORDER BY id")]


def test_rows_have_their_columns_as_items_and_attributes(url: str) -> None:
    async def act(session: AsyncSession) -> Any:
        return await _KEEP.row(session, {"id": 1, "word": "a"}), await _ALL.column(session)

    row, numbers = asyncio.run(in_transaction(url, act))

    assert (row.id, row["both"], dict(row), numbers) == (1, "a:1", {"id": 1, "both": "a:1"}, [1])
    with pytest.raises(AttributeError):
        _ = row.neither


def test_who_listens_to_an_engine_hears_of_them_before_and_after(url: str) -> None:
    heard: list[tuple[str, str]] = []

    async def act(session: AsyncSession) -> None:
        engine = (await session.connection()).engine.sync_engine
        for when in ("before_cursor_execute", "after_cursor_execute"):
            event.listen(engine, when, lambda *said, when=when: heard.append((when[:6], said[2])))
        await _ALL.rows(session)

    asyncio.run(in_transaction(url, act))

    said = "SELECT id FROM kept ORDER BY id"
    assert [one for one in heard if one[1] == said] == [("before", said), ("after_", said)]


def test_even_the_first_statement_is_undone_with_its_transaction(url: str) -> None:
    async def act(session: AsyncSession) -> None:
        await _KEEP.rows(session, {"id": 1, "word": "a"})
        raise InterruptedError

    with pytest.raises(InterruptedError):
        asyncio.run(in_transaction(url, act))

    assert _kept(url) == []


def test_a_savepoint_takes_back_what_failed_in_it_alone(url: str) -> None:
    failed: list[DBAPIError] = []

    async def act(session: AsyncSession) -> None:
        await _KEEP.rows(session, {"id": 1, "word": "a"})
        try:
            async with session.begin_nested():
                await _KEEP.rows(session, {"id": 2, "word": "b"})
                await _KEEP.rows(session, {"id": 1, "word": "secret"})
        except DBAPIError as error:
            failed.append(error)
        await _KEEP.rows(session, {"id": 3, "word": "c"})

    asyncio.run(in_transaction(url, act))

    assert _kept(url) == [1, 3]
    (error,) = failed
    assert getattr(error.orig, "sqlstate", None) == "23505"
    assert not error.connection_invalidated
    assert "(1)" not in str(error)
    assert "secret" not in str(error)


def test_a_session_that_goes_on_after_a_commit_begins_anew(url: str) -> None:
    async def act(session: AsyncSession) -> None:
        await _KEEP.rows(session, {"id": 1, "word": "a"})
        await session.commit()
        await _KEEP.rows(session, {"id": 2, "word": "b"})
        await session.rollback()
        await _KEEP.rows(session, {"id": 3, "word": "c"})
        await session.commit()

    async def run() -> None:
        engine = async_engine(url)
        async with session_maker(engine)() as session:
            await act(session)
        await engine.dispose()

    asyncio.run(run())

    assert _kept(url) == [1, 3]


def test_a_connection_that_was_ended_is_told_as_such(url: str) -> None:
    async def act(session: AsyncSession) -> None:
        number = await session.scalar(text("SELECT pg_backend_pid()"))
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        await _ALL.rows(session)

    with pytest.raises(DBAPIError) as failed:
        asyncio.run(in_transaction(url, act))

    assert failed.value.connection_invalidated

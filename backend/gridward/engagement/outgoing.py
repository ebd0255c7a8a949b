"""Messages on their way to the message port: queued once for each reason, and taken back while they wait."""

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewMessage

_COLUMNS = "id, city_id, customer_id, template, params, purpose, source_key"
_QUEUE = text(
    f"""INSERT INTO engagement.message ({_COLUMNS})
        VALUES (:id, :city_id, :customer_id, :template, CAST(:params AS jsonb), :purpose, :source_key)
        ON CONFLICT (city_id, source_key) DO NOTHING"""
)
# Both wait for a delivery that has the message in hand: what it has sent is not queued any more.
_WAITING = "city_id = :city AND state = 'queued' AND starts_with(source_key, :key)"
_TAKE_BACK = text(f"DELETE FROM engagement.message WHERE {_WAITING} RETURNING id")
_REWORD = text(
    f"""UPDATE engagement.message SET params = params || (
            SELECT coalesce(jsonb_object_agg(n.key, n.value), '{{}}') FROM jsonb_each(CAST(:params AS jsonb)) n
            WHERE params ? n.key)
        WHERE {_WAITING} RETURNING customer_id"""
)


def add_messages(connection: psycopg.Connection, messages: Iterable[NewMessage]) -> int:
    """Queue many messages at once; returns how many of them were new."""
    connection.execute("DROP TABLE IF EXISTS new_message")
    connection.execute(
        f"""CREATE TEMP TABLE new_message ON COMMIT DROP AS SELECT {_COLUMNS} FROM engagement.message WITH NO DATA"""
    )
    cursor = connection.cursor()
    with cursor.copy(f"COPY new_message ({_COLUMNS}) FROM STDIN") as copy:
        for one in messages:
            params = json.dumps(one.params, ensure_ascii=False)
            copy.write_row(
                (one.id, one.city_id, one.customer_id, one.template, params, one.purpose, one.source_key)
            )
    return cursor.execute(
        f"""INSERT INTO engagement.message ({_COLUMNS}) SELECT {_COLUMNS} FROM new_message
            ON CONFLICT (city_id, source_key) DO NOTHING"""
    ).rowcount


async def queue_messages(session: AsyncSession, messages: Iterable[NewMessage]) -> None:
    """Queue a few messages in a request's transaction."""
    values = [{**vars(one), "params": json.dumps(one.params, ensure_ascii=False)} for one in messages]
    if values:
        await session.execute(_QUEUE, values)


async def take_back(session: AsyncSession, city_id: int, key: str) -> list[UUID]:
    """Let what is queued under keys that begin so not leave; returns the numbers of the messages."""
    return list(await session.scalars(_TAKE_BACK, {"city": city_id, "key": key}))


async def reword(session: AsyncSession, city_id: int, key: str, params: Mapping[str, str]) -> set[int]:
    """Let what is queued under keys that begin so say this, as far as it speaks of it; returns to whom it goes."""
    values = {"city": city_id, "key": key, "params": json.dumps(params, ensure_ascii=False)}
    return set(await session.scalars(_REWORD, values))

"""Messages on their way to the message port: queued once for each reason."""

import json
from collections.abc import Iterable

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

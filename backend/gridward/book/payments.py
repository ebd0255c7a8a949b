"""Payments, failures and reversals that somebody else than the insurer's core tells first: the banks."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import psycopg
from psycopg import sql

from gridward.book.recording import record_instalments
from gridward.book.telling import note_source

_COLUMNS = "policy_id, number, due_on, amount, paid_on, paid_amount, channel, failure"
# A delivery has another hash, whatever it tells: so it counts, and changes nothing where it tells the same. One of a day
# before the source's does not count.
_PUT = f"""
    WITH put AS (
        INSERT INTO book.instalment AS i ({_COLUMNS}, city_id, import_id, row_hash)
        SELECT {_COLUMNS}, %(city)s, %(source)s, md5(policy_id || '/' || number)::uuid FROM told_instalment
        ON CONFLICT (policy_id, number) DO UPDATE SET paid_on = excluded.paid_on, paid_amount = excluded.paid_amount,
            channel = excluded.channel, failure = excluded.failure
        RETURNING i.row_hash
    )
    INSERT INTO book.shown AS w (row_hash, day) SELECT row_hash, %(day)s FROM put
    ON CONFLICT (row_hash) DO UPDATE SET day = excluded.day WHERE w.day < excluded.day
"""


@dataclass(frozen=True)
class ToldInstalment:
    """An instalment as it is after what was told; `told_on` is the day that this is about."""

    policy_id: int
    number: int
    due_on: date
    amount: Decimal
    paid_on: date | None
    paid_amount: Decimal | None
    channel: str | None
    failure: str | None
    told_on: date


def put_instalments(
    connection: psycopg.Connection,
    city_id: int,
    source_id: UUID,
    day: date,
    learnt_on: date,
    rows: Iterable[ToldInstalment],
) -> None:
    """Put instalments as a source of a day told them, with their events.

    One that the insurer has not delivered yet is added; its delivery will find it.
    """
    connection.execute("DROP TABLE IF EXISTS told_instalment")
    connection.execute(
        """CREATE TEMP TABLE told_instalment (policy_id bigint, number integer, due_on date, amount numeric, paid_on date,
           paid_amount numeric, channel text, failure text, told_on date, line serial) ON COMMIT DROP"""
    )
    with connection.cursor().copy(f"COPY told_instalment ({_COLUMNS}, told_on) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(astuple(row))
    told = sql.Identifier("s", "told_on")
    record_instalments(connection, city_id, source_id, learnt_on, told, rows="told_instalment")
    note_source(connection, city_id, source_id, day)
    connection.execute(_PUT, {"city": city_id, "source": source_id, "day": day})

"""How a batch is looked up is planned once for a connection: a plan of the first minute has to do for the day."""

import asyncio
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.receipts import stored
from gridward.identity.access import act_as
from gridward.identity.contract import Actor, DataScope
from gridward.kernel.ids import new_id
from gridward.platform.db import in_transaction

_NOBODY = Actor(UUID(int=0), UUID(int=0), "", frozenset(), DataScope(False, frozenset()))
_SCANS = "SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relid = 'field.operation'::regclass"


def test_what_was_planned_while_there_was_nothing_does_not_read_all_that_came_since(worked_url: str) -> None:
    with psycopg.connect(worked_url) as connection:
        connection.execute("TRUNCATE field.operation CASCADE")
        connection.execute("ANALYZE field.operation")

    async def look(session: AsyncSession) -> tuple[int, int]:
        await act_as(session, _NOBODY, plan_once=True)
        await stored(session, new_id())
        return tuple((await session.execute(text(_SCANS))).one())

    assert asyncio.run(in_transaction(worked_url, look)) == (0, 1)

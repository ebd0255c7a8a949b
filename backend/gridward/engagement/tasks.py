"""Tasks: made once for each reason, closed once."""

import json
from collections.abc import Iterable
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewTask
from gridward.kernel.clock import now

_COLUMNS = (
    "id", "city_id", "cell_id", "customer_id", "policy_id", "instalment", "kind", "stage", "workplace", "due_on",
    "starts_on", "priority", "why", "source_key",
)  # fmt: skip
_TASK = f"INSERT INTO engagement.task ({', '.join(_COLUMNS)})"
_ONCE = "ON CONFLICT (city_id, source_key) DO NOTHING"
_TOLD = "SELECT pg_notify('progress', 'cell:' || :cell)"


async def add_task(session: AsyncSession, task: NewTask) -> UUID | None:
    """Make a task; None where one with its `source_key` was made before, open or not."""
    values = dict(zip(_COLUMNS, _row(task), strict=True))
    made: UUID | None = await session.scalar(
        text(f"{_TASK} VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) {_ONCE} RETURNING id"), values
    )
    if made is not None and task.workplace == "field" and task.cell_id is not None:
        await session.execute(text(_TOLD), {"cell": str(task.cell_id)})
    return made


async def close_task(session: AsyncSession, task_id: UUID, state: str, outcome: str, by: UUID | None) -> bool:
    """Close an open task as `done`, `skipped` or `cancelled`; False where it is not open any more."""
    row = (
        await session.execute(
            text(
                """UPDATE engagement.task SET state = :state, outcome = :outcome, closed_at = :now, closed_by = :by
                   WHERE id = :task AND state = 'open' RETURNING workplace, cell_id"""
            ),
            {"state": state, "outcome": outcome, "now": now(), "by": by, "task": task_id},
        )
    ).one_or_none()
    if row is not None and row.workplace == "field" and row.cell_id is not None:
        await session.execute(text(_TOLD), {"cell": str(row.cell_id)})
    return row is not None


def add_tasks(connection: psycopg.Connection, tasks: Iterable[NewTask]) -> int:
    """Make many tasks at once; returns how many of them were new."""
    # Wholly, before the connection is busy with COPY: finding the tasks may ask it something.
    rows = [_row(task) for task in tasks]
    connection.execute("DROP TABLE IF EXISTS new_task")
    connection.execute(
        f"""CREATE TEMP TABLE new_task ON COMMIT DROP AS
            SELECT {", ".join(_COLUMNS)} FROM engagement.task WITH NO DATA"""
    )
    cursor = connection.cursor()
    with cursor.copy(f"COPY new_task ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    names = ", ".join(_COLUMNS)
    return cursor.execute(f"{_TASK} SELECT {names} FROM new_task {_ONCE}").rowcount


def _row(task: NewTask) -> tuple[object, ...]:
    why = json.dumps(task.why, ensure_ascii=False)
    return (
        task.id, task.city_id, task.cell_id, task.customer_id, task.policy_id, task.instalment, task.kind,
        str(task.stage), task.workplace, task.due_on, task.starts_on, task.priority, why, task.source_key,
    )  # fmt: skip

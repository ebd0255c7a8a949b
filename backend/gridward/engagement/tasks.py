"""Tasks: made once for each reason, closed once."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewTask
from gridward.kernel.clock import now
from gridward.platform.statements import Statement

_COLUMNS = (
    "id", "city_id", "cell_id", "customer_id", "policy_id", "instalment", "kind", "stage", "workplace", "due_on",
    "starts_on", "priority", "why", "source_key",
)  # fmt: skip
_TASK = f"INSERT INTO engagement.task ({', '.join(_COLUMNS)})"
_ONCE = "ON CONFLICT (city_id, source_key) DO NOTHING"
_ALL = text(
    f"""{_TASK} SELECT {", ".join(_COLUMNS)}
        FROM jsonb_populate_recordset(CAST(NULL AS engagement.task), CAST(:tasks AS jsonb)) {_ONCE}
        RETURNING workplace, cell_id"""
)
_CLOSE = Statement(
    """UPDATE engagement.task t
       SET state = :state, outcome = o.outcome, closed_at = :now, closed_by = :by, closed_in = o.closed_in
       FROM unnest(CAST(:tasks AS uuid[]), CAST(:outcomes AS text[]), CAST(:closed_in AS uuid[]))
           AS o (id, outcome, closed_in)
       WHERE t.id = o.id AND t.state = 'open' RETURNING t.id, t.workplace, t.cell_id"""
)
_REOPEN = text(
    """UPDATE engagement.task SET state = 'open', outcome = NULL, closed_at = NULL, closed_by = NULL, closed_in = NULL
       WHERE id = :task AND state IN ('done', 'skipped') AND closed_in = :closed_in
       RETURNING CASE WHEN workplace = 'field' THEN cell_id END AS cell"""
)
# Its reason is free for another task.
_DROP = text(
    """UPDATE engagement.task SET state = 'cancelled', outcome = 'undone', closed_at = :now, closed_by = :by,
           source_key = source_key || '/undone/' || id
       WHERE city_id = :city AND source_key = :key AND state = 'open'"""
)
_ASKED_FOR = text("SELECT EXISTS (SELECT FROM engagement.task WHERE city_id = :city AND source_key = :key)")
_RENEW = text(
    f"""UPDATE engagement.task t
        SET state = 'open', outcome = NULL, closed_at = NULL, closed_by = NULL,
            {", ".join(f"{name} = n.{name}" for name in _COLUMNS if name != "id")}
        FROM jsonb_populate_record(CAST(NULL AS engagement.task), CAST(:task AS jsonb)) n
        WHERE t.id = n.id AND t.state = 'cancelled' AND t.outcome = 'undone'
        RETURNING CASE WHEN t.workplace = 'field' THEN t.cell_id END AS cell"""
)
_PUT_OFF = text(
    """UPDATE engagement.task SET starts_on = :until,
           due_on = CASE WHEN kind = 'appointment' THEN coalesce(:until, due_on) ELSE due_on END,
           why = CASE WHEN kind = 'appointment'
               THEN jsonb_set(why, '{0,params}', (why #> '{0,params}') || CAST(:agreed AS jsonb)) ELSE why END
       WHERE id = :task AND state = 'open' RETURNING CASE WHEN workplace = 'field' THEN cell_id END"""
)
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


async def renew_task(session: AsyncSession, task: NewTask) -> bool:
    """Let a task that was dropped be as it is made now, under the same id; False where there is no such one."""
    rows = await session.execute(_RENEW, {"task": json.dumps(_values(task), default=str)})
    renewed = rows.one_or_none()
    if renewed is not None and renewed.cell is not None:
        await session.execute(text(_TOLD), {"cell": str(renewed.cell)})
    return renewed is not None


async def add_tasks_in(session: AsyncSession, tasks: Iterable[NewTask]) -> None:
    """Make many tasks at once inside somebody else's transaction; none where one with its `source_key` was made before."""
    rows = [_values(task) for task in tasks]
    if not rows:
        return
    made = (await session.execute(_ALL, {"tasks": json.dumps(rows, default=str)})).all()
    for cell in sorted({row.cell_id for row in made if row.workplace == "field" and row.cell_id is not None}):
        await session.execute(text(_TOLD), {"cell": str(cell)})


async def close_task(
    session: AsyncSession,
    task_id: UUID,
    state: str,
    outcome: str,
    by: UUID | None,
    closed_in: UUID | None = None,
) -> bool:
    """Close an open task as `done`, `skipped` or `cancelled`; False where it is not open any more.

    `closed_in` is what may be taken back, and opens it again then.
    """
    return task_id in await close_tasks(session, {task_id: (outcome, closed_in)}, state, by)


async def close_tasks(
    session: AsyncSession, closings: Mapping[UUID, tuple[str, UUID | None]], state: str, by: UUID | None
) -> set[UUID]:
    """The same for many, each with its outcome and what it is closed in; returns those that were open."""
    if not closings:
        return set()
    outcomes, closed_in = map(list, zip(*closings.values(), strict=True))
    values = {
        "tasks": list(closings),
        "outcomes": outcomes,
        "closed_in": closed_in,
        "state": state,
        "now": now(),
        "by": by,
    }
    rows = await _CLOSE.rows(session, values)
    for cell in sorted({row.cell_id for row in rows if row.workplace == "field" and row.cell_id is not None}):
        await session.execute(text(_TOLD), {"cell": str(cell)})
    return {row.id for row in rows}


async def reopen_task(session: AsyncSession, task_id: UUID, closed_in: UUID) -> bool:
    """Open a task again that was closed in what is taken back; False where something else closed it."""
    rows = await session.execute(_REOPEN, {"task": task_id, "closed_in": closed_in})
    reopened = rows.one_or_none()
    if reopened is not None and reopened.cell is not None:
        await session.execute(text(_TOLD), {"cell": str(reopened.cell)})
    return reopened is not None


async def put_off(
    session: AsyncSession, task_id: UUID, until: date | None, agreed: Mapping[str, Any] | None = None
) -> None:
    """Let an open task be worked on from a day on, or at once.

    One that is for an appointment alone is due that day, and says what was `agreed`.
    """
    values = {"task": task_id, "until": until, "agreed": json.dumps(dict(agreed or {}))}
    cell = await session.scalar(_PUT_OFF, values)
    if cell is not None:
        await session.execute(text(_TOLD), {"cell": str(cell)})


async def drop_tasks(session: AsyncSession, city_id: int, source_key: str, by: UUID) -> bool:
    """Let what is to be done for a reason be as if it had never been asked for; False where it is closed already."""
    reason = {"city": city_id, "key": source_key}
    await session.execute(_DROP, reason | {"now": now(), "by": by})
    # By itself: who closes it at the same time has been waited for.
    return not await session.scalar(_ASKED_FOR, reason)


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


def _values(task: NewTask) -> dict[str, object]:
    return {**dict(zip(_COLUMNS, _row(task), strict=True)), "why": task.why}


def _row(task: NewTask) -> tuple[object, ...]:
    why = json.dumps(task.why, ensure_ascii=False)
    return (
        task.id, task.city_id, task.cell_id, task.customer_id, task.policy_id, task.instalment, task.kind,
        str(task.stage), task.workplace, task.due_on, task.starts_on, task.priority, why, task.source_key,
    )  # fmt: skip

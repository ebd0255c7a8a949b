"""Visits that nobody accepted in time."""

from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row

from gridward.engagement.tasks import add_tasks
from gridward.engagement.visit_requests import back_task

_EXPIRE = """
    UPDATE engagement.visit_request r SET state = 'expired', closed_at = %(moment)s
    FROM engagement.task t
    WHERE r.city_id = %(city)s AND r.state = 'pending' AND r.cell_id IS NOT NULL AND r.accept_by < %(moment)s
      AND t.id = r.task_id
    RETURNING r.id, r.city_id, r.customer_id, r.policy_id, r.accept_by, r.raised_by, r.task_id, t.cell_id, t.priority
"""
_CANCEL = """
    UPDATE engagement.task SET state = 'cancelled', outcome = 'expired', closed_at = %s
    WHERE id = ANY(%s) AND state = 'open'
"""
_TELL = "SELECT pg_notify('progress', topic) FROM unnest(%s::text[]) AS t (topic)"


def expire_requests(connection: psycopg.Connection, city_id: int, moment: datetime) -> int:
    """Let run out what nobody accepted in time; the seats call those customers again. Returns how many.

    Where nobody works the cell nobody was asked, so no time runs.
    """
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        rows: list[Any] = [*cursor.execute(_EXPIRE, {"city": city_id, "moment": moment})]
    if not rows:
        return 0
    connection.execute(_CANCEL, [moment, [row.task_id for row in rows]])
    add_tasks(
        connection,
        (
            back_task(
                row,
                f"expired/{row.id}",
                moment,
                {"code": "request_expired", "params": {"accept_by": row.accept_by.isoformat()}},
            )
            for row in rows
        ),
    )
    topics = {topic for row in rows for topic in (f"requests:{row.raised_by}", f"cell:{row.cell_id}")}
    connection.execute(_TELL, [sorted(topics)])
    return len(rows)

"""The job of a debit file that was delivered through the browser."""

from typing import Any
from uuid import UUID

import psycopg

from gridward.kernel.errors import GridwardError
from gridward.ops.debits.taking import take_in
from gridward.platform.db import connect
from gridward.platform.progress import NotedProgress, announce
from gridward.renewal.public import delivery_not_found, drop_delivery, note_delivery, read_delivery

_FAULT: dict[str, Any] = {
    "code": "internal",
    "detail": "The file failed by a fault of ours.",
    "hint": "See the log.",
    "params": {},
}


def take_delivery(url: str, delivery_id: UUID) -> None:
    """Take a file that was delivered. One that was taken already is left alone, so a job may begin again.

    Raises what `take_debits` does, and `debit.delivery_not_found`; what is wrong with the file is kept with the delivery.
    """
    with connect(url, autocommit=True) as notes:
        row = notes.execute(
            "SELECT city_id, name, created_by, status FROM renewal.debit_delivery WHERE id = %s",
            [delivery_id],
        ).fetchone()
        if row is None:
            raise delivery_not_found()
        *told, status = row
        if status != "done":
            note_delivery(notes, delivery_id, "running", None)
            try:
                _take(url, notes, delivery_id, *told)
            except Exception as error:
                _note_failure(notes, delivery_id, error)
                raise
        announce(notes, "debits", delivery_id)
    drop_delivery(delivery_id)


def _take(url: str, notes: psycopg.Connection, delivery_id: UUID, city_id: int, name: str, by: str) -> None:
    content = read_delivery(delivery_id)
    progress = NotedProgress(notes, "renewal.debit_delivery", "debits", delivery_id)
    with connect(url, by) as connection:
        taken = take_in(connection, city_id, name, content, by, progress)
        # In the same transaction, so that a job that begins again knows of it.
        connection.execute(
            """UPDATE renewal.debit_delivery SET status = 'done', file_id = %s, is_new = %s, progress = '{}',
                   finished_at = clock_timestamp() WHERE id = %s""",
            [taken.file_id, taken.is_new, delivery_id],
        )


def _note_failure(notes: psycopg.Connection, delivery_id: UUID, error: Exception) -> None:
    if not isinstance(error, GridwardError):
        note_delivery(notes, delivery_id, "failed", _FAULT)
    elif error.code == "debit.busy":
        # The job waits, and so does the delivery.
        note_delivery(notes, delivery_id, "queued", None)
    else:
        told = {name: getattr(error, name) for name in ("code", "detail", "hint", "params")}
        note_delivery(notes, delivery_id, "failed", told)

"""How long work says how far it is."""

import json
import time
from typing import Protocol
from uuid import UUID

import psycopg
from psycopg import sql

_NOTE_SECONDS = 0.5


class Progress(Protocol):
    """Told about each step: its name, how much is done and of how much (0 where that is unknown)."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def announce(connection: psycopg.Connection, kind: str, number: UUID) -> None:
    """Tell those who follow `kind:number`, and those who follow all jobs, that it changed, when this transaction commits."""
    connection.execute(
        "SELECT pg_notify('progress', %s), pg_notify('progress', 'jobs')", [f"{kind}:{number}"]
    )


class NotedProgress:
    """Passes progress on, and writes it beside its row at most twice a second, for those who watch from elsewhere."""

    def __init__(
        self, notes: psycopg.Connection, table: str, kind: str, number: UUID, inner: Progress = silent
    ) -> None:
        """`notes` commits by itself; `table` (with its schema) has columns `id` and `progress`."""
        self._notes, self._table, self._kind, self._number = (
            notes,
            sql.Identifier(*table.split(".")),
            kind,
            number,
        )
        self._inner, self._noted, self._step = inner, 0.0, ""

    def __call__(self, step: str, done: int, total: int) -> None:
        self._inner(step, done, total)
        if step == self._step and time.monotonic() - self._noted < _NOTE_SECONDS:
            return
        self._noted, self._step = time.monotonic(), step
        state = json.dumps({"step": step, "done": done, "total": total})
        self._notes.execute(
            sql.SQL("UPDATE {} SET progress = %s WHERE id = %s").format(self._table), [state, self._number]
        )
        announce(self._notes, self._kind, self._number)

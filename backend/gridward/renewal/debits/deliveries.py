"""Debit files that arrive through the browser: each kept until a job has taken it."""

import json
import os
import time
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import psycopg
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.kernel.ids import new_id
from gridward.platform.db import connect
from gridward.platform.jobs import enqueue_from_batch
from gridward.platform.progress import announce
from gridward.platform.settings import settings

MOST_MB = 64
"""A file of a million rows has about so many megabytes."""
_CHUNK = 1 << 20
_KEPT_S = 86_400
_INTERRUPTED = {
    "code": "debit.interrupted",
    "detail": "Taking the file was interrupted.",
    "hint": "Deliver it again: nothing of it was taken.",
    "params": {},
}
_DELIVERY = text(
    """SELECT d.id, d.city_id, c.code AS city, d.name, d.status, d.created_at, d.file_id, d.is_new, d.problem,
           nullif(d.progress, '{}') AS progress
       FROM renewal.debit_delivery d JOIN city.city c ON c.id = d.city_id WHERE d.id = :delivery"""
)


def deliver_debits(url: str, city_id: int, name: str, source: BinaryIO, by: str) -> UUID:
    """Keep a file and queue the job that takes it. Raises `debit.too_large`; nothing is left behind then."""
    delivery_id = new_id()
    path = _path(delivery_id)
    try:
        _keep(path, source)
        with connect(url, by) as connection:
            connection.execute(
                """INSERT INTO renewal.debit_delivery (id, city_id, name, status, created_by, created_at)
                   VALUES (%s, %s, %s, 'queued', %s, %s)""",
                [delivery_id, city_id, name, by, now()],
            )
            enqueue_from_batch(
                connection, "take_debits", lock=f"debits {delivery_id}", delivery_id=str(delivery_id)
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return delivery_id


async def one_delivery(session: AsyncSession, scope: DataScope, delivery_id: UUID) -> RowMapping:
    """A file that was delivered, as far as it is. Raises `debit.delivery_not_found`, out of scope as well."""
    row = (await session.execute(_DELIVERY, {"delivery": delivery_id})).mappings().one_or_none()
    if row is None or not scope.allows_city(row["city_id"]):
        raise delivery_not_found()
    return row


def delivery_not_found() -> NotFound:
    """For who asks for a delivery that is not there, or not his."""
    return NotFound("debit.delivery_not_found", "There is no such delivery.", "See the list of debit files.")


async def requeue_delivery(session: AsyncSession, scope: DataScope, delivery_id: UUID) -> None:
    """Let a delivery that failed wait for its job, which the caller queues.

    Raises `debit.delivery_not_found`, and `debit.file_gone` where its file is not kept any more.
    """
    await one_delivery(session, scope, delivery_id)
    if not _path(delivery_id).exists():
        raise _file_gone()
    await session.execute(
        text(
            "UPDATE renewal.debit_delivery SET status = 'queued', problem = NULL WHERE id = :id AND status = 'failed'"
        ),
        {"id": delivery_id},
    )


def abandon_delivery(url: str, delivery_id: UUID) -> None:
    """Put down a delivery as failed whose process died without saying why."""
    with connect(url, autocommit=True) as notes:
        note_delivery(notes, delivery_id, "failed", _INTERRUPTED)


def sweep_deliveries(connection: psycopg.Connection) -> int:
    """Remove files that nobody takes any more; one that failed may be tried again for a day. Returns how many."""
    rows = connection.execute(
        "SELECT id FROM renewal.debit_delivery WHERE status IN ('queued', 'running')"
    ).fetchall()
    awaited = {_path(row[0]) for row in rows}
    swept = 0
    for path in _place().glob("*.txt"):
        if path not in awaited and time.time() - path.stat().st_mtime > _KEPT_S:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def note_delivery(
    notes: psycopg.Connection, delivery_id: UUID, status: str, problem: dict[str, Any] | None
) -> None:
    """Put down how a delivery stands, for those who follow it."""
    notes.execute(
        """UPDATE renewal.debit_delivery SET status = %s, problem = %s, progress = '{}'
           WHERE id = %s AND status IN ('queued', 'running')""",
        [
            status,
            None if problem is None else json.dumps(problem, ensure_ascii=False, default=str),
            delivery_id,
        ],
    )
    announce(notes, "debits", delivery_id)


def read_delivery(delivery_id: UUID) -> bytes:
    """The file. Raises `debit.file_gone`."""
    try:
        return _path(delivery_id).read_bytes()
    except FileNotFoundError:
        raise _file_gone() from None


def drop_delivery(delivery_id: UUID) -> None:
    """Its file is not needed any more."""
    _path(delivery_id).unlink(missing_ok=True)


def _keep(path: Path, source: BinaryIO) -> None:
    _place().mkdir(mode=0o700, parents=True, exist_ok=True)
    left = MOST_MB << 20
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while part := source.read(_CHUNK):
            left -= len(part)
            if left < 0:
                raise Invalid(
                    "debit.too_large",
                    f"The file is larger than {MOST_MB} MB.",
                    "Take it with `gridward debits take`, or ask the bank for it in parts.",
                    limit_mb=MOST_MB,
                )
            target.write(part)


def _place() -> Path:
    return settings().files_dir / "debit_deliveries"


def _path(delivery_id: UUID) -> Path:
    return _place() / f"{delivery_id}.txt"


def _file_gone() -> Conflict:
    return Conflict("debit.file_gone", "The file is not kept any more.", "Deliver it again.")

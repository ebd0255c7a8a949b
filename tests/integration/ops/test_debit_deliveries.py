"""The job of a debit file that was delivered: it waits, ends as a whole or not at all, and may begin again."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

import gridward.ops.debits.delivering as delivering
from gridward.ops.day_record import only_run
from gridward.ops.debits.delivering import take_delivery
from gridward.platform.retries import JobBusy
from gridward.platform.settings import settings
from gridward.renewal.debits.deliveries import abandon_delivery, deliver_debits, sweep_deliveries
from gridward.worker.running import run_task
from support.days import found, on, one, run
from support.debit_files import file_of, row_of
from support.small_city import AS_OF

DAY = AS_OF + timedelta(days=2)


@pytest.fixture
def delivery(day_url: str) -> UUID:
    """A file of the day with one debit that failed."""
    run(day_url, DAY)
    due = found(
        day_url,
        """SELECT p.policy_no, d.number, d.due_on, d.amount FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id
           WHERE d.state = 'in_grace' ORDER BY 1 LIMIT 1""",
    )[0]
    content = io.BytesIO(file_of(DAY, row_of(due, DAY)))
    return deliver_debits(day_url, 1, "return.txt", content, "test")


def state(url: str, delivery: UUID) -> dict[str, Any]:
    return one(url, "SELECT status, problem, is_new FROM renewal.debit_delivery WHERE id = %s", delivery)


def file_kept(delivery: UUID) -> Path:
    return settings().files_dir / "debit_deliveries" / f"{delivery}.txt"


def test_while_the_day_is_run_it_waits_and_is_taken_after(
    day_url: str, delivery: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridward.renewal.debits.taking._WAIT", "50ms")
    with on(DAY), psycopg.connect(day_url) as notes, only_run(notes, 1), pytest.raises(JobBusy):
        run_task("take_debits", day_url, str(delivery))
    assert state(day_url, delivery) == {"status": "queued", "problem": None, "is_new": None}
    with on(DAY):
        run_task("take_debits", day_url, str(delivery))
        # Its worker died before it could say so: the next one finds it done.
        take_delivery(day_url, delivery)
    assert state(day_url, delivery) == {"status": "done", "problem": None, "is_new": True}
    assert not file_kept(delivery).exists()
    abandon_delivery(day_url, delivery)
    assert state(day_url, delivery)["status"] == "done"


def test_what_dies_in_the_middle_leaves_nothing_and_begins_again(
    day_url: str, delivery: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise RuntimeError

    with on(DAY):
        with monkeypatch.context() as patch:
            patch.setattr("gridward.ops.debits.taking.start_repairs", die)
            with pytest.raises(RuntimeError):
                take_delivery(day_url, delivery)
        assert state(day_url, delivery)["problem"] == delivering._FAULT
        assert found(day_url, "SELECT FROM renewal.debit_file") == []
        take_delivery(day_url, delivery)
    assert one(day_url, "SELECT failed FROM renewal.debit_file") == {"failed": 1}


def test_files_that_nobody_takes_any_more_are_removed(day_url: str, delivery: UUID) -> None:
    path = file_kept(delivery)
    os.utime(path, (time.time() - 100_000,) * 2)
    with psycopg.connect(day_url) as connection:
        assert sweep_deliveries(connection) == 0
    abandon_delivery(day_url, delivery)
    assert state(day_url, delivery)["problem"]["code"] == "debit.interrupted"
    with psycopg.connect(day_url) as connection:
        assert sweep_deliveries(connection) == 1
    assert not path.exists()

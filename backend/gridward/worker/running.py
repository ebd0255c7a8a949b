"""A task in this process."""

from uuid import UUID

import structlog
from psycopg import Connection

from gridward.census.public import run_registered
from gridward.engagement.public import deliver_messages, make_gateway
from gridward.field.public import prepare_routes, prepare_snapshots
from gridward.grids.public import build_plan
from gridward.kernel.clock import today
from gridward.kernel.errors import GridwardError
from gridward.ops.day import run_day
from gridward.ops.debits.delivering import take_delivery
from gridward.ops.jobs.queueing import queue_day
from gridward.ops.rejudging import judge_city
from gridward.platform.db import connect
from gridward.platform.retries import JobBusy, JobFailed
from gridward.policycare.public import tell_again
from gridward.renewal.public import train_model

_log = structlog.get_logger()


def run_task(task: str, url: str, number: str) -> None:
    """Run one task to its end. What a person can be told about it is kept with the import, plan, debit file or day.

    Raises `JobBusy` where another one has to end first, and `JobFailed` where it did not end well.
    """
    try:
        _run(task, url, number)
    except GridwardError as error:
        _log.info("job_refused", task=task, number=number, code=error.code)
        if error.code in {"import.busy", "debit.busy"}:
            raise JobBusy(task) from error
        raise JobFailed(task) from error


def _run(task: str, url: str, number: str) -> None:
    if task == "import_delivery":
        _import(url, UUID(number))
    elif task == "build_plan":
        build_plan(url, UUID(number))
    elif task == "take_debits":
        take_delivery(url, UUID(number))
    elif task == "run_day":
        run_day(url, int(number), today())
    elif task == "train_risk":
        train_model(url, int(number))
    elif task == "judge_dues":
        judge_city(url, int(number))
    elif task == "prepare_snapshots":
        prepare_snapshots(url, int(number))
        prepare_routes(url, int(number))
    elif task == "deliver_messages":
        deliver_messages(url, int(number), make_gateway())
        tell_again(url, int(number))
    else:
        raise ValueError(task)


def _import(url: str, import_id: UUID) -> None:
    """Import, and queue the city's day. An import that had ended when its worker died still wants its day."""
    with connect(url) as connection:
        done = _status(connection, import_id) == "done"
    if not done:
        run_registered(url, import_id)
    with connect(url) as connection:
        row = connection.execute(
            "SELECT city_id FROM census.import_run WHERE id = %s", [import_id]
        ).fetchone()
        assert row is not None
        queue_day(connection, row[0])


def _status(connection: Connection, import_id: UUID) -> str | None:
    row = connection.execute("SELECT status FROM census.import_run WHERE id = %s", [import_id]).fetchone()
    return row[0] if row else None

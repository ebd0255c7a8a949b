"""Importing a delivery: all of it in one transaction, or nothing."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from gridward.book.public import learn, note_source
from gridward.census.importing.gazetteer import load_gazetteer
from gridward.census.importing.inspection import inspect_delivery, open_delivery
from gridward.census.importing.loading import Loading, load_file, note_full, note_missing_rows
from gridward.census.importing.manifest import read_manifest
from gridward.census.importing.mapping import Mapping, load_mapping
from gridward.census.importing.personal import Sealer
from gridward.census.importing.reading import reading_ahead
from gridward.census.importing.report import FileReport, ImportReport, save_findings
from gridward.census.stock import take_stock
from gridward.census.uploads import remove
from gridward.geo.frames import Frame
from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict, GridwardError, NotFound
from gridward.kernel.ids import new_id
from gridward.platform.crypto import cipher
from gridward.platform.db import connect
from gridward.platform.memory import uncollected
from gridward.platform.progress import NotedProgress, Progress, announce, silent

_INTERRUPTED = {
    "code": "import.interrupted",
    "detail": "The import was interrupted.",
    "hint": "Start it again: nothing of it was kept.",
    "params": {},
}
_LOCKS = 0x696D70  # "imp": the class of the advisory locks, one a city


@dataclass(frozen=True)
class Delivery:
    """What somebody delivers."""

    folder: Path
    source: str
    """How a person would name it."""
    mapping: Mapping
    gazetteer_frame: Frame | None = None
    """Overrides the frame that the gazetteer names."""
    as_of: date | None = None
    """The day on which the delivery shows the book; by default the one in its `manifest.json`, else today."""
    corrects: UUID | None = None
    """The import whose refused rows come back with this delivery."""

    def day(self) -> date:
        """The day on which the delivery shows the book."""
        return self.as_of or read_manifest(self.folder).day or today()


def register(connection: psycopg.Connection, city_id: int, delivery: Delivery, created_by: str) -> UUID:
    """Look at a delivery and put it down as ready to be imported."""
    import_id = new_id()
    reports = inspect_delivery(delivery.folder, delivery.mapping)
    connection.execute(
        """INSERT INTO census.import_run
               (id, city_id, status, source, folder, mapping_version, as_of, created_by, files, corrects)
           VALUES (%s, %s, 'ready', %s, %s, %s, %s, %s, %s, %s)""",
        [import_id, city_id, delivery.source, str(delivery.folder.absolute()), delivery.mapping.version,
         delivery.day(), created_by, _json(reports), delivery.corrects],
    )  # fmt: skip
    return import_id


def run_import(url: str, import_id: UUID, delivery: Delivery, progress: Progress = silent) -> ImportReport:
    """Import a registered delivery.

    Everything is loaded in one transaction: a process that dies leaves the book as it was, and the same import can be
    started again. Raises `import.busy` where the city is being imported already, `import.not_found`, `import.wrong_status`
    and the errors of a delivery that cannot be read; the latter are kept with the run.
    """
    with connect(url, autocommit=True) as notes:
        city_id = _claim(notes, import_id)
        try:
            with _only_import(notes, city_id), uncollected():
                notes.execute(
                    """UPDATE census.import_run SET status = 'running', started_at = now(), problem = NULL
                       WHERE id = %s""",
                    [import_id],
                )
                return _load(
                    url,
                    import_id,
                    city_id,
                    delivery,
                    NotedProgress(notes, "census.import_run", "import", import_id, progress),
                )
        except Exception as error:
            _note_failure(notes, import_id, error)
            raise


def run_registered(url: str, import_id: UUID, progress: Progress = silent) -> ImportReport:
    """Import a delivery as it was registered: from its folder, by the mapping in use. Uploaded files are removed then."""
    with connect(url) as connection:
        row = connection.execute(
            "SELECT folder, source FROM census.import_run WHERE id = %s", [import_id]
        ).fetchone()
    if row is None:
        raise _not_found(import_id)
    folder = Path(row[0])
    report = run_import(url, import_id, Delivery(folder, row[1], load_mapping()), progress)
    remove(folder)
    return report


def abandon_import(url: str, import_id: UUID) -> None:
    """Put down an import as failed whose process died without saying why."""
    with connect(url, autocommit=True) as notes:
        notes.execute(
            """UPDATE census.import_run SET status = 'failed', finished_at = now(), progress = '{}', problem = %s
               WHERE id = %s AND status IN ('queued', 'running')""",
            [json.dumps(_INTERRUPTED), import_id],
        )
        announce(notes, "import", import_id)


def _load(url: str, import_id: UUID, city_id: int, delivery: Delivery, progress: Progress) -> ImportReport:
    started = time.monotonic()
    files, unknown = open_delivery(delivery.folder, delivery.mapping)
    told_rows = read_manifest(delivery.folder).rows
    issues: Counter[str] = Counter()
    sealer = Sealer(cipher())
    with (
        connect(url, f"import {import_id}") as connection,
        reading_ahead(
            delivery.mapping, sealer, [file for file in files if file.kind != "gazetteer"]
        ) as ahead,
    ):
        # Sorting and hashing whole files needs more than the short queries of a screen.
        connection.execute("SET LOCAL work_mem = '128MB'; SET LOCAL temp_buffers = '128MB'")
        told_on, decided = _registered(connection, import_id)
        learnt_on = learn(connection, city_id, told_on)
        note_source(connection, city_id, import_id, told_on)
        loading = Loading(
            connection,
            import_id,
            city_id,
            delivery.mapping,
            sealer,
            progress,
            told_on,
            learnt_on,
            decided,
            ahead=ahead,
        )
        for file in files:
            if file.kind == "gazetteer":
                findings = load_gazetteer(loading, file, delivery.gazetteer_frame)
            else:
                findings = load_file(loading, file)
            note_full(findings, file)
            note_missing_rows(findings, file, told_rows.get(file.report.name, 0))
            save_findings(connection, import_id, file.report.name, file.table.header, findings)
            issues += findings.counts()
        stock = take_stock(connection, city_id, progress)
        reports = [file.report for file in files] + unknown
        connection.execute(
            """UPDATE census.import_run SET status = 'done', finished_at = clock_timestamp(), progress = '{}', files = %s
               WHERE id = %s""",
            [_json(reports), import_id],
        )
        announce(connection, "import", import_id)
    return ImportReport(import_id, reports, issues, stock.as_json(), round(time.monotonic() - started, 2))


def _registered(connection: psycopg.Connection, import_id: UUID) -> tuple[date, bool]:
    """The day on which a registered delivery shows the book, and whether it brings corrected rows."""
    row = connection.execute(
        "SELECT as_of, corrects IS NOT NULL FROM census.import_run WHERE id = %s", [import_id]
    ).fetchone()
    assert row is not None
    day, is_correction = row
    return day, is_correction


def _claim(notes: psycopg.Connection, import_id: UUID) -> int:
    row = notes.execute("SELECT city_id, status FROM census.import_run WHERE id = %s", [import_id]).fetchone()
    if row is None:
        raise _not_found(import_id)
    if row[1] in {"done", "discarded"}:
        raise Conflict(
            "import.wrong_status",
            f"The import is {row[1]} already.",
            "Deliver the files again to import them again.",
        )
    return int(row[0])


@contextmanager
def _only_import(notes: psycopg.Connection, city_id: int) -> Iterator[None]:
    """Hold the city's import lock; runs that are still called running have died, for they would hold it."""
    held = notes.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, city_id]).fetchone()
    if held is None or not held[0]:
        raise Conflict(
            "import.busy", "The city is being imported already.", "Wait until that import has ended."
        )
    try:
        notes.execute(
            """UPDATE census.import_run SET status = 'failed', finished_at = now(), problem = %s
               WHERE city_id = %s AND status = 'running'""",
            [json.dumps(_INTERRUPTED), city_id],
        )
        yield
    finally:
        notes.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, city_id])


def _note_failure(notes: psycopg.Connection, import_id: UUID, error: Exception) -> None:
    if isinstance(error, GridwardError):
        problem: dict[str, Any] = {
            "code": error.code,
            "detail": error.detail,
            "hint": error.hint,
            "params": error.params,
        }
        if error.code in {"import.busy", "import.wrong_status", "import.not_found"}:
            return
    else:
        problem = {
            "code": "internal",
            "detail": "The import failed by a fault of ours.",
            "hint": "See the log.",
            "params": {},
        }
    notes.execute(
        """UPDATE census.import_run SET status = 'failed', finished_at = now(), progress = '{}', problem = %s
           WHERE id = %s""",
        [json.dumps(problem, ensure_ascii=False, default=str), import_id],
    )
    announce(notes, "import", import_id)


def _not_found(import_id: UUID) -> NotFound:
    return NotFound("import.not_found", f"There is no import {import_id}.", "See the list of imports.")


def _json(reports: list[FileReport]) -> str:
    return json.dumps([report.as_json() for report in reports], ensure_ascii=False)

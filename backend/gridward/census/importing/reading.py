"""Reading a file of a delivery: its rows as they are staged, and what is wrong with those that cannot be taken.

Python reads and the database takes, each on a processor of its own: the files after the one that the database is at are
read meanwhile, and wait outside the memory.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile, gettempdir
from threading import Event
from typing import IO

from gridward.book.public import FACTS, Stager, copy_text
from gridward.census.importing.columns import Finding, chunked
from gridward.census.importing.inspection import DeliveredFile
from gridward.census.importing.mapping import Mapping
from gridward.census.importing.numbers import LostZeros, note_rounded
from gridward.census.importing.parsing import PERSONAL, file_parser
from gridward.census.importing.personal import Sealer
from gridward.census.importing.report import Findings, Issue, shown
from gridward.kernel.errors import Unavailable
from gridward.platform.disk import is_full
from gridward.platform.intake import Chunk
from gridward.platform.progress import Progress, silent

CHUNK = 20_000
"""Rows that are read together."""
_A_ROW = 65
"""Bytes, about, for saying how far a file has been read."""
_BLOCK = 1 << 20
_FILES_AHEAD = 2
_TELL_SECONDS = 0.5

_Take = Callable[[Iterable[list[str]]], None]


def read_rows(
    mapping: Mapping, sealer: Sealer, file: DeliveredFile, take: _Take, progress: Progress = silent
) -> Findings:
    """Give the columns of all rows that can be taken to `take`, chunk by chunk, and say what is wrong with the others."""
    report, findings = file.report, Findings()
    parse = file_parser(FACTS[file.kind], mapping, sealer)
    zeros = LostZeros(file.columns, file.table.header, file.widths)
    for chunk in file.chunks(CHUNK):
        report.rows += len(chunk.rows) + len(chunk.faults)
        note_faults(findings, chunk)
        fields = chunked(chunk.lines, _fields(chunk, file))
        zeros.look(chunk)
        note_rounded(fields)
        take(parse(fields))
        _note_findings(findings, file, chunk, fields.findings)
        progress(report.name, min(report.rows * _A_ROW, file.table.size), file.table.size)
    findings.issues += zeros.issues()
    return findings


class Ahead:
    """The files of a delivery, read in their order by a thread, each before the database asks for it.

    What can be taken waits in a file without a name, where what is personal is sealed already.
    """

    def __init__(self, mapping: Mapping, sealer: Sealer, files: Sequence[DeliveredFile]) -> None:
        self._mapping, self._sealer = mapping, sealer
        self._unread = deque(files)
        self._stopped = Event()
        self._thread = ThreadPoolExecutor(1, "reading")
        self._read: dict[str, Future[tuple[Findings, IO[bytes]]]] = {}
        self._far: dict[str, tuple[int, int]] = {}
        for _ in range(_FILES_AHEAD):
            self._begin_next()

    def put(self, file: DeliveredFile, stage: Stager, progress: Progress) -> Findings:
        """Stage a file's rows, once they are read; raises what reading it raised. Files are asked for in their order."""
        reading = self._read.pop(file.kind)
        while not wait([reading], _TELL_SECONDS).done:
            progress(file.report.name, *self._far.get(file.kind, (0, file.table.size)))
        findings, rows = reading.result()
        self._begin_next()
        with rows:
            rows.seek(0)
            while block := rows.read(_BLOCK):
                stage.write_text(block)
        progress(file.report.name, file.table.size, file.table.size)
        return findings

    def stop(self) -> None:
        """Read no further, and drop what nobody has asked for."""
        self._stopped.set()
        self._thread.shutdown(cancel_futures=True)
        for reading in self._read.values():
            if not reading.cancelled() and reading.exception() is None:
                reading.result()[1].close()

    def _begin_next(self) -> None:
        if self._unread:
            file = self._unread.popleft()
            self._read[file.kind] = self._thread.submit(self._keep, file)

    def _keep(self, file: DeliveredFile) -> tuple[Findings, IO[bytes]]:
        rows = TemporaryFile()  # noqa: SIM115 - whoever stages them closes it, or `stop`

        def take(columns: Iterable[list[str]]) -> None:
            if self._stopped.is_set():
                raise CancelledError
            rows.write(copy_text(columns).encode())

        def tell(step: str, done: int, total: int) -> None:
            self._far[file.kind] = done, total

        try:
            findings = read_rows(self._mapping, self._sealer, file, take, tell)
            rows.flush()
        except BaseException as error:
            # What is not written yet has no room at the end either.
            with suppress(OSError):
                rows.close()
            if isinstance(error, OSError) and is_full(error):
                raise _no_room() from error
            raise
        return findings, rows


@contextmanager
def reading_ahead(mapping: Mapping, sealer: Sealer, files: Sequence[DeliveredFile]) -> Iterator[Ahead]:
    """Read files ahead inside the block, and no further when it ends."""
    ahead = Ahead(mapping, sealer, files)
    try:
        yield ahead
    finally:
        ahead.stop()


def _no_room() -> Unavailable:
    folder = gettempdir()
    return Unavailable(
        "import.no_room",
        f"There is no space left in {folder}, where rows wait that are read ahead; nothing was loaded.",
        "Free some there, or name a folder on another disk in TMPDIR, and start the import again.",
        folder=folder,
    )


def note_faults(findings: Findings, chunk: Chunk) -> None:
    """Refuse the rows that are no rows of the table."""
    for fault in chunk.faults:
        findings.refuse(fault.line, fault.row, Issue(fault.line, None, "refused", fault.code, fault.detail))


def _note_findings(findings: Findings, file: DeliveredFile, chunk: Chunk, found: Iterable[Finding]) -> None:
    """Take over what the parsers found wrong with values."""
    for one in found:
        line = chunk.lines[one.row]
        value = shown(one.field, one.value)
        detail = one.fault.detail
        if one.field in PERSONAL and one.value.strip():
            detail = detail.replace(one.value.strip(), value)
        column = file.columns.get(one.field)
        header = file.table.header[column] if column is not None else None
        severity = "refused" if one.fault.repaired is None else "repaired"
        issue = Issue(line, header, severity, one.fault.code, detail, value)
        if severity == "refused":
            findings.refuse(line, chunk.rows[one.row], issue)
        else:
            findings.issues.append(issue)


def _fields(chunk: Chunk, file: DeliveredFile) -> dict[str, tuple[str, ...]]:
    if not chunk.rows:
        return dict.fromkeys(file.columns, ())
    columns = list(zip(*chunk.rows, strict=True))
    return {name: columns[index] for name, index in file.columns.items()}

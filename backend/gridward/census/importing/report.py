"""What an import found and did, file by file and row by row."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from gridward.census.importing.columns import readable
from gridward.census.importing.manifest import MANIFEST
from gridward.census.importing.mapping import REASON_COLUMN
from gridward.census.importing.parsing import PERSONAL
from gridward.kernel.masking import mask_name
from gridward.platform.crypto import cipher

_LONGEST_VALUE = 80
UNKNOWN_REFERENCE = "import.unknown_reference"
"""The one reason that may go away by itself: what a row refers to can come later."""


@dataclass
class Issue:
    """One finding in one delivered row."""

    line: int
    column: str | None
    severity: str
    """`repaired`, `refused`, or `noted`: taken as it is, or known better already; to be looked at."""
    code: str
    detail: str
    value: str = ""
    """As a report may show it."""


@dataclass
class FileReport:
    """One file of a delivery."""

    name: str
    kind: str | None
    encoding: str = ""
    rows: int = 0
    loaded: int = 0
    updated: int = 0
    unchanged: int = 0
    repaired: int = 0
    refused: int = 0
    columns: list[dict[str, str | None]] = field(default_factory=list)
    """The delivered columns: `header`, the `field` that it stands for, and a `sample`."""
    problem: dict[str, Any] | None = None
    format: str = "csv"
    """`csv`, `excel` or `parquet`, by its content."""
    sheet: str = ""
    """The sheet of a workbook that is read."""
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """As it is stored and answered."""
        return asdict(self)


@dataclass
class Findings:
    """The issues and refused rows of one file."""

    issues: list[Issue] = field(default_factory=list)
    refused: dict[int, list[str]] = field(default_factory=dict)
    """The refused rows as delivered, by line."""

    def refuse(self, line: int, row: list[str], issue: Issue) -> None:
        """Refuse a row."""
        self.refused.setdefault(line, row)
        self.issues.append(issue)

    def counts(self) -> Counter[str]:
        """The number of issues by code."""
        return Counter(issue.code for issue in self.issues)

    @property
    def repaired_rows(self) -> int:
        """Rows in which something was repaired and that were taken."""
        return len(
            {issue.line for issue in self.issues if issue.severity == "repaired"} - self.refused.keys()
        )


@dataclass(frozen=True)
class ImportReport:
    """A whole delivery."""

    import_id: UUID
    files: list[FileReport]
    issues: Counter[str]
    stock: dict[str, Any]
    """What taking stock found, see `census.stock`."""
    seconds: float

    @property
    def refused(self) -> int:
        """Refused rows of all files."""
        return sum(file.refused for file in self.files)


def shown(field_name: str | None, value: str) -> str:
    """A value as a report may show it: personal data is masked."""
    value = readable(value.strip()[:_LONGEST_VALUE])
    return mask_name(value) if field_name in PERSONAL else value


def save_findings(
    connection: psycopg.Connection, import_id: UUID, name: str, header: list[str], findings: Findings
) -> None:
    """Store a file's issues and its refused rows, the latter sealed."""
    with connection.cursor().copy(
        """COPY census.import_issue (import_id, file, line, column_name, severity, code, detail, value_masked)
           FROM STDIN"""
    ) as copy:
        for one in sorted(findings.issues, key=lambda issue: issue.line):
            copy.write_row(
                (import_id, name, one.line, one.column, one.severity, one.code, one.detail, one.value)
            )
    # Rows that were refused before have the reason of that time with them.
    old_reason = header.index(REASON_COLUMN) if REASON_COLUMN in header else None
    if old_reason is not None:
        for row in findings.refused.values():
            del row[old_reason : old_reason + 1]
    _save_refused(connection, import_id, name, findings)


def _save_refused(connection: psycopg.Connection, import_id: UUID, name: str, findings: Findings) -> None:
    reasons: dict[int, list[str]] = {}
    for issue in findings.issues:
        if issue.severity == "refused":
            column = f"{issue.column}: " if issue.column else ""
            reasons.setdefault(issue.line, []).append(column + issue.detail)
    firsts = _first_reasons(findings)
    seal = cipher().seal
    with connection.cursor().copy(
        "COPY census.refused_row (import_id, file, line, reasons, code, refers_to, raw_sealed) FROM STDIN"
    ) as copy:
        for line, row in sorted(findings.refused.items()):
            raw = seal(json.dumps(row, ensure_ascii=False), refused_context(import_id, name, line))
            first = firsts[line]
            refers_to = first.value if first.code == UNKNOWN_REFERENCE else None
            # A reason may quote the value: it is shown only to who may mend the file, and sealed with it.
            texts = " ".join(dict.fromkeys(reasons[line]))
            copy.write_row((import_id, name, line, texts, first.code, refers_to, raw))


def _first_reasons(findings: Findings) -> dict[int, Issue]:
    """By line why a row was refused; that it refers to nothing only where nothing else is wrong with it."""
    found: dict[int, Issue] = {}
    for issue in findings.issues:
        if issue.severity == "refused":
            known = found.setdefault(issue.line, issue)
            if known.code == UNKNOWN_REFERENCE:
                found[issue.line] = issue
    return found


def read_findings(connection: psycopg.Connection, import_id: UUID) -> Iterator[tuple[str, Issue]]:
    """All findings of an import with their files: what was refused first, and of that the causes before what follows."""
    rows = connection.execute(
        """SELECT file, line, column_name, severity, code, detail, value_masked FROM census.import_issue
           WHERE import_id = %s
           ORDER BY severity <> 'refused', code = 'import.unknown_reference', file, line, id""",
        [import_id],
    )
    return ((name, Issue(*finding)) for name, *finding in rows)


def refused_context(import_id: UUID, name: str, line: int) -> str:
    """What a sealed refused row is bound to."""
    return f"census.refused_row.raw/{import_id}/{name}/{line}"


def refused_files(connection: psycopg.Connection, import_id: UUID) -> Iterator[tuple[str, bytes]]:
    """The refused rows of an import, as files to mend: name and content, with the delivered header and the reason.

    They are CSV files, in the delivered encoding, so that they open wherever the delivery did. Those of a workbook or a
    Parquet file are CSV as well: each value stands there as it was read, with the zeros that were put back.
    """
    row = connection.execute(
        "SELECT files, as_of FROM census.import_run WHERE id = %s", [import_id]
    ).fetchone()
    files, as_of = row or ((), None)
    if as_of and any(file["refused"] for file in files):
        # Mended rows belong to the day of the delivery that they were missing from.
        yield MANIFEST, json.dumps({"as_of": as_of.isoformat()}).encode()
    for file in files:
        rows = connection.execute(
            "SELECT line, reasons, raw_sealed FROM census.refused_row WHERE import_id = %s AND file = %s ORDER BY line",
            [import_id, file["name"]],
        ).fetchall()
        if not rows:
            continue
        opened = (
            [reasons, *json.loads(cipher().open(raw, refused_context(import_id, file["name"], line)))]
            for line, reasons, raw in rows
        )
        text = returned_csv([column["header"] for column in file["columns"]], opened)
        yield csv_name(file["name"]), text.encode(file["encoding"], "replace")


def returned_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows that were refused as a CSV file that can be imported again; each with its reason in front.

    The reason stands first: a row of the wrong width keeps it until somebody mends it, and is not taken before.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([REASON_COLUMN, *header])
    writer.writerows(rows)
    # With a NUL character it would be taken for no text at all.
    return readable(text.getvalue())


def csv_name(name: str) -> str:
    """The name under which the refused rows of a file are given back."""
    path = Path(name)
    return name if path.suffix.lower() in {".csv", ".txt"} else f"{path.stem}.csv"

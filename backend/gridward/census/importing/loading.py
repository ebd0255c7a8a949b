"""Loading one file of a delivery: parse, stage, check against the other files, merge."""

import time
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import psycopg

from gridward.book.public import (
    FACTS,
    RepeatedKey,
    UnknownReference,
    drop_older,
    drop_repeated,
    drop_unresolved,
    merge,
    staging,
)
from gridward.census.importing.inspection import DeliveredFile
from gridward.census.importing.mapping import Mapping
from gridward.census.importing.personal import Sealer
from gridward.census.importing.reading import CHUNK, Ahead, read_rows
from gridward.census.importing.report import Findings, Issue
from gridward.kernel.errors import Invalid
from gridward.platform.progress import Progress

_HOPELESS_SHARE = 0.5
_HOPELESS_ROWS = 20


@dataclass
class Loading:
    """What files of one delivery have in common."""

    connection: psycopg.Connection
    import_id: UUID
    city_id: int
    mapping: Mapping
    sealer: Sealer
    progress: Progress
    told_on: date
    """The day on which the delivery shows the book."""
    learnt_on: date
    """The day on which what changes is learnt."""
    decided: bool = False
    """People decided of each row whether it takes the place even of a newer one."""
    refused_keys: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    """By kind the business numbers of refused rows, with file and line: what refers to them is refused for their sake."""
    ahead: Ahead | None = None
    """What reads the files while the database takes others."""
    coming: dict[str, set[str]] = field(default_factory=dict)
    """By kind the business numbers that will be in the book before the file is loaded."""


def load_file(loading: Loading, file: DeliveredFile) -> Findings:
    """Load one file; its report is filled in. Raises `import.mostly_refused`."""
    report, started = file.report, time.monotonic()
    findings = examine(loading, file)
    _remember_refused(loading, file, findings)
    older = 0 if loading.decided else _note_older(loading, file, findings)
    merged = merge(
        loading.connection,
        FACTS[file.kind],
        loading.city_id,
        loading.import_id,
        loading.learnt_on,
        loading.told_on,
    )
    report.loaded, report.updated, report.unchanged = merged.added, merged.updated, merged.unchanged + older
    report.refused, report.repaired = len(findings.refused), findings.repaired_rows
    report.seconds = round(time.monotonic() - started, 2)
    return findings


def examine(loading: Loading, file: DeliveredFile) -> Findings:
    """Stage the rows of a file that can be taken, and say what is wrong with the others. Raises `import.mostly_refused`."""
    with staging(loading.connection, FACTS[file.kind]) as stage:
        if loading.ahead is not None:
            findings = loading.ahead.put(file, stage, loading.progress)
        else:
            findings = read_rows(loading.mapping, loading.sealer, file, stage.write, loading.progress)
    check_hopeless(file, findings)
    _note_dropped(loading, file, findings)
    check_hopeless(file, findings)
    return findings


def note_missing_rows(findings: Findings, file: DeliveredFile, told: int) -> None:
    """Note a file with fewer rows than its delivery says: it was cut off where a row ends, which it does not show itself.

    Its rows are good nevertheless, and what it lacks stays as it was, so nothing is refused.
    """
    report = file.report
    if report.rows < told:
        detail = f"The delivery says that it has {told:,} rows; it has {report.rows:,}. It was cut off or shortened."
        findings.issues.append(Issue(report.rows + 1, None, "noted", "import.fewer_rows", detail))


def note_full(findings: Findings, file: DeliveredFile) -> None:
    """Note a sheet that is filled to its last row: what did not fit is not in the file, and nothing in it says so."""
    if file.table.full:
        detail = "The sheet is full to its last row: rows that did not fit are missing. Deliver it as CSV or Parquet."
        findings.issues.append(Issue(file.report.rows + 1, None, "noted", "import.full_sheet", detail))


def check_hopeless(file: DeliveredFile, findings: Findings) -> None:
    """Stop where most rows are refused: then the file is not what it seems, and its good rows are good by chance.

    Not in a file of refused rows that comes back: that some of them were mended is all that is asked.
    """
    refused = len(findings.refused)
    if file.returned:
        return
    if refused >= _HOPELESS_ROWS and refused > _HOPELESS_SHARE * file.report.rows:
        code, times = findings.counts().most_common(1)[0]
        first = next(issue for issue in findings.issues if issue.code == code)
        raise Invalid(
            "import.mostly_refused",
            f"{refused:,} of {file.report.rows:,} rows of {file.report.name} would be refused, {times:,} of them as in "
            f"line {first.line}: {first.detail}",
            "Nothing was loaded. Check that the file and the mapping fit each other.",
            file=file.report.name,
            refused=refused,
            rows=file.report.rows,
            line=first.line,
        )


def _note_dropped(loading: Loading, file: DeliveredFile, findings: Findings) -> None:
    """Refuse the staged rows that stand on an earlier line already, or refer to nothing."""
    fact = FACTS[file.kind]
    repeated = drop_repeated(loading.connection, fact)
    unknown = drop_unresolved(loading.connection, fact, loading.city_id, loading.coming)
    rows = _rows_at(file, {one.line for one in repeated if not one.equal} | {one.line for one in unknown})
    _note_repeated(findings, repeated, rows)
    _note_unresolved(loading, file, findings, unknown, rows)


def _note_repeated(findings: Findings, repeated: list[RepeatedKey], rows: dict[int, list[str]]) -> None:
    for one in repeated:
        if one.equal:
            detail = f"The row stands on line {one.first_line} already; it is counted once."
            findings.issues.append(Issue(one.line, None, "repaired", "import.repeated_row", detail, one.key))
        else:
            detail = f"{one.key} stands on line {one.first_line} already, with other content."
            findings.refuse(
                one.line,
                rows[one.line],
                Issue(one.line, None, "refused", "import.repeated_key", detail, one.key),
            )


def _note_unresolved(
    loading: Loading,
    file: DeliveredFile,
    findings: Findings,
    unknown: list[UnknownReference],
    rows: dict[int, list[str]],
) -> None:
    kinds = {reference.source: reference.kind for reference in FACTS[file.kind].references}
    for one in unknown:
        kind = kinds[one.source]
        detail = f"There is no row {one.number} among the {kind}."
        if cause := loading.refused_keys.get(kind, {}).get(one.number):
            detail = f"{one.number} was refused itself: {cause[0]}, line {cause[1]}."
        header = file.table.header[file.columns[one.source]]
        issue = Issue(one.line, header, "refused", "import.unknown_reference", detail, one.number)
        findings.refuse(one.line, rows[one.line], issue)


def _note_older(loading: Loading, file: DeliveredFile, findings: Findings) -> int:
    """Note the rows that the book knows by a later day: they change nothing. Returns how many."""
    older = drop_older(loading.connection, FACTS[file.kind], loading.city_id, loading.told_on)
    for one in older:
        detail = f"The book knows {one.key} as of {one.told_on}, which is later than this delivery: it stays as it is."
        findings.issues.append(Issue(one.line, None, "noted", "import.newer_known", detail, one.key))
    return len(older)


def _remember_refused(loading: Loading, file: DeliveredFile, findings: Findings) -> None:
    """Keep the numbers of refused rows that others may refer to."""
    number = {"customers": "customer_no", "policies": "policy_no"}.get(file.kind)
    if number is None:
        return
    column = file.columns[number]
    loading.refused_keys[file.kind] = {
        row[column].strip(): (file.report.name, line)
        for line, row in findings.refused.items()
        if len(row) > column
    }


def _rows_at(file: DeliveredFile, lines: set[int]) -> dict[int, list[str]]:
    """The rows at some lines, read again: keeping all of them for the few that the database refuses would cost memory."""
    found: dict[int, list[str]] = {}
    if lines:
        for chunk in file.chunks(CHUNK):
            found.update(
                (line, row) for line, row in zip(chunk.lines, chunk.rows, strict=True) if line in lines
            )
    return found

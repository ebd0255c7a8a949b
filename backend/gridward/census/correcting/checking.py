"""What is still wrong with refused rows: they are examined as the importer examines a file, and nothing is merged."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from gridward.book.public import FACTS, standing_keys
from gridward.census.correcting.rows import Draft, RefusedFile, RefusedImport
from gridward.census.importing.gazetteer import parse_community
from gridward.census.importing.inspection import DeliveredFile
from gridward.census.importing.loading import Loading, examine
from gridward.census.importing.personal import Sealer
from gridward.census.importing.reading import note_faults
from gridward.census.importing.report import UNKNOWN_REFERENCE, FileReport, Findings, Issue
from gridward.platform.crypto import cipher
from gridward.platform.intake import Chunk, Table, wrong_width
from gridward.platform.progress import silent

Coming = Mapping[str, set[str]]
"""By kind the numbers of rows that will be imported together with those that are checked."""


@dataclass(frozen=True)
class Drafts(Table):
    """Edited rows as a table."""

    drafts: Sequence[Draft]

    @property
    def format(self) -> str:
        """They are given back as CSV."""
        return "csv"

    @property
    def size(self) -> int:
        """Nobody waits for them."""
        return 1

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All rows at once."""
        chunk = Chunk()
        for draft in self.drafts:
            if len(draft.fields) == len(self.header):
                chunk.lines.append(draft.line)
                chunk.rows.append(list(draft.fields))
            else:
                chunk.faults.append(wrong_width(draft.line, draft.fields, len(self.header)))
        yield chunk


def check(
    connection: psycopg.Connection,
    run: RefusedImport,
    file: RefusedFile,
    drafts: Sequence[Draft],
    coming: Coming | None = None,
) -> dict[int, list[Issue]]:
    """By line what is found in the rows of a file if they are imported now."""
    delivered = _as_delivered(run, file, drafts)
    if file.kind == "gazetteer":
        findings = _communities(delivered)
    else:
        loading = Loading(
            connection, run.id, run.city_id, run.mapping, Sealer(cipher()), silent, run.as_of, run.as_of
        )
        loading.coming |= coming or {}
        findings = examine(loading, delivered)
        findings.issues += _replaced(connection, run, delivered, drafts)
    found: dict[int, list[Issue]] = defaultdict(list)
    for issue in findings.issues:
        found[issue.line].append(issue)
    return found


def state_of(issues: Sequence[Issue]) -> str:
    """`ready`, `waits` for what it refers to, or `wrong`."""
    codes = {issue.code for issue in issues if issue.severity == "refused"}
    if not codes:
        return "ready"
    return "waits" if codes == {UNKNOWN_REFERENCE} else "wrong"


def _as_delivered(run: RefusedImport, file: RefusedFile, drafts: Sequence[Draft]) -> DeliveredFile:
    rule = run.mapping.files[file.kind]
    table = Drafts(Path(file.name), "utf-8", file.header, drafts)
    columns, widths = rule.columns(file.header), rule.widths(file.header)
    return DeliveredFile(file.kind, table, columns, widths, FileReport(file.name, file.kind), returned=True)


def _communities(file: DeliveredFile) -> Findings:
    findings = Findings()
    for chunk in file.chunks(1):
        note_faults(findings, chunk)
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            parsed = parse_community(row, file.columns, None)
            if isinstance(parsed, Issue):
                parsed.line = line
                column = file.columns.get(parsed.column or "")
                parsed.column = file.table.header[column] if column is not None else None
                findings.refuse(line, row, parsed)
    return findings


def _replaced(
    connection: psycopg.Connection, run: RefusedImport, file: DeliveredFile, drafts: Sequence[Draft]
) -> Iterator[Issue]:
    """Rows that would overwrite one of the book, which nobody has decided.

    That a delivery changes what is known is its purpose. It is none where the number stood twice in the delivery, where
    somebody has just typed it, or where the book has heard of it since.
    """
    fact = FACTS[file.kind]
    standing = standing_keys(connection, fact, run.city_id)
    keys = [file.columns[name] for name in fact.staged_key if name in file.columns]
    by_line = {draft.line: draft for draft in drafts}
    for one in standing:
        draft = by_line[one.line]
        if draft.replaces:
            continue
        header = file.table.header[keys[0]]
        if draft.code == "import.repeated_key" or _typed(draft, keys):
            detail = f"{one.key} is in the book already, with other content."
            yield Issue(one.line, header, "refused", "import.repeated_key", detail, one.key)
        elif one.told_on is not None and one.told_on > run.as_of:
            detail = f"The book knows {one.key} as of {one.told_on}, which is later than this delivery."
            yield Issue(one.line, header, "refused", "correction.newer_known", detail, one.key)


def _typed(draft: Draft, keys: Sequence[int]) -> bool:
    """Whether the key is another one than was delivered."""
    was = draft.delivered
    return len(was) == len(draft.fields) and any(was[key] != draft.fields[key] for key in keys)

"""Keeping what somebody makes of a refused row, checked at once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from gridward.census.correcting.checking import check, state_of
from gridward.census.correcting.rows import Draft, RefusedFile, open_import, read_drafts, seal_fields
from gridward.census.importing.report import Issue
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.db import connect

_ROW = """
    SELECT r.file, coalesce(c.revision, 0) AS revision, coalesce(d.status <> 'discarded', false) AS is_delivered
    FROM census.refused_row r LEFT JOIN census.correction c ON c.refused_row_id = r.id
    LEFT JOIN census.import_run d ON d.id = c.delivered_in
    WHERE r.import_id = %s AND r.id = %s
"""


@dataclass(frozen=True)
class Edit:
    """What somebody makes of a refused row."""

    fields: list[str] | None
    """None: as they were delivered."""
    replaces: bool
    left_out: bool
    revision: int
    """Which edit it was made upon."""


def save_draft(url: str, actor: str, import_id: UUID, row_id: int, edit: Edit) -> None:
    """Keep an edited row and what is still wrong with it.

    Raises `correction.not_found`, `correction.delivered`, and `correction.changed` where somebody else has edited it since.
    """
    with connect(url, actor) as connection:
        run = open_import(connection, import_id)
        hold(connection, import_id, "SHARE")
        row = connection.cursor(row_factory=dict_row).execute(_ROW, [import_id, row_id]).fetchone()
        if row is None:
            raise row_not_found()
        if row["is_delivered"]:
            raise Conflict(
                "correction.delivered",
                "The row has been imported again already.",
                "See that import's report.",
            )
        file = run.file(row["file"])
        (stored,) = read_drafts(connection, import_id, file, [row_id])
        fields = stored.delivered if edit.fields is None else edit.fields
        draft = Draft(row_id, stored.line, stored.code, stored.delivered, fields, edit.replaces)
        issues = check(connection, run, file, [draft])[draft.line]
        saved = connection.execute(
            """INSERT INTO census.correction
                   (refused_row_id, fields_sealed, replaces, left_out, state, issues, revision)
               VALUES (%(id)s, %(fields)s, %(replaces)s, %(left_out)s, %(state)s, %(issues)s, 1)
               ON CONFLICT (refused_row_id) DO UPDATE SET fields_sealed = excluded.fields_sealed,
                   replaces = excluded.replaces, left_out = excluded.left_out, state = excluded.state,
                   issues = excluded.issues, delivered_in = NULL, revision = correction.revision + 1
               WHERE correction.revision = %(revision)s""",
            {
                "id": row_id,
                "fields": seal_fields(row_id, fields) if fields != stored.delivered else None,
                "replaces": edit.replaces,
                "left_out": edit.left_out,
                "state": state_of(issues),
                "issues": issues_json(file, issues),
                "revision": edit.revision,
            },
        )
        if row["revision"] != edit.revision or saved.rowcount == 0:
            raise Conflict(
                "correction.changed",
                "Somebody else has edited this row meanwhile.",
                "Load it again; what you typed is still on your screen.",
            )


def keep_states(
    connection: psycopg.Connection,
    file: RefusedFile,
    drafts: Sequence[Draft],
    found: Mapping[int, Sequence[Issue]],
) -> None:
    """Note what a new check has found; the caller holds the import's corrections, so that nobody edits them meanwhile."""
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO census.correction (refused_row_id, state, issues) VALUES (%s, %s, %s)
               ON CONFLICT (refused_row_id) DO UPDATE SET state = excluded.state, issues = excluded.issues
               WHERE (correction.state, correction.issues) IS DISTINCT FROM (excluded.state, excluded.issues)""",
            [
                (draft.id, state_of(found[draft.line]), issues_json(file, found[draft.line]))
                for draft in drafts
            ],
        )


def issues_json(file: RefusedFile, issues: Sequence[Issue]) -> str:
    """Findings as they are kept and answered: with the index of the column, for a form has one field for each."""
    return json.dumps([_issue(file, issue) for issue in issues], ensure_ascii=False)


def _issue(file: RefusedFile, issue: Issue) -> dict[str, Any]:
    index = file.header.index(issue.column) if issue.column in file.header else None
    return {**asdict(issue), "index": index}


def hold(connection: psycopg.Connection, import_id: UUID, strength: str) -> None:
    """Hold an import's corrections to the end of the transaction: `SHARE` to edit them, `UPDATE` to import them."""
    assert strength in {"SHARE", "UPDATE"}
    connection.execute(f"SELECT FROM census.import_run WHERE id = %s FOR {strength}", [import_id])


def row_not_found() -> NotFound:
    """The error of a row that is not there."""
    return NotFound("correction.not_found", "There is no such refused row.", "Load the list again.")

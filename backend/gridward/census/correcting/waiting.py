"""Refused rows that wait for what they refer to: once that is in the book, they can be imported as they are."""

from uuid import UUID

import psycopg

from gridward.census.correcting.checking import Coming, check
from gridward.census.correcting.drafts import hold, keep_states
from gridward.census.correcting.rows import Draft, RefusedFile, RefusedImport, open_import, read_drafts
from gridward.census.importing.report import Issue
from gridward.platform.db import connect

_CANDIDATES = """
    SELECT r.id FROM census.refused_row r LEFT JOIN census.correction c ON c.refused_row_id = r.id
    LEFT JOIN census.import_run d ON d.id = c.delivered_in
    WHERE r.import_id = %(import)s AND r.file = %(file)s AND NOT coalesce(c.left_out, false)
        AND NOT coalesce(d.status <> 'discarded', false)
        AND (c.state = ANY(%(states)s) OR c.state IS NULL AND (
            r.refers_to = ANY(%(coming)s)
            OR EXISTS (SELECT FROM book.customer b WHERE b.city_id = %(city)s AND b.customer_no = r.refers_to)
            OR EXISTS (SELECT FROM book.policy b WHERE b.city_id = %(city)s AND b.policy_no = r.refers_to)))
"""


def look_again(url: str, actor: str, import_id: UUID) -> None:
    """Check the rows of an import anew that wait for something that may be in the book by now."""
    with connect(url, actor) as connection:
        run = open_import(connection, import_id)
        hold(connection, import_id, "UPDATE")
        for file in run.files:
            recheck(connection, run, file, ["waits"], {})


def recheck(
    connection: psycopg.Connection, run: RefusedImport, file: RefusedFile, states: list[str], coming: Coming
) -> tuple[list[Draft], dict[int, list[Issue]]]:
    """Check the rows of a file that are in some states, and those whose reference is there or coming; keep what is found."""
    numbers = set[str]().union(*coming.values())
    ids = connection.execute(
        _CANDIDATES,
        {"import": run.id, "file": file.name, "states": states, "coming": list(numbers), "city": run.city_id},
    ).fetchall()
    if not ids:
        return [], {}
    drafts = read_drafts(connection, run.id, file, [row[0] for row in ids])
    found = check(connection, run, file, drafts, coming)
    keep_states(connection, file, drafts, found)
    return drafts, found

"""The refused rows of an import, opened: as they were delivered and as somebody has edited them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from gridward.census.importing.inspection import ORDER
from gridward.census.importing.mapping import Mapping, load_mapping
from gridward.census.importing.report import refused_context
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.crypto import cipher

_ROWS = """
    SELECT r.id, r.line, r.code, r.raw_sealed, c.fields_sealed, coalesce(c.replaces, false)
    FROM census.refused_row r LEFT JOIN census.correction c ON c.refused_row_id = r.id
    WHERE r.import_id = %s AND r.file = %s AND r.id = ANY(%s) ORDER BY r.line
"""


@dataclass(frozen=True)
class RefusedFile:
    """A file of an import, as far as its refused rows need it."""

    name: str
    kind: str
    header: list[str]


@dataclass(frozen=True)
class RefusedImport:
    """An import with refused rows."""

    id: UUID
    city_id: int
    source: str
    as_of: date
    mapping: Mapping
    files: list[RefusedFile]
    """In the order of loading."""

    def file(self, name: str) -> RefusedFile:
        """One of its files."""
        return next(file for file in self.files if file.name == name)


@dataclass(frozen=True)
class Draft:
    """A refused row as it would be imported now."""

    id: int
    line: int
    code: str
    """Why it was refused."""
    delivered: list[str]
    fields: list[str]
    replaces: bool
    """It takes the place of the row in the book that has its number."""


def open_import(connection: psycopg.Connection, import_id: UUID) -> RefusedImport:
    """An import whose refused rows are to be corrected.

    Raises `import.not_found`, and `correction.other_mapping` where it was imported by a mapping that is not the one in use:
    then its columns would be taken for others.
    """
    row = connection.execute(
        "SELECT city_id, source, as_of, mapping_version, files FROM census.import_run WHERE id = %s",
        [import_id],
    ).fetchone()
    if row is None:
        raise NotFound("import.not_found", "There is no such import.", "See the list of imports.")
    city_id, source, as_of, version, files = row
    mapping = load_mapping()
    if version != mapping.version:
        raise Conflict(
            "correction.other_mapping",
            f"The import was made by the mapping {version}; the one in use is {mapping.version}.",
            "Download the refused rows, mend them, and import them by that mapping.",
            version=version,
        )
    return RefusedImport(import_id, city_id, source, as_of, mapping, _files(files))


def _files(files: list[dict[str, Any]]) -> list[RefusedFile]:
    found = {
        file["kind"]: RefusedFile(
            file["name"], file["kind"], [column["header"] for column in file["columns"]]
        )
        for file in files
        if file["kind"] is not None
    }
    return [found[kind] for kind in ORDER if kind in found]


def read_drafts(
    connection: psycopg.Connection, import_id: UUID, file: RefusedFile, ids: Sequence[int]
) -> list[Draft]:
    """Some refused rows of a file, in the order of their lines."""
    open_ = cipher().open
    found = []
    for row_id, line, code, raw, edited, replaces in connection.execute(
        _ROWS, [import_id, file.name, list(ids)]
    ):
        delivered = json.loads(open_(raw, refused_context(import_id, file.name, line)))
        fields = json.loads(open_(edited, draft_context(row_id))) if edited is not None else delivered
        found.append(Draft(row_id, line, code, delivered, fields, replaces))
    return found


def seal_fields(row_id: int, fields: list[str]) -> bytes:
    """The fields of an edited row as they are kept."""
    return cipher().seal(json.dumps(fields, ensure_ascii=False), draft_context(row_id))


def draft_context(row_id: int) -> str:
    """What the sealed fields of an edited row are bound to."""
    return f"census.correction.fields/{row_id}"

"""What a backup says of itself, and the same figures of a database that is there."""

import hashlib
from collections.abc import Collection
from datetime import datetime

import psycopg
from psycopg import sql
from pydantic import AwareDatetime, BaseModel, ConfigDict

from gridward.platform.backup.ours import others_relations, our_tables

FORMAT = 1
_NEWEST = 1000
"""So many of the newest entries of the audit trail go into its hash."""


class AuditHead(BaseModel):
    """The end of the audit trail."""

    model_config = ConfigDict(frozen=True)

    last_id: int | None
    entries: int
    hash: str
    """SHA-256 over the newest entries."""


class Figures(BaseModel):
    """What is compared: rows by table, and the end of the audit trail."""

    model_config = ConfigDict(frozen=True)

    rows: dict[str, int]
    audit: AuditHead


class Manifest(BaseModel):
    """The first part of a backup."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    program: str
    """The version of Gridward that made it."""
    made_at: AwareDatetime
    server: int
    """The major version of PostgreSQL that it came from."""
    programs: int
    """The major version of pg_dump: older programs cannot read what it wrote."""
    schema_head: str
    keys: dict[int, str]
    """Fingerprints of the keys by number."""
    figures: Figures

    @property
    def made_on(self) -> datetime:
        """When, in the time zone of whoever reads it."""
        return self.made_at.astimezone()


def figures(connection: psycopg.Connection, also: Collection[str] = ()) -> Figures:
    """The figures of a database of any schema version, as the connection's transaction sees it.

    What is somebody else's counts only where its name, as `SCHEMA.TABLE`, is among `also`.
    """
    # An entry is hashed as text, and a time is written in the session's zone.
    connection.execute("SET LOCAL timezone TO 'UTC'")
    others = [(schema, name) for schema, name in others_relations(connection) if f"{schema}.{name}" in also]
    tables = sorted(our_tables(connection) + others)
    rows = {f"{schema}.{table}": _count(connection, schema, table) for schema, table in tables}
    return Figures(rows=rows, audit=_audit_head(connection))


def _audit_head(connection: psycopg.Connection) -> AuditHead:
    newest = connection.execute(
        "SELECT id, e::text FROM audit.entry e ORDER BY id DESC LIMIT %s", [_NEWEST]
    ).fetchall()
    digest = hashlib.sha256()
    for _, entry in newest:
        digest.update(entry.encode() + b"\n")
    return AuditHead(
        last_id=newest[0][0] if newest else None,
        entries=_count(connection, "audit", "entry"),
        hash=digest.hexdigest(),
    )


def _count(connection: psycopg.Connection, schema: str, table: str) -> int:
    row = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
    ).fetchone()
    assert row is not None
    return int(row[0])

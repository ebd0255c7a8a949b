"""`gridward db backup`, `restore` and `drill`: the database in one file, put back, and tried out."""

from pathlib import Path
from typing import Annotated

import psycopg
import typer
from rich.table import Table

from gridward.cli.console import console
from gridward.platform import backup as backups
from gridward.platform.db import database_as_it_is
from gridward.platform.settings import settings

_FILES = {
    "basemaps": "gridward city add draws them again",
    "core": "confirmed contact details for the core system: keep them until it has fetched them",
    "debit_deliveries": "upload those debit files again that no job has taken yet",
    "imports": "upload those deliveries again that were not imported yet",
    "objects": "photos and papers that came with requests, sealed: keep a copy of them with the key",
    "outbox": "messages in plain words, for whoever sends them: keep them as long as he needs them",
}
"""What lies in the stored files, and what to do about it."""

File = Annotated[Path, typer.Argument(help="the file of the backup")]


def backup(file: File) -> None:
    """Write the database into one new file, while others go on working."""
    with database_as_it_is() as url:
        manifest = backups.save(url, file, _sealed_name)
    rows, audit = manifest.figures.rows, manifest.figures.audit
    console.print(
        f"{file}: {file.stat().st_size / 2**20:,.1f} MB, schema {manifest.schema_head}, {sum(rows.values()):,} rows in "
        f"{len(rows)} tables, {audit.entries:,} entries of the audit trail.",
        soft_wrap=True,
    )
    console.print(
        f"The key is not in it. Without {settings().keys} this backup is worthless: keep a copy elsewhere.",
        style="bold",
        soft_wrap=True,
    )
    for folder, advice in _FILES.items():
        count = sum(path.is_file() for path in (settings().files_dir / folder).rglob("*"))
        if count:
            place = settings().files_dir / folder
            console.print(f"Not in it either: {count:,} files in {place} ({advice}).", soft_wrap=True)


def restore(
    file: File,
    replace: Annotated[bool, typer.Option("--replace", help="throw away the rows that are there")] = False,
) -> None:
    """Put a backup into the database, compare, and end with 0 where all is as it was."""
    archive = backups.Archive(file)
    with database_as_it_is() as url:
        found = backups.restore(url, archive, _sealed_name, replace=replace)
        with psycopg.connect(url) as connection:
            _begin_anew(connection)
    _show(archive, found, "The database")


def drill(file: File) -> None:
    """Restore a backup into a scratch database, compare, drop it again, and end with 0 where all is as it was."""
    archive = backups.Archive(file)
    with database_as_it_is() as url:
        found = backups.drill(url, archive, _sealed_name)
    _show(archive, found, "The scratch database (dropped again)")


def _sealed_name(connection: psycopg.Connection) -> tuple[bytes, str] | None:
    from gridward.book.public import sealed_name  # noqa: PLC0415 - the book takes a second to load, and `db url` needs none

    return sealed_name(connection)


def _begin_anew(connection: psycopg.Connection) -> None:
    from gridward.field.public import begin_anew  # noqa: PLC0415 - for the same reason

    begin_anew(connection)


def _show(archive: backups.Archive, found: backups.Comparison, restored: str) -> None:
    manifest = archive.manifest
    console.print(
        f"{archive.file} was made {manifest.made_on:%Y-%m-%d %H:%M} by Gridward {manifest.program}, schema "
        f"{manifest.schema_head}, PostgreSQL {manifest.server}.",
        soft_wrap=True,
    )
    table = Table("", "backup", "restored", "", box=None)
    for name, wanted, there in found.tables:
        if wanted or there or wanted != there:
            table.add_row(name, _figure(wanted), _figure(there), _verdict(wanted == there))
    was, now = found.wanted.audit, found.found.audit
    table.add_row(
        "audit: entries", _figure(was.entries), _figure(now.entries), _verdict(was.entries == now.entries)
    )
    table.add_row(
        "audit: last entry", _figure(was.last_id), _figure(now.last_id), _verdict(was.last_id == now.last_id)
    )
    table.add_row("audit: hash", was.hash[:12], now.hash[:12], _verdict(was.hash == now.hash))
    opened = {True: "opens", False: "does not open", None: "none is stored yet"}[found.opened]
    table.add_row("a customer's sealed name", "", opened, _verdict(found.opened is not False))
    console.print(table)
    if not found.holds:
        console.print(f"{restored} is NOT what was backed up.", style="bold red")
        raise typer.Exit(1)
    console.print(f"{restored} is what was backed up.")


def _figure(count: int | None) -> str:
    return "none" if count is None else f"{count:,}"


def _verdict(equal: bool) -> str:
    return "as it was" if equal else "[bold red]DIFFERS[/]"

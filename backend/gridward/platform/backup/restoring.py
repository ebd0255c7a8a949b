"""Putting a backup back, and trying it out beside the real database."""

import contextlib
import secrets
from collections.abc import Iterator

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from gridward.platform.backup.archive import Archive
from gridward.platform.backup.comparing import Comparison, compare
from gridward.platform.backup.emptying import check_replaceable, emptying
from gridward.platform.backup.errors import may_not_create, older_server, server_full, too_new
from gridward.platform.backup.keys import Sample, check_keys
from gridward.platform.backup.programs import fill
from gridward.platform.migrate import revision_of, revisions
from gridward.platform.postgres.binaries import Binaries, choose_clients


def restore(url: str, archive: Archive, sample: Sample, *, replace: bool) -> Comparison:
    """Put a backup into the database at `url`, in one transaction, and compare what is there then.

    Raises before anything is changed: `backup.too_new`, `backup.older_server`, `backup.no_key`, `backup.other_key`,
    `backup.in_use`, `backup.has_rows`, `backup.in_the_way`, `backup.depended_on`, `db.unreachable`, `db.no_client`,
    `db.old_client`; and with everything as it was: `backup.program_failed`, `backup.server_full`.
    """
    programs = _programs(url, archive)
    with psycopg.connect(url) as connection:
        check_replaceable(connection, archive.manifest, replace)
        room = emptying(connection)
    with archive.dump() as dump:
        fill(programs.folder, url, dump, room)
    with psycopg.connect(url, autocommit=True) as connection:
        # Without it the first queries are planned for tables of unknown size.
        connection.execute("ANALYZE")
    return compare(url, archive.manifest, sample)


def drill(url: str, archive: Archive, sample: Sample) -> Comparison:
    """Restore a backup into a scratch database on the same server, compare, and drop it. Raises as `restore` does."""
    programs = _programs(url, archive)
    with _scratch(url) as scratch:
        with archive.dump() as dump:
            fill(programs.folder, scratch, dump, "")
        return compare(scratch, archive.manifest, sample)


def _programs(url: str, archive: Archive) -> Binaries:
    """The programs that restore the backup there; raises where it does not fit the program, the key or the server."""
    manifest = archive.manifest
    if manifest.schema_head not in revisions():
        raise too_new(f"has schema {manifest.schema_head}")
    check_keys(manifest.keys)
    revision_of(url)  # says so where the database does not answer
    with psycopg.connect(url) as connection:
        server = connection.info.server_version // 10000
    if server < manifest.server:
        raise older_server(manifest.server, server)
    return choose_clients(max(server, manifest.programs))


@contextlib.contextmanager
def _scratch(url: str) -> Iterator[str]:
    name = f"gridward_drill_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
        except psycopg.errors.InsufficientPrivilege as error:
            raise may_not_create() from error
        except psycopg.errors.DiskFull as error:
            raise server_full() from error
        try:
            yield make_conninfo(url, dbname=name)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

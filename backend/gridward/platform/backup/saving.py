"""Writing a backup."""

from pathlib import Path

import psycopg

from gridward import __version__
from gridward.kernel.clock import now
from gridward.platform.backup.archive import check_free, writing
from gridward.platform.backup.errors import nothing_there, other_key
from gridward.platform.backup.keys import Sample, opens, present_keys
from gridward.platform.backup.manifest import Manifest, figures
from gridward.platform.backup.ours import others_relations, others_schemas
from gridward.platform.backup.programs import dump
from gridward.platform.migrate import revision_of
from gridward.platform.postgres.binaries import choose_clients
from gridward.platform.settings import settings


def save(url: str, file: Path, sample: Sample) -> Manifest:
    """Write what is this program's in the database at `url` into a new file, while others go on working in it.

    The figures are of the same snapshot as the data. Raises `backup.exists`, `backup.no_key`, `backup.other_key`,
    `backup.nothing`, `backup.no_space`, `backup.unusable_file`, `backup.program_failed`, `db.no_client`, `db.old_client`.
    """
    check_free(file)
    schema = revision_of(url)
    if schema is None:
        raise nothing_there()
    keys = present_keys()
    with psycopg.connect(url, application_name="gridward backup") as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        # The snapshot lives as long as this transaction, which waits for pg_dump.
        connection.execute("SET LOCAL idle_in_transaction_session_timeout TO 0")
        server = connection.info.server_version // 10000
        programs = choose_clients(server)
        if opens(connection, sample) is False:
            raise other_key(settings().keys)
        manifest = Manifest(
            program=__version__, made_at=now(), server=server, programs=programs.major, schema_head=schema, keys=keys,
            figures=figures(connection),
        )  # fmt: skip
        others = others_schemas(connection), others_relations(connection)
        with writing(file, manifest) as target:
            dump(programs.folder, url, row[0], others, target)
    return manifest

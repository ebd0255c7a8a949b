"""Making room in a database: whether something is in the way, and how it goes."""

import psycopg
from psycopg import sql

from gridward.platform.backup.errors import depended_on, has_rows, in_the_way, in_use
from gridward.platform.backup.manifest import Manifest
from gridward.platform.backup.ours import others_on_ours, others_relations, others_schemas, our_schemas


def check_replaceable(connection: psycopg.Connection, manifest: Manifest, replace: bool) -> None:
    """Raises `backup.in_use`, `backup.in_the_way`, `backup.depended_on`, and `backup.has_rows` unless `replace`.

    Notes on jobs alone count as empty.
    """
    row = connection.execute(
        """SELECT count(*) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
    ).fetchone()
    if row is not None and row[0]:
        raise in_use(row[0])
    rows = 0 if replace else _rows(connection)
    if rows:
        raise has_rows(rows)
    _check_others(connection, manifest)


def emptying(connection: psycopg.Connection) -> str:
    """The statements that remove what this program has made in the database, and leave what is somebody else's."""
    drops = [
        sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE;").format(sql.Identifier(schema))
        for schema in our_schemas(connection)
    ]
    script = sql.SQL("\n").join([sql.SQL("SET LOCAL client_min_messages TO warning;"), *drops])
    return script.as_string(connection) + _PUBLIC


_PUBLIC = r"""
DROP TABLE IF EXISTS public.alembic_version;
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE proname LIKE 'procrastinate\_%' AND pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', one.name);
    END LOOP;
    FOR one IN SELECT oid::regclass AS name FROM pg_class
        WHERE relname LIKE 'procrastinate\_%' AND relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one.name);
    END LOOP;
    FOR one IN SELECT format('%I', typname) AS name FROM pg_type
        WHERE typname LIKE 'procrastinate\_%' AND typnamespace = 'public'::regnamespace LOOP
        EXECUTE format('DROP TYPE IF EXISTS public.%s CASCADE', one.name);
    END LOOP;
END $$;
"""


def _check_others(connection: psycopg.Connection, manifest: Manifest) -> None:
    """What is somebody else's stays, so nothing of the backup may have its name, and nothing of it may hang on ours."""
    wanted = manifest.figures.rows.keys()
    schemas = {name.partition(".")[0] for name in wanted}
    theirs = {f"{schema}.{name}" for schema, name in others_relations(connection)}
    taken = sorted((wanted & theirs) | (schemas & set(others_schemas(connection))))
    if taken:
        raise in_the_way(taken)
    hanging = others_on_ours(connection)
    if hanging:
        raise depended_on(hanging)


def _rows(connection: psycopg.Connection) -> int:
    tables = connection.execute(
        """SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind = 'r' AND n.nspname = ANY(%s)""",
        [our_schemas(connection)],
    ).fetchall()
    total = 0
    for schema, table in tables:
        row = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        ).fetchone()
        total += row[0] if row is not None else 0
    return total

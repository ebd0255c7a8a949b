"""Making room in a database: whether something is in the way, and how it goes."""

import psycopg
from psycopg import sql

from gridward.platform.backup.errors import has_rows, in_use


def check_replaceable(connection: psycopg.Connection, replace: bool) -> None:
    """Raises `backup.in_use`, and `backup.has_rows` unless `replace`. Notes on jobs alone count as empty."""
    row = connection.execute(
        """SELECT count(*) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
    ).fetchone()
    if row is not None and row[0]:
        raise in_use(row[0])
    rows = 0 if replace else _rows(connection)
    if rows:
        raise has_rows(rows)


def emptying(connection: psycopg.Connection) -> str:
    """The statements that remove what this program has made in the database, and leave what is somebody else's."""
    drops = [
        sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE;").format(sql.Identifier(schema))
        for schema in _schemas(connection)
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


def _schemas(connection: psycopg.Connection) -> list[str]:
    """The schemas of this program, of whatever version: the audit's, and those with a table that it watches."""
    rows = connection.execute(
        """SELECT DISTINCT t.relnamespace::regnamespace::text FROM pg_trigger g
           JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc f ON f.oid = g.tgfoid
           WHERE f.pronamespace = to_regnamespace('audit')"""
    ).fetchall()
    return sorted({"audit"} | {row[0] for row in rows})


def _rows(connection: psycopg.Connection) -> int:
    tables = connection.execute(
        """SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind = 'r' AND n.nspname = ANY(%s)""",
        [_schemas(connection)],
    ).fetchall()
    total = 0
    for schema, table in tables:
        row = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        ).fetchone()
        total += row[0] if row is not None else 0
    return total

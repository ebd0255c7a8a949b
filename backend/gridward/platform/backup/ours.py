"""What of a database is this program's, and what is somebody else's."""

import psycopg

_QUEUE = "procrastinate\\_%"


def our_schemas(connection: psycopg.Connection) -> list[str]:
    """The schemas of this program, of whatever version: the audit's, and those with a table that it watches."""
    rows = connection.execute(
        """SELECT DISTINCT n.nspname FROM pg_trigger g
           JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_namespace n ON n.oid = t.relnamespace
           JOIN pg_proc f ON f.oid = g.tgfoid
           WHERE f.pronamespace = to_regnamespace('audit')"""
    ).fetchall()
    return sorted({"audit"} | {row[0] for row in rows})


def our_tables(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """The tables of this program with their schemas, in order; also the queue's and the migrations' in `public`."""
    return _relations(connection, "c.relkind = 'r' AND {ours}")


def others_schemas(connection: psycopg.Connection) -> list[str]:
    """The schemas of others, `public` and PostgreSQL's own apart."""
    rows = connection.execute(
        r"""SELECT nspname FROM pg_namespace
            WHERE nspname NOT LIKE 'pg\_%%' AND nspname NOT IN ('information_schema', 'public') AND nspname <> ALL(%s)
            ORDER BY 1""",
        [our_schemas(connection)],
    ).fetchall()
    return [row[0] for row in rows]


def others_relations(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """The tables, views and sequences of others with their schemas, in order."""
    return _relations(connection, "c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT {ours}")


def others_on_ours(connection: psycopg.Connection) -> list[str]:
    """The views of others that read our tables, and their tables whose foreign keys point to ours, in order."""
    ours = our_tables(connection)
    rows = connection.execute(
        """WITH ours AS (
               SELECT format('%%I.%%I', s, t)::regclass::oid AS id
               FROM unnest(%(schemas)s::text[], %(tables)s::text[]) AS named (s, t)
           ), dependent AS (
               SELECT r.ev_class AS id FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
               WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                   AND d.refobjid IN (SELECT id FROM ours)
               UNION SELECT conrelid FROM pg_constraint WHERE contype = 'f' AND confrelid IN (SELECT id FROM ours)
               UNION SELECT inhrelid FROM pg_inherits WHERE inhparent IN (SELECT id FROM ours)
           )
           SELECT DISTINCT n.nspname || '.' || c.relname FROM dependent
           JOIN pg_class c ON c.oid = dependent.id JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.oid NOT IN (SELECT id FROM ours) AND n.nspname <> ALL(%(ours)s) ORDER BY 1""",
        {
            "schemas": [schema for schema, _ in ours],
            "tables": [table for _, table in ours],
            "ours": our_schemas(connection),
        },
    ).fetchall()
    return [row[0] for row in rows]


def _relations(connection: psycopg.Connection, which: str) -> list[tuple[str, str]]:
    # What an index or a key brings along, and what a transaction holds for itself, is nobody's.
    ours = """(n.nspname = ANY(%(ours)s)
        OR n.nspname = 'public' AND (c.relname = 'alembic_version' OR c.relname LIKE %(queue)s))"""
    return connection.execute(
        f"""SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE {which.format(ours=ours)} AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1, 2""",
        {"ours": our_schemas(connection), "queue": _QUEUE},
    ).fetchall()

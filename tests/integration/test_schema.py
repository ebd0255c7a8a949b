"""The tables that the rooms declare are the tables that the migrations make."""

import psycopg
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from gridward.platform.db import Base
from gridward.platform.migrate import sqlalchemy_url
from gridward.schema import SCHEMAS


def test_models_and_migrations_agree(database_url: str) -> None:
    def ours(name: str | None, kind: str, parents: object) -> bool:
        # Partitions belong to their parent and are made as months come.
        if kind == "table":
            return name is not None and not name.startswith("contact_")
        return kind != "schema" or name in SCHEMAS

    with create_engine(sqlalchemy_url(database_url), poolclass=NullPool).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_schemas": True, "include_name": ours})
        assert compare_metadata(context, Base.metadata) == []


def test_what_names_a_cell_is_found_by_it(conn: psycopg.Connection) -> None:
    """Else the database looks through whole tables for each cell of a draft that is removed."""
    slow = conn.execute(
        """SELECT c.conrelid::regclass::text FROM pg_constraint c
           WHERE c.contype = 'f' AND c.confrelid = 'grids.cell'::regclass AND c.conparentid = 0 AND NOT EXISTS (
               SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1]
               AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) LIKE '%IS NOT NULL)'))"""
    ).fetchall()
    assert slow == []


def test_every_table_is_watched(conn: psycopg.Connection) -> None:
    unwatched = conn.execute(
        """SELECT t.table_schema || '.' || t.table_name FROM information_schema.tables t
           WHERE t.table_type = 'BASE TABLE' AND t.table_schema = ANY(%s)
           AND t.table_name NOT LIKE 'contact\\_%%' AND NOT EXISTS (
               SELECT FROM pg_trigger g WHERE g.tgname LIKE 'audit\\_%%'
               AND g.tgrelid = format('%%I.%%I', t.table_schema, t.table_name)::regclass)""",
        [list(SCHEMAS)],
    ).fetchall()
    # Failed sign-ins are a trail themselves; where a search begins is a hint; the feed tells of changes that are watched.
    assert sorted(unwatched) == [
        ("field.cell_snapshot",),
        ("field.feed",),
        ("field.feed_cell",),
        ("field.feed_city",),
        ("field.feed_reader",),
        ("field.memo_feed",),
        ("field.touch",),
        ("identity.sign_in_failure",),
        ("seats.front",),
    ]


def test_the_audit_records_what_changed(conn: psycopg.Connection) -> None:
    conn.execute(
        "INSERT INTO city.city (code, name, epsg, west, south, east, north) VALUES ('x', 'X', 32651, 0, 0, 1, 1)"
    )
    conn.execute("UPDATE city.city SET name = 'Y'")
    entries = conn.execute(
        "SELECT actor, operation, before ->> 'name', after ->> 'name' FROM audit.entry ORDER BY id"
    ).fetchall()
    assert entries == [("test", "insert", None, "X"), ("test", "update", "X", "Y")]


def test_the_audit_cannot_be_rewritten(conn: psycopg.Connection) -> None:
    for statement in (
        "UPDATE audit.entry SET actor = 'x'",
        "DELETE FROM audit.entry",
        "TRUNCATE audit.entry",
    ):
        try:
            with conn.transaction():
                conn.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            continue
        raise AssertionError(statement)

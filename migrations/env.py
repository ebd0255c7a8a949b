"""Alembic's entry: online against the address given by `gridward.platform.migrate`, offline to print SQL for the linter."""

from alembic import context
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from gridward.platform.db import Base
from gridward.schema import SCHEMAS


def run() -> None:
    options = {
        "target_metadata": Base.metadata,
        "include_schemas": True,
        "include_name": lambda name, kind, parents: kind != "schema" or name in SCHEMAS,
        "version_table_schema": "public",
        "compare_server_default": False,
    }
    if context.is_offline_mode():
        context.configure(dialect_name="postgresql", literal_binds=True, **options)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
    with engine.connect() as connection:
        # A migration waits a little for its locks and then gives up, rather than queue everybody behind it.
        connection.execute(text("SET lock_timeout = '10s'"))
        connection.commit()
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()

"""The job queue: procrastinate's own tables and functions, as its release 3 installs them."""

from alembic import op
from procrastinate.schema import SchemaManager

revision: str = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    # To SQLAlchemy a colon begins a parameter; in this script none is one.
    op.execute(SchemaManager.get_schema().replace(":", r"\:"))


def downgrade() -> None:
    op.execute(
        """DO $$ DECLARE one record; BEGIN
            FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
                EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', one.name);
            END LOOP;
            FOR one IN SELECT oid::regclass AS name FROM pg_class
                WHERE relname LIKE 'procrastinate\\_%' AND relkind = 'r' LOOP
                EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one.name);
            END LOOP;
            FOR one IN SELECT typname AS name FROM pg_type WHERE typname LIKE 'procrastinate\\_%' LOOP
                EXECUTE format('DROP TYPE IF EXISTS %I CASCADE', one.name);
            END LOOP;
        END $$"""
    )

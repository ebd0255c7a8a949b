"""Jobs that are seen: how far a day's run is, and a notice to those who watch whenever something of them changes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0024"
down_revision: str | None = "0023"

_WATCHED = (
    ("public.procrastinate_jobs", "INSERT OR DELETE OR UPDATE"),
    ("public.procrastinate_workers", "INSERT OR DELETE"),
    ("ops.day_run", "INSERT OR UPDATE"),
)


def upgrade() -> None:
    op.add_column(
        "day_run",
        sa.Column("progress", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        schema="ops",
    )
    op.execute("DROP TRIGGER audit_row ON ops.day_run")
    op.execute("SELECT audit.watch_rows('ops.day_run', 'id', 'progress')")
    op.execute(
        """CREATE FUNCTION ops.tell_jobs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
               PERFORM pg_notify('progress', 'jobs');
               RETURN NULL;
           END $$"""
    )
    for table, changes in _WATCHED:
        op.execute(
            f"""CREATE TRIGGER tell_jobs AFTER {changes} ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION ops.tell_jobs()"""
        )


def downgrade() -> None:
    for table, _ in _WATCHED:
        op.execute(f"DROP TRIGGER tell_jobs ON {table}")
    op.execute("DROP FUNCTION ops.tell_jobs()")
    op.execute("DROP TRIGGER audit_row ON ops.day_run")
    op.execute("SELECT audit.watch_rows('ops.day_run', 'id')")
    op.drop_column("day_run", "progress", schema="ops")

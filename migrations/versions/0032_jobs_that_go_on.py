"""Finding the jobs that go on, and whether one that failed has been made good, without reading all that ended."""

from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"


def upgrade() -> None:
    op.execute("CREATE INDEX jobs_not_done ON procrastinate_jobs (id) WHERE status <> 'succeeded'")
    op.execute(
        """CREATE INDEX jobs_done ON procrastinate_jobs (task_name, coalesce(args ->> 'city_id', ''), id)
           WHERE status = 'succeeded'"""
    )


def downgrade() -> None:
    op.execute("DROP INDEX jobs_done")
    op.execute("DROP INDEX jobs_not_done")

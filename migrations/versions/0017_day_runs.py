"""The day's runs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0017"
down_revision: str | None = "0016"


def upgrade() -> None:
    op.execute("CREATE SCHEMA ops")
    op.create_table(
        "day_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.city.id"], name=op.f("fk_day_run_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_run")),
        schema="ops",
    )
    op.create_index(
        "ix_day_run_city_id_started_at",
        "day_run",
        ["city_id", sa.literal_column("started_at DESC")],
        unique=False,
        schema="ops",
    )
    op.execute("SELECT audit.watch_rows('ops.day_run', 'id')")


def downgrade() -> None:
    op.execute("DROP SCHEMA ops CASCADE")

"""Debit files that arrive through the browser, from then until a job has taken them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0062"
down_revision: str | None = "0061"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "debit_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("finished_at", _TIME, nullable=True),
        sa.Column("progress", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("problem", postgresql.JSONB(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("is_new", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_debit_delivery_status")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["renewal.debit_file.id"], name=op.f("fk_debit_delivery_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debit_delivery")),
        schema="renewal",
    )
    op.execute("SELECT audit.watch_counts('renewal.debit_delivery')")


def downgrade() -> None:
    op.drop_table("debit_delivery", schema="renewal")
